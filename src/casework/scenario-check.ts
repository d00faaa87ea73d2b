import type { Refusal } from '../rules/index.ts';
import { clocksOf } from './case-clock.ts';
import {
  type CaseEvent,
  type CaseState,
  isObject,
  type Json,
  type JsonObject,
} from './case-event.ts';
import { outstandingFen, surchargeFen } from './money.ts';
import { options } from './options.ts';
import type { CaseClock, Composition, Context } from './part.ts';
import type { CommandSpec } from './procedure.ts';
import {
  type ClockExpectation,
  type Expectation,
  ScenarioFault,
  type ScenarioStep,
} from './scenario-file.ts';
import { viewOf } from './view.ts';

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

/** What was not as written of an act on the way. */
export function checkOnTheWay(played: PlayedStep | null): string[] {
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

/** What was not as expected of the last act. */
export function checkAct(then: Expectation, act: PlayedStep | null): string[] {
  if (act === null)
    return then.refused === null ? [] : ['没有写办理的步骤（when），却预期被拒绝。'];
  const codes = act.refusals.map(({ code }) => code);
  if (then.refused === null)
    return codes.length === 0
      ? [
          ...citing(
            then,
            act.events.flatMap((event) => event.clauses),
          ),
          ...checkEvent(then, act),
        ]
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

function checkEvent({ event }: Expectation, act: PlayedStep): string[] {
  const held = Object.assign({}, ...act.events.map(({ data }) => data)) as JsonObject;
  return Object.entries(event)
    .filter(([field, value]) => !holds(held[field], value))
    .map(
      ([field, value]) =>
        `记录的“${field}”应为 ${JSON.stringify(value)}，实际为 ${JSON.stringify(held[field] ?? null)}。`,
    );
}

/** Whether a value is as expected; of an object only what is expected is looked at. */
function holds(value: Json | undefined, expected: Json): boolean {
  if (isObject(expected) && isObject(value))
    return Object.entries(expected).every(([name, inner]) => holds(value[name], inner));
  return JSON.stringify(value ?? null) === JSON.stringify(expected);
}

function citing(then: Expectation, cited: readonly string[]): string[] {
  if (Object.keys(then.clocks).length > 0) return [];
  return then.citing
    .filter((clause) => !cited.includes(clause))
    .map((clause) => `没有引用条款 ${clause}；引用了：${cited.join('、') || '无'}。`);
}

/** What is not as expected after the last act: clocks, commands and sums. */
export function checkAfter(
  composition: Composition,
  then: Expectation,
  state: CaseState,
  context: Context,
): string[] {
  return [
    ...checkClocks(then, clocksOf(composition, state, context)),
    ...checkOptions(composition, then, state, context),
    ...checkMoney(composition, then, state, context),
  ];
}

function checkClocks(then: Expectation, clocks: readonly CaseClock[]): string[] {
  return Object.entries(then.clocks).flatMap(([name, expected]) => {
    const clock = clocks.find(
      (one) => one.name === name || one.name.split('#')[0] === name || one.title === name,
    );
    if (clock !== undefined) return checkClock(then, name, expected, clock);
    if (expected.due === 'none') return [];
    return [`没有时钟“${name}”；现有：${clocks.map((one) => one.title).join('、') || '无'}。`];
  });
}

function checkClock(
  then: Expectation,
  name: string,
  expected: ClockExpectation,
  clock: CaseClock,
): string[] {
  const ends = clock.dueAt ?? clock.dueOn ?? '停止计时';
  if (expected.due === 'none') return [`时钟“${name}”不应存在，实际到期 ${ends}。`];
  const uncited = then.citing
    .filter((clause) => !clock.clauses.includes(clause))
    .map((clause) => `时钟“${name}”没有引用条款 ${clause}；引用了：${clock.clauses.join('、')}。`);
  return [...checkEnd(name, expected, clock, ends), ...uncited];
}

function checkEnd(
  name: string,
  { due, standing, provisional }: ClockExpectation,
  clock: CaseClock,
  ends: string,
): string[] {
  const wrong: string[] = [];
  if (due !== null && !ends.startsWith(due.replace(' ', 'T')))
    wrong.push(`时钟“${name}”应到 ${due}，实际为 ${ends}。`);
  if (provisional !== null && provisional !== clock.provisional)
    wrong.push(`时钟“${name}”${provisional ? '应为暂定' : '不应为暂定'}。`);
  if (standing !== null && standing !== clock.standing)
    wrong.push(`时钟“${name}”应为 ${standing}，实际为 ${clock.standing}。`);
  return wrong;
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
