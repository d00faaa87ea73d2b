import { hasRole, type Me, may } from '../api/session.ts';

/** One stop of the tour. */
export type TourStep = {
  readonly title: string;
  readonly text: string;
  /** What it points at, the first that is on the screen; in the middle of the page when none is. */
  readonly at: readonly string[];
};

const menu = '.top-menu';
const link = (path: string) => `.side a[href="/console${path}"]`;

/** The stops for a person: at most six, each at something the person has. */
export function tourStepsFor(me: Me): readonly TourStep[] {
  return [...(may(me, 'case:read') ? workSteps(me) : administrationSteps(me)), ...commonSteps(me)];
}

function workSteps(me: Me): readonly TourStep[] {
  const work = may(me, 'case:act')
    ? {
        title: '先看等您办理的事',
        text: '最急的排在最前，写着还剩几天。点要办的事，直接打开要填的表。',
        at: ['#home-tasks', link('/tasks'), menu],
      }
    : {
        title: '先看超期的案件',
        text: '下级执法主体超过期限的案件都在这里，超期最久的在前。',
        at: ['#home-late', link('/overdue'), menu],
      };
  const cases = {
    title: '全部案件',
    text: '可以按进度、机构、承办人筛选，把常用的条件存成视图，也可以导出表格。',
    at: [link('/cases'), menu],
  };
  return [work, ...ownStep(me), cases];
}

/** What the role comes for besides. */
function ownStep(me: Me): readonly TourStep[] {
  if (may(me, 'case:open'))
    return [
      {
        title: '登记线索，从这里开始',
        text: '收到举报、交办或者检查发现的线索，在这里登记。登记后系统告诉您下一步办什么。',
        at: [link('/cases/new'), menu],
      },
    ];
  if (hasRole(me, 'leader', 'supervisor'))
    return [
      {
        title: '统计',
        text: '登记、决定、结案的数量，各机构超期的情况，都有图和表。',
        at: [link('/figures'), menu],
      },
    ];
  return [];
}

function administrationSteps(me: Me): readonly TourStep[] {
  const where: Readonly<Record<string, string>> = {
    'system-admin': '登记执法主体、机构和账户，维护运行。您不能给账户授予角色，也看不到案件。',
    'security-admin': '授予和收回角色，解除锁定，结束会话。您不能建立账户，也看不到案件。',
    auditor: '查看账户、登录、登记和查阅的全部记录。您只看，不改。',
  };
  const role = me.roles.find((one) => where[one.role] !== undefined)?.role ?? '';
  return [
    {
      title: '您的工作在这里',
      text: where[role] ?? '您还没有角色，请联系安全管理员授予。',
      at: ['#home-work', menu],
    },
    {
      title: '启用指引',
      text: '从空系统到第一件案件还缺什么、由谁办，一步一步写在这里。',
      at: [link('/guide'), menu],
    },
  ];
}

function commonSteps(me: Me): readonly TourStep[] {
  return [
    {
      title: '查找',
      text: may(me, 'case:read')
        ? '点这里，或者按 Ctrl 和 K，可以查找案号、当事人、文书、条款和页面。'
        : '点这里，或者按 Ctrl 和 K，可以查找条款、规则、人员和页面。',
      at: ['[data-tour="search"]'],
    },
    {
      title: '通知',
      text: '有事等您办、期限将到，这里会有数字。也可以改成用邮件告诉您。',
      at: ['[data-tour="bell"]'],
    },
    {
      title: '帮助',
      text: '每个角色怎样办事，条款怎样规定，都写在帮助里。想再看一遍这个介绍，也从帮助开始。',
      at: [link('/help'), menu],
    },
  ];
}
