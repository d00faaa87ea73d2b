import { type Role, roleTitles, separatedRoles } from '../access/index.ts';

/** How far the setting up of one body has come. */
export type BodyProgress = {
  readonly name: string;
  readonly packs: readonly string[];
  /** Drafts that the body has confirmed. */
  readonly confirmed: readonly string[];
  readonly hasDepartment: boolean;
  readonly hasAccount: boolean;
  /** Roles that its people hold. */
  readonly roles: readonly string[];
  /** Officers whose enforcement certificate is valid today. */
  readonly certified: number;
  readonly hasReviewer: boolean;
  readonly hasCase: boolean;
  readonly hasFiledCase: boolean;
};

/** What the guide is made from. */
export type Progress = {
  /** Duties of the three administrators that somebody has. */
  readonly separated: readonly string[];
  readonly bodies: readonly BodyProgress[];
  /** Packs that are drafts. */
  readonly drafts: readonly string[];
  /** Years whose calendar should be there and is not. */
  readonly missingYears: readonly number[];
  readonly thisYear: number;
};

/** One thing to do on the way to the first case. */
export type GuideItem = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly who: Role;
  readonly whoTitle: string;
  /** Waiting: something before it is still open. */
  readonly standing: 'done' | 'open' | 'waiting';
  /** What is still open before it and who does that; only of a step that waits. */
  readonly waitsFor: readonly { readonly title: string; readonly whoTitle: string }[];
  /** Page of the console where it is done. */
  readonly path: string;
};

type Task = {
  readonly id: string;
  readonly title: string;
  readonly who: Role;
  readonly path: string;
  /** What must be done before. */
  readonly after: readonly string[];
  /** What is still missing, in words; empty when it is done. */
  readonly lacks: (progress: Progress) => string;
  /** What is told once it is done. */
  readonly done: string | ((progress: Progress) => string);
};

const neededRoles: readonly Role[] = ['officer', 'department-head', 'reviewer', 'leader', 'office'];

const tasks: readonly Task[] = [
  {
    id: 'administrators',
    title: '建立三员账户',
    who: 'system-admin',
    path: '/guide',
    after: [],
    done: '系统管理员、安全管理员、审计员都已建立。',
    lacks: ({ separated }) => {
      const missing = separatedRoles.filter((role) => !separated.includes(role));
      return missing.length === 0
        ? ''
        : `还没有${missing.map((role) => roleTitles[role]).join('、')}。三员由三个人分别担任。`;
    },
  },
  {
    id: 'body',
    title: '登记执法主体',
    who: 'system-admin',
    path: '/admin/agencies',
    after: ['administrators'],
    done: '已登记执法主体。',
    lacks: ({ bodies }) =>
      bodies.length > 0 ? '' : '还没有执法主体。请登记名称、区划和适用的规则包。',
  },
  {
    id: 'departments',
    title: '设置内设机构',
    who: 'system-admin',
    path: '/admin/agencies',
    after: ['body'],
    done: '已设置内设机构。',
    lacks: ({ bodies }) =>
      lacking(bodies, ({ hasDepartment }) => !hasDepartment, '还没有内设机构，案件须有承办机构'),
  },
  {
    id: 'accounts',
    title: '建立人员账户',
    who: 'system-admin',
    path: '/admin/accounts',
    after: ['body'],
    done: '已建立人员账户。',
    lacks: ({ bodies }) => lacking(bodies, ({ hasAccount }) => !hasAccount, '还没有人员账户'),
  },
  {
    id: 'roles',
    title: '授予角色',
    who: 'security-admin',
    path: '/admin/accounts',
    after: ['accounts'],
    done: '办案需要的角色都有人担任。',
    lacks: ({ bodies }) => {
      const missing = neededRoles.filter(
        (role) => bodies.length === 0 || bodies.some(({ roles }) => !roles.includes(role)),
      );
      const titles = missing.map((role) => roleTitles[role]).join('、');
      return missing.length === 0
        ? ''
        : lacking(
            bodies,
            ({ roles }) => missing.some((role) => !roles.includes(role)),
            `还没有人担任：${titles}。授予以前，本人须先登录换掉初始密码`,
          );
    },
  },
  {
    id: 'packs',
    title: '确认适用的规则包',
    who: 'leader',
    path: '/admin/agencies',
    after: ['roles'],
    done: '适用的规则包都可以使用。',
    lacks: ({ bodies, drafts }) =>
      lacking(
        bodies,
        (body) =>
          body.packs.some((pack) => drafts.includes(pack) && !body.confirmed.includes(pack)),
        bodies.length === 0
          ? '登记执法主体时选择规则包；选了征求意见稿的，须核对正式文本后确认'
          : '适用的规则包是征求意见稿，须核对正式文本后确认，确认以前不能办案',
      ),
  },
  {
    id: 'officers',
    title: '登记执法人员和执法证件',
    who: 'office',
    path: '/admin/agencies',
    after: ['roles'],
    done: '执法人员、证件和审核资格都已登记。',
    lacks: ({ bodies }) =>
      lacking(
        bodies,
        ({ certified, hasReviewer }) => certified < 2 || !hasReviewer,
        '须有两名以上证件有效的执法人员，和一名具备审核资格的人员',
      ),
  },
  {
    id: 'calendar',
    title: '导入放假安排',
    who: 'system-admin',
    path: '/admin/calendar',
    after: ['administrators'],
    done: ({ missingYears, thisYear }) =>
      missingYears.length === 0
        ? '所需年份的放假安排都有了。'
        : `${thisYear} 年的放假安排已有。${missingYears.join('、')} 年的通知发布以后再导入，在此以前跨入该年的工作日期限是暂定的。`,
    // The notice for the next year comes out some day in November: nobody can hurry it, so only the present year counts.
    lacks: ({ missingYears, thisYear }) =>
      missingYears.includes(thisYear)
        ? `还没有 ${thisYear} 年的放假安排，工作日期限只能暂定。请按国务院办公厅的通知导入。`
        : '',
  },
  {
    id: 'first-lead',
    title: '登记第一条线索',
    who: 'officer',
    path: '/cases/new',
    after: ['packs', 'departments', 'roles', 'officers'],
    done: '已登记线索。',
    lacks: ({ bodies }) => lacking(bodies, ({ hasCase }) => !hasCase, '还没有案件'),
  },
  {
    id: 'first-filing',
    title: '办好第一件立案',
    who: 'leader',
    path: '/cases',
    after: ['first-lead'],
    done: '已有案件立案，可以正常办案了。',
    lacks: ({ bodies }) =>
      lacking(
        bodies,
        ({ hasFiledCase }) => !hasFiledCase,
        '还没有案件立案。由承办人提请，负责人批准并指派两名以上承办人',
      ),
  },
];

/**
 * The way from an empty installation to the first filed case, in order. A body whose people only supervise handles no
 * cases and needs nothing of it.
 */
export function guideOf(all: Progress): readonly GuideItem[] {
  const progress = { ...all, bodies: all.bodies.filter((body) => !isSupervising(body)) };
  const lacks = new Map(tasks.map((task) => [task.id, task.lacks(progress)]));
  return tasks.map(({ id, title, who, path, after, done }) => {
    const missing = lacks.get(id) ?? '';
    const before = tasks.filter((task) => after.includes(task.id) && lacks.get(task.id) !== '');
    const open = before.length > 0 ? 'waiting' : 'open';
    return {
      id,
      title,
      detail: missing || (typeof done === 'string' ? done : done(progress)),
      who,
      whoTitle: roleTitles[who],
      standing: missing === '' ? 'done' : open,
      waitsFor:
        missing === ''
          ? []
          : before.map((task) => ({ title: task.title, whoTitle: roleTitles[task.who] })),
      path,
    };
  });
}

const isSupervising = ({ roles }: BodyProgress) =>
  roles.length > 0 && roles.every((role) => role === 'supervisor');

/** The bodies that still lack something, by name; empty when there are bodies and none lacks it. */
function lacking(
  bodies: readonly BodyProgress[],
  isLacking: (body: BodyProgress) => boolean,
  what: string,
): string {
  if (bodies.length === 0) return `${what}。`;
  const names = bodies.filter(isLacking).map(({ name }) => name);
  if (names.length === 0) return '';
  const more = names.length > 3 ? `等 ${names.length} 个单位` : '';
  return `${names.slice(0, 3).join('、')}${more}：${what}。`;
}
