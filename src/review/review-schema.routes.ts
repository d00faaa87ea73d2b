// What answers about reviews hold.

import { type TSchema, Type } from 'typebox';
import { citedClause } from '../casework/index.routes.ts';

const id = (title: string) => Type.String({ format: 'uuid', title });
const orNull = <T extends TSchema>(schema: T, title: string) =>
  Type.Union([schema, Type.Null()], { title });
const text = (title: string) => Type.String({ title });
const count = (title: string) => Type.Integer({ title });
const flag = (title: string) => Type.Boolean({ title });
const texts = (title: string) => Type.Array(Type.String(), { title });
const instant = (title: string) =>
  Type.String({ title, examples: ['2026-09-28T09:00:00.000+08:00'] });
const day = (title: string) => Type.String({ title, examples: ['2026-09-28'] });
const clauses = Type.Array(Type.String(), { title: '依据的条款编号' });

const warning = Type.Union(
  [
    Type.Literal('half'),
    Type.Literal('two-days'),
    Type.Literal('today'),
    Type.Literal('over'),
    Type.Null(),
  ],
  {
    title: '提醒',
    description: 'half：期限过半；two-days：剩两个工作日以内；today：今天到期；over：已超期。',
  },
);
const urgency = Type.String({ title: '紧急程度' });

/** The clock of a review on a desk. */
const deskClock = Type.Object(
  {
    name: text('期限编号'),
    title: text('期限'),
    dueOn: orNull(Type.String(), '最后一天；中止时为 null'),
    words: text('说明'),
    urgency,
    warning,
  },
  { title: '审核期限' },
);

/** A review on the desk. */
export const deskEntry = Type.Object(
  {
    agencyId: id('执法主体'),
    caseId: id('案件'),
    caseNumber: orNull(Type.String(), '案号'),
    title: text('案件名称'),
    partyName: orNull(Type.String(), '当事人'),
    departmentName: orNull(Type.String(), '承办机构'),
    version: count('案件版本'),
    round: count('第几次送审'),
    standing: text('审核状态'),
    standingTitle: text('审核状态名称'),
    submittedAt: instant('送审时间'),
    receivedAt: orNull(Type.String(), '开始计时的时间；材料尚未确认完备的为 null'),
    weight: count('轻重，大的在前'),
    weightReasons: texts('为什么重'),
    triggers: texts('须审核的情形'),
    penaltyText: text('拟处罚内容'),
    reviewerId: orNull(Type.String(), '分派的审核人员'),
    reviewerName: orNull(Type.String(), '分派的审核人员姓名'),
    mayReview: flag('本人可以审核'),
    whyNot: texts('本人不能审核的原因'),
    clock: orNull(deskClock, '审核期限；规则没有规定的为 null'),
    caseDueOn: orNull(Type.String(), '办案期限的最后一天'),
    next: Type.Array(Type.Object({ command: text('命令'), title: text('名称') }), {
      title: '本人现在可以办理的',
    }),
  },
  { title: '待审案件' },
);

/** Who has how much. */
export const workload = Type.Object(
  {
    reviewers: Type.Array(
      Type.Object({
        id: id('审核人员'),
        name: text('姓名'),
        waiting: count('在办'),
        overdue: count('已超期'),
        soon: count('即将到期'),
        doneThisMonth: count('本月已出具意见'),
      }),
      { title: '审核人员' },
    ),
    unassigned: Type.Object(
      { waiting: count('在办'), overdue: count('已超期'), soon: count('即将到期') },
      { title: '尚未分派的' },
    ),
  },
  { title: '审核工作量' },
);

/** Figures of reviews. */
export const reviewFigureAnswer = Type.Object(
  {
    from: day('起始日期'),
    until: day('截止日期'),
    firstPass: Type.Object(
      { passed: count('首次送审即通过'), total: count('首次送审') },
      { title: '首次通过' },
    ),
    byItem: Type.Array(
      Type.Object({ code: text('项目编号'), title: text('项目'), problems: count('问题数') }),
      { title: '按审核项目' },
    ),
    workdays: Type.Object(
      {
        median: orNull(Type.Integer(), '中位数'),
        p90: orNull(Type.Integer(), '九成不超过'),
        longest: orNull(Type.Integer(), '最长'),
      },
      { title: '用时（工作日）' },
    ),
    byDepartment: Type.Array(
      Type.Object({
        departmentId: orNull(Type.String(), '承办机构'),
        departmentName: orNull(Type.String(), '承办机构名称'),
        reviews: count('审核次数'),
        passedFirst: count('首次通过'),
        problems: count('问题数'),
      }),
      { title: '按承办机构' },
    ),
    byKind: Type.Array(
      Type.Object({ code: text('意见种类编号'), title: text('意见种类'), n: count('次数') }),
      { title: '按意见种类' },
    ),
    months: Type.Array(
      Type.Object({
        month: Type.String({ title: '月份', examples: ['2026-11'] }),
        given: count('出具意见'),
        late: count('其中超期'),
      }),
      { title: '按月' },
    ),
  },
  { title: '审核统计' },
);

const done = {
  sequence: count('案内序号'),
  at: instant('时间'),
  byName: text('办理人姓名'),
};
const doneOnly = Type.Object(done, { title: '办理' });
const answered = orNull(doneOnly, '答复；尚未答复的为 null');
const proposal = Type.Object({
  code: text('情形编号'),
  title: text('情形'),
  reason: text('为什么'),
  sequence: count('显示该情形的记录'),
  isCertain: flag('无须判断'),
  clauses,
});

const scope = Type.Object(
  {
    mode: Type.String({
      title: '方式',
      description: 'every：一律审核；listed：属于所列情形；voluntary：自愿送审或者不在所列情形。',
    }),
    clauses,
    proposals: Type.Array(proposal, { title: '程序按事实提示的情形' }),
    open: Type.Array(proposal, { title: '尚未确认的提示' }),
    overtaken: Type.Array(proposal, { title: '确认之后出现的新情形' }),
    confirmed: Type.Array(Type.Object({ code: text('情形编号'), title: text('情形') }), {
      title: '已确认的情形',
    }),
    confirmation: orNull(Type.Object({ ...done, reason: text('理由') }), '确认'),
    voluntary: flag('自愿送审'),
  },
  { title: '审核范围' },
);

const finding = Type.Object({
  code: text('项目编号'),
  title: text('项目'),
  conclusion: text('结论编号'),
  conclusionTitle: text('结论'),
  ground: text('理由'),
  place: text('材料位置，案卷中的记录号'),
});

const opinion = Type.Object(
  {
    ...done,
    reviewerName: text('审核人员'),
    kind: text('意见种类编号'),
    kindTitle: text('意见种类'),
    outcome: Type.String({
      title: '结果',
      enum: ['passed', 'not-passed', 'returned', 'transfer'],
    }),
    findings: text('审核意见和建议'),
    checklist: Type.Array(finding, { title: '逐项结论' }),
    problems: texts('有问题的项目编号'),
    method: text('审核方式'),
    copies: orNull(Type.Integer(), '意见书份数；规则没有规定的为 null，网上审核免书面的为 0'),
  },
  { title: '审核意见' },
);

const dispute = Type.Object(
  {
    isOpen: flag('尚未解决'),
    consults: flag('规则要求先协商'),
    lastInstance: text('最后由谁决定'),
    consulted: orNull(
      Type.Object({
        ...done,
        agreed: flag('达成一致'),
        outcomeTitle: text('结果'),
        record: text('协商记录'),
      }),
      '协商',
    ),
    decided: orNull(
      Type.Object({
        ...done,
        outcomeTitle: text('决定'),
        record: text('记录'),
        participants: texts('参加人员'),
        dissent: text('不同意见'),
      }),
      '决定',
    ),
  },
  { title: '审核争议' },
);

const round = Type.Object(
  {
    round: count('第几次'),
    submittedSequence: count('送审的记录'),
    submittedAt: instant('送审时间'),
    submittedBy: text('送审人'),
    draft: text('决定书代拟稿'),
    handlingReview: text('承办机构审查意见'),
    penaltyText: text('送审的处罚内容'),
    places: texts('所指明的记录'),
    materials: Type.Array(
      Type.Object({
        code: text('材料编号'),
        title: text('材料'),
        sequences: Type.Array(Type.Integer(), { title: '案卷中的记录' }),
        missing: flag('缺少'),
      }),
      { title: '材料' },
    ),
    receivedAt: orNull(Type.String(), '开始计时的时间'),
    reviewer: orNull(
      Type.Object({
        ...done,
        accountId: id('审核人员'),
        name: text('姓名'),
        notes: texts('须知'),
      }),
      '分派',
    ),
    accepted: orNull(doneOnly, '确认材料完备'),
    supplements: Type.Array(
      Type.Object({
        ...done,
        answered,
        missing: text('需要补充的'),
        note: text('补充说明'),
        materials: texts('补充的材料'),
        places: texts('所指明的记录'),
      }),
      { title: '补充材料' },
    ),
    explanations: Type.Array(
      Type.Object({ ...done, answered, question: text('问题'), answer: text('说明') }),
      { title: '要求说明' },
    ),
    pauses: Type.Array(
      Type.Object({
        ...done,
        answered,
        groundTitle: text('中止事由'),
        reason: text('说明'),
        result: text('结果'),
      }),
      { title: '中止' },
    ),
    extension: orNull(Type.Object({ ...done, reason: text('理由') }), '延长'),
    meeting: orNull(
      Type.Object({
        ...done,
        heldOn: day('会议日期'),
        groundTitle: text('采用会议的情形'),
        participants: texts('参加人员'),
        minutes: text('会议记录'),
      }),
      '会议审核',
    ),
    opinion: orNull(opinion, '审核意见'),
    countersigned: orNull(
      Type.Object({ ...done, agreed: flag('同意'), opinion: text('把关意见') }),
      '把关',
    ),
    answer: orNull(
      Type.Object({
        ...done,
        response: text('处理方式编号'),
        responseTitle: text('处理方式'),
        handling: text('研究处理情况'),
        handled: Type.Array(
          Type.Object({ code: text('项目编号'), title: text('项目'), text: text('处理') }),
          { title: '逐项处理' },
        ),
      }),
      '处理审核意见',
    ),
    dispute: orNull(dispute, '争议'),
    outcome: orNull(Type.String(), '结果：passed、stale、not-passed；办理中为 null'),
    workdays: orNull(Type.Integer(), '用时（工作日）'),
    isLate: orNull(Type.Boolean(), '是否超期；规则没有期限的为 null'),
  },
  { title: '一次送审' },
);

const answerIn = (title: string) =>
  orNull(Type.Object({ ...done, on: day('日期'), text: text('内容') }), title);

/** All of the review of one case. */
export const reviewAnswer = Type.Object(
  {
    caseId: id('案件'),
    version: count('案件版本'),
    standing: text('审核状态'),
    standingTitle: text('审核状态名称'),
    required: flag('须经审核'),
    scope,
    round: count('送审次数'),
    rounds: Type.Array(round, { title: '各次送审' }),
    checklist: Type.Array(Type.Object({ code: text('项目编号'), title: text('项目'), clauses }), {
      title: '审核内容清单',
    }),
    kinds: Type.Array(
      Type.Object({
        code: text('意见种类编号'),
        title: text('意见种类'),
        outcome: text('结果'),
        conditions: texts('条件'),
        clauses,
      }),
      { title: '意见种类' },
    ),
    staleReasons: Type.Array(Type.Object({ sequence: count('案内序号'), text: text('什么变了') }), {
      title: '送审之后的变化',
    }),
    responsibilities: Type.Array(
      Type.Object({
        code: text('事项编号'),
        title: text('对什么负责'),
        bearer: text('由谁负责'),
        clauses,
        acts: Type.Array(
          Type.Object({
            sequence: count('案内序号'),
            title: text('办理'),
            byName: text('办理人姓名'),
          }),
          { title: '案卷中的办理' },
        ),
        bearerNames: texts('办理人'),
      }),
      { title: '责任' },
    ),
    timeLeft: orNull(
      Type.Object({
        caseDueOn: day('办案期限的最后一天'),
        workdays: count('还有几个工作日'),
        reviewTakes: orNull(Type.Integer(), '审核最长几个工作日'),
        text: text('说明'),
      }),
      '本案剩余的办案时间',
    ),
    clock: orNull(
      Type.Object({
        name: text('期限编号'),
        title: text('期限'),
        rule: text('规则'),
        clauses,
        from: text('起算'),
        dueOn: orNull(Type.String(), '最后一天'),
        provisional: flag('工作日安排尚未公布'),
        standing: text('状态'),
        standingTitle: text('状态名称'),
        endedOn: orNull(Type.String(), '完成日期'),
        pauses: Type.Array(
          Type.Object({ after: day('此日之后'), until: orNull(Type.String(), '至此日') }),
          { title: '中止' },
        ),
        extensions: texts('延长'),
        words: text('说明'),
        urgency,
        warning,
      }),
      '审核期限',
    ),
    transfer: orNull(
      Type.Object({
        ...done,
        groundTitle: text('移送的情形'),
        receiver: text('受移送机关'),
        transferredOn: day('移送日期'),
        materials: text('移送材料清单'),
        isOut: flag('仍移送在外'),
        received: answerIn('回执'),
        answered: answerIn('受理'),
        returned: answerIn('退回'),
      }),
      '移送',
    ),
    joint: orNull(
      Type.Object({
        ...done,
        leads: text('牵头机关编号'),
        leadsTitle: text('牵头机关'),
        others: texts('其他机关'),
        basis: text('依据'),
        participation: Type.Array(
          Type.Object({ ...done, body: text('机关'), opinion: text('意见') }),
          { title: '其他机关的参与' },
        ),
        result: orNull(
          Type.Object({ ...done, outcomeTitle: text('结果'), document: text('文号') }),
          '牵头机关的审核结果',
        ),
      }),
      '共同决定',
    ),
    dispute: orNull(dispute, '最近一次送审的争议'),
    discussion: orNull(
      Type.Object({
        ...done,
        heldOn: day('讨论日期'),
        participants: texts('参加人员'),
        views: text('各人意见'),
        eachView: texts('逐人意见'),
        dissent: text('不同意见'),
        conclusion: text('结论'),
        signed: flag('已签名'),
      }),
      '集体讨论',
    ),
    people: Type.Array(
      Type.Object({
        accountId: id('审核人员'),
        name: text('姓名'),
        post: text('职务'),
        qualified: flag('具备审核资格'),
        conflicts: texts('须回避或者不能办理的原因'),
        notes: texts('须知'),
        sharedDepartment: flag('与承办人同一内设机构'),
      }),
      { title: '可以审核的人员；只有审核人员、负责人和办公室看得到' },
    ),
    mayReview: flag('本人可以审核'),
    whyNot: texts('本人不能审核的原因'),
    notes: texts('本人审核须知'),
    course: Type.Array(
      Type.Object({
        id: text('步骤编号'),
        title: text('步骤'),
        standing: Type.String({
          title: '进展',
          enum: ['done', 'current', 'ahead', 'skipped'],
          description: 'done：已办；current：正在办理；ahead：尚未到；skipped：没有经过。',
        }),
      }),
      { title: '审核流程' },
    ),
    clauses: Type.Array(citedClause, { title: '所引条款' }),
  },
  { title: '一件案件的法制审核' },
);

/** What changed between two rounds. */
export const comparisonAnswer = Type.Object(
  {
    from: count('前一次'),
    until: count('后一次'),
    parts: Type.Array(
      Type.Object({
        title: text('内容'),
        before: text('前一次'),
        after: text('后一次'),
        pieces: Type.Array(
          Type.Object({
            kind: Type.String({
              title: '变化',
              enum: ['same', 'added', 'removed'],
              description: 'same：未变；added：新增；removed：删去。',
            }),
            text: text('文字'),
          }),
          { title: '逐段' },
        ),
      }),
      { title: '文字' },
    ),
    materials: Type.Array(
      Type.Object({
        code: text('材料编号'),
        title: text('材料'),
        before: Type.Array(Type.Integer(), { title: '前一次的记录' }),
        after: Type.Array(Type.Integer(), { title: '后一次的记录' }),
      }),
      { title: '材料' },
    ),
    penalty: Type.Object({ before: text('前一次'), after: text('后一次') }, { title: '处罚内容' }),
  },
  { title: '两次送审的比较' },
);
