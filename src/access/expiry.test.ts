import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { theThree } from '../../tests/support/people.ts';
import { dropExpiredSignIns } from './expiry.store.ts';

const now = '2026-09-28T09:00:00.000+08:00';
const lastKept = '2026-03-28T09:00:00.000+08:00';
const firstDropped = '2026-03-28T08:59:59.999+08:00';

let db: TestDatabase;
let accountId: string;
beforeAll(async () => {
  db = await aDatabase();
  ({ accountId } = (await theThree(db, '2026-01-05T09:00:00.000+08:00')).auditor);
});
afterAll(() => db.close());

async function aSession(startedAt: string): Promise<string> {
  const sessionId = randomUUID();
  await db.pool.query(
    `insert into mingfa.session
       (session_id, account_id, token_digest, started_at, last_seen_at, ended_at, end_reason, address, browser)
     values ($1, $2, $3, $4, $4, $4, 'signed-out', '192.0.2.7', '')`,
    [sessionId, accountId, randomBytes(32), startedAt],
  );
  return sessionId;
}

async function anAttempt(at: string): Promise<void> {
  await db.pool.query(
    `insert into mingfa.sign_in_attempt (name_digest, address, at, outcome) values ($1, '192.0.2.7', $2, 'failed')`,
    [randomBytes(32), at],
  );
}

const left = async (table: 'session' | 'sign_in_attempt', column: string) =>
  (await db.pool.query(`select ${column} as one from mingfa.${table} order by 1`)).rows.map(
    ({ one }) => one,
  );

describe('what is half a year old of signing in is dropped', () => {
  test('given tries on both sides of the day, then the younger one stays', async () => {
    await anAttempt(firstDropped);
    await anAttempt(lastKept);

    expect(await dropExpiredSignIns(db, now)).toMatchObject({ attempts: 1 });
    expect(await left('sign_in_attempt', 'at')).toEqual([lastKept]);
    expect(await dropExpiredSignIns(db, now)).toEqual({ sessions: 0, attempts: 0 });
  });

  test('given old sessions, then the last of an account stays until a later one begins', async () => {
    const [, second] = [
      await aSession('2026-01-05T09:00:00.000+08:00'),
      await aSession(firstDropped),
    ];

    expect(await dropExpiredSignIns(db, now)).toMatchObject({ sessions: 1 });
    expect(await left('session', 'session_id')).toEqual([second]);

    const third = await aSession(lastKept);
    expect(await dropExpiredSignIns(db, now)).toMatchObject({ sessions: 1 });
    expect(await left('session', 'session_id')).toEqual([third]);
  });
});
