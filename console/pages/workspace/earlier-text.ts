// What an earlier act says is offered for the same field of a later one, never filled in unasked: whoever takes it over
// has looked at it.

import {
  type FieldOffer,
  isBlank,
  type Typed,
  type TypedValue,
} from '../../parts/fields/field-offer.ts';
import type { Earlier } from '../../parts/fields/form-state.ts';
import { yuanOf } from '../../parts/fields/money.ts';
import type { CaseEvent } from './case-file.ts';

/** Fields that say the same wherever they stand; opinions, reasons and records are written anew each time. */
const same = new Set(['penalty', 'facts', 'basis', 'performance', 'remedies']);

/** Finds what the latest earlier act says in a field of this name; null where nothing fits. */
export function earlierIn(
  events: readonly CaseEvent[],
  field: FieldOffer,
  isInGroup: boolean,
): Earlier | null {
  if (isInGroup || !same.has(field.name)) return null;
  for (const event of events.toReversed()) {
    const value = typedOf(field, event.data[field.name]);
    if (value !== undefined && !isBlank(value)) return { from: event.title, value };
  }
  return null;
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
