// What the routes of cases answer, for the description of the interface.

import { Type } from 'typebox';

const id = (title: string) => Type.String({ format: 'uuid', title });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T, title: string) =>
  Type.Union([schema, Type.Null()], { title });
const instant = (title: string) =>
  Type.String({ title, examples: ['2026-09-28T09:00:00.000+08:00'] });
const clauseIds = Type.Array(Type.String(), { title: '依据的条款编号' });
const handler = Type.Object({ id: id('人员'), name: Type.String({ title: '姓名' }) });

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

/** A case in a list. */
export const caseEntry = Type.Object(
  {
    agencyId: id('执法主体'),
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
    nextClock: Type.Union(
      [
        Type.Object({
          name: Type.String(),
          title: Type.String({ title: '时钟名称' }),
          dueAt: instant('最后时刻'),
        }),
        Type.Null(),
      ],
      { title: '最先到期的时钟' },
    ),
  },
  { title: '案件' },
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
    publicPath: orNull(Type.String(), '公示页面的地址；未公示时为 null'),
    money: Type.Union(
      [
        Type.Object({
          fineFen: Type.Integer({ title: '罚款（分）' }),
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
        fields: Type.Array(Type.Unknown({ title: '字段' }), { title: '表单' }),
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
    clauses: clauseIds,
    commitment: Type.String({ title: '存证账本中的叶（SHA-256）' }),
    leafIndex: Type.Union([Type.Integer(), Type.Null()], {
      title: '在存证账本中的位置；尚未入账时为 null',
    }),
  },
  { title: '事件' },
);
