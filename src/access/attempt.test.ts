import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, goodPassword, type Three, theThree } from '../../tests/support/people.ts';
import type { Refused } from '../rules/index.ts';
import { closeAttempt, openAttempt } from './attempt.store.ts';
import { signIn } from './sign-in.store.ts';

const now = '2026-09-28T09:00:00.000+08:00';
let db: TestDatabase;
let three: Three;
beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, now);
});
afterAll(() => db.close());

/** How so many tries at one moment end, by code. */
async function tries(userName: string, passwords: readonly string[]) {
  const outcomes = await Promise.all(
    passwords.map((password) =>
      signIn(
        db,
        { userName, password, origin: { address: '192.0.2.7', browser: '示例' } },
        now,
      ).then(
        () => 'signed in',
        (error: Refused) => error.refusals[0]?.code ?? '',
      ),
    ),
  );
  return outcomes.toSorted();
}

const locks = async () =>
  (await db.pool.query(`select from mingfa.event where kind = 'signInLocked'`)).rowCount;

test('given a dozen right passwords at one moment, then all sign in', async () => {
  const { userName } = await aPerson(db, three, { agencyId: null }, now);

  expect(await tries(userName, Array(12).fill(goodPassword))).toEqual(Array(12).fill('signed in'));
  expect(await locks()).toBe(0);
});

test('given a dozen wrong ones at one moment, then five are compared and the name is closed once', async () => {
  const { userName } = await aPerson(db, three, { agencyId: null }, now);

  expect(await tries(userName, Array(12).fill('Cuowu-Mima-2026'))).toEqual([
    ...Array(7).fill('access.sign-in-locked'),
    ...Array(5).fill('access.wrong-credentials'),
  ]);
  expect(await locks()).toBe(1);
});

test('given five wrong ones whose outcomes come at one moment, then the closing of each name is on record once', async () => {
  const before = (await locks()) ?? 0;
  const names = Array.from({ length: 20 }, (_, n) => ({
    nameKey: `某人${n}`,
    address: `192.0.2.${n + 20}`,
  }));
  const opened = await Promise.all(
    names.flatMap((name) =>
      Array.from({ length: 5 }, () => openAttempt(db, { ...name, accountId: null }, now)),
    ),
  );

  await Promise.all(opened.map((attempt) => closeAttempt(db, attempt, 'failed')));

  expect(await locks()).toBe(before + names.length);
});
