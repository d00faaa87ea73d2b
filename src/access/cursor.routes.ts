import { isInstant, Refused } from '../rules/index.ts';

/** A page of a list, and where the next begins. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/**
 * Makes a page out of one entry more than the page holds.
 *
 * @param found - up to `limit + 1` entries
 * @param keyOf - what the list is ordered by, as JSON
 */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  keyOf: (entry: T) => readonly (string | number)[],
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? encode(keyOf(last)) : null };
}

/**
 * Reads a cursor; null for the first page.
 *
 * What comes back from outside is checked before the database sees it: a part that has the form of an instant or of an
 * id must be one.
 *
 * @param shape - one sample of each part: a number for an integer, an empty text for any text, else a pattern
 * @throws Refused (`access.cursor-unreadable`)
 */
export function readCursor<T extends readonly (string | number)[]>(
  cursor: string | undefined,
  shape: T,
): { [Index in keyof T]: T[Index] extends number ? number : string } | null {
  if (cursor === undefined) return null;
  const parts = decode(cursor);
  const isRight =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    shape.every((sample, index) => isLike(sample, parts[index]));
  if (!isRight) {
    throw new Refused({
      code: 'access.cursor-unreadable',
      text: '续读位置无法识别。请从第一页重新读取。',
      clauses: [],
      field: 'cursor',
    });
  }
  return parts as unknown as ReturnType<typeof readCursor<T>>;
}

const CLEAN = /^[^\p{Cc}\p{Cs}]+$/u;
const LIKE_INSTANT = /^\d{4}-\d\d-\d\dT/;
const LIKE_ID = /^[0-9a-f-]{36}$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isLike(sample: string | number, part: unknown): boolean {
  if (typeof sample === 'number') return Number.isSafeInteger(part);
  if (typeof part !== 'string' || !CLEAN.test(part)) return false;
  if (LIKE_INSTANT.test(part) && !isInstant(part)) return false;
  if (LIKE_ID.test(part) && !ID.test(part)) return false;
  return sample === '' || new RegExp(sample, 'u').test(part);
}

function encode(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
