import { type Condition, conditionProblems, readCondition } from './condition.ts';
import { originProblems, readOrigins } from './field-origin.ts';

/** Field types a procedure may use. `prose` is kept in the event but not in the state. */
export type FieldType =
  | 'line'
  | 'lines'
  | 'prose'
  | 'date'
  | 'money'
  | 'count'
  | 'flag'
  | 'choice'
  | 'choices'
  | 'officer'
  | 'officers'
  | 'counsel'
  | 'checklist'
  | 'summary';

/** One field of a command's form. */
export type Field = {
  readonly name: string;
  readonly title: string;
  /** A field type, or the name of a group of fields in the procedure's `types`. */
  readonly type: FieldType | (string & {});
  readonly required: boolean;
  readonly private: boolean;
  /** Code to title, in order; for `choice` and `choices`. */
  readonly options: Readonly<Record<string, string>> | null;
  /** Rule key whose value lists the options of the body. */
  readonly optionsFrom: string | null;
  /** A date that may lie after today. */
  readonly future: boolean;
  /** Event, or event.field, before whose day the date must not lie. */
  readonly notBefore: string | null;
  /** What is looked at when it is filled in; it warns and never refuses. */
  readonly check: 'identity' | null;
  /** How to fill it in; null where the title says enough. */
  readonly hint: string | null;
  /** When it concerns the form; null when always. */
  readonly when: Condition | null;
  /**
   * Whether it must be filled in while its condition holds, or always where it has none: then a gate refuses it empty,
   * with its clause.
   */
  readonly neededThen: boolean;
  /** `rule key/code`: a body whose rule lists that code needs it filled in, as with `neededThen`; null when none does. */
  readonly neededIf: string | null;
  /** Option code to `rule key/part`: not offered where that part of the rule says no; null where none depends on one. */
  readonly optionsIf: Readonly<Record<string, string>> | null;
  /** `event.field`, what the form opens with: the latest of them that is on file; may be empty. */
  readonly from: readonly string[];
  /** `event.field`, what may be taken over by a click: the latest of them that is on file; may be empty. */
  readonly reuse: readonly string[];
  /** Event before which the form does without it; null when it never does. */
  readonly after: string | null;
  /** `rule key/part`: the form does without it unless that part of the rule says yes, or the rule lists that code; null
   * when it never does. */
  readonly askedIf: string | null;
  /** `event.field` of codes: of the options only those that the last event names are offered, and without any the form
   * does without it; null when all are. */
  readonly among: string | null;
};

/** A command as the procedure defines it. */
export type CommandSpec = {
  readonly id: string;
  readonly title: string;
  readonly step: string;
  /** Step that a case has come to once it is done; null when that is its own. */
  readonly leadsTo: string | null;
  readonly variants: readonly string[];
  readonly roles: readonly string[];
  /** True for the command that opens a case. */
  readonly opens: boolean;
  /** True when it may be given again. */
  readonly repeat: boolean;
  /** Each entry is a list of event kinds of which at least one must have happened. */
  readonly needs: readonly (readonly string[])[];
  readonly blockedBy: readonly string[];
  readonly gates: readonly string[];
  readonly derives: readonly string[];
  /** What draws up the text that its form opens with; null where the person starts from nothing. */
  readonly draft: string | null;
  readonly fields: readonly Field[];
  readonly rules: readonly string[];
  readonly clauses: readonly string[];
  readonly emits: string;
  /** Whether the case waits for it while it is open; `once` until its event has happened. */
  readonly awaited: 'always' | 'once' | null;
  /** Gates: it is awaited only while one of them is shut; empty for no such limit. */
  readonly awaitedWhile: readonly string[];
  /** Gates: it is awaited only when all of them are open. */
  readonly awaitedAfter: readonly string[];
  /** Whether it belongs to the ordinary course of a case. */
  readonly usual: boolean;
  /** What follows from it, said once more before it is done; null for what needs no such question. */
  readonly consequence: string | null;
  /** Whether it lies apart from the course of the case: always, or once its event has happened; null when never. */
  readonly aside: 'always' | 'again' | null;
};

/** A clock as the procedure defines it. */
export type ClockSpec = {
  readonly id: string;
  readonly title: string;
  readonly rule: string | null;
  /** Event, or event.field, that starts it; null when a part computes it. */
  readonly starts: string | null;
  /** Events, or event.field, that end it; of a clock that a part computes, those that people bring about for its sake. */
  readonly ends: readonly string[];
  readonly stops: readonly string[];
  readonly variants: readonly string[];
  /** Part that computes the clock; null when this description suffices. */
  readonly part: string | null;
  readonly when: { readonly field: string; readonly is: boolean } | null;
  /** A right that lapses: passing the day is no fault of the body. */
  readonly lapses: boolean;
  /** One clock for each start, not only for the last. */
  readonly each: boolean;
};

/** A procedure: steps, commands and clocks, as data. */
export type Procedure = {
  readonly id: string;
  readonly title: string;
  readonly subject: string;
  readonly variants: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, readonly Field[]>>;
  readonly commands: ReadonlyMap<string, CommandSpec>;
  readonly clocks: readonly ClockSpec[];
  /** Event to the events that undo it as a block: it blocks nothing until it happens again. */
  readonly undoneBy: Readonly<Record<string, readonly string[]>>;
  /** The command that emits each event kind; the first where several do. */
  readonly causes: ReadonlyMap<string, CommandSpec>;
};

const fieldTypes = new Set<string>([
  'line',
  'lines',
  'prose',
  'date',
  'money',
  'count',
  'flag',
  'choice',
  'choices',
  'officer',
  'officers',
  'counsel',
  'checklist',
  'summary',
]);

/** Raised when a procedure file is not usable; the message lists every problem. */
export class ProcedureFault extends Error {
  /** One sentence a problem, in Chinese, with the place. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ProcedureFault';
    this.problems = problems;
  }
}

type Raw = Record<string, unknown>;
const raw = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
const textOr = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const titles = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(raw(value)).map(([key, title]) => [key, String(title)]));

function readField(name: string, value: unknown): Field {
  const from = raw(value);
  return {
    name,
    title: textOr(from['title']),
    type: textOr(from['type']),
    required: from['required'] !== false,
    private: from['private'] === true,
    options: from['options'] === undefined ? null : titles(from['options']),
    optionsFrom: textOrNull(from['optionsFrom']),
    future: from['future'] === true,
    notBefore: textOrNull(from['notBefore']),
    check: from['check'] === 'identity' ? 'identity' : null,
    hint: textOrNull(from['hint']),
    when: readCondition(from['when']),
    neededThen: from['neededThen'] === true,
    neededIf: textOrNull(from['neededIf']),
    optionsIf: from['optionsIf'] === undefined ? null : titles(from['optionsIf']),
    from: readOrigins(from['from']),
    reuse: readOrigins(from['reuse']),
    after: textOrNull(from['after']),
    askedIf: textOrNull(from['askedIf']),
    among: textOrNull(from['among']),
  };
}

const readFields = (value: unknown): Field[] =>
  Object.entries(raw(value)).map(([name, field]) => readField(name, field));

function readCommand(id: string, value: unknown): CommandSpec {
  const from = raw(value);
  const needs = Array.isArray(from['needs']) ? from['needs'] : [];
  return {
    id,
    title: textOr(from['title']),
    step: textOr(from['step']),
    leadsTo: textOrNull(from['leadsTo']),
    variants: texts(from['variants']),
    roles: texts(from['roles']),
    opens: from['opens'] === true,
    repeat: from['repeat'] === true,
    needs: needs.map((need) => (Array.isArray(need) ? texts(need) : [String(need)])),
    blockedBy: texts(from['blockedBy']),
    gates: texts(from['gates']),
    derives: texts(from['derives']),
    draft: textOrNull(from['draft']),
    fields: readFields(from['fields']),
    rules: texts(from['rules']),
    clauses: texts(from['clauses']),
    emits: textOr(from['emits']),
    consequence: from['consequence'] === undefined ? null : textOr(from['consequence']).trim(),
    aside: from['aside'] === 'always' || from['aside'] === 'again' ? from['aside'] : null,
    ...readAwaited(from),
  };
}

function readAwaited(
  from: Raw,
): Pick<CommandSpec, 'awaited' | 'awaitedWhile' | 'awaitedAfter' | 'usual'> {
  const given = from['awaited'];
  const awaited = given === 'always' || given === 'once' ? given : null;
  return {
    awaited,
    awaitedWhile: texts(from['awaitedWhile']),
    awaitedAfter: texts(from['awaitedAfter']),
    usual:
      from['usual'] !== false &&
      (awaited !== null || from['usual'] === true || from['opens'] === true),
  };
}

function readClock(id: string, value: unknown, variants: readonly string[]): ClockSpec {
  const from = raw(value);
  const when = raw(from['when']);
  return {
    id,
    title: textOr(from['title']),
    rule: textOrNull(from['rule']),
    starts: textOrNull(from['starts']),
    ends: texts(from['ends']),
    stops: texts(from['stops']),
    variants: from['variants'] === undefined ? variants : texts(from['variants']),
    part: textOrNull(from['part']),
    when:
      typeof when['field'] === 'string' ? { field: when['field'], is: when['is'] === true } : null,
    lapses: from['lapses'] === true,
    each: from['each'] === true,
  };
}

/** Says where in its file a part of a procedure stands, by the names that lead to it; ends in a colon. */
export type PlaceOf = (path: readonly string[]) => string;

/**
 * Reads a procedure from parsed YAML and checks that it hangs together.
 *
 * @param value - the parsed file
 * @param placeOf - puts the place before each problem; without it problems name only the part
 * @throws ProcedureFault with every problem found
 */
export function readProcedure(value: unknown, placeOf: PlaceOf = () => ''): Procedure {
  const from = raw(value);
  const variants = titles(from['variants']);
  const commands = new Map(
    Object.entries(raw(from['commands'])).map(
      ([id, command]) => [id, readCommand(id, command)] as const,
    ),
  );
  const causes = new Map<string, CommandSpec>();
  for (const command of commands.values()) {
    if (!causes.has(command.emits)) causes.set(command.emits, command);
  }
  const procedure: Procedure = {
    id: textOr(from['id']),
    title: textOr(from['title']),
    subject: textOr(from['subject']),
    variants,
    steps: titles(from['steps']),
    types: Object.fromEntries(
      Object.entries(raw(from['types'])).map(([name, type]) => [name, readFields(type)]),
    ),
    commands,
    clocks: Object.entries(raw(from['clocks'])).map(([id, clock]) =>
      readClock(id, clock, Object.keys(variants)),
    ),
    undoneBy: Object.fromEntries(
      Object.entries(raw(from['undoneBy'])).map(([kind, by]) => [kind, texts(by)]),
    ),
    causes,
  };
  const problems = problemsOf(procedure);
  if (problems.length > 0)
    throw new ProcedureFault(problems.map(({ path, text }) => placeOf(path) + text));
  return procedure;
}

/** What is wrong with a part, and the names that lead to it. */
type Problem = { readonly path: readonly string[]; readonly text: string };

function problemsOf(procedure: Procedure): Problem[] {
  const { commands, clocks, types } = procedure;
  const opens = [...commands.values()].some((command) => command.opens);
  return [
    ...(procedure.id === '' ? [{ path: ['id'], text: '流程缺少 id。' }] : []),
    ...Object.entries(types).flatMap(([name, fields]) =>
      problemsOfConditions(fields, ['types', name], `字段组“${name}”`),
    ),
    ...[...commands.values()].flatMap((command) => problemsOfCommand(procedure, command)),
    ...clocks.flatMap((clock) => problemsOfClock(procedure, clock)),
    ...problemsOfUndoing(procedure),
    ...(opens ? [] : [{ path: ['commands'], text: '流程没有立项命令（opens）。' }]),
  ];
}

function problemsOfUndoing({ undoneBy, causes }: Procedure): Problem[] {
  return Object.entries(undoneBy).flatMap(([kind, by]) =>
    [kind, ...by]
      .filter((name) => !causes.has(name))
      .map((name) => ({
        path: ['undoneBy', kind],
        text: `undoneBy 引用了不存在的事件“${name}”。`,
      })),
  );
}

function problemsOfClock(procedure: Procedure, clock: ClockSpec): Problem[] {
  const at = `时钟“${clock.id}”`;
  const path = ['clocks', clock.id];
  const named = [...clock.ends, ...clock.stops, ...(clock.starts === null ? [] : [clock.starts])];
  const unknown = named
    .map((name) => name.split('.')[0] ?? '')
    .filter((kind) => !procedure.causes.has(kind));
  const problems = unknown.map((kind) => ({ path, text: `${at}引用了不存在的事件“${kind}”。` }));
  if (clock.starts === null && clock.part === null)
    problems.push({ path, text: `${at}没有起算事件。` });
  return problems;
}

function problemsOfCommand(procedure: Procedure, command: CommandSpec): Problem[] {
  const at = `命令“${command.id}”`;
  const { steps, variants, types, causes } = procedure;
  const isKnown = (field: Field) => fieldTypes.has(field.type) || types[field.type] !== undefined;
  const checks: readonly (readonly [boolean, string, string])[] = [
    [command.title !== '', 'title', '缺少标题。'],
    [command.emits !== '', 'emits', '没有产生事件（emits）。'],
    [command.roles.length > 0, 'roles', '没有办理角色（roles）。'],
    [steps[command.step] !== undefined, 'step', `的步骤“${command.step}”不存在。`],
    [
      command.leadsTo === null || steps[command.leadsTo] !== undefined,
      'leadsTo',
      `进入的步骤“${command.leadsTo}”不存在。`,
    ],
    [command.consequence !== '', 'consequence', '的后果（consequence）是空的。请写明，或者删去。'],
    ...command.variants.map(
      (name) => [variants[name] !== undefined, 'variants', `的程序“${name}”不存在。`] as const,
    ),
    ...command.needs
      .flat()
      .map((kind) => [causes.has(kind), 'needs', `引用了不存在的事件“${kind}”。`] as const),
    ...command.blockedBy.map(
      (kind) => [causes.has(kind), 'blockedBy', `引用了不存在的事件“${kind}”。`] as const,
    ),
  ];
  const path = ['commands', command.id];
  const unknown = command.fields.filter((field) => !isKnown(field));
  return [
    ...checks
      .filter(([holds]) => !holds)
      .map(([, part, text]) => ({ path: [...path, part], text: at + text })),
    ...unknown.map(({ name, type }) => ({
      path: [...path, 'fields', name],
      text: `${at}的字段“${name}”类型“${type}”不存在。`,
    })),
    ...problemsOfConditions(command.fields, [...path, 'fields'], at),
    ...problemsOfOrigins(procedure, command, at),
  ];
}

function problemsOfOrigins(
  { commands }: Procedure,
  command: CommandSpec,
  at: string,
): readonly Problem[] {
  return command.fields.flatMap((field) =>
    originProblems(field, [...commands.values()]).map((text) => ({
      path: ['commands', command.id, 'fields', field.name],
      text: `${at}的字段“${field.name}”${text}`,
    })),
  );
}

function problemsOfConditions(
  fields: readonly Field[],
  path: readonly string[],
  at: string,
): Problem[] {
  return fields.flatMap((field) =>
    conditionProblems(field, fields).map((text) => ({
      path: [...path, field.name, 'when'],
      text: `${at}的字段“${field.name}”${text}`,
    })),
  );
}
