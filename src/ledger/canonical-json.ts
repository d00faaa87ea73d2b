// Canonical JSON: one text for one value.
//
// A commitment is made when an event is written and made again, perhaps years later, from what the database gives
// back. Between the two lies a jsonb column, which forgets the order of keys, spacing and duplicates. So both sides
// hash this text and never the one that was sent:
//
//   - object keys are sorted by UTF-16 code unit; members that are undefined do not exist;
//   - no spaces; strings are escaped as JSON.stringify escapes them;
//   - numbers are integers that a double holds exactly, written in decimal (-0 is 0);
//   - what jsonb refuses or alters is refused here first: fractions, NUL, lone surrogates, anything but plain
//     objects, arrays, strings, integers, booleans and null.

/** A value that canonical JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Why a value has no canonical form. */
export type NotCanonicalReason =
  | 'not-an-integer'
  | 'bad-string'
  | 'not-json'
  | 'too-deep'
  | 'bad-form';

/** Says that a value has no canonical form, and where in it the trouble is. */
export class NotCanonical extends Error {
  readonly reason: NotCanonicalReason;
  /** JSON pointer to the offending part; empty for the whole value. */
  readonly pointer: string;

  constructor(reason: NotCanonicalReason, pointer: string) {
    super(`no canonical form: ${reason} at "${pointer}"`);
    this.name = 'NotCanonical';
    this.reason = reason;
    this.pointer = pointer;
  }
}

// Far above any real event, far below what would exhaust the stack.
const deepest = 100;

/**
 * The canonical text of a value.
 *
 * @param value - may be anything; what is not JSON is refused
 * @throws NotCanonical with the place of the first part that has no canonical form
 */
export function canonicalJson(value: unknown): string {
  return write(value, null, 0);
}

// The way down to a part. Its pointer is only written out when there is something to refuse.
type Place = { readonly above: Place | null; readonly key: string | number } | null;

function write(value: unknown, place: Place, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, place);
    case 'number':
      if (!Number.isSafeInteger(value)) refuse('not-an-integer', place);
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeCollection(value, place, depth);
    default:
      return refuse('not-json', place);
  }
}

function writeString(value: string, place: Place): string {
  if (value.includes('\0') || !value.isWellFormed()) refuse('bad-string', place);
  return JSON.stringify(value);
}

function writeCollection(value: object, place: Place, depth: number): string {
  if (depth >= deepest) refuse('too-deep', place);
  if (Array.isArray(value)) return writeArray(value, place, depth + 1);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse('not-json', place);
  return writeObject(value as Readonly<Record<string, unknown>>, place, depth + 1);
}

/**
 * A text by which two values are compared, also one that no event can hold: somebody may have written it into the
 * database. It is not hashed.
 */
export function comparable(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch {
    return JSON.stringify(value);
  }
}

function writeArray(value: readonly unknown[], above: Place, depth: number): string {
  let text = '[';
  for (let key = 0; key < value.length; key += 1) {
    text += `${key === 0 ? '' : ','}${write(value[key], { above, key }, depth)}`;
  }
  return `${text}]`;
}

function writeObject(
  value: Readonly<Record<string, unknown>>,
  above: Place,
  depth: number,
): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    const place = { above, key };
    text += `${text === '' ? '' : ','}${writeString(key, place)}:${write(member, place, depth)}`;
  }
  return `{${text}}`;
}

function refuse(reason: NotCanonicalReason, place: Place): never {
  let pointer = '';
  for (let part = place; part !== null; part = part.above) {
    pointer = `/${String(part.key).replaceAll('~', '~0').replaceAll('/', '~1')}${pointer}`;
  }
  throw new NotCanonical(reason, pointer);
}
