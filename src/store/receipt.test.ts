import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { dropOldReceipts } from './index.store.ts';

let db: TestDatabase;
const now = '2026-11-20T09:00:00.000+08:00';
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

test('given answers to commands on both sides of thirty days, then the younger one stays', async () => {
  const ids = [randomUUID(), randomUUID()];
  const keep = (key: string, at: string) =>
    db.pool.query(
      `insert into mingfa.receipt (agency_id, account_id, key, fingerprint, answer, received_at)
       values ($1, $2, $3, 'f', '{}', $4)`,
      [...ids, key, at],
    );
  await keep('old', '2026-10-21T08:59:59.999+08:00');
  await keep('young', '2026-10-21T09:00:00.000+08:00');

  expect(await dropOldReceipts(db, now)).toBe(1);
  const { rows } = await db.pool.query('select key from mingfa.receipt');
  expect(rows).toEqual([{ key: 'young' }]);
});
