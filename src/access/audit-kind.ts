/**
 * Everything that is recorded of accounts, registers, rules and the installation, under the matter it belongs to, with
 * what people call it. An event whose kind is not here cannot be written (`eventBy`), so the audit never shows a code.
 */
export const auditKinds = {
  登录: {
    signedIn: '登录',
    signedOut: '退出登录',
    signInLocked: '输错过多，锁定登录',
    signInUnlocked: '解除登录锁定',
    sessionEnded: '结束一个会话',
    sessionsEnded: '结束全部会话',
    passwordChanged: '修改密码',
    passwordReset: '重置密码',
    passwordResetConfirmed: '确认重置密码',
    secondFactorConfirmed: '启用第二因素',
    secondFactorRemoved: '停用第二因素',
    recoveryCodeUsed: '使用恢复码',
  },
  账户和角色: {
    accountCreated: '建立账户',
    accountDisabled: '停用账户',
    accountEnabled: '启用账户',
    accountMoved: '调整单位和机构',
    roleGranted: '授予角色',
    roleRevoked: '收回角色',
    deputyAppointed: '委托代理',
    deputyEnded: '结束代理',
  },
  查阅和文书: {
    caseRead: '查阅案件',
    caseReadByCounsel: '受请求的法律顾问查阅案件',
    counselAddressIssued: '生成法律顾问的查阅链接',
    listExported: '导出列表',
    documentMade: '制作文书',
  },
  执法主体和人员: {
    agencyRegistered: '登记执法主体',
    agencyChanged: '变更执法主体登记',
    agencyClosed: '停止执法主体',
    departmentOpened: '设立内设机构',
    departmentRenamed: '内设机构更名',
    departmentClosed: '撤销内设机构',
    officerRegistered: '登记执法人员',
    officerChanged: '变更执法人员登记',
    officerLeft: '执法人员离岗',
    officerReturned: '执法人员重新上岗',
    certificateEntered: '登记证件',
    certificateRevoked: '注销或收回证件',
    reviewerDesignated: '确定法制审核人员',
    reviewerDesignationEnded: '结束法制审核人员的任期',
    officerIdentityKept: '登记执法人员的公民身份号码',
    officerIdentityDropped: '删除执法人员的公民身份号码',
    counselEntered: '登记法律顾问或者公职律师',
    counselChanged: '变更法律顾问或者公职律师登记',
    counselEnded: '结束法律顾问或者公职律师的任期',
  },
  审核目录: {
    catalogueItemReported: '报送审核目录事项',
    catalogueItemExamined: '审核目录事项',
    catalogueItemWithdrawn: '撤回审核目录事项',
    catalogueCompiled: '汇编审核目录',
    catalogueReturned: '退回审核目录',
    catalogueApproved: '批准审核目录',
    cataloguePublished: '公开审核目录',
    catalogueFiled: '登记审核目录备案',
  },
  法制审核制度的落实: {
    dutyMet: '登记落实任务完成',
    dutyReopened: '重新打开落实任务',
  },
  规则和系统: {
    packsAssigned: '设定规则包',
    draftConfirmed: '确认征求意见稿',
    ownSettingMade: '设定或者取消自定期限',
    calendarYearAdded: '导入放假安排',
    backupAskedFor: '发起备份',
    jobRetried: '重试后台任务',
    demonstrationBegun: '开始载入演示数据',
    demonstrationLoaded: '载入演示数据完成',
  },
} as const;

type Groups = typeof auditKinds;

/** The kind of an event of the installation. */
export type AuditKind = { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups];

const titles: ReadonlyMap<string, string> = new Map(Object.values(auditKinds).flatMap(entriesOf));

/** What people call a kind of event; an older program's kind that is no more is called a record. */
export function auditKindTitle(kind: string): string {
  return titles.get(kind) ?? '其他记录';
}

function entriesOf(group: Readonly<Record<string, string>>): readonly [string, string][] {
  return Object.entries(group);
}
