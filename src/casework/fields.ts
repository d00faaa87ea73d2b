import { isCivilDate, type Refusal } from '../rules/index.ts';
import { isObject, type Json, type JsonObject } from './case-event.ts';
import { conditionHolds, conditionText } from './condition.ts';
import { optionsOf } from './options-of.ts';
import type { CaseView } from './part.ts';
import type { CommandSpec, Field } from './procedure.ts';
import { dayOfFact, splitReference } from './view.ts';

/** Longest text of one line, in characters. */
export const lineMax = 200;
/** Longest prose, in characters. */
export const proseMax = 20_000;
/** Longest list. */
export const listMax = 100;
/** Largest amount of money, in fen. */
export const moneyMaxFen = 100_000_000_000_000;
/** 亿元. */
const fenInYi = 10_000_000_000;
/** Largest count. */
export const countMax = 1_000_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What was submitted, as far as it is right, and what is wrong with the rest. */
export type Checked = {
  readonly data: JsonObject;
  readonly refusals: readonly Refusal[];
  /** Fields left empty that are needed as the form stands; a gate may say better what is missing, and by which clause. */
  readonly lacking: readonly Refusal[];
};

type Problem = { readonly path: string; readonly text: string };
type Reading = {
  readonly view: CaseView;
  readonly problems: Problem[];
  readonly lacking: Problem[];
};

/**
 * Checks what was submitted with a command against its fields.
 *
 * Unknown fields are refused, texts are trimmed, and absent optional fields are left out.
 *
 * @param submitted - anything: it comes from outside
 * @returns refusals `command.field`, each with the JSON pointer of the field; the data is complete only without them
 */
export function checkFields(view: CaseView, command: CommandSpec, submitted: unknown): Checked {
  const reading: Reading = { view, problems: [], lacking: [] };
  const data = isObject(submitted) ? readGroup(reading, command.fields, submitted, '') : {};
  if (!isObject(submitted)) reading.problems.push({ path: '', text: '提交的内容须是一个对象。' });
  const refused = ({ path, text }: Problem): Refusal => ({
    code: 'command.field',
    text,
    clauses: [],
    field: path,
  });
  return {
    data,
    refusals: reading.problems.slice(0, problemsShown).map(refused),
    lacking: reading.lacking.map(refused),
  };
}

/** The title of a field as people are told it: without the unit in which programs count. */
export function plainTitle(title: string): string {
  return title.replace(/（分）$/u, '');
}

function readGroup(
  reading: Reading,
  asked: readonly Field[],
  submitted: JsonObject,
  path: string,
): JsonObject {
  const fields = asked.map((field) => ({ ...field, title: plainTitle(field.title) }));
  const data: Record<string, Json> = {};
  reading.problems.push(...strayIn(fields, submitted, path));
  for (const field of fields) {
    const value = Object.hasOwn(submitted, field.name) ? submitted[field.name] : undefined;
    const at = `${path}/${field.name}`;
    if (value === undefined || value === null || value === '') {
      if (field.required) reading.problems.push({ path: at, text: `请填写“${field.title}”。` });
      continue;
    }
    const read = readValue(reading, field, value, at);
    if (read !== undefined) data[field.name] = read;
  }
  for (const field of fields.filter((one) => isLacking(one, data, submitted)))
    reading.lacking.push({ path: `${path}/${field.name}`, text: missingText(field, fields) });
  return data;
}

function strayIn(fields: readonly Field[], submitted: JsonObject, path: string): Problem[] {
  const names = new Set(fields.map((field) => field.name));
  const strays = Object.keys(submitted).filter((name) => !names.has(name));
  return strays.map(printable).map((name) => ({
    path: `${path}/${name}`,
    text: `没有“${name}”这一项，请删去。`,
  }));
}

/** Whether a field is empty although it is needed beside what stands in the others. */
function isLacking(field: Field, data: JsonObject, submitted: JsonObject): boolean {
  if (!field.neededThen || !conditionHolds(field.when ?? {}, data)) return false;
  const value = data[field.name];
  // What was filled in wrongly is refused as such.
  if (value === undefined) return isEmpty(submitted[field.name]);
  return isEmpty(value);
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function missingText({ title, when }: Field, siblings: readonly Field[]): string {
  const because = when === null ? '' : `${conditionText(when, siblings)}时，`;
  return `${because}请填写“${title}”。`;
}

/** A form with more mistakes than this is no form that a person filled in. */
const problemsShown = 50;

function printable(text: string): string {
  return text.slice(0, 40).replace(/\p{C}/gu, '�');
}

type Reader = (reading: Reading, field: Field, value: Json) => Json | string[] | Wrong;
type Wrong = { readonly wrong: string };
const wrong = (text: string): Wrong => ({ wrong: text });
const isWrong = (value: unknown): value is Wrong =>
  isObject(value) && typeof value['wrong'] === 'string';

const readers: Readonly<Record<string, Reader>> = {
  line: (_, field, value) => readText(field, value, lineMax),
  prose: (_, field, value) => readText(field, value, proseMax),
  lines: (_, field, value) => readList(field, value, (item) => readText(field, item, lineMax)),
  date: readDate,
  money: (_, field, value) => readMoney(field, value),
  // Counts what there is, or names a record by its number: never none.
  count: (_, field, value) => readWhole(field, value, [1, countMax]),
  flag: (_, field, value) =>
    typeof value === 'boolean' ? value : wrong(`“${field.title}”须填是（true）或者否（false）。`),
  officer: (reading, field, value) => readOfficer(reading, field, value),
  officers: (reading, field, value) =>
    readList(field, value, (item) => readOfficer(reading, field, item)),
  counsel: (reading, field, value) => readCounsel(reading, field, value),
  choice: (reading, field, value) => readChoice(reading, field, value),
  choices: (reading, field, value) =>
    readList(field, value, (item) => readChoice(reading, field, item)),
  summary: readSummary,
  checklist: readChecklist,
};

function readValue(reading: Reading, field: Field, value: Json, path: string): Json | undefined {
  const group = reading.view.procedure.types[field.type];
  if (group !== undefined) {
    if (isObject(value)) return readGroup(reading, group, value, path);
    reading.problems.push({ path, text: `“${field.title}”须逐项填写。` });
    return undefined;
  }
  const read =
    readers[field.type]?.(reading, field, value) ?? wrong(`“${field.title}”的类型无法识别。`);
  if (!isWrong(read)) return read;
  reading.problems.push({ path, text: read.wrong });
  return undefined;
}

function readText(field: Field, value: Json | undefined, max: number): string | Wrong {
  if (typeof value !== 'string') return wrong(`“${field.title}”须填文字。`);
  const text = value.trim();
  if (text === '') return wrong(`“${field.title}”不能只有空格。`);
  if (text.length > max)
    return wrong(`“${field.title}”最多 ${max} 字，现有 ${text.length} 字，请缩短。`);
  if (controlCharacter.test(text) || !text.isWellFormed())
    return wrong(`“${field.title}”含有无法保存的字符，请重新输入。`);
  return text;
}

/** What a terminal or a page could take for an order; lines may break. */
const controlCharacter = /[^\P{Cc}\n\r\t]/u;

function readWhole(
  field: Field,
  value: Json,
  [min, max]: readonly [number, number],
): number | Wrong {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)
    return value;
  return wrong(`“${field.title}”须填 ${min} 至 ${max} 之间的整数。`);
}

/** People think in yuan and programs send fen; the sentence says both. */
function readMoney(field: Field, value: Json): number | Wrong {
  const read = readWhole(field, value, [0, moneyMaxFen]);
  return isWrong(read)
    ? wrong(
        `“${field.title}”须填 0 元至 ${moneyMaxFen / fenInYi} 亿元之间的金额，精确到分；通过接口提交的，填以分为单位的整数。`,
      )
    : read;
}

function readDate(reading: Reading, field: Field, value: Json): string | Wrong {
  if (typeof value !== 'string' || !isCivilDate(value))
    return wrong(`“${field.title}”须填日期，例如 2026-09-28。`);
  const { view } = reading;
  if (!field.future && value > view.today)
    return wrong(`“${field.title}”不能晚于今天（${view.today}）。`);
  if (field.notBefore === null) return value;
  const { kind, field: name } = splitReference(field.notBefore);
  const earlier = view.last(kind);
  if (earlier !== undefined && value < dayOfFact(earlier, name)) {
    return wrong(
      `“${field.title}”不能早于 ${dayOfFact(earlier, name)}（${view.procedure.causes.get(kind)?.title ?? kind}）。`,
    );
  }
  return value;
}

function readOfficer(reading: Reading, field: Field, value: Json | undefined): string | Wrong {
  if (typeof value !== 'string' || !uuid.test(value))
    return wrong(`“${field.title}”须选择本机关人员。`);
  if (!Object.hasOwn(reading.view.context.officers, value))
    return wrong(`“${field.title}”不是本机关登记的人员。`);
  return value;
}

function readCounsel(reading: Reading, field: Field, value: Json | undefined): string | Wrong {
  const known = reading.view.context.counsel ?? {};
  return typeof value === 'string' && Object.hasOwn(known, value)
    ? value
    : wrong(`“${field.title}”须从法律顾问、公职律师和人才库名册中选择。`);
}

function readList(
  field: Field,
  value: Json,
  read: (item: Json | undefined) => string | Wrong,
): string[] | Wrong {
  if (!Array.isArray(value) || value.length > listMax)
    return wrong(`“${field.title}”须填清单，最多 ${listMax} 项。`);
  if (value.length === 0 && field.required) return wrong(`请填写“${field.title}”。`);
  const items: string[] = [];
  for (const item of value) {
    const one = read(item);
    if (isWrong(one)) return one;
    if (items.includes(one)) return wrong(`“${field.title}”有重复的项，请删去。`);
    items.push(one);
  }
  return items;
}

function readChoice(reading: Reading, field: Field, value: Json | undefined): string | Wrong {
  const offered = offeredTo(reading.view, field);
  if (typeof value === 'string' && Object.hasOwn(offered, value)) return value;
  const list = Object.entries(offered).map(([code, title]) => `${code}（${title}）`);
  if (list.length === 0) return wrong(`本机关的规则没有设定“${field.title}”，请留空。`);
  return wrong(`“${field.title}”须从下列各项中选择：${list.join('、')}。`);
}

/**
 * The options of a field for this body today.
 *
 * A body whose pack does not sort opinions still says whether the review is passed (apl-2021-58).
 */
export function offeredTo(view: CaseView, field: Field): Readonly<Record<string, string>> {
  if (field.optionsFrom === null) return field.options ?? {};
  const options = optionsOf(view, field.optionsFrom);
  if (options !== null && options.length > 0)
    return Object.fromEntries(options.map(({ code, title }) => [code, title]));
  return field.optionsFrom === 'review.opinions'
    ? { passed: '审核通过', 'not-passed': '审核未通过' }
    : {};
}

function readSummary(reading: Reading, field: Field, value: Json): Json | Wrong {
  const offered = offeredTo(reading.view, field);
  if (!isObject(value)) return wrong(`“${field.title}”须逐项填写。`);
  const data: Record<string, string> = {};
  for (const [code, item] of Object.entries(value)) {
    if (!Object.hasOwn(offered, code))
      return wrong(`“${field.title}”没有“${printable(code)}”这一项。`);
    const text = readText({ ...field, title: offered[code] ?? code }, item, proseMax);
    if (isWrong(text)) return text;
    data[code] = text;
  }
  return data;
}

const conclusions = { ok: '合格', problem: '有问题', 'not-applicable': '不涉及' };

/** What a conclusion rests on: the ground, and the record of the case where it shows. */
function readFinding(field: Field, item: JsonObject): JsonObject | Wrong {
  const ground = item['ground'] === undefined ? '' : readText(field, item['ground'], proseMax);
  if (isWrong(ground)) return ground;
  if (item['place'] === undefined) return { ground };
  const place = readText(field, item['place'], lineMax);
  return isWrong(place) ? place : { ground, place };
}

function readChecklist(reading: Reading, field: Field, value: Json): Json | Wrong {
  const offered = offeredTo(reading.view, field);
  if (!isObject(value)) return wrong(`“${field.title}”须逐项填写。`);
  const data: Record<string, Json> = {};
  for (const [code, item] of Object.entries(value)) {
    if (!Object.hasOwn(offered, code))
      return wrong(`“${field.title}”没有“${printable(code)}”这一项。`);
    const conclusion = isObject(item) ? item['conclusion'] : undefined;
    if (
      !isObject(item) ||
      typeof conclusion !== 'string' ||
      !Object.hasOwn(conclusions, conclusion)
    ) {
      return wrong(
        `“${offered[code]}”的结论须是 ok（合格）、problem（有问题）或者 not-applicable（不涉及）。`,
      );
    }
    const read = readFinding(field, item);
    if (isWrong(read)) return read;
    data[code] = { conclusion, ...read };
  }
  return data;
}
