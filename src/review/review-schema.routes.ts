// What is told of the review of a case.

import { Type } from 'typebox';
import { citedClause } from '../casework/index.routes.ts';
import { dispute, round } from './round-schema.routes.ts';
import {
  clauses,
  count,
  day,
  done,
  flag,
  id,
  orNull,
  text,
  texts,
  urgency,
  warning,
} from './schema-words.routes.ts';

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
    checklist: Type.Array(
      Type.Object({
        code: text('项目编号'),
        title: text('项目'),
        clauses,
        leastKind: orNull(
          Type.Object({
            code: text('意见种类编号'),
            title: text('意见种类'),
            gravity: count('轻重，大的重'),
          }),
          '有问题时至少应出具的意见；规则没有对应的为 null',
        ),
      }),
      { title: '审核内容清单' },
    ),
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
