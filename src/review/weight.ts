import { type CaseView, hasHearingRight, penaltyOf, yuanText } from '../casework/index.ts';
import { entriesOf } from './round.ts';
import { confirmedTriggers, groundOf, proposals } from './scope.ts';
import { reviewedPenalty } from './stale-reason.ts';

/** How heavy a review is, for the order of a queue, and why. */
export type Weight = { readonly weight: number; readonly reasons: readonly string[] };

/** From these sums on, in yuan, a review weighs one more. An order of our own for a queue; no rule hangs on it. */
const sums: readonly number[] = [1_000, 10_000, 100_000, 1_000_000];
const fenPerYuan = 100;

/**
 * How heavy the review of a case is: what is taken, a right to a hearing, the triggers of its scope, earlier rounds.
 *
 * It only orders the queue. Where it is the same, the older submission comes first.
 */
export function weightOf(view: CaseView): Weight {
  const penalty = reviewedPenalty(view) ?? penaltyOf({});
  const fen = penalty.fineFen + penalty.confiscatedFen;
  const bySum = sums.filter((sum) => fen >= sum * fenPerYuan).length;
  const rounds = view.all('reviewSubmitted').length;
  const parts: readonly (readonly [number, string])[] = [
    [bySum, `罚没金额 ${yuanText(fen)}`],
    [hasHearingRight(view, penalty) ? 2 : 0, '拟处罚属于应当告知听证权利的种类'],
    [view.has('hearingHeld') ? 2 : 0, '已经举行听证'],
    ...triggerTitles(view).map((title) => [2, title] as const),
    [Math.max(0, rounds - 1), `第 ${rounds} 次送审`],
  ];
  const counted = parts.filter(([points]) => points > 0);
  return {
    weight: counted.reduce((sum, [points]) => sum + points, 0),
    reasons: counted.map(([, reason]) => reason),
  };
}

/** Titles of the triggers of the pack that hold for the case, in the order of the pack; empty where none is listed. */
export function triggerTitles(view: CaseView): readonly string[] {
  const codes = new Set([
    ...confirmedTriggers(view),
    ...proposals(view).flatMap(({ code, isCertain }) => (isCertain ? [code] : [])),
  ]);
  if (groundOf(view)['mode'] === 'every') return [];
  return entriesOf(view, 'review.scope')
    .filter(({ code }) => codes.has(String(code)))
    .map(({ title }) => String(title));
}
