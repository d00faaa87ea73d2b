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
  const ready = (data: JsonObject) =>
    fill(view, command.fields, translate(view, command.fields, data, people), people);
  return merge(ready(layers.example), ready(layers.differs));
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
  if (isObject(value)) return translateItems(view, field, value);
  return typeof value === 'string' ? translateText(view, field, value, people) : value;
}

const wordsOfItems: Readonly<Record<string, string>> = {
  结论: 'conclusion',
  理由: 'ground',
  位置: 'place',
  合格: 'ok',
  有问题: 'problem',
  不涉及: 'not-applicable',
};

/** Items of a checklist or a summary may be named by their titles, conclusions by their words. */
function translateItems(view: CaseView, field: Field, value: JsonObject): JsonObject {
  if (field.type !== 'checklist' && field.type !== 'summary') return value;
  const codes = new Map(
    Object.entries(offeredTo(view, field)).map(([code, title]) => [title, code]),
  );
  const word = (text: string) => wordsOfItems[text] ?? text;
  const items = Object.entries(value).map(([title, item]): [string, Json] => {
    if (!isObject(item)) return [codes.get(title) ?? title, item];
    const said = Object.entries(item).map(([key, of]): [string, Json] => [
      word(key),
      key === '结论' && typeof of === 'string' ? word(of) : of,
    ]);
    return [codes.get(title) ?? title, Object.fromEntries(said)];
  });
  return Object.fromEntries(items);
}

/** Fields that name people, whose names may stand for their ids. */
const named = ['officer', 'officers', 'counsel'];

function translateText(view: CaseView, field: Field, value: string, people: ExamplePeople): string {
  if (named.includes(field.type)) return people.ids[value] ?? value;
  if (field.type !== 'choice' && field.type !== 'choices') return value;
  return Object.entries(offeredTo(view, field)).find(([, title]) => title === value)?.[0] ?? value;
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

type Placeholder = (view: CaseView, people: ExamplePeople, field: Field | undefined) => Json;

const offeredBy = (view: CaseView, field: Field | undefined) =>
  field === undefined ? {} : offeredTo(view, field);

const placeholders: Readonly<Record<string, Placeholder>> = {
  $handlers: (_view, people) => people.handlers,
  $handler: (view, people) => handlingOfficers(view)[0] ?? people.handlers[0] ?? '',
  $host: (_view, people) => people.host,
  $reviewer: (_view, people) => people.ids['审核员'] ?? '',
  $counsel: (_view, people) => people.ids['法律顾问'] ?? '',
  $passed: passedKind,
  $form: (view) =>
    (view.rule('disclosure.form')?.value as { full?: boolean } | undefined)?.full === true
      ? 'full'
      : 'summary',
  $ok: (view, _people, field) =>
    Object.fromEntries(
      Object.keys(offeredBy(view, field)).map((code) => [code, { conclusion: 'ok' }]),
    ),
  $all: (view, _people, field) => {
    const offered = offeredBy(view, field);
    if (field?.type !== 'summary') return Object.keys(offered);
    return Object.fromEntries(
      Object.entries(offered).map(([code, title]) => [code, `${title}（示例）`]),
    );
  },
};

function placeholder(
  view: CaseView,
  field: Field | undefined,
  value: string,
  people: ExamplePeople,
): Json {
  if (value.startsWith('$today'))
    return addDays(view.today, Number(value.slice('$today+'.length) || '0'));
  return placeholders[value]?.(view, people, field) ?? value;
}

function passedKind(view: CaseView): string {
  const kinds = optionsOf(view, 'review.opinions') ?? [];
  const passed = kinds.find(
    (kind) => textOf(kind as unknown as JsonObject, 'outcome') === 'passed',
  );
  return passed?.code ?? 'passed';
}
