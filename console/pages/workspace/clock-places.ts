import type { CaseClock } from './case-file.ts';

/** A clock on the line of time, in hundredths of it. */
export type ClockBar = {
  readonly name: string;
  readonly title: string;
  readonly urgency: string;
  readonly start: number;
  readonly width: number;
};

/** The line of time and what lies on it. */
export type ClockPlaces = {
  readonly from: string;
  readonly until: string;
  readonly today: number;
  readonly bars: readonly ClockBar[];
};

type Told = Pick<CaseClock, 'name' | 'title' | 'urgency' | 'from' | 'dueOn' | 'dueAt' | 'endedOn'>;

const numberOf = (day: string) => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000;

/** Lays the clocks on one line from the first start to the last end; nothing is counted with it. */
export function placesOf(clocks: readonly Told[], today: string): ClockPlaces {
  const spans = clocks.flatMap((clock) => {
    const end = clock.dueOn ?? clock.dueAt ?? clock.endedOn;
    return end === null ? [] : [{ clock, from: clock.from.slice(0, 10), end: end.slice(0, 10) }];
  });
  const days = [...spans.flatMap(({ from, end }) => [from, end]), today].sort();
  const [from, until] = [days[0] ?? today, days.at(-1) ?? today];
  const whole = Math.max(1, numberOf(until) - numberOf(from));
  const at = (day: string) => Math.round(((numberOf(day) - numberOf(from)) / whole) * 1000) / 10;
  const bars = spans.map(({ clock, from: start, end }) => ({
    name: clock.name,
    title: clock.title,
    urgency: clock.urgency,
    start: at(start),
    width: Math.max(0.6, Math.round((at(end) - at(start)) * 10) / 10),
  }));
  return { from, until, today: Math.min(99.6, at(today)), bars };
}
