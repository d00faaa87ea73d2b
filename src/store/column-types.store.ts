import pg from 'pg';
import { type Instant, instantFromMillis, parseInstant } from '../rules/index.ts';

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
  getTypeParser: ((
    oid: (typeof pg.types.builtins)[keyof typeof pg.types.builtins],
    format?: 'text' | 'binary',
  ) => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    return ours.get(oid) ?? pg.types.getTypeParser(oid, 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

const ours = new Map<number, (text: string) => unknown>([
  [timestamptz, readInstant],
  [date, (text: string) => text],
  [int8, readBigint],
]);

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
