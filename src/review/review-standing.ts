import {
  type CaseView,
  dayOfFact,
  type Fact,
  flagOf,
  isObject,
  isSamePenalty,
  lastSequence,
  objectOf,
  penaltyOf,
  textOf,
  textsOf,
} from '../casework/index.ts';

/** How far the review of a case has come. `stale` is a passed review of something that has changed since. */
export type ReviewStanding =
  | 'not-required'
  | 'not-submitted'
  | 'submitted'
  | 'under-review'
  | 'awaiting-countersign'
  | 'passed'
  | 'stale'
  | 'not-passed';

/** What an opinion means for the gate. */
export type OpinionOutcome = 'passed' | 'not-passed' | 'returned' | 'transfer';

/** The last submission; undefined before the first. */
export const submission = (view: CaseView): Fact | undefined => view.last('reviewSubmitted');

/** The last fact of a kind in the round of the last submission. */
export function inRound(view: CaseView, kind: string): Fact | undefined {
  const fact = view.last(kind);
  return fact !== undefined && fact.sequence > (submission(view)?.sequence ?? 0) ? fact : undefined;
}

/**
 * Whether the decision must pass legal review.
 *
 * A case submitted of its own accord is held to the result as well.
 *
 * @source apl-2021-58; kaifu-3.3-a; dazhou-2.3.10-1a; anze-L9-1; yueqing-4.2-1
 */
export function isRequired(view: CaseView): boolean {
  if (view.has('reviewSubmitted')) return true;
  const mode = (view.rule('review.scope')?.value as { mode?: string } | undefined)?.mode;
  if (mode === 'every') return true;
  const triggers = textsOf(view.last('investigationFinished')?.data, 'majorTriggers');
  return triggers.length > 0 || view.has('hearingHeld');
}

/** Whether the body's clock starts only when the material is complete. */
export function startsWhenComplete(view: CaseView): boolean {
  return (view.rule('review.clock-start')?.value as { on?: string } | undefined)?.on === 'complete';
}

/** How many people must agree to an opinion: the reviewer, and with two the leader in charge. */
export function levelsOf(view: CaseView): number {
  const n = (view.rule('review.levels')?.value as { n?: unknown } | undefined)?.n;
  return typeof n === 'number' ? n : 1;
}

/** What a kind of opinion of the body means; a kind that nobody defines passes nothing. */
export function outcomeOf(view: CaseView, kind: string, on = view.today): OpinionOutcome {
  const value: unknown = view.rule('review.opinions', on)?.value;
  const kinds: readonly unknown[] = Array.isArray(value) ? value : [];
  const entry = kinds.find((item) => isObject(item) && item['code'] === kind);
  if (isObject(entry)) return (entry['outcome'] as OpinionOutcome | undefined) ?? 'not-passed';
  return kinds.length === 0 && kind === 'passed' ? 'passed' : 'not-passed';
}

/** Whether what was reviewed has changed since the last submission. */
export function isStale(view: CaseView): boolean {
  const since = submission(view)?.sequence ?? 0;
  if (
    lastSequence(
      view,
      'evidenceAdded',
      'hearingHeld',
      'investigationFinished',
      'convertedToGeneral',
    ) > since
  )
    return true;
  if (
    view
      .all('statementReviewed')
      .some((fact) => fact.sequence > since && flagOf(fact.data, 'adopted'))
  )
    return true;
  const notice = view.last('noticeGiven');
  if (notice === undefined || notice.sequence < since) return false;
  const reviewed = penaltyOf(objectOf(view.last('investigationFinished')?.data, 'penalty'));
  return !isSamePenalty(penaltyOf(objectOf(notice.data, 'penalty')), reviewed);
}

/** How far the review has come. */
export function standingOf(view: CaseView): ReviewStanding {
  const submitted = submission(view);
  if (submitted === undefined) return isRequired(view) ? 'not-submitted' : 'not-required';
  const opinion = inRound(view, 'opinionGiven');
  if (opinion === undefined) {
    const waits = startsWhenComplete(view) && inRound(view, 'reviewAccepted') === undefined;
    return waits ? 'submitted' : 'under-review';
  }
  const unsigned = countersignature(view, opinion);
  if (unsigned !== null) return unsigned;
  if (settledAs(view, opinion) !== 'passed') return 'not-passed';
  return isStale(view) ? 'stale' : 'passed';
}

/** What a second level still does to an opinion; null when it has agreed or there is none. */
function countersignature(view: CaseView, opinion: Fact): ReviewStanding | null {
  if (levelsOf(view) < 2) return null;
  const signed = inRound(view, 'opinionCountersigned');
  if (signed === undefined || signed.sequence < opinion.sequence) return 'awaiting-countersign';
  return flagOf(signed.data, 'agreed') ? null : 'under-review';
}

/** The result after objections: the last instance or an agreed consultation overrides the opinion. */
function settledAs(view: CaseView, opinion: Fact): OpinionOutcome {
  const decided = inRound(view, 'disputeDecided');
  if (decided !== undefined)
    return textOf(decided.data, 'outcome') === 'passed' ? 'passed' : 'not-passed';
  const consulted = inRound(view, 'disputeConsulted');
  if (
    consulted !== undefined &&
    flagOf(consulted.data, 'agreed') &&
    textOf(consulted.data, 'outcome') === 'passed'
  )
    return 'passed';
  return outcomeOf(view, textOf(opinion.data, 'kind'), dayOfFact(opinion));
}

/** Why the clock of the review stands still now, if it does. */
export function pausedBy(view: CaseView): 'supplement' | 'pause' | null {
  const since = submission(view)?.sequence ?? 0;
  const after = (kind: string) => (lastSequence(view, kind) > since ? lastSequence(view, kind) : 0);
  if (after('supplementRequested') > after('reviewSupplemented')) return 'supplement';
  return after('reviewPaused') > after('reviewResumed') ? 'pause' : null;
}

/** Whether the handling department objects to the last opinion and nobody has settled it. */
export function isDisputed(view: CaseView): boolean {
  const answer = inRound(view, 'opinionAnswered');
  if (answer === undefined || textOf(answer.data, 'response') !== 'object') return false;
  const consulted = inRound(view, 'disputeConsulted');
  const agreed = consulted !== undefined && flagOf(consulted.data, 'agreed');
  return inRound(view, 'disputeDecided') === undefined && !agreed;
}

/** Materials handed in with the last submission and its supplements. */
export function materialsOf(view: CaseView): ReadonlySet<string> {
  const since = submission(view)?.sequence ?? 0;
  const later = view.all('reviewSupplemented').filter((fact) => fact.sequence > since);
  return new Set([submission(view), ...later].flatMap((fact) => textsOf(fact?.data, 'materials')));
}
