import { type Role, roles } from './role.ts';

/** What each permission opens; the key stands in the route, the text in the console and in the manual. */
export const permissionTitles = {
  'own:session': '使用并管理本人的登录、密码和第二因素',
  'rule:read': '查看规则包、程序和期限',
  'register:read': '查看执法主体、机构、执法人员和证件',
  'register:agency': '登记执法主体、上下级关系和适用的规则包',
  'register:department': '设置内设机构',
  'register:officer': '登记执法人员和执法证件',
  'register:settings': '确认试行规则包、设定本单位期限',
  'case:read': '查看权限范围内的案件',
  'case:open': '登记案件线索、新建案件',
  'case:act': '办理案件（每一步再按角色和规则判断）',
  'clock:read': '查看权限范围内的期限',
  'recording:read': '查看权限范围内的文字和音像记录',
  'recording:store': '上传文字和音像记录',
  'review:read': '查看法制审核事项',
  'review:opine': '出具法制审核意见',
  'catalogue:read': '查看法制审核目录',
  'catalogue:report': '报送法制审核目录事项',
  'catalogue:examine': '审核、汇编、公开和备案法制审核目录',
  'catalogue:approve': '批准法制审核目录',
  'review:counsel': '管理法律顾问、公职律师和人才库名册，请求协助',
  'review:duty': '登记法制审核制度的落实',
  'disclosure:read': '查看公示事项',
  'disclosure:manage': '办理公示、更正和撤下',
  'document:read': '查看和下载文书',
  'archive:manage': '归档和移交案卷',
  'decision:import': '导入以往的执法决定',
  'supervision:read': '查看下级执法主体的监督事项',
  'supervision:act': '发出监督文书、办理监督事项',
  'statistics:read': '查看统计数据',
  'account:read': '查看账户',
  'account:manage': '建立、停用账户和重置密码',
  'account:grant': '授予和收回角色、解除锁定',
  'settings:technical': '查看运行状态、维护技术设置',
  'audit:read': '查看审计记录',
  'ledger:verify': '核验存证账本',
} as const;

/** One thing that may be allowed. A route names exactly one. */
export type Permission = keyof typeof permissionTitles;

const caseWork = [
  'rule:read',
  'register:read',
  'catalogue:read',
  'case:read',
  'case:act',
  'clock:read',
  'recording:read',
  'document:read',
  'disclosure:read',
  'statistics:read',
] as const;

/**
 * What each role may do. Nothing else is allowed: a role or permission that is not here opens nothing.
 *
 * 三员 see no case, the security administrator makes no account, the system administrator grants no role, and the
 * auditor only reads.
 */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  officer: [...caseWork, 'case:open', 'recording:store'],
  'department-head': [...caseWork, 'case:open', 'recording:store', 'catalogue:report'],
  reviewer: [
    ...caseWork,
    'catalogue:examine',
    'review:read',
    'review:opine',
    'review:counsel',
    'review:duty',
  ],
  leader: [
    ...caseWork,
    'catalogue:approve',
    'review:read',
    'review:counsel',
    'review:duty',
    'register:settings',
  ],
  liaison: [...caseWork, 'disclosure:manage'],
  office: [
    ...caseWork,
    'case:open',
    'review:read',
    'review:counsel',
    'disclosure:manage',
    'archive:manage',
    'decision:import',
    'register:department',
    'register:officer',
  ],
  supervisor: [
    'rule:read',
    'catalogue:read',
    'register:read',
    'register:officer',
    'case:read',
    'clock:read',
    'recording:read',
    'document:read',
    'review:read',
    'disclosure:read',
    'statistics:read',
    'supervision:read',
    'supervision:act',
  ],
  'system-admin': [
    'rule:read',
    'register:read',
    'register:agency',
    'register:department',
    'account:read',
    'account:manage',
    'settings:technical',
  ],
  'security-admin': ['rule:read', 'register:read', 'account:read', 'account:grant'],
  auditor: ['audit:read', 'ledger:verify'],
};

/** Whether the text names a permission. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissionTitles, text);
}

/**
 * Whether any of the roles opens the permission.
 *
 * Everybody who is signed in may manage the own session, also without a role.
 */
export function permits(held: readonly Role[], permission: Permission): boolean {
  if (permission === 'own:session') return true;
  return held.some((role) => permissionsOf[role].includes(permission));
}

/** Every permission that the roles open together, in the order of the table. */
export function permissionsFor(held: readonly Role[]): readonly Permission[] {
  const all = Object.keys(permissionTitles) as Permission[];
  return all.filter((permission) => permits(held, permission));
}

/** The roles that open a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return roles.filter((role) => permits([role], permission));
}
