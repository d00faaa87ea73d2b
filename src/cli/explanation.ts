import {
  type ClockSpec,
  type CommandSpec,
  type Composition,
  emptyCase,
  type Gate,
  roleTitles,
  viewOf,
} from '../casework/index.ts';
import { type CivilDate, type RuleBook, type Rules, ruleText, startOfDay } from '../rules/index.ts';

/** A procedure as one body works it on a day. */
export type Explanation = {
  readonly pack: string;
  readonly procedure: string;
  readonly title: string;
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
  /** Titles of what must have been done before; of each inner list one suffices. */
  readonly needs: readonly (readonly string[])[];
  readonly gates: readonly string[];
  readonly rules: readonly ExplainedRule[];
  readonly clauses: readonly string[];
};

/** A rule a command or clock stands on; `unset` says why there is none. */
export type ExplainedRule = {
  readonly key: string;
  readonly title: string;
  readonly pack: string | null;
  readonly text: string;
  readonly clauses: readonly string[];
  readonly unset?: string;
};

/** What a document or record must hold. */
export type ExplainedDocument = {
  readonly key: string;
  readonly title: string;
  readonly steps: readonly string[];
  readonly items: readonly string[];
  readonly clauses: readonly string[];
};

/** A condition, what it asks for while nothing has been done, and the commands it guards. */
export type ExplainedGate = {
  readonly name: string;
  readonly asks: readonly string[];
  readonly clauses: readonly string[];
  readonly guards: readonly string[];
};

/** A clock: what starts it, what ends it, and the rule that gives its length. */
export type ExplainedClock = {
  readonly name: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly rule: ExplainedRule | null;
  readonly clauses: readonly string[];
};

/** What a procedure is explained with. */
export type ExplanationGround = {
  readonly composition: Composition;
  readonly book: RuleBook;
  readonly rules: Rules;
  readonly pack: string;
  readonly on: CivilDate;
};

/** Explains a procedure under the rules of one body on a day. */
export function explanationOf(ground: ExplanationGround): Explanation {
  const { procedure } = ground.composition;
  const commands = [...procedure.commands.values()];
  const explained = new Map(commands.map((spec) => [spec.id, commandOf(spec, ground)]));
  return {
    pack: ground.pack,
    procedure: procedure.id,
    title: procedure.title,
    on: ground.on,
    variants: procedure.variants,
    steps: Object.entries(procedure.steps).map(([id, title]) => ({
      id,
      title,
      commands: commands
        .filter((spec) => spec.step === id)
        .map((spec) => explained.get(spec.id))
        .filter((command) => command !== undefined),
    })),
    documents: documentsOf(commands, ground),
    gates: gatesOf(commands, ground),
    clocks: procedure.clocks.map((clock) => clockOf(clock, ground)),
  };
}

function commandOf(spec: CommandSpec, ground: ExplanationGround): ExplainedCommand {
  const { causes } = ground.composition.procedure;
  return {
    id: spec.id,
    title: spec.title,
    variants: spec.variants,
    roles: spec.roles.map((role) => roleTitles[role] ?? role),
    fields: spec.fields.map(({ name, title, required }) => ({ name, title, required })),
    needs: spec.needs.map((kinds) => kinds.map((kind) => causes.get(kind)?.title ?? kind)),
    gates: spec.gates,
    rules: spec.rules.map((key) => ruleOf(key, ground)),
    clauses: spec.clauses,
  };
}

function ruleOf(key: string, { book, rules, on }: ExplanationGround): ExplainedRule {
  const title = book.keys.get(key)?.title ?? key;
  const rule = rules.get(key, on);
  if (rule !== null) {
    return { key, title, pack: rule.pack, text: ruleText(rule), clauses: rule.clauses };
  }
  const unset = rules.unsetReason(key, on) ?? '所适用的规则包都没有这一项';
  return { key, title, pack: null, text: '未规定', clauses: [], unset };
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
