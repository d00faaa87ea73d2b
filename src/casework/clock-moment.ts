import {
  addDays,
  addHours,
  type Calendar,
  type CivilDate,
  daysBetween,
  endOfDay,
  type Instant,
  instantFromMillis,
  isInstant,
  millisOf,
  type PeriodUnit,
} from '../rules/index.ts';
import { isOpen, startDay } from './case-clock.ts';
import type { CaseClock } from './part.ts';

/** What somebody is told of a clock, in the order in which it comes. */
export type MomentKind = 'due-half' | 'due-soon' | 'due-today' | 'overdue';

/** When somebody is to be told of a clock. */
export type Moment = {
  /** The clock. */
  readonly name: string;
  readonly kind: MomentKind;
  /** The last moment in time of the clock; for a civil day its last millisecond. */
  readonly dueAt: Instant;
  readonly at: Instant;
};

const soonUnits = 2;

/**
 * When somebody is to be told of a clock: half of it, two counted units before its end, on its last day, and after it.
 *
 * What falls together with something later, as in short periods, is left out. Days on which the clock stood still count
 * for no half.
 *
 * @param unit - what the clock is counted in
 * @returns in order of time; empty for a clock that rests, has ended, or is a right of somebody else
 */
export function momentsOf(
  clock: CaseClock,
  unit: PeriodUnit,
  calendar: Calendar,
): readonly Moment[] {
  if (!isOpen(clock) || clock.lapses || clock.standing === 'paused') return [];
  if (clock.dueAt !== null) return ofHours(clock, clock.dueAt);
  return clock.dueOn === null ? [] : ofDays(clock, clock.dueOn, { unit, calendar });
}

function ofDays(
  clock: CaseClock,
  dueOn: CivilDate,
  by: { readonly unit: PeriodUnit; readonly calendar: Calendar },
): readonly Moment[] {
  const start = startDay(clock);
  const half = halfOf(clock, start, dueOn);
  const soon =
    by.unit === 'workday' ? workdaysBefore(dueOn, by.calendar) : addDays(dueOn, -soonUnits);
  const days: readonly (readonly [MomentKind, CivilDate])[] = [
    ['due-half', half],
    ['due-soon', soon],
    ['due-today', dueOn],
    ['overdue', addDays(dueOn, 1)],
  ];
  return days
    .filter(([kind, day]) => day > start && (kind !== 'due-half' || day < soon))
    .map(([kind, day]) => ({
      name: clock.name,
      kind,
      dueAt: endOfDay(dueOn),
      at: inTheMorning(day),
    }));
}

function halfOf({ pauses }: CaseClock, start: CivilDate, dueOn: CivilDate): CivilDate {
  const plain = addDays(start, Math.ceil(daysBetween(start, dueOn) / 2));
  if (pauses.length === 0) return plain;
  const isCounted = (day: CivilDate) =>
    !pauses.some(({ after, until }) => day > after && day <= (until ?? dueOn));
  const counted: CivilDate[] = [];
  for (let day = addDays(start, 1); day <= dueOn; day = addDays(day, 1))
    if (isCounted(day)) counted.push(day);
  return counted[Math.ceil(counted.length / 2) - 1] ?? plain;
}

/** The first day on which no more working days are left than are soon over. */
function workdaysBefore(dueOn: CivilDate, calendar: Calendar): CivilDate {
  let day = dueOn;
  while (calendar.workdaysBetween(addDays(day, -1), dueOn) <= soonUnits) day = addDays(day, -1);
  return day;
}

/** People are told when they come to work and not at midnight. */
const inTheMorning = (day: CivilDate): Instant => `${day}T08:30:00.000+08:00`;

function ofHours(clock: CaseClock, dueAt: Instant): readonly Moment[] {
  const from = isInstant(clock.from) ? clock.from : inTheMorning(clock.from);
  const half = instantFromMillis(Math.floor((millisOf(from) + millisOf(dueAt)) / 2));
  const soon = addHours(dueAt, -soonUnits);
  const moments: readonly (readonly [MomentKind, Instant])[] = [
    ['due-half', half],
    ['due-soon', soon],
    ['overdue', instantFromMillis(millisOf(dueAt) + 1)],
  ];
  return moments
    .filter(([kind, at]) => at > from && (kind !== 'due-half' || at < soon))
    .map(([kind, at]) => ({ name: clock.name, kind, dueAt, at }));
}

/**
 * Which of the moments of one clock to tell of now: the latest that has come; those before it are passed over.
 *
 * @param moments - of one clock, in order of time
 */
export function comeNow(moments: readonly Moment[], now: Instant): Moment | null {
  return moments.findLast(({ at }) => at <= now) ?? null;
}
