import { type CaseClock, limitText, type Moment, type MomentKind } from '../casework/index.ts';
import type { Instant } from '../rules/index.ts';
import {
  type CasePeople,
  caseName,
  handlersOf,
  holdersOf,
  type Notice,
  type Waited,
} from './case-news.ts';

/** A clock of which somebody is to be told. */
export type DueNews = {
  /** Null for a case without one. */
  readonly caseNumber: string | null;
  readonly people: CasePeople;
  readonly awaiting: readonly Waited[];
  readonly clock: CaseClock;
  readonly moment: Moment;
  readonly now: Instant;
};

const words: Readonly<Record<MomentKind, (title: string, end: string) => string>> = {
  'due-half': (title, end) => `“${title}”期限过半，最后期限是 ${end}。`,
  'due-soon': (title, end) => `“${title}”期限将到，最后期限是 ${end}。请按时处理。`,
  'due-today': (title) => `“${title}”今天到期，请今天处理。`,
  overdue: (title, end) => `“${title}”已超期，最后期限是 ${end}。请尽快处理。`,
};

/**
 * Who is told of a clock: those who handle the case; when it is pressing, and always of the review's, those it waits for
 * too; of one that ran out the head.
 */
export function dueNotices(news: DueNews): readonly Notice[] {
  const { people, awaiting, clock, moment, now } = news;
  // The review's period is the reviewers' own: they are told of its half too.
  const isPressing = moment.kind !== 'due-half' || clock.name === 'review';
  const roles = new Set(isPressing ? awaiting.flatMap((waited) => waited.roles) : []);
  if (moment.kind === 'overdue') roles.add('department-head');
  const told = [...roles].flatMap((role) => holdersOf(role, people));
  const what = words[moment.kind](clock.title, limitText(clock));
  const text = `${caseName(news.caseNumber)}：${what}`;
  return [...new Set([...handlersOf(people), ...told])].map((accountId) => ({
    accountId,
    kind: moment.kind,
    text,
    at: now,
  }));
}
