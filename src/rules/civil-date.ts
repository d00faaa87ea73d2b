/**
 * Civil days in Beijing, as text that sorts in time: 'YYYY-MM-DD'.
 *
 * Inside, a day is counted from 1970-01-01 (day 0) in the proleptic Gregorian calendar, so that adding days is adding
 * integers. The conversion counts years from March: the leap day is then the last day of its year and needs no case.
 */
export type CivilDate = string;

const DAYS_PER_ERA = 146_097;
const EPOCH_SHIFT = 719_468;
const FIRST_NAMED = dayNumberOf(1990, 1, 1);
const NAMED_DAYS = dayNumberOf(2100, 12, 31) - FIRST_NAMED + 1;
const names = Array.from<string | undefined>({ length: NAMED_DAYS });

/** Whether the text is a day that exists, written 'YYYY-MM-DD', in the years 0001 to 9999. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = partsOf(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * Days since 1970-01-01; negative before it.
 *
 * @throws RangeError if the text has not the form of a date; the caller has checked input with `isCivilDate`
 */
export function dayNumber(date: CivilDate): number {
  if (date.length !== 10) throw new RangeError('not a civil date');
  const [year, month, day] = partsOf(date);
  const number = dayNumberOf(year, month, day);
  if (Number.isNaN(number)) throw new RangeError('not a civil date');
  return number;
}

/**
 * The day with this number.
 *
 * @throws RangeError outside the years 0001 to 9999, which have no four-digit text
 */
export function civilDate(number: number): CivilDate {
  const slot = number - FIRST_NAMED;
  if (slot < 0 || slot >= NAMED_DAYS) return format(number);
  // One string per day: a clock board asks for the same few hundred days again and again.
  return (names[slot] ??= format(number));
}

/** The day `n` days later; earlier if `n` is negative. */
export function addDays(date: CivilDate, n: number): CivilDate {
  return civilDate(dayNumber(date) + n);
}

/**
 * The same day of the month `n` months later; the month's last day where it has no such day.
 *
 * @source lit-2017-101 (periods are counted as civil procedure counts them: a missing day is the month's last)
 */
export function addMonths(date: CivilDate, n: number): CivilDate {
  const [year, month, day] = partsOf(date);
  const months = year * 12 + month - 1 + n;
  const nextYear = Math.floor(months / 12);
  const nextMonth = months - nextYear * 12 + 1;
  return civilDate(
    dayNumberOf(nextYear, nextMonth, Math.min(day, daysInMonth(nextYear, nextMonth))),
  );
}

/** The same day `n` years later; 28 February for 29 February where there is none. */
export function addYears(date: CivilDate, n: number): CivilDate {
  return addMonths(date, n * 12);
}

/** How many days later `until` is than `from`; negative if it is earlier. */
export function daysBetween(from: CivilDate, until: CivilDate): number {
  return dayNumber(until) - dayNumber(from);
}

/** Day of the week: 1 Monday to 7 Sunday. */
export function weekday(date: CivilDate): number {
  return weekdayOf(dayNumber(date));
}

/** Day of the week of a day number: 1 Monday to 7 Sunday. */
export function weekdayOf(number: number): number {
  // Day 0 was a Thursday.
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** The year of a day. */
export function yearOf(date: CivilDate): number {
  return partsOf(date)[0];
}

/** The day with this year, month (1 to 12) and day of the month; a day past the month's end is its last day. */
export function civilDateOf(year: number, month: number, day: number): CivilDate {
  return civilDate(dayNumberOf(year, month, Math.min(day, daysInMonth(year, month))));
}

/** Days in a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function partsOf(date: CivilDate): [year: number, month: number, day: number] {
  const year = digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
  return [year, digit(date, 5) * 10 + digit(date, 6), digit(date, 8) * 10 + digit(date, 9)];
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

function dayNumberOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

function format(number: number): CivilDate {
  const shifted = number + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= 1 && year <= 9999))
    throw new RangeError('a civil date needs a year from 0001 to 9999');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
