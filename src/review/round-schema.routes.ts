// What is told of one round of a review, and of the changes from one to another.

import { Type } from 'typebox';
import {
  answered,
  count,
  day,
  done,
  doneOnly,
  flag,
  id,
  instant,
  orNull,
  text,
  texts,
} from './schema-words.routes.ts';

const finding = Type.Object({
  code: text('项目编号'),
  title: text('项目'),
  conclusion: text('结论编号'),
  conclusionTitle: text('结论'),
  ground: text('理由'),
  place: text('材料位置，案卷中的记录号'),
});

const pieces = (title: string) =>
  Type.Array(
    Type.Object({
      kind: Type.String({
        title: '变化',
        enum: ['same', 'added', 'removed'],
        description: 'same：未变；added：新增；removed：删去。',
      }),
      text: text('文字'),
    }),
    { title },
  );

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

/** An objection and how it was settled. */
export const dispute = Type.Object(
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

/** One round of a review. */
export const round = Type.Object(
  {
    round: count('第几次'),
    submittedSequence: count('送审的记录'),
    submittedAt: instant('送审时间'),
    submittedBy: text('送审人'),
    draft: text('决定书代拟稿，补充时更正过的为更正后的'),
    submittedDraft: text('送审时的决定书代拟稿'),
    handlingReview: text('承办机构审查意见'),
    words: Type.Object(
      {
        facts: text('送审的事实'),
        evidence: text('送审的证据'),
        basis: text('送审的法律依据'),
        discretion: text('送审的裁量理由'),
      },
      { title: '送审的事实、依据和裁量理由' },
    ),
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
        draftChange: pieces('对代拟稿的更正，逐段；没有更正的为空'),
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
    extensionRequests: Type.Array(
      Type.Object({ ...done, answered, reason: text('理由'), declined: text('不批准的理由') }),
      { title: '申请延长' },
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
    adopted: flag('没有提出异议，依规则视为采纳意见，已再次送审'),
  },
  { title: '一次送审' },
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
        pieces: pieces('逐段'),
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
