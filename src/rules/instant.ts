import { type CivilDate, civilDate, dayNumber, isCivilDate } from './civil-date.ts';

/**
 * A moment in Beijing time with milliseconds: '2026-09-28T09:00:00.000+08:00'.
 *
 * Every instant has this one form, so that the order of the texts is the order of time and the first ten characters
 * are the civil day.
 */
export type Instant = string;

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const BEIJING_OFFSET = 8 * HOUR;
const CANONICAL = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}\+08:00$/;
const READABLE =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<clock>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:[.,](?<fraction>\d{1,9}))?\s*(?<offset>Z|z|[+-]\d{2}:?\d{2})?$/;

/** Whether the text is an instant in its one form. */
export function isInstant(text: string): boolean {
  return CANONICAL.test(text) && isCivilDate(text.slice(0, 10));
}

/**
 * Reads 'YYYY-MM-DD HH:mm' (Beijing time), with seconds and fractions if wanted, or an ISO time with its offset.
 *
 * Fractions finer than a millisecond are cut off, never rounded: an instant must not move past a limit.
 *
 * @returns null if the text is not such a time
 */
export function parseInstant(text: string): Instant | null {
  const match = READABLE.exec(text.trim());
  if (match === null) return null;
  const { date = '', clock = '', fraction = '', offset = '+08:00' } = match.groups ?? {};
  const offsetMillis = offsetOf(offset);
  if (!isCivilDate(date) || offsetMillis === null) return null;
  return inRange(dayNumber(date) * DAY + clockMillis(clock, fraction) - offsetMillis);
}

function inRange(millis: number): Instant | null {
  return millis >= FIRST_MILLIS && millis <= LAST_MILLIS ? instantFromMillis(millis) : null;
}

function clockMillis(clock: string, fraction: string): number {
  const [hours, minutes, seconds = 0] = clock.split(':').map(Number);
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + seconds * 1000 + millis;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function millisOf(instant: Instant): number {
  const clock =
    Number(instant.slice(11, 13)) * HOUR +
    Number(instant.slice(14, 16)) * MINUTE +
    Number(instant.slice(17, 19)) * 1000 +
    Number(instant.slice(20, 23));
  return dayNumber(instant.slice(0, 10)) * DAY + clock - BEIJING_OFFSET;
}

/**
 * The instant at these milliseconds since 1970-01-01T00:00Z; parts of a millisecond are cut off.
 *
 * @throws RangeError outside the years 0001 to 9999
 */
export function instantFromMillis(millis: number): Instant {
  const local = Math.floor(millis) + BEIJING_OFFSET;
  const day = Math.floor(local / DAY);
  const clock = local - day * DAY;
  const hours = pad(Math.floor(clock / HOUR), 2);
  const minutes = pad(Math.floor((clock % HOUR) / MINUTE), 2);
  const seconds = pad(Math.floor((clock % MINUTE) / 1000), 2);
  return `${civilDate(day)}T${hours}:${minutes}:${seconds}.${pad(clock % 1000, 3)}+08:00`;
}

/** The Beijing day on which an instant falls. */
export function dayOf(instant: Instant): CivilDate {
  return instant.slice(0, 10);
}

/** The instant `n` hours later; hours run on through nights and holidays. */
export function addHours(instant: Instant, n: number): Instant {
  return instantFromMillis(millisOf(instant) + n * HOUR);
}

/** The first moment of a day. */
export function startOfDay(day: CivilDate): Instant {
  return `${day}T00:00:00.000+08:00`;
}

/** The last moment of a day: an act at this moment is still done on that day. */
export function endOfDay(day: CivilDate): Instant {
  return `${day}T23:59:59.999+08:00`;
}

function offsetOf(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

const FIRST_MILLIS = dayNumber('0001-01-01') * DAY - BEIJING_OFFSET;
const LAST_MILLIS = (dayNumber('9999-12-31') + 1) * DAY - 1 - BEIJING_OFFSET;

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
