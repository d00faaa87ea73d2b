import { type Permission, permits, type Role } from '../access/index.ts';

/** A page of the console that can be searched for. */
export type ConsolePage = {
  /** Address within the console. */
  readonly path: string;
  readonly title: string;
  /** What else it is called. */
  readonly words: string;
  readonly permission: Permission;
  /** Opens only for these roles; for all that have the permission when absent. */
  readonly roles?: readonly Role[];
};

const reviewing: readonly Role[] = ['reviewer', 'leader', 'department-head', 'office'];
const guided: readonly Role[] = ['system-admin', 'security-admin', 'auditor', 'office', 'leader'];

/** The pages of the console, in the order of the navigation. */
export const consolePages: readonly ConsolePage[] = [
  page('/', '首页', '待办 今日 提醒', 'own:session'),
  page('/tasks', '我的待办', '任务 等待办理', 'case:act'),
  page('/cases', '案件', '案卷 列表 查询', 'case:read'),
  page('/cases/new', '登记线索', '新建案件 立案 举报', 'case:open'),
  page('/overdue', '超期案件', '期限 到期 督办', 'case:read'),
  page('/figures', '统计', '数量 图表 报表', 'statistics:read'),
  {
    ...page('/handover', '移交案件', '换承办人 交接 离岗', 'case:act'),
    roles: ['department-head', 'leader'],
  },
  {
    ...page('/deputies', '代理', '委托 出差 请假', 'own:session'),
    roles: ['department-head', 'leader', 'liaison', 'office'],
  },
  { ...page('/review', '法制审核', '送审 意见 会签', 'case:read'), roles: reviewing },
  page('/review/catalogue', '审核目录', '重大执法决定 法制审核目录清单', 'catalogue:read'),
  {
    ...page('/review/catalogues', '下级审核目录', '监督 下级 法制审核目录清单', 'catalogue:read'),
    roles: ['supervisor'],
  },
  page('/review/people', '审核人员', '资格 配备 确定 制度落实', 'review:read'),
  page('/review/counsel', '法律顾问', '公职律师 人才库', 'review:read'),
  page('/review/asked', '请我协助', '法律意见 协助审核', 'case:act'),
  page('/review/flow', '审核流程图', '法制审核 流程 步骤', 'rule:read'),
  {
    ...page('/review/figures', '审核统计', '通过率 用时 问题', 'case:read'),
    roles: [...reviewing, 'supervisor'],
  },
  page('/imports', '导入和导出决定', '公示 批量 表格 以往的决定', 'decision:import'),
  { ...page('/imports', '导出决定', '公示 表格', 'disclosure:read'), roles: ['liaison'] },
  page('/rules', '规则包', '条款 依据 制度', 'rule:read'),
  page('/rules/compare', '规则对照', '规则包 期限 比较', 'rule:read'),
  page('/procedure', '办案流程', '程序 步骤 文书', 'rule:read'),
  { ...page('/guide', '启用指引', '向导 初始设置 第一步', 'own:session'), roles: guided },
  page('/admin/agencies', '执法主体和人员', '单位 机构 执法人员 执法证件 规则包', 'register:read'),
  page('/admin/accounts', '账户和角色', '用户 权限 解锁 密码', 'account:read'),
  page('/admin/sessions', '登录会话', '在线 强制下线', 'account:read'),
  page('/admin/calendar', '工作日历', '节假日 调休 放假安排', 'settings:technical'),
  page('/admin/backups', '备份', '恢复 容灾', 'settings:technical'),
  page('/admin/jobs', '后台任务', '队列 重试 失败', 'settings:technical'),
  page('/admin/standing', '运行状态', '磁盘 数据库 存证账本 健康', 'settings:technical'),
  page('/audit/events', '操作审计', '操作记录', 'audit:read'),
  page('/audit/readings', '查阅审计', '查阅记录', 'audit:read'),
  page('/notifications', '通知', '提醒 消息', 'own:session'),
  page('/me', '账户和通知设置', '密码 第二因素 会话 邮件', 'own:session'),
  page('/help', '帮助', '说明 快捷键', 'own:session'),
];

/** The pages whose name holds the text and that the roles open. */
export function pagesFor(text: string, held: readonly Role[]): readonly ConsolePage[] {
  const word = text.normalize('NFKC').trim().toLowerCase();
  return consolePages.filter(
    ({ title, words, permission, roles }) =>
      permits(held, permission) &&
      (roles === undefined || roles.some((role) => held.includes(role))) &&
      `${title} ${words}`.toLowerCase().includes(word),
  );
}

function page(path: string, title: string, words: string, permission: Permission): ConsolePage {
  return { path, title, words, permission };
}
