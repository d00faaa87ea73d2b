import {
  type CaseClock,
  type CaseView,
  dayOfFact,
  flagOf,
  lastSequence,
  makeClock,
  type Pause,
} from '../casework/index.ts';
import type { CivilDate, Period } from '../rules/index.ts';
import { levelsOf, startsWhenComplete } from './review-standing.ts';
import { inRound, submission } from './round.ts';

/** Grounds on which the body's review clock stands still; empty when its rules know none. */
export const pausesOf = (view: CaseView): readonly string[] =>
  view.rule('review.complete')?.pauses ?? [];

/** The body's extension of the review; null when the pack provides none. */
export function extensionOf(view: CaseView): Period | null {
  return view.rule('review.extend')?.within ?? view.rule('review.complete')?.extend ?? null;
}

function pauses(view: CaseView): readonly Pause[] {
  const since = submission(view)?.sequence ?? 0;
  const between = (from: string, to: string): readonly Pause[] =>
    view
      .all(from)
      .filter((fact) => fact.sequence > since)
      .map((fact) => {
        const end = view.all(to).find((later) => later.sequence > fact.sequence);
        return { after: dayOfFact(fact), until: end === undefined ? null : dayOfFact(end) };
      });
  const named = pausesOf(view);
  const supplement = named.includes('supplement')
    ? between('supplementRequested', 'reviewSupplemented')
    : [];
  const others = named.some((name) => name !== 'supplement')
    ? between('reviewPaused', 'reviewResumed')
    : [];
  return [...supplement, ...others];
}

/** The day on which the opinion took effect; null while it has not. */
function givenOn(view: CaseView): CivilDate | null {
  const isTwofold = levelsOf(view) > 1;
  const done = inRound(view, isTwofold ? 'opinionCountersigned' : 'opinionGiven');
  if (done === undefined || (isTwofold && !flagOf(done.data, 'agreed'))) return null;
  return dayOfFact(done);
}

/** The clock of the review; none where the pack sets no period. */
export function reviewClock(view: CaseView): readonly CaseClock[] {
  const start = startsWhenComplete(view) ? inRound(view, 'reviewAccepted') : submission(view);
  const rule = start === undefined ? null : view.rule('review.complete', dayOfFact(start));
  if (start === undefined || rule === null) return [];
  const extension = inRound(view, 'reviewExtended') === undefined ? null : extensionOf(view);
  const clock = makeClock(view, {
    name: 'review',
    title: '完成法制审核',
    rule,
    from: dayOfFact(start),
    ended: givenOn(view),
    stopped: lastSequence(view, 'caseTransferred', 'caseClosed') > start.sequence,
    pauses: pauses(view),
    extensions: extension === null ? [] : [extension],
  });
  return clock === null ? [] : [clock];
}
