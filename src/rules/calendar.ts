import { type CivilDate, civilDate, dayNumber, weekdayOf, yearOf } from './civil-date.ts';

/** Which days are worked, by the State Council's yearly notices. */
export interface Calendar {
  /** The years whose notice is known, ascending. */
  readonly years: readonly number[];
  /** Whether the day is worked; a year without a notice works Monday to Friday. */
  isWorkday(day: CivilDate): boolean;
  /** Whether the notice for the day's year is known. */
  isAnnounced(day: CivilDate): boolean;
  /** The `n`-th workday after a day, which is not itself counted; the day itself if `n` is 0. */
  workdayAfter(day: CivilDate, n: number): CivilDate;
  /** How many workdays there are after `after` up to and including `until`. */
  workdaysBetween(after: CivilDate, until: CivilDate): number;
}

/** One year's notice: the weekdays that rest and the weekend days that are worked for them. */
export type CalendarYear = {
  readonly year: number;
  readonly source: string;
  readonly rest: readonly CivilDate[];
  readonly makeUp: readonly CivilDate[];
};

const FIRST_DAY = dayNumber('1990-01-01');
const DAYS = dayNumber('2100-12-31') - FIRST_DAY + 1;

/**
 * The calendar of these notices.
 *
 * Workdays are laid out once in two tables, how many there are up to each day and which day the n-th one is, so that
 * counting costs two reads however long the period. Outside the tables days are counted one by one.
 *
 * @param notices - in any order; a notice may also name days of the December before its year
 */
export function makeCalendar(notices: readonly CalendarYear[]): Calendar {
  const exceptions = exceptionsOf(notices);
  const years = [...new Set(notices.map((notice) => notice.year))].sort((a, b) => a - b);
  const announced = new Set(years);
  const table = tableOf(exceptions);

  const isWorked = (day: number) => exceptions.get(day) ?? weekdayOf(day) <= 5;

  const workdayAfter = (day: CivilDate, n: number): CivilDate => {
    if (n <= 0) return day;
    const start = dayNumber(day);
    const before = table.upTo[start - FIRST_DAY];
    const found = before === undefined ? undefined : table.days[before + n - 1];
    return civilDate(found === undefined ? stepWorkdays(start, n, isWorked) : found + FIRST_DAY);
  };

  const workdaysBetween = (after: CivilDate, until: CivilDate): number => {
    const first = table.upTo[dayNumber(after) - FIRST_DAY];
    const last = table.upTo[dayNumber(until) - FIRST_DAY];
    if (first !== undefined && last !== undefined) return Math.max(0, last - first);
    return countWorkdays(dayNumber(after), dayNumber(until), isWorked);
  };

  return {
    years,
    isWorkday: (day) => isWorked(dayNumber(day)),
    isAnnounced: (day) => announced.has(yearOf(day)),
    workdayAfter,
    workdaysBetween,
  };
}

/** A calendar in use, to which the notices of further years can be given. */
export interface LiveCalendar extends Calendar {
  /** The notices that count now, by year. */
  readonly notices: readonly CalendarYear[];
  /** Counts by these notices from now on; whoever holds the calendar counts by them too. */
  replace(notices: readonly CalendarYear[]): void;
}

/** A calendar of these notices that can be given others while it is in use. */
export function makeLiveCalendar(first: readonly CalendarYear[]): LiveCalendar {
  let held = byYear(first);
  let calendar = makeCalendar(held);
  return {
    get notices() {
      return held;
    },
    get years() {
      return calendar.years;
    },
    replace: (notices) => {
      held = byYear(notices);
      calendar = makeCalendar(held);
    },
    isWorkday: (day) => calendar.isWorkday(day),
    isAnnounced: (day) => calendar.isAnnounced(day),
    workdayAfter: (day, n) => calendar.workdayAfter(day, n),
    workdaysBetween: (after, until) => calendar.workdaysBetween(after, until),
  };
}

const byYear = (notices: readonly CalendarYear[]) => notices.toSorted((a, b) => a.year - b.year);

/**
 * Years whose notice should be there on a day and is not: the present one, and from November the next, whose notice
 * then comes out.
 *
 * @source apl-2021-85 (workdays leave out statutory holidays)
 */
export function missingYears(calendar: Calendar, on: CivilDate): readonly number[] {
  const year = yearOf(on);
  const wanted = on.slice(5) >= '11-01' ? [year, year + 1] : [year];
  return wanted.filter((each) => !calendar.years.includes(each));
}

type WorkdayTable = { readonly upTo: Int32Array; readonly days: Int32Array };

function exceptionsOf(notices: readonly CalendarYear[]): ReadonlyMap<number, boolean> {
  const exceptions = new Map<number, boolean>();
  for (const notice of notices) {
    for (const day of notice.rest) exceptions.set(dayNumber(day), false);
    for (const day of notice.makeUp) exceptions.set(dayNumber(day), true);
  }
  return exceptions;
}

function tableOf(exceptions: ReadonlyMap<number, boolean>): WorkdayTable {
  const upTo = new Int32Array(DAYS);
  const days = new Int32Array(DAYS);
  let count = 0;
  for (let slot = 0; slot < DAYS; slot += 1) {
    const day = FIRST_DAY + slot;
    if (exceptions.get(day) ?? weekdayOf(day) <= 5) {
      days[count] = slot;
      count += 1;
    }
    upTo[slot] = count;
  }
  return { upTo, days: days.subarray(0, count) };
}

function stepWorkdays(start: number, n: number, isWorked: (day: number) => boolean): number {
  let day = start;
  for (let counted = 0; counted < n; ) {
    day += 1;
    if (isWorked(day)) counted += 1;
  }
  return day;
}

function countWorkdays(after: number, until: number, isWorked: (day: number) => boolean): number {
  let count = 0;
  for (let day = after + 1; day <= until; day += 1) {
    if (isWorked(day)) count += 1;
  }
  return count;
}
