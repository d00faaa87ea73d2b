import type { Calendar } from './calendar.ts';
import { addDays, addMonths, addYears, type CivilDate, civilDateOf, yearOf } from './civil-date.ts';
import { addHours, type Instant } from './instant.ts';
import type { Period, Schedule } from './rule.ts';

/** When an act is due, and whether the day may still move because a year's calendar was not yet announced. */
export type Due = { readonly on: CivilDate; readonly provisional: boolean };

/**
 * The last day on which an act is still in time.
 *
 * @param period - in workdays, days, months or years
 * @param from - day of the act that starts the period; it is not itself counted
 * @param calendar - announced workdays
 * @returns the last day, inclusive; provisional if the calendar had to be asked about a year it does not know
 * @throws RangeError for a period in hours, which has no last day but a last moment: see `dueAt`
 * @source apl-2021-85 (workdays leave out statutory holidays)
 */
export function due(period: Period, from: CivilDate, calendar: Calendar): Due {
  const end = endOf(period, from, calendar);
  if (period.lastDayAtRest !== 'rolls-forward') {
    return {
      on: end,
      provisional: period.unit === 'workday' && isUnannounced(from, end, calendar),
    };
  }
  const on = calendar.isWorkday(end) ? end : calendar.workdayAfter(end, 1);
  const asked = period.unit === 'workday' ? from : addDays(end, -1);
  return { on, provisional: isUnannounced(asked, on, calendar) };
}

/**
 * The last moment at which an act is still in time; hours run through nights, weekends and holidays.
 *
 * @param period - in hours
 * @param from - the moment that starts the period
 * @throws RangeError for any other unit
 */
export function dueAt(period: Period, from: Instant): Instant {
  if (period.unit !== 'hour') throw new RangeError('only a period in hours has a last moment');
  return addHours(from, period.n);
}

/**
 * The first day of a schedule on or after a day; the day itself is in time.
 *
 * @param schedule - a day of each month or of each year; a day that the month lacks is its last day
 */
export function nextOn(schedule: Schedule, onOrAfter: CivilDate): CivilDate {
  const year = yearOf(onOrAfter);
  if (schedule.unit === 'year') {
    const on = civilDateOf(year, schedule.month, schedule.day);
    return on >= onOrAfter ? on : civilDateOf(year + 1, schedule.month, schedule.day);
  }
  const month = Number(onOrAfter.slice(5, 7));
  const on = civilDateOf(year, month, schedule.day);
  if (on >= onOrAfter) return on;
  return month === 12
    ? civilDateOf(year + 1, 1, schedule.day)
    : civilDateOf(year, month + 1, schedule.day);
}

function endOf(period: Period, from: CivilDate, calendar: Calendar): CivilDate {
  switch (period.unit) {
    case 'workday':
      return calendar.workdayAfter(from, period.n);
    case 'day':
      return addDays(from, period.n);
    case 'month':
      return addMonths(from, period.n);
    case 'year':
      return addYears(from, period.n);
    case 'hour':
      throw new RangeError('a period in hours has no last day');
  }
}

/** Whether any day after `after` up to `until` lies in a year without a notice. */
function isUnannounced(after: CivilDate, until: CivilDate, calendar: Calendar): boolean {
  if (!calendar.isAnnounced(until)) return true;
  const first = yearOf(addDays(after, 1));
  for (let year = yearOf(until) - 1; year >= first; year -= 1) {
    if (!calendar.isAnnounced(civilDateOf(year, 1, 1))) return true;
  }
  return false;
}
