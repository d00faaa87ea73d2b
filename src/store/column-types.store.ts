import pg from 'pg';
import { instantFromMillis, type Instant, parseInstant } from '../rules/index.ts';

// Type numbers of PostgreSQL, fixed for ever.
const int8 = 20;
const date = 1082;
const timestamptz = 1184;

const shortened = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+08$/;

/**
 * How columns arrive: instants as Beijing texts, civil dates as texts, bigints as numbers.
 *
 * The driver's own way makes dates out of civil days, in the machine's time zone, and texts out of bigints. Sessions
 * run at a fixed +08:00, so that every instant arrives in one form.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    if (oid === timestamptz) return readInstant;
    if (oid === date) return (text: string) => text;
    if (oid === int8) return readBigint;
    return pg.types.getTypeParser(oid, 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

function readInstant(text: string): Instant {
  const match = shortened.exec(text);
  if (match !== null)
    return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}+08:00`;
  const read = parseInstant(text);
  if (read === null) throw new Error('an instant outside the years 0001 to 9999');
  return read;
}

function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('a bigint beyond 2^53');
  return value;
}

/** The present moment. */
export function instantNow(): Instant {
  return instantFromMillis(Date.now());
}
