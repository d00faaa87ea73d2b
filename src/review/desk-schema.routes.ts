// What answers about the desk of the reviewers and about figures hold.

import { Type } from 'typebox';
import {
  count,
  day,
  flag,
  id,
  instant,
  orNull,
  text,
  texts,
  urgency,
  warning,
} from './schema-words.routes.ts';

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
    takenByName: orNull(Type.String(), '出具意见或者确认材料的人员姓名；还没有的为 null'),
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
    byBody: Type.Array(
      Type.Object({
        agencyId: text('执法主体编号'),
        agencyName: text('执法主体'),
        reviews: count('审核次数'),
        firstPass: Type.Object(
          { passed: count('首次送审即通过'), total: count('首次送审') },
          { title: '首次通过' },
        ),
        late: count('超期次数'),
        medianWorkdays: orNull(Type.Integer(), '用时的中位数（工作日）'),
      }),
      { title: '按执法主体；监督人员看到下级各单位' },
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
