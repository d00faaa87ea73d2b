// What the routes of cases answer, for the description of the interface.

import { Type } from 'typebox';

const id = (title: string) => Type.String({ format: 'uuid', title });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T, title: string) =>
  Type.Union([schema, Type.Null()], { title });
const instant = (title: string) =>
  Type.String({ title, examples: ['2026-09-28T09:00:00.000+08:00'] });
const clauseIds = Type.Array(Type.String(), { title: '依据的条款编号' });
const handler = Type.Object({ id: id('人员'), name: Type.String({ title: '姓名' }) });

const clockWordsFields = {
  words: Type.String({ title: '期限状况', examples: ['还剩 2 个工作日'] }),
  urgency: Type.String({
    title: '紧急程度',
    enum: ['overdue', 'today', 'soon', 'ample', 'paused', 'met', 'late', 'lapses', 'none'],
  }),
};

/** An open clock as lists show it. */
export const toldClock = Type.Object(
  {
    name: Type.String(),
    title: Type.String({ title: '时钟名称' }),
    dueAt: instant('最后时刻'),
    dueOn: orNull(Type.String(), '最后一日；以小时计的为 null'),
    ...clockWordsFields,
  },
  { title: '期限' },
);
const nextClock = Type.Union([toldClock, Type.Null()], { title: '最先到期的时钟' });

const awaiting = Type.Array(
  Type.Object({
    command: Type.String({ title: '命令' }),
    title: Type.String({ title: '事项' }),
    roleTitles: Type.Array(Type.String(), { title: '由谁办理' }),
  }),
  { title: '等待办理的事项' },
);

/** What was done. */
export const performed = Type.Object(
  {
    caseId: id('案件'),
    caseNumber: orNull(Type.String(), '案号'),
    version: Type.Integer({ title: '版本：案件的办理项数' }),
    step: Type.String({ title: '所处步骤' }),
    standing: Type.String({ title: '案件状态' }),
    events: Type.Array(
      Type.Object({
        sequence: Type.Integer({ title: '案内序号' }),
        kind: Type.String({ title: '事件' }),
        title: Type.String({ title: '事项' }),
        at: instant('时间'),
        clauses: clauseIds,
      }),
      { title: '由此发生的事件' },
    ),
  },
  { title: '办理结果' },
);

const entryFields = {
  agencyId: id('执法主体'),
  agencyName: Type.String({ title: '执法主体名称' }),
  caseId: id('案件'),
  caseNumber: orNull(Type.String(), '案号'),
  title: Type.String({ title: '案件名称' }),
  partyName: orNull(Type.String(), '当事人'),
  variant: Type.String({ title: '程序' }),
  step: Type.String({ title: '所处步骤' }),
  stepTitle: Type.String({ title: '步骤名称' }),
  standing: Type.String({ title: '案件状态' }),
  standingTitle: Type.String({ title: '状态名称' }),
  handlerIds: Type.Array(id('承办人'), { title: '承办人' }),
  departmentId: orNull(Type.String(), '承办机构'),
  version: Type.Integer({ title: '版本' }),
  openedAt: instant('登记时间'),
  updatedAt: instant('最近办理时间'),
  handlers: Type.Array(handler, { title: '承办人' }),
  departmentName: orNull(Type.String(), '承办机构名称'),
  awaiting,
  nextClock,
};

/** A case in a list. */
export const caseEntry = Type.Object(entryFields, { title: '案件' });

/** A case with clocks that have run out. */
export const overdueEntry = Type.Object(
  {
    ...entryFields,
    clocks: Type.Array(toldClock, { title: '已过的期限' }),
  },
  { title: '超期案件' },
);

/** Something that waits for the person who asks. */
export const taskEntry = Type.Object(
  {
    agencyId: id('执法主体'),
    caseId: id('案件'),
    caseNumber: orNull(Type.String(), '案号'),
    title: Type.String({ title: '案件名称' }),
    partyName: orNull(Type.String(), '当事人'),
    step: Type.String({ title: '所处步骤' }),
    stepTitle: Type.String({ title: '步骤名称' }),
    command: Type.String({ title: '命令' }),
    commandTitle: Type.String({ title: '事项' }),
    role: Type.String({ title: '以何角色办理' }),
    roleTitle: Type.String({ title: '角色名称' }),
    since: instant('等待办理的起始时间'),
    version: Type.Integer({ title: '版本' }),
    clock: Type.Union([toldClock, Type.Null()], {
      title: '这一事项的期限',
      description: '办理后即告完成的时钟；没有的为 null。',
    }),
    nextClock: Type.Union([toldClock, Type.Null()], {
      title: '本案最先到期的时钟',
    }),
  },
  { title: '待办事项' },
);

/** How much waits for the person who asks. */
export const taskSummary = Type.Object(
  {
    total: Type.Integer({ title: '事项总数' }),
    overdue: Type.Integer({ title: '已超期' }),
    today: Type.Integer({ title: '今天到期' }),
    soon: Type.Integer({ title: '即将到期' }),
    byCommand: Type.Array(
      Type.Object({
        command: Type.String(),
        title: Type.String({ title: '事项' }),
        count: Type.Integer({ title: '件数' }),
      }),
      { title: '按事项' },
    ),
  },
  { title: '待办概况' },
);

const count = Type.Integer({ title: '件数' });

/** The figures of a scope. */
export const figures = Type.Object(
  {
    steps: Type.Array(Type.Object({ step: Type.String(), title: Type.String(), count }), {
      title: '未结案件按步骤',
    }),
    standings: Type.Array(Type.Object({ standing: Type.String(), title: Type.String(), count }), {
      title: '全部案件按状态',
    }),
    months: Type.Array(
      Type.Object({
        month: Type.String({ title: '月份', examples: ['2026-11'] }),
        opened: Type.Integer({ title: '登记' }),
        decided: Type.Integer({ title: '决定' }),
        closed: Type.Integer({ title: '结案' }),
      }),
      { title: '近十二个月' },
    ),
    departments: Type.Array(
      Type.Object({
        agencyId: id('执法主体'),
        agencyName: Type.String({ title: '执法主体名称' }),
        departmentId: orNull(Type.String(), '承办机构'),
        departmentName: orNull(Type.String(), '承办机构名称'),
        open: Type.Integer({ title: '未结' }),
        overdue: Type.Integer({ title: '已超期' }),
        soon: Type.Integer({ title: '即将到期' }),
      }),
      { title: '按承办机构' },
    ),
    handlers: Type.Array(
      Type.Object({
        id: id('承办人'),
        name: Type.String({ title: '姓名' }),
        agencyName: Type.String({ title: '执法主体名称' }),
        open: Type.Integer({ title: '未结' }),
        overdue: Type.Integer({ title: '已超期' }),
      }),
      { title: '按承办人，未结多的在前，最多 200 人' },
    ),
    asOf: instant('统计时间'),
  },
  { title: '案件数字' },
);

/** Something that others did. */
export const changeEntry = Type.Object(
  {
    caseId: id('案件'),
    caseNumber: orNull(Type.String(), '案号'),
    title: Type.String({ title: '案件名称' }),
    sequence: Type.Integer({ title: '案内序号' }),
    kind: Type.String({ title: '事件' }),
    kindTitle: Type.String({ title: '事项' }),
    at: instant('时间'),
    actorName: orNull(Type.String(), '办理人姓名'),
  },
  { title: '他人的办理' },
);

/** What is to be said of a number. */
export const identityFinding = Type.Object(
  {
    kind: Type.String({
      title: '号码种类',
      enum: ['id-card', 'uscc', 'unknown'],
      description: 'id-card：公民身份号码；uscc：统一社会信用代码；unknown：其他。',
    }),
    warnings: Type.Array(Type.String(), { title: '提醒；没有即为未见异常' }),
    bornOn: orNull(Type.String(), '公民身份号码中的出生日期'),
  },
  { title: '号码核对结果' },
);

/** One case in full. */
export const caseDetail = Type.Object(
  {
    agencyId: id('执法主体'),
    agencyName: Type.String({ title: '执法主体名称' }),
    caseId: id('案件'),
    caseNumber: orNull(Type.String(), '案号'),
    title: Type.String({ title: '案件名称' }),
    partyName: orNull(Type.String(), '当事人'),
    procedure: Type.String(),
    variant: Type.String(),
    variantTitle: Type.String({ title: '程序名称' }),
    step: Type.String(),
    stepTitle: Type.String({ title: '步骤名称' }),
    standing: Type.String(),
    standingTitle: Type.String({ title: '状态名称' }),
    version: Type.Integer({ title: '版本' }),
    openedAt: instant('登记时间'),
    updatedAt: instant('最近办理时间'),
    departmentId: orNull(Type.String(), '承办机构'),
    handlers: Type.Array(handler, { title: '承办人' }),
    departmentName: orNull(Type.String(), '承办机构名称'),
    steps: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        standing: Type.String({
          title: '进展',
          enum: ['done', 'current', 'ahead', 'skipped'],
          description: 'done：已办；current：正在办理；ahead：尚未到；skipped：没有经过。',
        }),
      }),
      { title: '步骤' },
    ),
    awaiting,
    identityWarnings: Type.Array(
      Type.Object({ field: Type.String({ title: '字段' }), text: Type.String() }),
      { title: '证件号码的提醒' },
    ),
    publicPath: orNull(Type.String(), '公示页面的地址；未公示时为 null'),
    money: Type.Union(
      [
        Type.Object({
          fineFen: Type.Integer({ title: '罚款（分）' }),
          confiscatedFen: Type.Integer({ title: '没收款项（分）' }),
          surchargeFen: Type.Integer({ title: '加处罚款（分）' }),
          paidFen: Type.Integer({ title: '已缴（分）' }),
          outstandingFen: Type.Integer({ title: '未缴余额（分）' }),
        }),
        Type.Null(),
      ],
      { title: '款项；作出决定前为 null' },
    ),
    facts: Type.Record(
      Type.String(),
      Type.Array(
        Type.Object({
          sequence: Type.Integer(),
          at: instant('时间'),
          actorId: orNull(Type.String(), '办理人'),
          data: Type.Unknown({ title: '内容，长文字见 events' }),
        }),
      ),
      { title: '已发生的事实，按事件' },
    ),
    warnings: Type.Array(
      Type.Object({ pack: Type.String(), code: Type.String(), text: Type.String() }),
      { title: '规则包的提醒（征求意见稿、即将失效等）' },
    ),
  },
  { title: '案件详情' },
);

/** What stands against a command. */
const refusal = Type.Object({
  code: Type.String(),
  text: Type.String({ title: '缺什么、怎么办' }),
  clauses: clauseIds,
  field: Type.Optional(Type.String()),
});

/** A clause as answers cite it. */
export const citedClause = Type.Object(
  {
    id: Type.String(),
    locator: Type.String({ title: '在文件中的位置' }),
    text: Type.String({ title: '要求' }),
  },
  { title: '条款' },
);

/** Every command with its standing. */
export const optionList = Type.Object(
  {
    caseId: id('案件'),
    version: Type.Integer({ title: '版本' }),
    options: Type.Array(
      Type.Object({
        command: Type.String({ title: '命令' }),
        path: Type.String({ title: '办理地址' }),
        title: Type.String(),
        step: Type.String(),
        open: Type.Boolean({ title: '现在可以办理' }),
        refusals: Type.Array(refusal, { title: '不能办理的原因' }),
        closedAs: Type.Union(
          [Type.String({ enum: ['not-yours', 'over', 'other-course', 'not-yet'] }), Type.Null()],
          {
            title: '因何不能办理',
            description:
              'not-yours：由他人办理；over：已经办过或者不再需要；other-course：特殊情形才办理；not-yet：还没到。可以办理的为 null。',
          },
        ),
        notes: Type.Array(Type.String(), { title: '办理前应知道的' }),
        consequence: orNull(Type.String(), '办理的后果，办理前提示；不需要提示的为 null'),
        fields: Type.Array(Type.Unknown({ title: '字段' }), {
          title: '表单',
          description:
            '字段的 when 为填写条件：所列各字段都取所列值之一时才填写，多选的含其一即可；null 为总是填写。neededThen：条件成立时必填。from：案卷中可以先填入的内容（事件.字段），取最近的；reuse：可以沿用的。unfit：不能选的人员和原因。',
        }),
        draft: Type.Union(
          [
            Type.Object({
              data: Type.Record(Type.String(), Type.Unknown({ title: '字段的内容' })),
            }),
            Type.Null(),
          ],
          { title: '按案卷拟好的内容，由办理人核对修改；没有的为 null' },
        ),
        roles: Type.Array(Type.String(), { title: '办理角色' }),
        roleTitles: Type.Array(Type.String(), { title: '办理角色名称' }),
        awaited: Type.Boolean({ title: '案件正等待办理' }),
        usual: Type.Boolean({ title: '属于通常的办案经过' }),
        aside: Type.Boolean({ title: '不在办案经过之中，另列' }),
        done: Type.Boolean({ title: '已经办理过' }),
        repeat: Type.Boolean({ title: '可以多次办理' }),
        clauses: clauseIds,
      }),
    ),
    clauses: Type.Array(citedClause, { title: '引用的条款' }),
  },
  { title: '可以办理的事项' },
);

/** The clocks of a case. */
export const clockList = Type.Object(
  {
    caseId: id('案件'),
    version: Type.Integer({ title: '版本' }),
    clocks: Type.Array(
      Type.Object({
        name: Type.String(),
        title: Type.String(),
        rule: Type.String({ title: '规则键' }),
        pack: Type.String({ title: '规则包' }),
        clauses: clauseIds,
        from: Type.String({ title: '起算' }),
        dueOn: orNull(Type.String(), '最后一日'),
        dueAt: orNull(Type.String(), '最后时刻'),
        provisional: Type.Boolean({ title: '暂定：所及年份的节假日安排尚未公布' }),
        standing: Type.String({ title: '状态' }),
        standingTitle: Type.String({ title: '状态名称' }),
        endedOn: orNull(Type.String(), '完成日期'),
        ours: Type.Boolean({ title: '本机关自定的期限' }),
        lapses: Type.Boolean({ title: '他人的权利期限，届满不是迟延' }),
        pauses: Type.Array(
          Type.Object({
            after: Type.String({ title: '自这一日之后不计算' }),
            until: orNull(Type.String(), '到这一日为止；尚未恢复时为 null'),
          }),
          { title: '中止计时的期间' },
        ),
        extensions: Type.Array(Type.String(), { title: '延长的期间' }),
        ...clockWordsFields,
      }),
    ),
    clauses: Type.Array(citedClause, { title: '引用的条款' }),
  },
  { title: '期限' },
);

/** An event of a case. */
export const eventEntry = Type.Object(
  {
    sequence: Type.Integer({ title: '案内序号' }),
    kind: Type.String({ title: '事件' }),
    title: Type.String({ title: '事项' }),
    at: instant('时间'),
    actorId: orNull(Type.String(), '办理人'),
    actorName: orNull(Type.String(), '办理人姓名'),
    data: Type.Unknown({ title: '内容' }),
    command: orNull(Type.String(), '命令'),
    particulars: Type.Array(
      Type.Object({
        field: Type.String({ title: '字段' }),
        title: Type.String({ title: '项目' }),
        text: Type.String({ title: '内容' }),
      }),
      { title: '内容，按表单的次序' },
    ),
    clauses: clauseIds,
    commitment: Type.String({ title: '存证账本中的叶（SHA-256）' }),
    leafIndex: Type.Union([Type.Integer(), Type.Null()], {
      title: '在存证账本中的位置；尚未入账时为 null',
    }),
  },
  { title: '事件' },
);
