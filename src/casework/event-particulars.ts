import {
  type CaseEvent,
  type CaseState,
  isObject,
  type Json,
  type JsonObject,
  textOf,
} from './case-event.ts';
import { offeredTo, plainTitle } from './fields.ts';
import type { CaseView, Context } from './part.ts';
import type { CommandSpec, Field, Procedure } from './procedure.ts';
import { viewOf } from './view.ts';

/** One thing an event says, in words. */
export type Particular = {
  /** JSON pointer of what was submitted. */
  readonly field: string;
  readonly title: string;
  readonly text: string;
};

/** What words are made with besides the case: names that an event holds only as ids. */
export type Particulars = {
  readonly procedure: Procedure;
  readonly state: CaseState;
  readonly context: Context;
  /** Titles of departments by id. */
  readonly departments: Readonly<Record<string, string>>;
};

type Told = Pick<CaseEvent, 'kind' | 'at' | 'data'>;

/**
 * The command that an event came from: of those that bring it about, the one whose form fits what it holds.
 *
 * @returns null for an event that no command brings about
 */
export function commandOf(procedure: Procedure, event: Told): CommandSpec | null {
  const fits = (command: CommandSpec) =>
    command.fields.reduce((sum, { name, required }) => {
      if (Object.hasOwn(event.data, name)) return sum + 1;
      return required ? sum - 1 : sum;
    }, 0);
  const able = [...procedure.commands.values()].filter(({ emits }) => emits === event.kind);
  return able.sort((one, other) => fits(other) - fits(one))[0] ?? null;
}

/**
 * What an event holds, in the order of its form, as people read it.
 *
 * Choices are told by the titles of the day of the event, officers by their names, money in yuan; the fields of a group
 * follow one another under its title.
 */
export function particularsOf(event: Told, given: Particulars): readonly Particular[] {
  const command = commandOf(given.procedure, event);
  const context = { ...given.context, now: event.at };
  const view = viewOf(given.procedure, given.state, context);
  const fields = command?.fields ?? [];
  const form = { title: '', field: '' };
  return [...tellGroup(view, fields, event.data, form), ...tellAdded(given, fields, event.data)];
}

/** What stands above some fields: how their titles and pointers begin. */
type Above = Pick<Particular, 'title' | 'field'>;

function tellGroup(
  view: CaseView,
  fields: readonly Field[],
  data: JsonObject,
  above: Above,
): readonly Particular[] {
  return fields.flatMap((field) => {
    const value = data[field.name];
    if (value === undefined || value === null) return [];
    const at = {
      title: above.title + plainTitle(field.title),
      field: `${above.field}/${field.name}`,
    };
    const group = view.procedure.types[field.type];
    if (group !== undefined && isObject(value))
      return tellGroup(view, group, value, { ...at, title: `${at.title} · ` });
    if (isObject(value)) return tellItems(view, field, value, at);
    const text = tellValue(view, field, value);
    return text === '' ? [] : [{ ...at, text }];
  });
}

/** Items of a summary or of a checklist, each under its own title. */
function tellItems(
  view: CaseView,
  field: Field,
  value: JsonObject,
  at: Above,
): readonly Particular[] {
  const offered = offeredTo(view, field);
  // Stored data keeps no order; the items come as the form lists them.
  const places = new Map(Object.keys(offered).map((code, place) => [code, place]));
  const placeOf = (code: string) => places.get(code) ?? places.size;
  return Object.entries(value)
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([code, item]) => ({
      field: `${at.field}/${code}`,
      title: `${at.title} · ${offered[code] ?? code}`,
      text: isObject(item) ? conclusionText(item) : plainText(item),
    }));
}

const plainText = (value: Json) => (typeof value === 'string' ? value : '');

const conclusions: Readonly<Record<string, string>> = {
  ok: '合格',
  problem: '有问题',
  'not-applicable': '不涉及',
};

function conclusionText(item: JsonObject): string {
  const conclusion = textOf(item, 'conclusion');
  const ground = textOf(item, 'ground');
  const place = textOf(item, 'place');
  const said = conclusions[conclusion] ?? conclusion;
  const where = place === '' ? '' : `（见记录 ${place}）`;
  return (ground === '' ? said : `${said}：${ground}`) + where;
}

function tellValue(view: CaseView, field: Field, value: Json): string {
  if (Array.isArray(value))
    return value.map((item: Json) => tellValue(view, field, item)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return field.type === 'money' ? yuanText(value) : String(value);
  return typeof value === 'string' ? tellText(view, field, value) : '';
}

const choiceTypes = ['choice', 'choices'];
const officerTypes = ['officer', 'officers'];

function tellText(view: CaseView, field: Field, value: string): string {
  if (choiceTypes.includes(field.type)) return offeredTo(view, field)[value] ?? value;
  if (officerTypes.includes(field.type))
    return view.context.officers[value]?.name ?? '（已不在册的人员）';
  if (field.type === 'counsel') return view.context.counsel?.[value]?.name ?? '（已不在册的人员）';
  return value;
}

/**
 * An amount as people write it, such as 1,234.50 元.
 *
 * @param fen - a whole number
 */
export function yuanText(fen: number): string {
  const yuan = String(Math.floor(fen / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  const rest = fen % 100;
  return rest === 0 ? `${yuan} 元` : `${yuan}.${String(rest).padStart(2, '0')} 元`;
}

/** What the program added to an event by itself. */
function tellAdded(
  { procedure, departments }: Particulars,
  fields: readonly Field[],
  data: JsonObject,
): readonly Particular[] {
  const isAsked = (name: string) => fields.some((field) => field.name === name);
  const amount = (value: Json) => (typeof value === 'number' ? yuanText(value) : '');
  const added: readonly (readonly [string, string, (value: Json) => string])[] = [
    ['caseNumber', '案号', plainText],
    ['departmentId', '承办机构', (value) => departments[plainText(value)] ?? ''],
    ['variant', '程序', (value) => procedure.variants[plainText(value)] ?? ''],
    ['surchargeFen', '加处罚款', amount],
    ['outstandingFen', '未缴余额', amount],
    ['counselName', '提供协助的人员', plainText],
    ['counselOrganisation', '所在单位', plainText],
    ['onSpot', '当场作出', (value) => (value === true ? '是' : '')],
  ];
  return added.flatMap(([name, title, tell]) => {
    const value = data[name];
    if (value === undefined || value === null || isAsked(name)) return [];
    const text = tell(value);
    return text === '' ? [] : [{ field: `/${name}`, title, text }];
  });
}
