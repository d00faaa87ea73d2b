import {
  addDays,
  type CivilDate,
  dayOf,
  due,
  dueAt,
  type EffectivePeriod,
  type Instant,
  isInstant,
  type Period,
  periodOf,
  type Rule,
} from '../rules/index.ts';
import type { CaseState, Fact } from './case-event.ts';
import type { CaseClock, CaseView, ClockStanding, Composition, Context, Pause } from './part.ts';
import type { ClockSpec } from './procedure.ts';
import { dayOfFact, splitReference, stands, viewOf } from './view.ts';

/** What a clock is made from. */
export type ClockFacts = {
  readonly name: string;
  readonly title: string;
  readonly rule: Rule;
  readonly from: CivilDate | Instant;
  /** Day or moment of the act that the clock waits for; null while it has not happened. */
  readonly ended: CivilDate | Instant | null;
  /** Whether the clock no longer matters although the act never happened. */
  readonly stopped?: boolean;
  /** A right of somebody else that merely lapses. */
  readonly lapses?: boolean;
  /** Periods that follow the first one, in order. */
  readonly extensions?: readonly Period[];
  readonly pauses?: readonly Pause[];
  /** A last day fixed by an act and not by the rule's period. */
  readonly fixedOn?: CivilDate;
};

/**
 * Makes one clock of a case.
 *
 * @returns null when the rule gives no number
 */
export function makeClock(view: CaseView, facts: ClockFacts): CaseClock | null {
  const { rule, fixedOn } = facts;
  const given = fixedOn === undefined ? periodOf(rule) : fixed(rule);
  if (given === null) return null;
  const end = fixedOn === undefined ? endOf(view, facts, given.period) : onDay(fixedOn);
  const isPaused = isPausedNow(facts, end.on);
  return {
    name: facts.name,
    title: facts.title,
    rule: rule.key,
    pack: rule.pack,
    clauses: given.clauses,
    from: facts.from,
    dueOn: isPaused ? null : end.on,
    dueAt: end.at,
    provisional: end.provisional,
    standing: isPaused ? 'paused' : standingOf(view, facts, end.at ?? end.on ?? ''),
    ours: given.origin === 'ours',
    ...notedOf(facts),
  };
}

/** What is told of a clock beside its end, with what is usual where nothing was said. */
function notedOf({ ended, lapses, pauses, extensions }: ClockFacts) {
  return {
    endedOn: ended?.slice(0, 10) ?? null,
    lapses: lapses === true,
    pauses: pauses ?? [],
    extensions: extensions ?? [],
  };
}

/** A last day that an act fixed still rests on its rule's clauses. */
const fixed = (rule: Rule): EffectivePeriod => ({
  period: { n: 0, unit: 'day' },
  origin: 'text',
  clauses: rule.clauses,
});

/** A pause that begins after the last day stops nothing: the period is over. */
function isPausedNow({ ended, stopped, pauses = [] }: ClockFacts, on: CivilDate | null): boolean {
  const isOpenPause = ({ after, until }: Pause) => until === null && (on === null || after <= on);
  return ended === null && stopped !== true && pauses.some(isOpenPause);
}

type End = {
  readonly on: CivilDate | null;
  readonly at: Instant | null;
  readonly provisional: boolean;
};

const onDay = (on: CivilDate): End => ({ on, at: null, provisional: false });

function endOf(view: CaseView, facts: ClockFacts, period: Period): End {
  if (period.unit === 'hour') {
    const from = isInstant(facts.from) ? facts.from : `${facts.from}T00:00:00.000+08:00`;
    return { on: null, at: dueAt(period, from), provisional: false };
  }
  let on: CivilDate = facts.from.slice(0, 10);
  let provisional = false;
  for (const part of [period, ...(facts.extensions ?? [])]) {
    const next = dueWithPauses(view, part, on, facts.pauses ?? []);
    on = next.on;
    provisional ||= next.provisional;
  }
  return { on, at: null, provisional };
}

function dueWithPauses(view: CaseView, period: Period, from: CivilDate, pauses: readonly Pause[]) {
  const { calendar } = view.context;
  const plain = due(period, from, calendar);
  const relevant = pauses.filter((pause) => pause.until === null || pause.until > from);
  if (relevant.length === 0 || (period.unit !== 'workday' && period.unit !== 'day')) return plain;
  const isPaused = (day: CivilDate) =>
    relevant.some((pause) => day > pause.after && day <= (pause.until ?? view.today));
  let on = from;
  let counted = 0;
  while (counted < period.n) {
    on = addDays(on, 1);
    if (!isPaused(on) && (period.unit === 'day' || calendar.isWorkday(on))) counted += 1;
  }
  // What began on the last day leaves the rest of that day for when the clock runs again.
  const lastly = relevant
    .filter(({ after }) => after === on)
    .map(({ until }) => until ?? view.today);
  on = [on, ...lastly].reduce((last, day) => (day > last ? day : last));
  return { on, provisional: plain.provisional || !calendar.isAnnounced(on) };
}

function standingOf(view: CaseView, facts: ClockFacts, limit: CivilDate | Instant): ClockStanding {
  const inHours = isInstant(limit);
  const moment = (value: CivilDate | Instant) => (inHours ? value : value.slice(0, 10));
  if (facts.ended !== null) return moment(facts.ended) <= limit ? 'met' : 'met-late';
  if (facts.stopped === true) return 'stopped';
  if (moment(view.context.now) <= limit) return 'running';
  return facts.lapses === true ? 'lapsed' : 'overdue';
}

/**
 * All clocks of a case, in the order of the procedure, those that have ended included.
 *
 * A key that no pack sets has no clock: nothing is invented.
 */
export function clocksOf(
  composition: Composition,
  state: CaseState,
  context: Context,
): readonly CaseClock[] {
  const view = viewOf(composition.procedure, state, context);
  return composition.procedure.clocks
    .filter((spec) => spec.variants.includes(state.variant))
    .flatMap((spec) =>
      spec.part === null
        ? describedClocks(view, spec)
        : (composition.clocks.get(spec.id)?.(view) ?? []),
    );
}

function describedClocks(view: CaseView, spec: ClockSpec): readonly CaseClock[] {
  const start = splitReference(spec.starts ?? '');
  const { when } = spec;
  const starts = view
    .all(start.kind)
    .filter((fact) => when === null || (fact.data[when.field] === true) === when.is);
  return (spec.each ? starts : starts.slice(-1)).flatMap((fact) => {
    const rule = view.rule(spec.rule ?? '', dayOfFact(fact, start.field));
    if (rule === null) return [];
    const clock = makeClock(view, {
      name: spec.each ? `${spec.id}#${fact.sequence}` : spec.id,
      title: spec.title,
      rule,
      from: rule.within?.unit === 'hour' ? fact.at : dayOfFact(fact, start.field),
      ended: endedBy(view, spec.ends, fact, rule.within?.unit === 'hour'),
      stopped: spec.stops.some(
        (kind) => stands(view, kind) && (view.last(kind)?.sequence ?? 0) > fact.sequence,
      ),
      lapses: spec.lapses,
    });
    return clock === null ? [] : [clock];
  });
}

/**
 * When the first of some events happened after a fact.
 *
 * @param references - `event` or `event.field`
 * @param exactly - the moment and not only the day
 */
export function endedBy(
  view: CaseView,
  references: readonly string[],
  after: Fact,
  exactly = false,
): CivilDate | Instant | null {
  const ends = references.flatMap((reference) => {
    const { kind, field } = splitReference(reference);
    const fact = view.all(kind).find((later) => later.sequence > after.sequence);
    return fact === undefined ? [] : [exactly ? fact.at : dayOfFact(fact, field)];
  });
  return ends.sort()[0] ?? null;
}

/** Whether a clock still runs, so that it belongs in the index of open clocks. */
export function isOpen(clock: CaseClock): boolean {
  return (
    clock.standing === 'running' || clock.standing === 'paused' || clock.standing === 'overdue'
  );
}

/** The first moment at which a clock is late; null while it is paused. */
export function lateFrom(clock: CaseClock): Instant | null {
  if (clock.dueAt !== null) return clock.dueAt;
  return clock.dueOn === null ? null : `${addDays(clock.dueOn, 1)}T00:00:00.000+08:00`;
}

/** The day on which a clock's start falls. */
export function startDay(clock: CaseClock): CivilDate {
  return isInstant(clock.from) ? dayOf(clock.from) : clock.from;
}

/** The last day or moment in time as people read it. */
export function limitText(clock: CaseClock): string {
  if (clock.dueAt !== null) return clock.dueAt.slice(0, 16).replace('T', ' ');
  return clock.dueOn ?? '恢复计时后确定';
}
