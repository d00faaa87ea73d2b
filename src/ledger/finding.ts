// What verification finds, and how it is told.

/** An event by name. */
export type NamedEvent = {
  readonly agencyId: string;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
};

/** One thing that is not as it was written. */
export type Finding =
  | {
      readonly what: EventFinding;
      readonly event: NamedEvent;
      readonly columns?: readonly string[];
    }
  | { readonly what: 'event-lost'; readonly leafIndex: number }
  | { readonly what: LeafFinding; readonly leafIndex: number }
  | { readonly what: TileFinding; readonly level: number; readonly index: number }
  | { readonly what: CheckpointFinding; readonly size: number }
  | { readonly what: 'log-truncated' | 'log-forked'; readonly from: number; readonly to: number }
  | { readonly what: LatestFinding }
  | {
      readonly what: 'account-changed';
      readonly accountId: string;
      readonly columns: readonly string[];
    }
  | {
      readonly what: 'projection-changed';
      readonly agencyId: string;
      readonly caseId: string;
      readonly columns: readonly string[];
    }
  | {
      readonly what: 'register-changed';
      readonly register: keyof typeof registerTexts;
      readonly agencyId: string;
      /** Of the entry; of a version of a catalogue its number. */
      readonly id: string;
      readonly columns: readonly string[];
    }
  | {
      readonly what: 'publication-changed';
      readonly agencyId: string;
      /** Of the decision on the public site; of the body where that is not as it was. */
      readonly id: string;
      readonly columns: readonly string[];
    }
  | {
      readonly what: 'file-missing' | 'file-changed' | 'file-unreadable';
      readonly agencyId: string;
      readonly caseId: string;
      /** The record by which it was entered, and its number as a recording. */
      readonly sequence: number;
      readonly reference: string;
      readonly sha256: string;
    }
  | { readonly what: 'file-added'; readonly path: string };

/** Findings about one event. */
export type EventFinding =
  | 'event-changed'
  | 'event-missing'
  | 'event-added'
  | 'event-reordered'
  | 'event-unsealed';

/** Findings about the map from leaves to events. */
type LeafFinding = 'leaf-changed' | 'leaf-missing' | 'leaf-added';

/** Findings about tiles. */
type TileFinding = 'tile-changed' | 'tile-missing' | 'tile-added';

/** Findings about kept checkpoints. */
type CheckpointFinding = 'checkpoint-changed' | 'checkpoint-missing';

/** Findings about the checkpoint remembered in the file beside the key. */
type LatestFinding = 'latest-missing' | 'latest-changed';

const eventTexts: Record<EventFinding, string> = {
  'event-changed': '事件被改动',
  'event-missing': '事件被删除',
  'event-added': '事件不是本系统写入的',
  'event-reordered': '事件的先后次序被改动',
  'event-unsealed': '事件未按次序入链',
};

const columnTexts: Readonly<Record<string, string>> = {
  content: '内容',
  commitment: '承诺值',
  leaf_hash: '叶哈希',
  mac: '写入标记',
  recorded_at: '入库时间',
  log_id: '入链次序号',
};

const rightTexts: Readonly<Record<string, string>> = {
  agency_id: '所在单位',
  department_id: '内设机构',
  duty: '职责',
  separated_duty: '曾任三员',
  disabled: '停用状态',
  roles: '角色',
  missing: '账户被删除',
  unknown: '账户不是本系统建立的',
};

const registerTexts = {
  agency: '执法主体',
  department: '内设机构',
  officer: '执法人员',
  counsel: '法律顾问',
  catalogue: '法制审核目录',
  'catalogue-version': '法制审核目录各版',
  'catalogue-on-site': '公示的法制审核目录各版',
} as const;

const keptTexts: Readonly<Record<string, string>> = {
  name: '名称',
  short_name: '简称',
  credit_code: '统一社会信用代码',
  region_code: '行政区划代码',
  nature: '主体性质',
  parent_id: '上级',
  packs: '规则包',
  ours: '自定期限',
  drafts: '征求意见稿的确认',
  standing: '现状',
  version: '变更次数',
  post: '职务',
  department_id: '内设机构',
  may_review: '法制审核资格',
  certificates: '执法证件',
  designations: '法制审核人员的确定',
  kind: '类别',
  organisation: '所在单位',
  licence_number: '执业证号',
  account_id: '账户',
  specialty: '专长',
  interests: '申报的利害关系',
  is_purchased: '购买服务',
  is_shared: '供下级共用',
  valid_from: '聘期起始',
  valid_until: '聘期届满',
  ended_on: '聘期终止',
  state: '报送和汇编的事项',
  in_force_from: '施行日期',
  items: '事项',
  copy: '批准的文本',
  digest: '文本的摘要',
  missing: '被删除',
  unknown: '不是本系统登记或者公示的',
  facts: '违法事实',
  law: '处罚依据',
  punishment: '处罚内容',
  fields: '公示的各项',
  document: '决定书全文',
  decision_number: '决定书文号',
  case_name: '案件名称',
  party_name: '当事人',
  penalty_kinds: '处罚种类',
  amount_fen: '罚款金额',
  decided_on: '决定日期',
  published_at: '公示时间',
  form: '公示方式',
  basis: '公示依据',
  agency_id: '所属主体',
  reason: '撤下理由',
  withdrawn_on: '撤下日期',
  withdrawn: '已撤下的又在公示',
  ended: '期满的又在公示',
  content: '公示的文字',
  import: '这次导入的决定有增减或者改动',
  rules: '所依据的规则包已不在，无法核对',
};

const namesOf = (columns: readonly string[]) =>
  columns.map((column) => keptTexts[column] ?? column).join('、');

type Of<What extends Finding['what']> = Finding & { readonly what: What };

const otherTexts: {
  readonly [What in Exclude<Finding['what'], EventFinding>]: (finding: Of<What>) => string;
} = {
  'event-lost': ({ leafIndex }) =>
    `第 ${leafIndex} 号叶对应的事件及其登记都已不在，无法说出是哪一件。`,
  'leaf-changed': ({ leafIndex }) => `链上登记（ledger_leaf）第 ${leafIndex} 号被改动。`,
  'leaf-missing': ({ leafIndex }) => `链上登记（ledger_leaf）第 ${leafIndex} 号被删除。`,
  'leaf-added': ({ leafIndex }) => `链上登记（ledger_leaf）第 ${leafIndex} 号是多出来的。`,
  'tile-changed': (tile) => `${tileName(tile)}被改动。`,
  'tile-missing': (tile) => `${tileName(tile)}被删除。`,
  'tile-added': (tile) => `${tileName(tile)}是多出来的。`,
  'checkpoint-changed': ({ size }) => `检查点（ledger_checkpoint）规模 ${size} 被改动。`,
  'checkpoint-missing': ({ size }) => `检查点（ledger_checkpoint）规模 ${size} 被删除。`,
  'log-truncated': ({ from, to }) => `链被截短：曾签署到 ${to} 片叶，现在只到 ${from} 片。`,
  'log-forked': ({ from, to }) => `规模 ${from} 之后、${to} 之前的内容与签署过的检查点不符。`,
  'latest-missing': () => '密钥文件夹里的 checkpoint.latest 不在了，链的末尾是否被截断无从核对。',
  'latest-changed': () =>
    '密钥文件夹里的 checkpoint.latest 不是本系统签署的，链的末尾是否被截断无从核对。',
  'account-changed': ({ accountId, columns }) =>
    `账户现状与其事件不符：账户 ${accountId}（${columns.map((column) => rightTexts[column] ?? column).join('、')}）。`,
  'projection-changed': ({ agencyId, caseId, columns }) =>
    `案卷现状与其事件不符：主体 ${agencyId} 案件 ${caseId}（${columns.join('、')}）。`,
  'register-changed': ({ register, agencyId, id, columns }) =>
    `登记现状与其事件不符：主体 ${agencyId} ${registerTexts[register]} ${id}（${namesOf(columns)}）。`,
  'publication-changed': ({ agencyId, id, columns }) =>
    `公示的内容与其事件不符：主体 ${agencyId} 公示 ${id}（${namesOf(columns)}）。`,
  'file-missing': (file) => `文件库中的文件不在了：${fileName(file)}。`,
  'file-changed': (file) => `文件库中的文件被改动：${fileName(file)}。`,
  'file-unreadable': (file) =>
    `文件库中的文件读不出来（磁盘坏了、没有权限，或者那里不是文件）：${fileName(file)}。`,
  'file-added': ({ path }) => `文件库中多出一个文件，没有案件登记过它：${path}。`,
};

/** One finding in a sentence. */
export function findingText(finding: Finding): string {
  if ('event' in finding) return eventSentence(finding);
  // Each entry takes the finding it is listed under, which the table's type says and an index access forgets.
  return (otherTexts[finding.what] as (given: Finding) => string)(finding);
}

function fileName(file: Of<'file-missing' | 'file-changed' | 'file-unreadable'>): string {
  const { agencyId, caseId, sequence, reference, sha256 } = file;
  return `主体 ${agencyId} 案件 ${caseId} 第 ${sequence} 号 音像编号 ${reference}（${sha256}）`;
}

function tileName({ level, index }: { readonly level: number; readonly index: number }): string {
  return `哈希瓦片（ledger_tile）第 ${level} 层第 ${index} 块`;
}

function eventSentence(finding: Extract<Finding, { what: EventFinding }>): string {
  const { agencyId, streamId, sequence, kind, at } = finding.event;
  const columns = (finding.columns ?? []).map((column) => columnTexts[column] ?? column);
  const which = columns.length === 0 ? '' : `（${columns.join('、')}）`;
  const name = `主体 ${agencyId} 案件/流 ${streamId} 第 ${sequence} 号 ${kind} ${at}`;
  return `${eventTexts[finding.what]}${which}：${name}。`;
}
