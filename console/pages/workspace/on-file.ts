// What the case says already. The procedure names for a field where an earlier act said it: the form opens with that, or
// offers it to be taken over. Whoever gives the command has looked at it; where it comes from stands beside it.

import {
  type FieldOffer,
  isBlank,
  type Typed,
  type TypedValue,
} from '../../parts/fields/field-offer.ts';
import type { Earlier } from '../../parts/fields/form-state.ts';
import { yuanOf } from '../../parts/fields/money.ts';
import type { CaseEvent } from './case-file.ts';

/**
 * Finds what the latest act says at one of some places.
 *
 * @param places - `event.field`
 * @returns as it would be typed into the field; null where nothing is on file
 */
export function onFile(
  events: readonly CaseEvent[],
  field: FieldOffer,
  places: readonly string[] = [],
): Earlier | null {
  for (const event of events.toReversed()) {
    for (const place of places) {
      const [kind, name = ''] = place.split('.');
      if (kind !== event.kind) continue;
      const value = valueIn(event, field, name);
      if (value !== undefined && !isBlank(value)) return { from: event.title, value };
    }
  }
  return null;
}

/** What the server drew up for a form, by the names of its fields. */
export type Drawn = { readonly data: Readonly<Record<string, unknown>> } | null | undefined;

/** What a form opens with: what is drawn up or on file, and the only choice where there is but one. */
export function openingOf(
  fields: readonly FieldOffer[],
  events: readonly CaseEvent[],
  drawn: Drawn = null,
): { readonly typed: Typed; readonly filled: Readonly<Record<string, Earlier>> } {
  const filled = Object.fromEntries(
    fields.flatMap((field) => {
      const found = drawnUp(field, drawn) ?? onFile(events, field, field.from);
      return found === null ? [] : [[`/${field.name}`, found] as const];
    }),
  );
  const typed = fields.flatMap((field) => {
    const value = fitting(field, filled[`/${field.name}`]?.value) ?? onlyChoice(field);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return { typed: Object.fromEntries(typed), filled };
}

function drawnUp(field: FieldOffer, drawn: Drawn): Earlier | null {
  const value = typedOf(field, drawn?.data[field.name]);
  return value === undefined || isBlank(value) ? null : { from: null, value };
}

/** Of people on file, those who can still be chosen. */
function fitting({ unfit }: FieldOffer, value: TypedValue): TypedValue {
  const isFit = (id: string) => !Object.hasOwn(unfit ?? {}, id);
  if (typeof value === 'string') return isFit(value) ? value : undefined;
  return Array.isArray(value) ? value.filter(isFit) : value;
}

function onlyChoice({ type, required, options }: FieldOffer): string | undefined {
  const codes = Object.keys(options ?? {});
  return type === 'choice' && required && codes.length === 1 ? codes[0] : undefined;
}

function valueIn(event: CaseEvent, field: FieldOffer, name: string): TypedValue {
  const said = event.data[name];
  const isText = field.type === 'line' || field.type === 'prose';
  if (isText && typeof said === 'object') return wordsIn(event, name);
  return typedOf(field, said);
}

/** A group as one would write it out. */
function wordsIn({ particulars }: CaseEvent, name: string): string | undefined {
  const within = particulars.filter(({ field }) => field.startsWith(`/${name}/`));
  const words = within.map(({ title, text }) => `${title.split(' · ').at(-1)}：${text}`);
  return words.length === 0 ? undefined : `${words.join('；')}。`;
}

/** What was sent, as it would be typed. */
export function typedOf(field: FieldOffer, sent: unknown): TypedValue {
  if (sent === undefined || sent === null) return undefined;
  if (field.fields !== null) return typedGroup(field.fields, sent);
  if (field.type === 'money') return typeof sent === 'number' ? yuanOf(sent) : undefined;
  if (field.type === 'count') return typeof sent === 'number' ? String(sent) : undefined;
  if (field.type === 'lines') return Array.isArray(sent) ? sent.join('\n') : undefined;
  return sent as TypedValue;
}

function typedGroup(fields: readonly FieldOffer[], sent: unknown): Typed | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const group = sent as Readonly<Record<string, unknown>>;
  const typed = fields.map((inner) => [inner.name, typedOf(inner, group[inner.name])] as const);
  return Object.fromEntries(typed.filter(([, value]) => value !== undefined));
}
