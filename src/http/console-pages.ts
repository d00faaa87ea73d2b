import { type Permission, permits, type Role } from '../access/index.ts';

/** A page of the console that can be searched for. */
export type ConsolePage = {
  /** Address within the console. */
  readonly path: string;
  readonly title: string;
  /** What else it is called. */
  readonly words: string;
  readonly permission: Permission;
};

/** The pages of the console, in the order of the navigation. */
export const consolePages: readonly ConsolePage[] = [
  page('/', '首页', '待办 今日 提醒', 'own:session'),
  page('/cases', '案件', '案卷 列表 查询', 'case:read'),
  page('/cases/new', '登记案件线索', '新建案件 立案 举报', 'case:open'),
  page('/overdue', '超期案件', '期限 到期 督办', 'case:read'),
  page('/figures', '统计', '数量 图表 报表', 'statistics:read'),
  page('/rules', '规则对照', '规则包 期限 条款 依据', 'rule:read'),
  page('/procedures', '办案程序', '流程 步骤 文书', 'rule:read'),
  page('/calendar', '工作日日历', '节假日 调休 放假安排', 'rule:read'),
  page('/agencies', '执法主体', '单位 机关 规则包', 'register:read'),
  page('/officers', '执法人员', '执法证件 资格', 'register:read'),
  page('/decisions', '公示的决定', '公示 公开 导出', 'disclosure:read'),
  page('/decisions/import', '导入以往的决定', '批量 表格', 'decision:import'),
  page('/accounts', '账户', '用户 角色 权限 解锁', 'account:read'),
  page('/audit', '审计', '操作记录 查阅记录', 'audit:read'),
  page('/standing', '运行状态', '磁盘 数据库 存证账本 健康', 'settings:technical'),
  page('/backups', '备份', '恢复 容灾', 'settings:technical'),
  page('/jobs', '后台任务', '队列 重试 失败', 'settings:technical'),
  page('/guide', '启用向导', '初始设置 第一步', 'own:session'),
  page('/me', '本人设置', '密码 第二因素 会话 通知', 'own:session'),
];

/** The pages whose name holds the text and that the roles open. */
export function pagesFor(text: string, held: readonly Role[]): readonly ConsolePage[] {
  const word = text.normalize('NFKC').trim().toLowerCase();
  return consolePages.filter(
    ({ title, words, permission }) =>
      permits(held, permission) && `${title} ${words}`.toLowerCase().includes(word),
  );
}

function page(path: string, title: string, words: string, permission: Permission): ConsolePage {
  return { path, title, words, permission };
}
