import { addDays, type CivilDate } from '../rules/index.ts';
import { objectOf, textOf } from './case-event.ts';
import { hearingRequestEnd, isHeld, noticedPenalty, noticeSequence } from './notice.ts';
import type { CaseView, Gate } from './part.ts';
import { isHeavier, penaltyOf } from './penalty.ts';
import { clausesOf, refuse } from './refuse.ts';
import { dayOfFact, lastSequence } from './view.ts';

// A decision bears no day before what it rests on, and takes no more than the party was told.

/** Acts that a decision must follow, each with the field that dates it. */
const before: readonly (readonly [kind: string, field: string])[] = [
  ['investigationFinished', ''],
  ['noticeGiven', 'noticeServedOn'],
  ['statementReviewed', ''],
  ['hearingHeld', 'heldOn'],
  ['opinionGiven', ''],
  ['opinionCountersigned', ''],
  ['disputeConsulted', ''],
  ['disputeDecided', ''],
  ['leadReviewRecorded', ''],
  ['discussionHeld', 'heldOn'],
];

/** The days of what a decision rests on. */
const daysBefore = (view: CaseView): CivilDate[] =>
  before.flatMap(([kind, field]) => {
    const fact = view.last(kind);
    return fact === undefined ? [] : [dayOfFact(fact, field)];
  });

const latest = (days: readonly CivilDate[]): CivilDate =>
  days.reduce((last, day) => (day > last ? day : last), '');

/** The first day that a decision may bear: not before what it rests on, and after time left to the party. */
function earliestDecision(view: CaseView): CivilDate {
  const days = daysBefore(view);
  const notice = view.last('noticeGiven');
  const isHeard = lastSequence(view, 'statementRecorded', 'statementWaived') > noticeSequence(view);
  if (!isHeard && notice !== undefined)
    days.push(addDays(textOf(notice.data, 'statementUntilOn'), 1));
  const end = hearingRequestEnd(view);
  const isWaived = lastSequence(view, 'hearingWaived') > noticeSequence(view);
  if (end !== null && !isHeld(view) && !isWaived) days.push(addDays(end, 1));
  return latest(days);
}

const inOrder: Gate = {
  content: (view, data) => {
    const earliest = earliestDecision(view);
    if (textOf(data, 'decidedOn') >= earliest) return [];
    return refuse(
      'decision.too-early',
      `决定日期最早为 ${earliest}：须在调查、审核、告知、听取意见之后，并且陈述申辩、要求听证的期限已过。`,
      ['apl-2021-57', 'apl-2021-62'],
      '/decidedOn',
    );
  },
};

/** A decision not to punish waits for nobody's defence, but bears no day before what it rests on. */
const afterActs: Gate = {
  content: (view, data) => {
    const earliest = latest(daysBefore(view));
    return textOf(data, 'decidedOn') >= earliest
      ? []
      : refuse(
          'decision.too-early',
          `决定日期最早为 ${earliest}：须在调查、审核、听取意见和讨论之后。`,
          ['apl-2021-57'],
          '/decidedOn',
        );
  },
};

const notHeavier: Gate = {
  content: (view, data) => {
    const decided = penaltyOf(objectOf(data, 'penalty'));
    if (decided.largeAmount && !noticedPenalty(view).largeAmount)
      return refuse(
        'decision.large-untold',
        '告知时没有写明达到较大数额。达到的，当事人可以要求听证，案件也可能须经法制审核。请按较大数额重新告知。',
        clausesOf(view, ['hearing.kinds'], ['apl-2021-44', 'apl-2021-63']),
        '/penalty/largeAmount',
      );
    return isHeavier(decided, noticedPenalty(view))
      ? refuse(
          'decision.heavier',
          '处罚重于已告知的内容。请重新告知并听取陈述申辩；不得因申辩加重处罚。',
          clausesOf(view, ['defence.no-heavier'], ['apl-2021-44', 'apl-2021-45']),
          '/penalty',
        )
      : [];
  },
};

/** Gates on what a decision follows (apl-2021-44, 45, 57, 62, 63). */
export const decisionOrderGates: Readonly<Record<string, Gate>> = {
  'decision.in-order': inOrder,
  'decision.after-acts': afterActs,
  'decision.not-heavier': notHeavier,
};
