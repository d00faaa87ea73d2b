import type { Calendar } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import { due, dueAt, nextOn } from './due.ts';
import { dayOf, type Instant } from './instant.ts';
import { periodOf } from './period.ts';
import type { ClauseId, Rule } from './rule.ts';

/**
 * What a rule asks of an act that starts on a day: the last day, or last moment, in time.
 *
 * `origin` tells whose number it is: the text's, the body's own, the law's behind a "promptly", a day that comes back,
 * or nobody's.
 */
export type Deadline = {
  readonly rule: Rule;
  readonly clauses: readonly ClauseId[];
  readonly from: CivilDate | Instant;
  readonly due: CivilDate | Instant | null;
  readonly provisional: boolean;
  readonly origin: 'text' | 'ours' | 'behind' | 'schedule' | 'none';
};

/**
 * The deadline a rule sets.
 *
 * @param from - an instant if the period is in hours; of an instant only the day counts otherwise
 * @returns null if the period is in hours and `from` is only a day
 */
export function deadlineOf(
  rule: Rule,
  from: CivilDate | Instant,
  calendar: Calendar,
): Deadline | null {
  const day = dayOf(from);
  const effective = periodOf(rule);
  if (effective !== null) {
    const { period, origin, clauses } = effective;
    if (period.unit !== 'hour') {
      const { on, provisional } = due(period, day, calendar);
      return { rule, clauses, from: day, due: on, provisional, origin };
    }
    if (from === day) return null;
    return { rule, clauses, from, due: dueAt(period, from), provisional: false, origin };
  }
  const on = rule.every === undefined ? null : nextOn(rule.every, day);
  const origin = on === null ? 'none' : 'schedule';
  return { rule, clauses: rule.clauses, from: day, due: on, provisional: false, origin };
}
