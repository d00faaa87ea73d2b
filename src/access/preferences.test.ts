import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { accessRoutes } from './access.routes.ts';
import { disableAccount } from './account.store.ts';
import {
  dropOldDrafts,
  keepPreference,
  preferenceLimits,
  readPreferences,
} from './preference.store.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let mine: Browser;

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.ready();
  mine = await aBrowser(app, await aPerson(db, three, { agencyId: null }, clock.now));
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const itemsOf = async (browser: Browser) =>
  (await browser.get('/api/preferences')).json<{ items: Record<string, unknown> }>().items;

describe('what people keep for themselves', () => {
  test('given values of every kind, then each comes back as it was sent, and only to its owner', async () => {
    const values = {
      'views.cases': { 案由: ['甲', 1.5, null, true], deep: { a: {} } },
      pinned: [],
      'draft.new': 'a\u0000b\ud800',
      constructor: null,
      tour: 3,
    };
    const statuses: number[] = [];
    for (const [key, value] of Object.entries(values))
      statuses.push((await mine.send('PUT', `/api/preferences/${key}`, { value })).statusCode);
    const stranger = await aBrowser(app, three.auditor);

    expect(statuses).toEqual([204, 204, 204, 204, 204]);
    expect(await itemsOf(mine)).toEqual(values);
    expect(await itemsOf(stranger)).toEqual({});
    expect((await stranger.send('DELETE', '/api/preferences/pinned')).statusCode).toBe(204);
    expect(Object.keys(await itemsOf(mine))).toContain('pinned');
  });

  test('given a key again, then the later value stands; given it is dropped twice, then it is gone', async () => {
    const at = '/api/preferences/recent';
    await mine.send('PUT', at, { value: 1 });
    await mine.send('PUT', at, { value: 2 });
    expect((await itemsOf(mine))['recent']).toBe(2);
    const dropped = [await mine.send('DELETE', at), await mine.send('DELETE', at)];
    expect(dropped.map(({ statusCode }) => statusCode)).toEqual([204, 204]);
    expect(Object.keys(await itemsOf(mine))).not.toContain('recent');
  });

  test.each(['Pinned', '9', '.a', '__proto__', 'a_b', 'a b', '%E4%B8%AD'])(
    'given the key %s, then it is refused',
    async (key) => {
      const answer = await mine.send('PUT', `/api/preferences/${key}`, { value: 1 });
      expect(answer.statusCode).toBe(400);
    },
  );

  test('given the largest value, then it is kept; given one byte more, then not', async () => {
    const longest = '字'.repeat(21_844);
    const at = '/api/preferences/draft.longest';
    expect(Buffer.byteLength(JSON.stringify(`${longest}ab`))).toBe(preferenceLimits.valueBytes);
    expect((await mine.send('PUT', at, { value: `${longest}ab` })).statusCode).toBe(204);
    const refused = await mine.send('PUT', at, { value: `${longest}abc` });
    expect([refused.statusCode, ...codesOf(refused)]).toEqual([422, 'access.preference-too-large']);
  });

  test('given as many keys as may be, then another is refused and a known one still changes', async () => {
    const { accountId } = await aPerson(db, three, { agencyId: null }, clock.now);
    await db.pool.query(
      `insert into mingfa.preference (account_id, key, value, kept_at)
       select $1, 'k' || n, '1', $2 from generate_series(1, $3::int) n`,
      [accountId, clock.now, preferenceLimits.keys],
    );
    const keep = (key: string) =>
      keepPreference(db, accountId, { key, value: 2 }, clock.now).then(
        () => 'kept',
        (error: Error) => error.message,
      );
    expect(await keep('one-more')).toBe('access.preferences-full');
    expect(await keep('k7')).toBe('kept');
    expect((await readPreferences(db, accountId))['k7']).toBe(2);
  });

  test('given as much as may be kept in all, then more is refused', async () => {
    const { accountId } = await aPerson(db, three, { agencyId: null }, clock.now);
    await db.pool.query(
      `insert into mingfa.preference (account_id, key, value, kept_at)
       select $1, 'k' || n, '"' || repeat('x', 65534) || '"', $2 from generate_series(1, 64) n`,
      [accountId, clock.now],
    );
    const keep = keepPreference(db, accountId, { key: 'one-more', value: 1 }, clock.now);
    await expect(keep).rejects.toThrow('access.preferences-full');
  });

  test('given an account that is disabled, then its drafts are gone at once, also those left from before', async () => {
    const { accountId } = await aPerson(db, three, { agencyId: null }, clock.now);
    const keep = (key: string) => keepPreference(db, accountId, { key, value: 1 }, clock.now);
    await keep('draft.new');
    await keep('views.cases');
    await disableAccount(
      db,
      { accountId, reason: '离职' },
      { actorId: three.systemAdmin.accountId, now: clock.now },
    );
    expect(Object.keys(await readPreferences(db, accountId))).toEqual(['views.cases']);

    await keep('draft.left');
    expect(await dropOldDrafts(db, clock.now)).toBe(1);
    expect(Object.keys(await readPreferences(db, accountId))).toEqual(['views.cases']);
  });

  test('given drafts on both sides of half a year, then the younger one and what is no draft stay', async () => {
    const { accountId } = await aPerson(db, three, { agencyId: null }, clock.now);
    const keep = (key: string, at: string) => keepPreference(db, accountId, { key, value: 1 }, at);
    await keep('draft.old', '2026-03-28T08:59:59.999+08:00');
    await keep('draft.young', '2026-03-28T09:00:00.000+08:00');
    await keep('views.cases', '2020-01-02T09:00:00.000+08:00');

    expect(await dropOldDrafts(db, clock.now)).toBe(1);
    expect(Object.keys(await readPreferences(db, accountId))).toEqual([
      'draft.young',
      'views.cases',
    ]);
  });
});
