import { type Static, Type } from 'typebox';
import { dateField, idField, instantField, textField } from '../access/index.routes.ts';
import { citedClause } from '../casework/index.routes.ts';

const plain = '^[^\\p{Cc}\\p{Cs}]*$';
const free = (title: string, maxLength: number) =>
  Type.Optional(Type.String({ title, maxLength, pattern: plain }));
const code = (title: string) => Type.String({ title, minLength: 1, maxLength: 60, pattern: plain });
const codes = (title: string) => Type.Array(code(title), { title, maxItems: 30 });
// Null comes first: the second branch would make a number of it.
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, title: string) =>
  Type.Union([Type.Null(), schema], { title });
const fen = (title: string) =>
  orNull(Type.Integer({ title, minimum: 1, maximum: 100_000_000_000_000 }), title);
const strict = { additionalProperties: false };

const amount = Type.Object(
  {
    of: Type.Union([Type.Literal('fine'), Type.Literal('taken'), Type.Literal('involved')], {
      title: '金额种类',
      description: 'fine：罚款；taken：罚没（罚款加没收）；involved：涉案金额',
    }),
    citizenFen: fen('对公民（含个体工商户）的起点金额（分）；不适用时为 null'),
    organisationFen: fen('对法人或者其他组织的起点金额（分）；不适用时为 null'),
  },
  { ...strict, title: '金额标准' },
);

/** An item as a department reports it. */
export const reportBody = Type.Object(
  {
    title: textField('事项', { maxLength: 200 }),
    actKind: code('行政执法行为类别'),
    level: Type.Optional(orNull(code('执法层级'), '执法层级')),
    field: Type.Optional(
      orNull(textField('所属领域', { maxLength: 100 }), '所属领域；不限领域时为 null'),
    ),
    amount: Type.Optional(orNull(amount, '金额标准；不以金额为标准时为 null')),
    penaltyKinds: Type.Optional(codes('处罚种类')),
    trigger: Type.Optional(orNull(code('属于的情形'), '属于规则所列的哪一种情形')),
    basis: textField('依据', { maxLength: 500 }),
    standard: free('事项标准', 500),
    other: free('其他情况', 300),
  },
  { ...strict, title: '审核目录事项' },
);

/** Where an item belongs when it is reported. */
export const newReportBody = Type.Object(
  {
    ...reportBody.properties,
    departmentId: Type.Optional(idField('报送的内设机构；不填为本人所在机构')),
  },
  { ...strict, title: '报送审核目录事项' },
);

/** Why something was done. */
export const reasonBody = Type.Object({ reason: textField('理由', { maxLength: 500 }) }, strict);

/** The review office's word on an item. */
export const findingBody = Type.Object(
  {
    accepted: Type.Boolean({ title: '同意编入目录' }),
    reason: free('意见；退回的必填', 500),
  },
  strict,
);

/** What is said of a version when it is compiled. */
export const compileBody = Type.Object({ note: free('说明', 500) }, strict);
const digest = Type.String({ title: '所看内容的摘要', pattern: '^[0-9a-f]{64}$' });
/** The leader's approval of exactly what was looked at. */
export const approvalBody = Type.Object(
  { digest, inForceFrom: dateField('施行日期（首日）') },
  strict,
);
/** The leader sends a version back. */
export const returnBody = Type.Object(
  { digest, reason: textField('理由', { maxLength: 500 }) },
  strict,
);
/** The receipt of the justice department. */
export const filingBody = Type.Object(
  {
    receiptNumber: textField('备案文号', { maxLength: 100 }),
    receivedOn: dateField('回执日期'),
  },
  strict,
);

const said = Type.Object({
  at: instantField('时间'),
  by: Type.String({ title: '姓名' }),
  reason: Type.String({ title: '理由' }),
});
const content = {
  itemId: idField('事项'),
  title: Type.String({ title: '事项' }),
  actKind: Type.String({ title: '行政执法行为类别' }),
  actKindTitle: Type.String(),
  level: orNull(Type.String(), '执法层级'),
  levelTitle: Type.String(),
  field: orNull(Type.String(), '所属领域；不限时为 null'),
  amount: orNull(amount, '金额标准'),
  penaltyKinds: Type.Array(Type.String(), { title: '处罚种类' }),
  trigger: orNull(Type.String(), '属于的情形'),
  triggerTitle: Type.String(),
  basis: Type.String({ title: '依据' }),
  standard: Type.String({ title: '事项标准' }),
  other: Type.String({ title: '其他情况' }),
  words: Type.String({ title: '金额、处罚种类和其他情况' }),
  departmentId: idField('内设机构'),
  departmentName: Type.String({ title: '内设机构名称' }),
};

const choice = Type.Object({ code: Type.String(), title: Type.String() });
const choices = (title: string) => Type.Array(choice, { title });

/** An item in the register, with what may be done with it. */
const item = Type.Object({
  ...content,
  standing: Type.Union(
    [
      Type.Literal('reported'),
      Type.Literal('accepted'),
      Type.Literal('returned'),
      Type.Literal('withdrawn'),
    ],
    { title: '状态' },
  ),
  standingTitle: Type.String(),
  reportedAt: instantField('报送时间'),
  reportedBy: Type.String({ title: '报送人' }),
  finding: orNull(said, '审核机构的意见'),
  withdrawal: orNull(said, '撤回'),
  next: Type.Array(
    Type.Union([Type.Literal('revise'), Type.Literal('withdraw'), Type.Literal('examine')]),
    { title: '本人可以办理的事' },
  ),
});

const version = Type.Object(
  {
    number: Type.Integer({ title: '版次' }),
    standing: Type.Union([
      Type.Literal('compiled'),
      Type.Literal('returned'),
      Type.Literal('approved'),
    ]),
    standingTitle: Type.String(),
    isInForce: Type.Boolean({ title: '今天施行' }),
    itemCount: Type.Integer({ title: '项数' }),
    digest: Type.String({ title: 'SHA-256 摘要' }),
    note: Type.String({ title: '说明' }),
    compiledAt: instantField('汇编时间'),
    compiledBy: Type.String({ title: '汇编人' }),
    returned: orNull(said, '退回'),
    approvedAt: orNull(Type.String(), '批准时间'),
    approvedBy: orNull(Type.String(), '批准人'),
    inForceFrom: orNull(Type.String(), '施行日期'),
    inForceUntil: orNull(Type.String(), '施行的最后一日；没有下一版时为 null'),
    publishedAt: orNull(Type.String(), '公开时间'),
    publicPath: orNull(Type.String(), '公众网站上的地址'),
    filed: orNull(
      Type.Object({
        at: instantField('登记时间'),
        by: Type.String({ title: '登记人' }),
        receiptNumber: Type.String({ title: '备案文号' }),
        receivedOn: Type.String({ title: '回执日期' }),
        copySha256: Type.String({ title: '备案文本的 SHA-256' }),
      }),
      '备案',
    ),
    next: Type.Array(
      Type.Union([
        Type.Literal('approve'),
        Type.Literal('return'),
        Type.Literal('publish'),
        Type.Literal('file'),
      ]),
      { title: '本人可以办理的事' },
    ),
    waiting: Type.Array(Type.String(), { title: '批准前还须办理的事，逐句' }),
  },
  { title: '一版审核目录' },
);

/** The catalogue of a body. */
export const catalogueAnswer = Type.Object({
  agencyId: idField('执法主体'),
  agencyName: Type.String({ title: '执法主体名称' }),
  asked: Type.Object(
    {
      factors: Type.Array(choice, { title: '事项须写明的因素' }),
      standards: Type.Boolean({ title: '须写明事项标准' }),
      publish: Type.Boolean({ title: '须公开' }),
      flowChart: Type.Boolean({ title: '流程图一并公开' }),
      fileWith: orNull(Type.String(), '须向哪个部门备案；不要求时为 null'),
      reviewOffice: Type.String({ title: '审核机构的名称' }),
      today: Type.String({ title: '今天的日期' }),
      clauses: Type.Array(citedClause, { title: '依据' }),
    },
    { title: '规则对目录的要求' },
  ),
  choices: Type.Object({
    actKinds: choices('行政执法行为类别'),
    levels: choices('执法层级'),
    amountKinds: choices('金额种类'),
    penaltyKinds: choices('处罚种类'),
    triggers: choices('规则所列的情形；决定一律审核时为空'),
  }),
  departments: Type.Array(Type.Object({ departmentId: idField('内设机构'), name: Type.String() }), {
    title: '本人可以为其报送的内设机构',
  }),
  items: Type.Array(item, { title: '各机构报送的事项' }),
  versions: Type.Array(version, { title: '各版，新的在前' }),
  inForce: orNull(Type.Integer(), '今天施行的版次'),
  mayCompile: Type.Boolean({ title: '本人可以汇编' }),
});
export type CatalogueAnswer = Static<typeof catalogueAnswer>;

/** An item of a version. */
const compiled = Type.Object({ no: Type.Integer({ title: '序号' }), ...content });

/** One version with its items. */
export const versionAnswer = Type.Object({
  agencyId: idField('执法主体'),
  agencyName: Type.String({ title: '执法主体名称' }),
  version,
  items: Type.Array(compiled),
});
export type VersionAnswer = Static<typeof versionAnswer>;

/** What differs between two versions. */
export const catalogueComparison = Type.Object({
  before: Type.Integer({ title: '前一版' }),
  after: Type.Integer({ title: '后一版' }),
  items: Type.Array(
    Type.Object({
      itemId: idField('事项'),
      title: Type.String({ title: '事项' }),
      kind: Type.Union([
        Type.Literal('added'),
        Type.Literal('removed'),
        Type.Literal('changed'),
        Type.Literal('same'),
      ]),
      kindTitle: Type.String(),
      before: orNull(Type.Integer(), '前一版的序号'),
      after: orNull(Type.Integer(), '后一版的序号'),
      facts: Type.Array(
        Type.Object({ title: Type.String(), before: Type.String(), after: Type.String() }),
        { title: '改动的内容' },
      ),
    }),
  ),
});

/** The flow chart of review. */
export const flowAnswer = Type.Object({
  packs: Type.Array(Type.String(), { title: '适用的规则包' }),
  on: Type.String({ title: '日期' }),
  nodes: Type.Array(
    Type.Object({
      id: Type.String({ title: '编号' }),
      title: Type.String({ title: '事项' }),
      kind: Type.Union([
        Type.Literal('start'),
        Type.Literal('act'),
        Type.Literal('question'),
        Type.Literal('end'),
      ]),
      who: Type.String({ title: '由谁办理' }),
      clock: Type.String({ title: '期限；没有规定的为空' }),
      notes: Type.Array(Type.String(), { title: '说明' }),
      clauses: Type.Array(citedClause, { title: '依据' }),
    }),
    { title: '各步，按阅读的顺序' },
  ),
  edges: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      title: Type.String({ title: '在什么情形下；只有一条路的为空' }),
    }),
    { title: '各步之间的去向' },
  ),
});
