import {
  type CaseView,
  dayOfFact,
  type Fact,
  type JsonObject,
  stands,
  textOf,
  textsOf,
  viewAt,
} from '../casework/index.ts';
import type { CivilDate } from '../rules/index.ts';
import { effectOf, pausesIn, reviewClock, startOf } from './review-clock.ts';
import { outcomeOf, standingOf } from './review-standing.ts';
import { inRound, type ReviewStanding, submission } from './round.ts';
import { weightOf } from './weight.ts';

// What is kept beside a case for the desk of the reviewers and for figures. The desk has the cases that lie with the
// review; figures have the rounds whose opinion took effect.

/** Standings in which a case lies with the review. */
export const deskStandings = ['submitted', 'under-review', 'awaiting-countersign'] as const;
const onDesk: ReadonlySet<ReviewStanding> = new Set(deskStandings);
const ends = ['decisionMade', 'caseTransferred', 'caseClosed'];

/** Whether a case lies with the review now. */
export const isOnDesk = (view: CaseView): boolean =>
  onDesk.has(standingOf(view)) && !ends.some((kind) => stands(view, kind));

/** What is kept beside a case for lists of reviews; null before the first submission. */
export function reviewRow(view: CaseView): JsonObject | null {
  const submitted = submission(view);
  if (submitted === undefined) return null;
  return {
    open: isOnDesk(view) ? openRow(view, submitted) : null,
    rounds: roundsOf(view).flatMap((then, index) => finishedRow(then, index + 1) ?? []),
  };
}

function openRow(view: CaseView, submitted: Fact): JsonObject {
  return {
    standing: standingOf(view),
    submittedAt: submitted.at,
    reviewerId: textOf(inRound(view, 'reviewerAssigned')?.data, 'officerId') || null,
    weight: weightOf(view).weight,
  };
}

/** The case at the end of each of its rounds, in order; the last one as it stands now. */
export function roundsOf(view: CaseView): readonly CaseView[] {
  const all = view.all('reviewSubmitted');
  return all.map((_, index) => {
    const next = all[index + 1];
    return next === undefined ? view : viewAt(view, next.sequence - 1);
  });
}

function finishedRow(view: CaseView, round: number): JsonObject | null {
  const opinion = inRound(view, 'opinionGiven');
  const effect = effectOf(view);
  const submitted = submission(view);
  if (opinion === undefined || effect === null || submitted === undefined) return null;
  const kind = textOf(opinion.data, 'kind');
  return {
    round,
    reviewerId: opinion.actorId,
    submittedAt: submitted.at,
    givenAt: effect.at,
    kind,
    outcome: outcomeOf(view, kind, dayOfFact(opinion)),
    problems: [...textsOf(opinion.data, 'problems')],
    workdays: workdaysTaken(view) ?? 0,
    isLate: lateness(view),
  };
}

/** Whether the opinion of the last round came after the period; null where none runs or it has not come. */
export function lateness(view: CaseView): boolean | null {
  const [clock] = reviewClock(view);
  return clock === undefined || clock.endedOn === null ? null : clock.standing === 'met-late';
}

/** Working days from the start of the last round to its opinion, without those that do not count; null before it. */
export function workdaysTaken(view: CaseView): number | null {
  const start = startOf(view) ?? submission(view);
  const effect = effectOf(view);
  if (start === undefined || effect === null) return null;
  const { calendar } = view.context;
  const [from, until] = [dayOfFact(start), dayOfFact(effect)];
  const rested = pausesIn(view).reduce(
    (sum, pause) =>
      sum + calendar.workdaysBetween(laterOf(pause.after, from), earlierOf(pause.until, until)),
    0,
  );
  return Math.max(0, calendar.workdaysBetween(from, until) - rested);
}

const laterOf = (one: CivilDate, other: CivilDate) => (one > other ? one : other);
const earlierOf = (one: CivilDate | null, other: CivilDate) =>
  one === null || one > other ? other : one;
