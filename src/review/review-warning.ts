import {
  type CaseClock,
  type Context,
  clockStandingTitles,
  clockWords,
  comeNow,
  momentsOf,
  unitOf,
} from '../casework/index.ts';
import { dayOf, endOfDay, lengthText } from '../rules/index.ts';

/** Of what the clock of a review warns now: half of it is over, two working days are left, it ends today, it is over. */
export type ReviewWarning = 'half' | 'two-days' | 'today' | 'over';

const warnings = {
  'due-half': 'half',
  'due-soon': 'two-days',
  'due-today': 'today',
  overdue: 'over',
} as const;

/**
 * The warning that a clock gives on a day; null while half of it is to come, and for one that rests or has ended.
 *
 * @source kaifu-3.5-c; kaifu-3.5-d; anze-L14-1; anze-L14-2; anze-L14-3
 */
export function warningOf(clock: CaseClock, context: Context): ReviewWarning | null {
  const { rules, calendar, now } = context;
  const unit = unitOf(rules, clock.rule, dayOf(now));
  const come = comeNow(momentsOf(clock, unit, calendar), endOfDay(dayOf(now)));
  return come === null ? null : warnings[come.kind];
}

/** The clock of a review as people read it. */
export function tellReviewClock(clock: CaseClock, context: Context) {
  const unit = unitOf(context.rules, clock.rule, dayOf(context.now));
  const { name, title, rule, from, dueOn, provisional, standing, endedOn } = clock;
  return {
    name,
    title,
    rule,
    clauses: [...clock.clauses],
    from,
    dueOn,
    provisional,
    standing,
    standingTitle: clockStandingTitles[standing],
    endedOn,
    pauses: clock.pauses.map(({ after, until }) => ({ after, until })),
    extensions: clock.extensions.map(lengthText),
    ...clockWords(clock, unit, context),
    warning: warningOf(clock, context),
  };
}
