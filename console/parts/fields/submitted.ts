import {
  chosenIn,
  type FieldError,
  type FieldOffer,
  isBlank,
  isGroup,
  plainTitle,
  type Typed,
  type TypedValue,
  textIn,
} from './field-offer.ts';
import { fenOf } from './money.ts';
import { isNeeded, isShown } from './relevance.ts';

/** What is sent to the server. */
export type Submitted = { readonly [name: string]: unknown };

type Reading = { readonly errors: FieldError[] };

/**
 * Turns what was typed into what is sent.
 *
 * Only what the server could not even be asked is refused here: what is required and missing, and amounts that are none.
 *
 * @returns errors by field; the data is complete only without them
 */
export function submittedOf(
  fields: readonly FieldOffer[],
  typed: Typed,
): { readonly data: Submitted; readonly errors: readonly FieldError[] } {
  const reading: Reading = { errors: [] };
  const data = readGroup(reading, fields, { typed, path: '' });
  return { data, errors: reading.errors };
}

type Place = { readonly typed: Typed; readonly path: string };

function readGroup(reading: Reading, fields: readonly FieldOffer[], place: Place): Submitted {
  const data: Record<string, unknown> = {};
  for (const field of fields) {
    if (!isShown(field, place.typed)) continue;
    const value = readField(reading, field, place);
    if (value !== undefined) data[field.name] = value;
  }
  return data;
}

function readField(reading: Reading, field: FieldOffer, place: Place): unknown {
  const value = place.typed[field.name];
  const path = `${place.path}/${field.name}`;
  if (field.fields !== null) {
    if (value === undefined && !isNeeded(field, place.typed)) return undefined;
    const typed = isGroup(value) ? value : {};
    return readGroup(reading, field.fields, { typed, path });
  }
  if (field.type === 'checklist') return readChecklist(reading, field, { value, path });
  if (isBlank(value)) {
    if (field.required) reading.errors.push({ path, text: missing(field) });
    return undefined;
  }
  return readPlain(reading, field, { value, path });
}

function missing(field: FieldOffer): string {
  const title = plainTitle(field);
  const isChosen = ['flag', 'choice', 'choices', 'officer', 'officers', 'counsel'].includes(
    field.type,
  );
  return isChosen ? `请选择“${title}”。` : `请填写“${title}”。`;
}

type Given = { readonly value: TypedValue; readonly path: string };

type Reader = (value: TypedValue) => unknown;

/** Types that are not sent as they were typed; undefined stands for what cannot be read. */
const readers: Readonly<Record<string, Reader>> = {
  money: (value) => fenOf(textIn(value)) ?? undefined,
  count: (value) => countOf(textIn(value)),
  lines: (value) => linesOf(textIn(value)),
  summary: (value) => filledOf(isGroup(value) ? value : {}),
  choices: chosenIn,
  officers: chosenIn,
};
const unread: Readonly<Record<string, string>> = {
  money: '请填写以元为单位的金额，最多两位小数，例如 5000.00。',
  count: '请填写整数，例如 1。',
};

function readPlain(reading: Reading, field: FieldOffer, { value, path }: Given): unknown {
  const read = readers[field.type];
  if (read === undefined) return typeof value === 'string' ? value.trim() : value;
  const sent = read(value);
  const text = unread[field.type];
  if (sent === undefined && text !== undefined) reading.errors.push({ path, text });
  return sent;
}

function countOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,7}$/.test(plain) ? Number(plain) : undefined;
}

/** The lines of a list, without empty ones and doubles. */
function linesOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\n、]/u).map((line) => line.trim()))].filter(
    (line) => line !== '',
  );
}

function filledOf(typed: Typed): Submitted {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => !isBlank(value)));
}

function readChecklist(reading: Reading, field: FieldOffer, { value, path }: Given): Submitted {
  const typed = isGroup(value) ? value : {};
  const data: Record<string, unknown> = {};
  for (const [code, title] of Object.entries(field.options ?? {})) {
    const item = typed[code];
    const conclusion = isGroup(item) ? textIn(item['conclusion']) : '';
    if (conclusion !== '') data[code] = { conclusion, ...saidOf(isGroup(item) ? item : {}) };
    else if (field.required)
      reading.errors.push({ path: `${path}/${code}`, text: `请给出“${title}”的结论。` });
  }
  return data;
}

/** The ground of a conclusion and the record where it shows, as far as they were given. */
function saidOf(item: Typed): Submitted {
  const said = [
    ['ground', textIn(item['ground']).trim()],
    ['place', textIn(item['place']).normalize('NFKC').trim()],
  ] as const;
  return Object.fromEntries(said.filter(([, text]) => text !== ''));
}
