import type { Role } from '../../api/session.ts';

/** An account as administrators see it. */
export type Account = {
  readonly accountId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly agencyId: string | null;
  readonly departmentId: string | null;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  /** A reset of the password waits for the security administrator. */
  readonly resetPending: boolean;
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
};

/** What each role is called and what it may do, in one sentence. */
export const roleTexts: Readonly<Record<Role, { readonly title: string; readonly may: string }>> = {
  officer: {
    title: '执法人员',
    may: '登记线索，承办案件：调查取证、制作文书、送达、执行、归档。须持有效执法证件。',
  },
  'department-head': {
    title: '承办机构负责人',
    may: '审批本机构的案件，指派和调整承办人，查看本机构的期限。',
  },
  reviewer: { title: '法制审核人员', may: '对重大执法决定出具法制审核意见。须登记审核资格。' },
  leader: {
    title: '机关负责人',
    may: '批准立案、决定和延期，组织集体讨论，确认征求意见稿，自定期限。',
  },
  liaison: { title: '公示联络员', may: '办理公示、更正和撤下。' },
  office: {
    title: '办公室',
    may: '登记执法人员和证件，设置内设机构，办理公示和归档，导入以往的决定。',
  },
  supervisor: { title: '执法监督人员', may: '查看下级单位的案件和超期情况，办理监督事项。' },
  'system-admin': {
    title: '系统管理员',
    may: '登记执法主体和机构，建立和停用账户，维护运行。不看案件，不授予角色。',
  },
  'security-admin': {
    title: '安全管理员',
    may: '授予和收回角色，解除锁定，结束会话。不看案件，不建账户。',
  },
  auditor: { title: '审计员', may: '查看操作和查阅的全部记录，核验存证账本。只看不改。' },
};

/** Every role, business roles first. */
export const allRoles = Object.keys(roleTexts) as readonly Role[];

/** The three administrators. */
export const separatedRoles: readonly Role[] = ['system-admin', 'security-admin', 'auditor'];

/** Who waits, in a few words; empty when nobody does. */
export function waitingWords(people: readonly Pick<Account, 'displayName'>[]): string {
  const shown = people.slice(0, 3).map(({ displayName }) => displayName);
  return `${shown.join('、')}${people.length > shown.length ? `等 ${people.length} 人` : ''}`;
}

/** Roles in words. */
export function roleWords(roles: readonly Role[]): string {
  return roles.map((role) => roleTexts[role].title).join('、');
}

/** Roles that can still be given to somebody: one of the three administrators alone, or any of the others. */
export function rolesToGrant(held: readonly Role[]): readonly Role[] {
  const [first] = held;
  if (first === undefined) return allRoles;
  if (separatedRoles.includes(first)) return [];
  return allRoles.filter((role) => !held.includes(role) && !separatedRoles.includes(role));
}

/** A moment as people read it: day and minute, Beijing time. */
export function momentText(instant: string | null): string {
  return instant === null ? '' : instant.slice(0, 16).replace('T', ' ');
}
