import type { Role } from '../../api/session.ts';
import { roleTexts } from './account.ts';
import { unitTitles } from './agency.ts';

/** Something that was done to accounts, registers, rules or the installation. */
export type AuditEvent = {
  readonly logId: number;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly data: unknown;
};

/** Kinds of events under the matter they belong to. */
export const kindGroups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
    listExported: '导出列表',
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
  },
  规则和系统: {
    packsAssigned: '设定规则包',
    draftConfirmed: '确认征求意见稿',
    ownSettingMade: '设定或者取消自定期限',
    calendarYearAdded: '导入放假安排',
    backupAskedFor: '发起备份',
    jobRetried: '重试后台任务',
    decisionsImported: '导入以往的决定',
    demonstrationBegun: '开始载入演示数据',
    demonstrationLoaded: '载入演示数据完成',
  },
};

const kindTitles: Readonly<Record<string, string>> = Object.assign(
  {},
  ...Object.values(kindGroups),
);

/** What an event is called; its code when it has no name yet. */
export function kindTitle(kind: string): string {
  return kindTitles[kind] ?? kind;
}

const fieldTitles: Readonly<Record<string, string>> = {
  address: '网络地址',
  userName: '登录名',
  displayName: '姓名',
  role: '角色',
  roles: '角色',
  reason: '原因',
  name: '名称',
  shortName: '简称',
  post: '职务',
  number: '证件号码',
  issuedBy: '发证机关',
  validFrom: '有效期起',
  validUntil: '有效期止',
  revokedOn: '失效日',
  packs: '规则包',
  packId: '规则包',
  basis: '依据',
  confirmedBy: '确认人',
  confirmedOn: '确认日期',
  regionCode: '行政区划代码',
  creditCode: '统一社会信用代码',
  year: '年份',
  list: '列表',
  format: '格式',
  rows: '行数',
  ruleKey: '规则',
  setting: '自定期限',
  from: '起',
  until: '止',
  mayReview: '具备法制审核资格',
  needsConfirmation: '须安全管理员确认',
  why: '原因',
};

/** One particular of an event, in words. */
export type Particular = { readonly title: string; readonly text: string };

/** What an event holds, in words. Ids say nothing to people and long texts are for the ledger, so both are left out. */
export function particularsOf(data: unknown): readonly Particular[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    const title = fieldTitles[name];
    if (title === undefined || value === null || value === '') return [];
    return [{ title, text: valueText(name, value) }];
  });
}

function valueText(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => valueText(name, one)).join('、');
  if (value === true) return '是';
  if (value === false) return '否';
  if (name === 'role' || name === 'roles') return roleTexts[value as Role]?.title ?? String(value);
  if (name === 'setting') return settingText(value);
  return String(value);
}

function settingText(value: unknown): string {
  const { n, unit, reason } = value as { n?: number; unit?: string; reason?: string };
  const title = unitTitles[unit as keyof typeof unitTitles] ?? unit ?? '';
  return `${n ?? ''} ${title}（${reason ?? ''}）`;
}

/** All particulars in one line. */
export function particularsText(data: unknown): string {
  return particularsOf(data)
    .map(({ title, text }) => `${title}：${text}`)
    .join('；');
}

/** A signed statement of how many entries the ledger has and what they hash to. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: string };

/** Reads a checkpoint (C2SP tlog-checkpoint); null when it is something else. */
export function checkpointOf(note: string): Checkpoint | null {
  const [origin = '', size = '', root = ''] = note.split('\n');
  return /^\d+$/.test(size) && root !== '' ? { origin, size: Number(size), root } : null;
}
