import {
  type CaseView,
  dayOfFact,
  type Fact,
  flagOf,
  lastSequence,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { isLedElsewhere, leadReview } from './joint.ts';
import { isRecused } from './reviewer.ts';
import {
  allInRound,
  entriesOf,
  inRound,
  type ReviewStanding,
  submission,
  valueOf,
} from './round.ts';
import { isRequired } from './scope.ts';
import { isStale } from './stale-reason.ts';

/** What an opinion means for the gate. */
export type OpinionOutcome = 'passed' | 'not-passed' | 'returned' | 'transfer';

/** Whether the body's clock starts only when the material is complete. */
export function startsWhenComplete(view: CaseView): boolean {
  return valueOf(view, 'review.clock-start')['on'] === 'complete';
}

/** How many people must agree to an opinion: the reviewer, and with two the leader in charge. */
export function levelsOf(view: CaseView): number {
  const { n } = valueOf(view, 'review.levels');
  return typeof n === 'number' ? n : 1;
}

/** What a kind of opinion of the body means; a kind that nobody defines passes nothing. */
export function outcomeOf(view: CaseView, kind: string, on = view.today): OpinionOutcome {
  const kinds = entriesOf(view, 'review.opinions', on);
  const entry = kinds.find(({ code }) => code === kind);
  if (entry !== undefined) return (entry['outcome'] as OpinionOutcome | undefined) ?? 'not-passed';
  return kinds.length === 0 && kind === 'passed' ? 'passed' : 'not-passed';
}

/** The last fact of a kind in the round, unless who made it has an interest in the case: then there is none. */
export function soundFact(view: CaseView, kind: string): Fact | undefined {
  const fact = inRound(view, kind);
  return fact === undefined || isRecused(view, fact.actorId) ? undefined : fact;
}

/** How far the review has come. */
export function standingOf(view: CaseView): ReviewStanding {
  if (isLedElsewhere(view)) return ledStanding(view);
  const submitted = submission(view);
  if (submitted === undefined) return isRequired(view) ? 'not-submitted' : 'not-required';
  const opinion = soundFact(view, 'opinionGiven');
  if (opinion === undefined) {
    const waits = startsWhenComplete(view) && inRound(view, 'reviewAccepted') === undefined;
    return waits ? 'submitted' : 'under-review';
  }
  const unsigned = countersignature(view, opinion);
  if (unsigned !== null) return unsigned;
  if (settledAs(view, opinion) !== 'passed') return 'not-passed';
  return isStale(view) ? 'stale' : 'passed';
}

/**
 * How the review stands where another body has it made.
 *
 * @source anze-L8-2
 */
function ledStanding(view: CaseView): ReviewStanding {
  const result = leadReview(view);
  if (result === undefined) return isRequired(view) ? 'not-submitted' : 'not-required';
  if (textOf(result.data, 'outcome') !== 'passed') return 'not-passed';
  return isStale(view) ? 'stale' : 'passed';
}

/** What a second level still does to an opinion; null when it has agreed or there is none. */
function countersignature(view: CaseView, opinion: Fact): ReviewStanding | null {
  if (levelsOf(view) < 2) return null;
  const signed = soundFact(view, 'opinionCountersigned');
  if (signed === undefined || signed.sequence < opinion.sequence) return 'awaiting-countersign';
  return flagOf(signed.data, 'agreed') ? null : 'under-review';
}

/** The result after objections: the last instance or an agreed consultation overrides the opinion. */
function settledAs(view: CaseView, opinion: Fact): OpinionOutcome {
  const decided = soundFact(view, 'disputeDecided');
  if (decided !== undefined)
    return textOf(decided.data, 'outcome') === 'passed' ? 'passed' : 'not-passed';
  const consulted = soundFact(view, 'disputeConsulted');
  if (
    consulted !== undefined &&
    flagOf(consulted.data, 'agreed') &&
    textOf(consulted.data, 'outcome') === 'passed'
  )
    return 'passed';
  return outcomeOf(view, textOf(opinion.data, 'kind'), dayOfFact(opinion));
}

/** Whether the case goes on against the opinion, because the last instance said so. */
export function isOverruled(view: CaseView): boolean {
  const decided = soundFact(view, 'disputeDecided');
  return decided !== undefined && textOf(decided.data, 'outcome') === 'passed';
}

/** What the review waits for, if it does: what was asked for, or the end of a pause. */
export function pausedBy(view: CaseView): 'supplement' | 'pause' | null {
  const since = submission(view)?.sequence ?? 0;
  const after = (kind: string) => (lastSequence(view, kind) > since ? lastSequence(view, kind) : 0);
  if (after('supplementRequested') > Math.max(after('reviewSupplemented'), after('reviewResumed')))
    return 'supplement';
  return after('reviewPaused') > after('reviewResumed') ? 'pause' : null;
}

/** Whether the handling department objects to the last opinion and nobody has settled it. */
export function isDisputed(view: CaseView): boolean {
  const answer = inRound(view, 'opinionAnswered');
  if (answer === undefined || textOf(answer.data, 'response') !== 'object') return false;
  const consulted = soundFact(view, 'disputeConsulted');
  const agreed = consulted !== undefined && flagOf(consulted.data, 'agreed');
  return soundFact(view, 'disputeDecided') === undefined && !agreed;
}

/** Materials handed in with the last submission and its supplements. */
export function materialsOf(view: CaseView): ReadonlySet<string> {
  const facts = [submission(view), ...allInRound(view, 'reviewSupplemented')];
  return new Set(facts.flatMap((fact) => textsOf(fact?.data, 'materials')));
}
