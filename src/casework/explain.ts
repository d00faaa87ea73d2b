import {
  type CivilDate,
  type ClauseId,
  type Period,
  periodOf,
  type Rules,
} from '../rules/index.ts';
import type { ClockSpec, CommandSpec, Procedure } from './procedure.ts';

/** A procedure as it stands for a body on a day. */
export type Explanation = {
  readonly procedure: string;
  readonly title: string;
  readonly packs: readonly string[];
  readonly on: CivilDate;
  readonly variants: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly step: string;
    readonly title: string;
    readonly commands: readonly ExplainedCommand[];
  }[];
  readonly clocks: readonly ExplainedClock[];
};

/** A command with what stands before it and the clauses behind it. */
export type ExplainedCommand = {
  readonly command: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly roles: readonly string[];
  readonly gates: readonly string[];
  readonly clauses: readonly ClauseId[];
};

/** A clock with its length for this body; without a number, why. */
export type ExplainedClock = {
  readonly clock: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly rule: string | null;
  readonly pack: string | null;
  readonly period: Period | null;
  /** True when the number is the body's own and not the source's. */
  readonly ours: boolean;
  readonly clauses: readonly ClauseId[];
  /** What there is instead of a number; empty when there is one. */
  readonly note: string;
};

/** Explains a procedure for the body whose rules are given. */
export function explain(procedure: Procedure, rules: Rules, on: CivilDate): Explanation {
  const commands = [...procedure.commands.values()];
  return {
    procedure: procedure.id,
    title: procedure.title,
    packs: rules.packs,
    on,
    variants: procedure.variants,
    steps: Object.entries(procedure.steps).map(([step, title]) => ({
      step,
      title,
      commands: commands
        .filter((command) => command.step === step)
        .map((command) => explainCommand(command, rules, on)),
    })),
    clocks: procedure.clocks.map((clock) => explainClock(clock, rules, on)),
  };
}

function explainCommand(command: CommandSpec, rules: Rules, on: CivilDate): ExplainedCommand {
  const ruled = command.rules.flatMap((key) => rules.get(key, on)?.clauses ?? []);
  const { id, title, variants, roles, gates } = command;
  const clauses = [...new Set([...command.clauses, ...ruled])];
  return { command: id, title, variants, roles, gates, clauses };
}

function explainClock(clock: ClockSpec, rules: Rules, on: CivilDate): ExplainedClock {
  const { id, title, variants } = clock;
  const rule = clock.rule === null ? null : rules.get(clock.rule, on);
  const given = rule === null ? null : periodOf(rule);
  const common = { clock: id, title, variants, rule: clock.rule, pack: rule?.pack ?? null };
  if (given !== null) {
    const { period, origin, clauses } = given;
    return { ...common, period, ours: origin === 'ours', clauses, note: '' };
  }
  const clauses = rule === null ? [] : rule.clauses;
  return { ...common, period: null, ours: false, clauses, note: noteOf(clock, rules, on) };
}

function noteOf({ rule: key }: ClockSpec, rules: Rules, on: CivilDate): string {
  if (key === null) return '期限由办理的内容确定。';
  if (rules.get(key, on)?.promptly === true)
    return '规则要求及时办理，没有规定日数；本机关可以自定期限。';
  return rules.unsetReason(key, on) ?? '未规定。';
}
