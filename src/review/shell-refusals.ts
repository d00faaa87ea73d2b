import type { Refusal } from '../rules/index.ts';

/** What is refused of readings of reviews. */
export const reviewShellRefusals = {
  noRound: {
    code: 'review.round-unknown',
    text: '没有这两次送审。请从已有的送审中选择，前一次须早于后一次。',
    clauses: [],
  },
  badSpan: {
    code: 'review.span',
    text: '统计的起止日期须为日期，起始不晚于截止，且不超过五年。',
    clauses: [],
  },
} as const satisfies Readonly<Record<string, Refusal>>;
