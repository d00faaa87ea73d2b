import {
  type CivilDate,
  type ClauseId,
  type Period,
  periodOf,
  type RuleBook,
  type Rules,
  ruleText,
  startOfDay,
} from '../rules/index.ts';
import { conditionText } from './condition.ts';
import { roleTitles } from './decide.ts';
import { emptyCase } from './evolve.ts';
import type { Composition, Gate } from './part.ts';
import type { ClockSpec, CommandSpec, Field } from './procedure.ts';
import { viewOf } from './view.ts';

/** A procedure as one body works it on a day. */
export type Explanation = {
  readonly procedure: string;
  readonly title: string;
  /** Packs that apply, the most specific first. */
  readonly packs: readonly string[];
  readonly on: CivilDate;
  readonly variants: Readonly<Record<string, string>>;
  readonly steps: readonly ExplainedStep[];
  readonly documents: readonly ExplainedDocument[];
  readonly gates: readonly ExplainedGate[];
  readonly clocks: readonly ExplainedClock[];
};

/** A step with what may be done in it. */
export type ExplainedStep = {
  readonly id: string;
  readonly title: string;
  readonly commands: readonly ExplainedCommand[];
};

/** A command: who gives it, on what conditions, by which rules. */
export type ExplainedCommand = {
  readonly id: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly roles: readonly string[];
  readonly fields: readonly {
    readonly name: string;
    readonly title: string;
    readonly required: boolean;
  }[];
  /** Fields that concern the form only at times, those of groups included. */
  readonly conditions: readonly ExplainedCondition[];
  /** What follows from it, said before it is done; null where nothing is. */
  readonly consequence: string | null;
  /** Titles of what must have been done before; of each inner list one suffices. */
  readonly needs: readonly (readonly string[])[];
  readonly gates: readonly string[];
  readonly rules: readonly ExplainedRule[];
  /** Its own and those of its rules, each once. */
  readonly clauses: readonly ClauseId[];
};

/** When a field is to be filled in. */
export type ExplainedCondition = {
  /** JSON pointer of the field. */
  readonly field: string;
  readonly title: string;
  /** The condition in words. */
  readonly text: string;
  /** Whether it must be filled in then. */
  readonly needed: boolean;
};

/** A rule a command or clock stands on. */
export type ExplainedRule = {
  readonly key: string;
  readonly title: string;
  /** The pack that sets it; null when none does. */
  readonly pack: string | null;
  readonly text: string;
  /** The length that is counted; null when nobody has set a number. */
  readonly period: Period | null;
  /** True when the number is the body's own and not the source's. */
  readonly ours: boolean;
  readonly clauses: readonly ClauseId[];
  /** Why there is no rule; null when there is one. */
  readonly unset: string | null;
};

/** What a document or record must hold. */
export type ExplainedDocument = {
  readonly key: string;
  readonly title: string;
  readonly steps: readonly string[];
  readonly items: readonly string[];
  readonly clauses: readonly ClauseId[];
};

/** A condition, what it asks for while nothing has been done, and the commands it guards. */
export type ExplainedGate = {
  readonly name: string;
  readonly asks: readonly string[];
  readonly clauses: readonly ClauseId[];
  readonly guards: readonly string[];
};

/** A clock and the rule that gives its length; without a rule, what is done gives it. */
export type ExplainedClock = {
  readonly name: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly rule: ExplainedRule | null;
  readonly clauses: readonly ClauseId[];
};

/** What a procedure is explained with. */
export type ExplanationGround = {
  readonly composition: Composition;
  readonly book: Pick<RuleBook, 'keys' | 'calendar'>;
  readonly rules: Rules;
  readonly on: CivilDate;
};

/** Explains a procedure under the rules of one body on a day. */
export function explain(ground: ExplanationGround): Explanation {
  const { procedure } = ground.composition;
  const commands = [...procedure.commands.values()];
  return {
    procedure: procedure.id,
    title: procedure.title,
    packs: ground.rules.packs,
    on: ground.on,
    variants: procedure.variants,
    steps: Object.entries(procedure.steps).map(([id, title]) => ({
      id,
      title,
      commands: commands.filter((spec) => spec.step === id).map((spec) => commandOf(spec, ground)),
    })),
    documents: documentsOf(commands, ground),
    gates: gatesOf(commands, ground),
    clocks: procedure.clocks.map((clock) => clockOf(clock, ground)),
  };
}

function commandOf(spec: CommandSpec, ground: ExplanationGround): ExplainedCommand {
  const { causes } = ground.composition.procedure;
  const rules = spec.rules.map((key) => ruleOf(key, ground));
  return {
    id: spec.id,
    title: spec.title,
    variants: spec.variants,
    roles: spec.roles.map((role) => roleTitles[role] ?? role),
    fields: spec.fields.map(({ name, title, required }) => ({ name, title, required })),
    conditions: conditionsOf(spec.fields, ground),
    consequence: spec.consequence,
    needs: spec.needs.map((kinds) => kinds.map((kind) => causes.get(kind)?.title ?? kind)),
    gates: spec.gates,
    rules,
    clauses: [...new Set([...spec.clauses, ...rules.flatMap((rule) => rule.clauses)])],
  };
}

function conditionsOf(
  fields: readonly Field[],
  ground: ExplanationGround,
  above = '',
): readonly ExplainedCondition[] {
  return fields.flatMap((field) => {
    const at = `${above}/${field.name}`;
    const { title, when, neededThen: needed } = field;
    const group = ground.composition.procedure.types[field.type] ?? [];
    const within = conditionsOf(group, ground, at);
    if (when === null) return within;
    return [{ field: at, title, text: conditionText(when, fields), needed }, ...within];
  });
}

function ruleOf(key: string, { book, rules, on }: ExplanationGround): ExplainedRule {
  const title = book.keys.get(key)?.title ?? key;
  const rule = rules.get(key, on);
  if (rule === null) {
    const unset = rules.unsetReason(key, on) ?? '所适用的规则包都没有这一项';
    const nothing = { pack: null, period: null, ours: false, clauses: [] };
    return { key, title, ...nothing, text: '未规定', unset };
  }
  const given = periodOf(rule);
  return {
    key,
    title,
    pack: rule.pack,
    text: ruleText(rule),
    period: given?.period ?? null,
    ours: given?.origin === 'ours',
    clauses: given?.clauses ?? rule.clauses,
    unset: null,
  };
}

/** Keys that say what a document or record must hold. */
const DOCUMENT_KEY = /(\.(contents|documents|materials|record|signatures|summary-fields)|-record)$/;

function documentsOf(
  commands: readonly CommandSpec[],
  ground: ExplanationGround,
): readonly ExplainedDocument[] {
  const { book, rules, on, composition } = ground;
  return [...book.keys.values()].flatMap(({ key, title }) => {
    const rule = DOCUMENT_KEY.test(key) ? rules.get(key, on) : null;
    if (rule === null) return [];
    const using = commands.filter((spec) => spec.rules.includes(key)).map((spec) => spec.step);
    const steps = [...new Set(using)].map((step) => composition.procedure.steps[step] ?? step);
    return [{ key, title, steps, items: titlesIn(rule.value), clauses: rule.clauses }];
  });
}

function titlesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(titlesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('title' in value) return [String(value.title)];
  return Object.values(value).flatMap(titlesIn);
}

function gatesOf(
  commands: readonly CommandSpec[],
  ground: ExplanationGround,
): readonly ExplainedGate[] {
  const names = new Set(commands.flatMap((spec) => spec.gates));
  return [...names].map((name) => {
    const guarded = commands.filter((spec) => spec.gates.includes(name));
    const gate = ground.composition.gates.get(name);
    const refusals = guarded.flatMap((spec) => askedAtFirst(gate, spec, ground));
    const byRules = guarded.flatMap((spec) => spec.rules.map((key) => ruleOf(key, ground).clauses));
    const asked = refusals.flatMap(({ clauses }) => clauses);
    // A gate that is open before anything has happened is guarded by the rules of its commands.
    const clauses =
      asked.length > 0 ? asked : [...guarded.flatMap((spec) => spec.clauses), ...byRules.flat()];
    return {
      name,
      asks: [...new Set(refusals.map(({ text }) => text))],
      clauses: [...new Set(clauses)],
      guards: guarded.map(({ title }) => title),
    };
  });
}

/** What a gate asks for in a case in which nothing has been done. */
function askedAtFirst(gate: Gate | undefined, spec: CommandSpec, ground: ExplanationGround) {
  const { composition, rules, book, on } = ground;
  const start = emptyCase(composition.procedure, '', '', spec.variants[0] ?? '');
  const view = viewOf(composition.procedure, start, {
    rules,
    calendar: book.calendar,
    now: startOfDay(on),
    actor: { id: '', name: '', roles: spec.roles },
    officers: {},
  });
  return gate?.standing?.(view, spec) ?? [];
}

function clockOf(clock: ClockSpec, ground: ExplanationGround): ExplainedClock {
  const rule = clock.rule === null ? null : ruleOf(clock.rule, ground);
  const { id: name, title, variants } = clock;
  return { name, title, variants, rule, clauses: rule?.clauses ?? [] };
}
