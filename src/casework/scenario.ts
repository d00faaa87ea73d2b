import { addDays, type Calendar, type CivilDate, type Rules } from '../rules/index.ts';
import { clocksOf } from './case-clock.ts';
import {
  type CaseState,
  isObject,
  type JsonObject,
  objectOf,
  textOf,
  textsOf,
} from './case-event.ts';
import { decide } from './decide.ts';
import { emptyCase, evolve } from './evolve.ts';
import { type ExamplePeople, exampleData } from './example-data.ts';
import type { Composition, Context, OfficerFacts } from './part.ts';
import {
  checkAct,
  checkAfter,
  checkOnTheWay,
  commandNamed,
  type PlayedStep,
} from './scenario-check.ts';
import {
  type Expectation,
  type Scenario,
  type ScenarioBook,
  ScenarioFault,
  type ScenarioStep,
} from './scenario-file.ts';
import { viewOf } from './view.ts';

/** What a scenario runs on. */
export type ScenarioStage = {
  readonly composition: Composition;
  readonly book: ScenarioBook;
  readonly calendar: Calendar;
  /** The rules of a body that follows a pack, with the body's own settings. */
  readonly rulesOf: (pack: string, ours: JsonObject) => Rules;
};

/** How a scenario went. */
export type ScenarioResult = {
  readonly scenario: Scenario;
  readonly played: readonly PlayedStep[];
  /** Sentences on what was not as expected; empty when all was. */
  readonly failures: readonly string[];
};

const agencyId = '00000000-0000-4000-8000-00000000a9e1';
const caseId = '00000000-0000-4000-8000-0000000ca5e1';

/** The account id that stands for a person of the cast. */
export function castId(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
}

/** Turns the `course` of a scenario into dated steps. */
export function courseSteps(
  { composition, book }: Pick<ScenarioStage, 'composition' | 'book'>,
  course: JsonObject,
  variant: string,
  place: string,
): readonly ScenarioStep[] {
  const from = textOf(course, 'from');
  const named = (name: string) => commandNamed(composition, name, place).id;
  const through = course['through'] === undefined ? null : named(textOf(course, 'through'));
  const skip = textsOf(course, 'skip').map(named);
  const differs = new Map(
    Object.entries(objectOf(course, 'with')).map(([name, data]) => [
      named(name),
      isObject(data) ? data : {},
    ]),
  );
  const times = objectOf(course, 'at');
  const moved = new Map(Object.keys(times).map((name) => [named(name), textOf(times, name)]));
  const steps = book.courses[variant] ?? [];
  const last =
    through === null ? steps.length - 1 : steps.findLastIndex((one) => one.do === through);
  if (last < 0)
    throw new ScenarioFault(`${place}：通常经过中没有“${textOf(course, 'through')}”这一步。`);
  return steps
    .slice(0, last + 1)
    .filter((one) => !skip.includes(one.do))
    .map((one) => ({
      at: instantOf(moved.get(one.do), addDays(from, one.day)),
      who: one.who,
      do: one.do,
      with: { ...one.with, ...differs.get(one.do) },
      optional: one.optional,
      refused: null,
    }));
}

function instantOf(moved: string | undefined, otherwise: CivilDate): string {
  const [day = otherwise, time = '09:00'] = (moved ?? otherwise).split(/[ T]/);
  return `${day}T${time}:00.000+08:00`;
}

/**
 * Plays a scenario on the pure core.
 *
 * Every act must be accepted, or refused where it says so; the last act of `when` meets what `then` expects.
 */
export function playScenario(stage: ScenarioStage, scenario: Scenario): ScenarioResult {
  const player = newPlayer(stage, scenario);
  const failures: string[] = [];
  for (const step of [...scenario.given, ...scenario.when.slice(0, -1)]) {
    failures.push(...checkOnTheWay(player.play(step)));
  }
  const last = scenario.when.at(-1);
  const act = last === undefined ? null : player.play(last);
  const refused = scenario.then.refused ?? last?.refused ?? null;
  failures.push(...checkAct({ ...scenario.then, refused }, act), ...player.check(scenario.then));
  return { scenario, played: player.played, failures };
}

type Player = {
  readonly played: PlayedStep[];
  readonly play: (step: ScenarioStep) => PlayedStep | null;
  readonly check: (then: Expectation) => string[];
};

function newPlayer(stage: ScenarioStage, scenario: Scenario): Player {
  const { composition } = stage;
  const rules = stage.rulesOf(scenario.body, scenario.ours);
  const people = peopleOf(scenario);
  const officers = officersOf(scenario, people, rules);
  const counsel = counselIn(scenario, people);
  let state: CaseState | null = null;
  const played: PlayedStep[] = [];
  const contextOf = (who: string, now: string): Context => {
    const member = scenario.cast[who];
    if (member === undefined)
      throw new ScenarioFault(`“${scenario.title}”：没有“${who}”这个人，请在 cast 中写明。`);
    return {
      rules,
      calendar: stage.calendar,
      now,
      officers,
      counsel,
      catalogues: scenario.catalogues ?? [],
      actor: { id: people.ids[who] ?? '', name: who, roles: member.roles },
    };
  };
  const play = (step: ScenarioStep): PlayedStep | null => {
    const command = commandNamed(composition, step.do, `“${scenario.title}”`);
    const context = contextOf(step.who, step.at);
    const start: CaseState =
      state ?? emptyCase(composition.procedure, agencyId, caseId, scenario.variant);
    const layers = { example: stage.book.examples[command.id] ?? {}, differs: step.with };
    const data = exampleData(
      viewOf(composition.procedure, start, context),
      command,
      layers,
      people,
    );
    const decision = decide(
      composition,
      state,
      { kind: command.id, agencyId, caseId, variant: scenario.variant, data },
      context,
    );
    if (step.optional && decision.refusals !== undefined) return null;
    const events = decision.events ?? [];
    if (events.length > 0)
      state = events.reduce((folded, event) => evolve(composition.procedure, folded, event), start);
    const clocks = state === null ? [] : clocksOf(composition, state, context);
    const one = { step, command, data, events, refusals: decision.refusals ?? [], clocks };
    played.push(one);
    return one;
  };
  const check = (then: Expectation): string[] => {
    if (state === null) return ['案件没有登记，请在前提中先登记线索。'];
    const now = then.at ?? played.at(-1)?.step.at ?? '';
    const context = contextOf(then.who, now);
    return checkAfter(composition, then, state, context);
  };
  return { played, play, check };
}

function peopleOf(scenario: Scenario): ExamplePeople {
  const ids = Object.fromEntries(
    Object.keys(scenario.cast).map((name, index) => [name, castId(index)]),
  );
  return {
    ids,
    handlers: ['承办人甲', '承办人乙'].map((name) => ids[name] ?? ''),
    host: ids['主持人'] ?? '',
  };
}

/** Those of the cast who are in the register of counsel; an account is named there by the person who has it. */
function counselIn(scenario: Scenario, { ids }: ExamplePeople): NonNullable<Context['counsel']> {
  return Object.fromEntries(
    Object.entries(scenario.cast).flatMap(([name, { counsel }]) => {
      const accountId = ids[counsel?.accountId ?? ''] ?? null;
      return counsel === null ? [] : [[ids[name] ?? '', { ...counsel, accountId }]];
    }),
  );
}

function officersOf(
  scenario: Scenario,
  people: ExamplePeople,
  rules: Rules,
): Readonly<Record<string, OfficerFacts>> {
  const on = scenario.given[0]?.at ?? scenario.when[0]?.at ?? '';
  return Object.fromEntries(
    Object.entries(scenario.cast).map(([name, member]) => {
      const { validFrom, validUntil, revokedOn, mayReview, office } = member;
      const { departmentId, identityNumber, designations } = member;
      const post = office === '' ? '' : rules.office(office, on.slice(0, 10));
      const certificates = member.certified
        ? [{ number: `示范-${name}`, validFrom, validUntil, revokedOn }]
        : [];
      return [
        people.ids[name] ?? '',
        { name, certificates, mayReview, designations, post, departmentId, identityNumber },
      ];
    }),
  );
}
