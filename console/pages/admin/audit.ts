import { momentText, roleTexts } from './account.ts';
import { natureTitles, unitTitles } from './agency.ts';

/** Something that was done to accounts, registers, rules or the installation. */
export type AuditEvent = {
  readonly logId: number;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly kindTitle: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly object: AuditObject;
  readonly data: unknown;
};

/** What an event was done to; its title is a name, of a case its number. */
export type AuditObject = {
  readonly kind: keyof typeof objectTitles;
  readonly id: string;
  readonly title: string | null;
};

const objectTitles = {
  account: '账户',
  agency: '执法主体',
  department: '内设机构',
  officer: '执法人员',
  case: '案件',
  other: '系统',
} as const;

/** What an event was done to, in words. */
export function objectText({ kind, title }: AuditObject): string {
  if (kind === 'case') return title ?? '未编号的案件';
  return title === null ? objectTitles[kind] : `${objectTitles[kind]} ${title}`;
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
  nature: '性质',
  path: '备份文件',
  task: '任务',
  qualification: '资格',
  proofNumber: '证明文号',
  endedOn: '结束日',
  fileName: '文件名',
};

/** Reasons that the program writes itself. */
const reasonTexts: Readonly<Record<string, string>> = {
  'signed-out': '本人退出',
  'ended-by-owner': '本人结束',
  'ended-by-admin': '安全管理员结束',
  'by-principal': '委托人结束',
  'by-deputy': '代理人结束',
  'became-separated': '代理人成为三员',
};

const roleTitles = Object.fromEntries(
  Object.entries(roleTexts).map(([role, { title }]) => [role, title]),
);

/** What stands for a code, by the name of what holds it. */
const knownTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: roleTitles,
  roles: roleTitles,
  nature: natureTitles,
  why: reasonTexts,
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
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (name === 'setting') return settingText(value);
  const text = String(value);
  const known = knownTexts[name]?.[text];
  if (known !== undefined) return known;
  return /^\d{4}-\d\d-\d\dT/.test(text) ? momentText(text) : text;
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
