import {
  type CaseClock,
  type CaseView,
  dayOfFact,
  type Fact,
  flagOf,
  lastSequence,
  makeClock,
  type Pause,
  stands,
} from '../casework/index.ts';
import type { CivilDate, Period } from '../rules/index.ts';
import { levelsOf, soundFact, startsWhenComplete } from './review-standing.ts';
import { firstAfter, inRound, submission } from './round.ts';

/** Grounds on which the body's review clock stands still; empty when its rules know none. */
export const pausesOf = (view: CaseView): readonly string[] =>
  view.rule('review.complete')?.pauses ?? [];

/** The body's extension of the review; null when the pack provides none. */
export function extensionOf(view: CaseView): Period | null {
  return view.rule('review.extend')?.within ?? view.rule('review.complete')?.extend ?? null;
}

/** When the clock of the last round stood still, in the order of its grounds; what was over before it began is none. */
export function pausesIn(view: CaseView): readonly Pause[] {
  const since = submission(view)?.sequence ?? 0;
  const begun = startOf(view)?.sequence ?? 0;
  const between = (from: string, ...to: readonly string[]): readonly Pause[] =>
    view
      .all(from)
      .filter((fact) => fact.sequence > since)
      .flatMap((fact) => {
        const end = firstAfter(view, to, fact);
        if (end !== undefined && end.sequence < begun) return [];
        return [{ after: dayOfFact(fact), until: end === undefined ? null : dayOfFact(end) }];
      });
  const named = pausesOf(view);
  const supplement = named.includes('supplement')
    ? between('supplementRequested', 'reviewSupplemented', 'reviewResumed')
    : [];
  const others = named.some((name) => name !== 'supplement')
    ? between('reviewPaused', 'reviewResumed')
    : [];
  return [...supplement, ...others];
}

/** The fact by which the opinion of the last round took effect; null while it has not. */
export function effectOf(view: CaseView): Fact | null {
  const isTwofold = levelsOf(view) > 1;
  const done = soundFact(view, isTwofold ? 'opinionCountersigned' : 'opinionGiven');
  if (done === undefined || (isTwofold && !flagOf(done.data, 'agreed'))) return null;
  return done;
}

/** The fact that starts the clock of the last round where the body has one; null before it. */
export const startOf = (view: CaseView): Fact | null =>
  (startsWhenComplete(view) ? inRound(view, 'reviewAccepted') : submission(view)) ?? null;

/** The clock of the review; none where the pack sets no period. */
export const reviewClock = (view: CaseView): readonly CaseClock[] =>
  clockWith(view, inRound(view, 'reviewExtended') === undefined ? null : extensionOf(view));

/** The last day of the review if it were extended now; null where that cannot be said. */
export const extendedDueOn = (view: CaseView): CivilDate | null =>
  clockWith(view, extensionOf(view))[0]?.dueOn ?? null;

function clockWith(view: CaseView, extension: Period | null): readonly CaseClock[] {
  const start = startOf(view);
  const rule = start === null ? null : view.rule('review.complete', dayOfFact(start));
  if (start === null || rule === null) return [];
  const effect = effectOf(view);
  const clock = makeClock(view, {
    name: 'review',
    title: '完成法制审核',
    rule,
    from: dayOfFact(start),
    ended: effect === null ? null : dayOfFact(effect),
    stopped: ['caseTransferred', 'caseClosed'].some(
      (kind) => stands(view, kind) && lastSequence(view, kind) > start.sequence,
    ),
    pauses: pausesIn(view),
    extensions: extension === null ? [] : [extension],
  });
  return clock === null ? [] : [clock];
}
