import { addDays } from '../rules/index.ts';
import { isObject, type Json, type JsonObject, textOf } from './case-event.ts';
import { offeredTo } from './fields.ts';
import { handlingOfficers } from './officers.ts';
import { optionsOf } from './options-of.ts';
import type { CaseView } from './part.ts';
import type { CommandSpec, Field } from './procedure.ts';

/** People that examples refer to. */
export type ExamplePeople = {
  readonly handlers: readonly string[];
  readonly host: string;
  /** Names that may stand for account ids in what is written. */
  readonly ids: Readonly<Record<string, string>>;
};

/**
 * What to submit with a command: the example, with what a scenario says differently laid over it.
 *
 * Chinese titles of fields and options are understood as well as their codes.
 */
export function exampleData(
  view: CaseView,
  command: CommandSpec,
  layers: { readonly example: JsonObject; readonly differs: JsonObject },
  people: ExamplePeople,
): JsonObject {
  const merged = merge(
    translate(view, command.fields, layers.example, people),
    translate(view, command.fields, layers.differs, people),
  );
  return fill(view, command.fields, merged, people);
}

function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name];
    if (value === null) delete merged[name];
    else merged[name] = isObject(value) && isObject(below) ? merge(below, value) : value;
  }
  return merged;
}

function translate(
  view: CaseView,
  fields: readonly Field[],
  data: JsonObject,
  people: ExamplePeople,
): JsonObject {
  const translated: Record<string, Json> = {};
  for (const [key, value] of Object.entries(data)) {
    const field = fields.find(
      (one) => one.name === key || one.title === key || one.title.split('（')[0] === key,
    );
    if (field === undefined) translated[key] = value;
    else translated[field.name] = translateValue(view, field, value, people);
  }
  return translated;
}

function translateValue(view: CaseView, field: Field, value: Json, people: ExamplePeople): Json {
  const group = view.procedure.types[field.type];
  if (group !== undefined && isObject(value)) return translate(view, group, value, people);
  if (Array.isArray(value))
    return value.map((item: Json) => translateValue(view, field, item, people));
  if (typeof value !== 'string') return value;
  if (field.type === 'officer' || field.type === 'officers') return people.ids[value] ?? value;
  if (field.type !== 'choice' && field.type !== 'choices') return value;
  const code = Object.entries(offeredTo(view, field)).find(([, title]) => title === value)?.[0];
  return code ?? value;
}

function fill(
  view: CaseView,
  fields: readonly Field[],
  data: JsonObject,
  people: ExamplePeople,
): JsonObject {
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(data)) {
    const field = fields.find((one) => one.name === name);
    const group = field === undefined ? undefined : view.procedure.types[field.type];
    if (group !== undefined && isObject(value)) filled[name] = fill(view, group, value, people);
    else if (typeof value === 'string' && value.startsWith('$'))
      filled[name] = placeholder(view, field, value, people);
    else filled[name] = value;
  }
  return filled;
}

function placeholder(
  view: CaseView,
  field: Field | undefined,
  value: string,
  people: ExamplePeople,
): Json {
  if (value.startsWith('$today'))
    return addDays(view.today, Number(value.slice('$today+'.length) || '0'));
  const offered = field === undefined ? {} : offeredTo(view, field);
  switch (value) {
    case '$handlers':
      return people.handlers;
    case '$handler':
      return handlingOfficers(view)[0] ?? people.handlers[0] ?? '';
    case '$host':
      return people.host;
    case '$passed':
      return passedKind(view);
    case '$form':
      return (view.rule('disclosure.form')?.value as { full?: boolean } | undefined)?.full === true
        ? 'full'
        : 'summary';
    case '$ok':
      return Object.fromEntries(Object.keys(offered).map((code) => [code, { conclusion: 'ok' }]));
    default:
      return field?.type === 'summary'
        ? Object.fromEntries(
            Object.entries(offered).map(([code, title]) => [code, `${title}（示例）`]),
          )
        : Object.keys(offered);
  }
}

function passedKind(view: CaseView): string {
  const kinds = optionsOf(view, 'review.opinions') ?? [];
  const passed = kinds.find(
    (kind) => textOf(kind as unknown as JsonObject, 'outcome') === 'passed',
  );
  return passed?.code ?? 'passed';
}
