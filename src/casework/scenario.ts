import {
  addDays,
  type Calendar,
  type CivilDate,
  type Refusal,
  type Rules,
} from '../rules/index.ts';
import { clocksOf } from './case-clock.ts';
import type { CaseEvent, CaseState, JsonObject } from './case-event.ts';
import { decide } from './decide.ts';
import { emptyCase, evolve } from './evolve.ts';
import { type ExamplePeople, exampleData } from './example-data.ts';
import { outstandingFen, surchargeFen } from './money.ts';
import { options } from './options.ts';
import type { CaseClock, Composition, Context, OfficerFacts } from './part.ts';
import type { CommandSpec } from './procedure.ts';
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

/** One act as it went. */
export type PlayedStep = {
  readonly step: ScenarioStep;
  readonly command: CommandSpec;
  readonly data: JsonObject;
  readonly events: readonly CaseEvent[];
  readonly refusals: readonly Refusal[];
  /** Clocks after the act. */
  readonly clocks: readonly CaseClock[];
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
  composition: Composition,
  book: ScenarioBook,
  course: JsonObject,
  variant: string,
  place: string,
): readonly ScenarioStep[] {
  const from = String(course['from'] ?? '');
  const named = (name: unknown) => commandNamed(composition, String(name), place).id;
  const through = course['through'] === undefined ? null : named(course['through']);
  const skip = (Array.isArray(course['skip']) ? course['skip'] : []).map(named);
  const differs = new Map(
    Object.entries((course['with'] ?? {}) as JsonObject).map(([name, data]) => [
      named(name),
      data as JsonObject,
    ]),
  );
  const moved = new Map(
    Object.entries((course['at'] ?? {}) as JsonObject).map(([name, at]) => [
      named(name),
      String(at),
    ]),
  );
  const steps = book.courses[variant] ?? [];
  const last =
    through === null ? steps.length - 1 : steps.findLastIndex((one) => one.do === through);
  if (last < 0)
    throw new ScenarioFault(`${place}：通常经过中没有“${String(course['through'])}”这一步。`);
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
 * Finds a command by id or Chinese title.
 *
 * @throws ScenarioFault when there is none
 */
export function commandNamed(composition: Composition, name: string, place: string): CommandSpec {
  const { commands } = composition.procedure;
  const found =
    commands.get(name) ?? [...commands.values()].find((command) => command.title === name);
  if (found === undefined) throw new ScenarioFault(`${place}：没有“${name}”这个命令，请核对名称。`);
  return found;
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

function checkOnTheWay(played: PlayedStep | null): string[] {
  if (played === null) return [];
  const { step, command, refusals } = played;
  const named = `“${command.title}”（${step.at.slice(0, 16)}，${step.who}）`;
  if (step.refused === null)
    return refusals.length === 0 ? [] : [`${named}本应可以办理，却被拒绝：${said(refusals)}`];
  if (refusals.some(({ code }) => code === step.refused)) return [];
  return refusals.length === 0
    ? [`${named}本应被拒绝（${step.refused}），却办理了。`]
    : [`${named}预期拒绝理由 ${step.refused}，实际为：${said(refusals)}`];
}

function said(refusals: readonly Refusal[]): string {
  return refusals.map(({ code, text }) => `${text}（${code}）`).join('；');
}

function checkAct(then: Expectation, act: PlayedStep | null): string[] {
  if (act === null)
    return then.refused === null ? [] : ['没有写办理的步骤（when），却预期被拒绝。'];
  const codes = act.refusals.map(({ code }) => code);
  if (then.refused === null)
    return codes.length === 0
      ? citing(
          then,
          act.events.flatMap((event) => event.clauses),
        )
      : [`“${act.command.title}”本应可以办理，却被拒绝：${said(act.refusals)}`];
  if (codes.length === 0)
    return [`“${act.command.title}”本应被拒绝（${then.refused}），却办理了。`];
  if (!codes.includes(then.refused))
    return [`预期拒绝理由 ${then.refused}，实际为：${said(act.refusals)}`];
  return citing(
    then,
    act.refusals.flatMap((refusal) => refusal.clauses),
  );
}

function citing(then: Expectation, cited: readonly string[]): string[] {
  if (Object.keys(then.clocks).length > 0) return [];
  return then.citing
    .filter((clause) => !cited.includes(clause))
    .map((clause) => `没有引用条款 ${clause}；引用了：${cited.join('、') || '无'}。`);
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
  const officers = officersOf(scenario, people);
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
    return [
      ...checkClocks(then, clocksOf(composition, state, context)),
      ...checkOptions(composition, then, state, context),
      ...checkMoney(composition, then, state, context),
    ];
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

function officersOf(
  scenario: Scenario,
  people: ExamplePeople,
): Readonly<Record<string, OfficerFacts>> {
  return Object.fromEntries(
    Object.entries(scenario.cast).map(([name, member]) => {
      const { validFrom, validUntil, revokedOn, mayReview } = member;
      const certificates = member.certified
        ? [{ number: `示范-${name}`, validFrom, validUntil, revokedOn }]
        : [];
      return [people.ids[name] ?? '', { name, certificates, mayReview }];
    }),
  );
}

function checkClocks(then: Expectation, clocks: readonly CaseClock[]): string[] {
  return Object.entries(then.clocks).flatMap(([name, expected]) => {
    const clock = clocks.find(
      (one) => one.name === name || one.name.split('#')[0] === name || one.title === name,
    );
    if (expected['due'] === 'none' || expected['standing'] === 'none')
      return clock === undefined
        ? []
        : [`时钟“${name}”不应存在，实际到期 ${clock.dueOn ?? clock.dueAt}。`];
    if (clock === undefined)
      return [`没有时钟“${name}”；现有：${clocks.map((one) => one.title).join('、') || '无'}。`];
    const due = clock.dueAt ?? clock.dueOn ?? '';
    const wanted = String(expected['due'] ?? '');
    const wrongDue =
      wanted !== '' && !due.startsWith(wanted.replace(' ', 'T'))
        ? [`时钟“${name}”应到 ${wanted}，实际为 ${due || '停止计时'}。`]
        : [];
    const { standing, provisional } = expected;
    const wrongProvisional =
      provisional !== undefined && provisional !== clock.provisional
        ? [`时钟“${name}”${clock.provisional ? '不应为暂定' : '应为暂定'}。`]
        : [];
    const wrongStanding =
      standing !== undefined && standing !== clock.standing
        ? [`时钟“${name}”应为 ${String(standing)}，实际为 ${clock.standing}。`]
        : [];
    const uncited = then.citing
      .filter((clause) => !clock.clauses.includes(clause))
      .map(
        (clause) => `时钟“${name}”没有引用条款 ${clause}；引用了：${clock.clauses.join('、')}。`,
      );
    return [...wrongDue, ...wrongProvisional, ...wrongStanding, ...uncited];
  });
}

function checkOptions(
  composition: Composition,
  then: Expectation,
  state: CaseState,
  context: Context,
): string[] {
  const listed = new Map(
    options(composition, state, context).map((option) => [option.command, option]),
  );
  const find = (name: string) => listed.get(commandNamed(composition, name, '预期').id);
  const closed = then.open
    .filter((name) => find(name)?.open !== true)
    .map((name) => `“${name}”应当开放，实际不开放：${said(find(name)?.refusals ?? [])}`);
  const opened = Object.entries(then.closed).flatMap(([name, code]) => {
    const codes = find(name)?.refusals.map((refusal) => refusal.code) ?? ['command.variant'];
    return codes.includes(code)
      ? []
      : [`“${name}”应因 ${code} 不开放，实际：${codes.join('、') || '开放'}。`];
  });
  return [...closed, ...opened];
}

function checkMoney(
  composition: Composition,
  then: Expectation,
  state: CaseState,
  context: Context,
): string[] {
  const view = viewOf(composition.procedure, state, context);
  const actual: Readonly<Record<string, number>> = {
    surcharge: surchargeFen(view, view.today),
    outstanding: outstandingFen(view, view.today),
  };
  return Object.entries(then.money)
    .filter(([name, fen]) => actual[name] !== fen)
    .map(([name, fen]) => `${name} 应为 ${fen} 分，实际为 ${String(actual[name])} 分。`);
}
