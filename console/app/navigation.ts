import type { Me, Role } from '../api/session.ts';

/** One entry of the navigation. */
export type Entry = {
  readonly to: string;
  readonly title: string;
  /** Shown to who has one of these permissions; to everybody when absent. */
  readonly anyOf?: readonly string[];
  /** Shown only to these roles; to all when absent. */
  readonly roles?: readonly Role[];
  /** Left out for who has this permission: another entry leads them there. */
  readonly unless?: string;
};

/** Entries under one heading; the first group has none. */
export type EntryGroup = { readonly title: string; readonly entries: readonly Entry[] };

/** Those who review, countersign, submit for review or keep its papers. */
const reviewing: readonly Role[] = ['reviewer', 'leader', 'department-head', 'office'];

const groups: readonly EntryGroup[] = [
  { title: '', entries: [{ to: '/', title: '首页' }] },
  {
    title: '办案',
    entries: [
      { to: '/tasks', title: '我的待办', anyOf: ['case:act'] },
      { to: '/cases', title: '案件', anyOf: ['case:read'] },
      { to: '/cases/new', title: '登记线索', anyOf: ['case:open'] },
      { to: '/overdue', title: '超期案件', anyOf: ['case:read'] },
      { to: '/figures', title: '统计', anyOf: ['statistics:read'] },
      { to: '/handover', title: '移交案件', roles: ['department-head', 'leader'] },
      { to: '/deputies', title: '代理', roles: ['department-head', 'leader', 'liaison', 'office'] },
      { to: '/imports', title: '导入和导出决定', anyOf: ['decision:import'] },
      { to: '/imports', title: '导出决定', roles: ['liaison'], unless: 'decision:import' },
    ],
  },
  {
    title: '法制审核',
    entries: [
      { to: '/review', title: '法制审核', anyOf: ['case:read'], roles: reviewing },
      { to: '/review/catalogue', title: '审核目录', anyOf: ['catalogue:read'] },
      { to: '/review/catalogues', title: '下级审核目录', roles: ['supervisor'] },
      { to: '/review/people', title: '审核人员', anyOf: ['review:read'] },
      { to: '/review/counsel', title: '法律顾问', anyOf: ['review:read'] },
      { to: '/review/asked', title: '请我协助', anyOf: ['case:act'] },
      {
        to: '/review/figures',
        title: '审核统计',
        anyOf: ['case:read'],
        roles: [...reviewing, 'supervisor'],
      },
    ],
  },
  {
    title: '规则',
    entries: [
      { to: '/rules', title: '规则包', anyOf: ['rule:read'] },
      { to: '/rules/compare', title: '规则对照', anyOf: ['rule:read'] },
      { to: '/procedure', title: '办案流程', anyOf: ['rule:read'] },
      { to: '/review/flow', title: '审核流程图', anyOf: ['rule:read'] },
    ],
  },
  {
    title: '管理',
    entries: [
      {
        to: '/guide',
        title: '启用指引',
        roles: ['system-admin', 'security-admin', 'auditor', 'office', 'leader'],
      },
      {
        to: '/admin/agencies',
        title: '执法主体和人员',
        anyOf: ['register:agency', 'register:department', 'register:officer', 'register:settings'],
      },
      { to: '/admin/accounts', title: '账户和角色', anyOf: ['account:read'] },
      { to: '/admin/sessions', title: '登录会话', anyOf: ['account:read'] },
      { to: '/admin/calendar', title: '工作日历', anyOf: ['settings:technical'] },
      { to: '/admin/backups', title: '备份', anyOf: ['settings:technical'] },
      { to: '/admin/jobs', title: '后台任务', anyOf: ['settings:technical'] },
      { to: '/admin/standing', title: '运行状态', anyOf: ['settings:technical'] },
      { to: '/audit/events', title: '操作审计', anyOf: ['audit:read'] },
      { to: '/audit/readings', title: '查阅审计', anyOf: ['audit:read'] },
    ],
  },
  {
    title: '本人',
    entries: [
      { to: '/notifications', title: '通知' },
      { to: '/me', title: '账户和通知设置' },
      { to: '/help', title: '帮助' },
    ],
  },
];

/** The entries that lead somewhere for this person. */
export function navigationOf(me: Me): readonly EntryGroup[] {
  const isOpen = ({ anyOf, roles, unless = '' }: Entry) =>
    !me.permissions.includes(unless) &&
    (anyOf === undefined || anyOf.some((permission) => me.permissions.includes(permission))) &&
    (roles === undefined || me.roles.some(({ role }) => roles.includes(role)));
  return groups
    .map(({ title, entries }) => ({ title, entries: entries.filter(isOpen) }))
    .filter(({ entries }) => entries.length > 0);
}
