import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type Client, type TestServer } from '../../tests/support/server.ts';

let db: TestDatabase;
let server: TestServer;
let officer: Client;

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => '2026-11-20T09:00:00.000+08:00' });
  const { people } = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  officer = await server.signIn(people['承办人甲']!);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

describe('the packs stand beside each other', () => {
  test('given the packs that ship, when listed, then counts, draft and what is about to end are told', async () => {
    const { body } = await officer.get('/api/packs');
    const byId = Object.fromEntries(body.items.map((pack: { id: string }) => [pack.id, pack]));

    expect(Object.keys(byId).toSorted()).toEqual([
      'anze',
      'dazhou',
      'kaifu',
      'national',
      'yueqing',
    ]);
    expect(byId.dazhou).toMatchObject({ draft: true, warnings: [{ code: 'draft' }] });
    expect(byId.yueqing).toMatchObject({
      inForceUntil: '2026-11-23',
      warnings: [{ code: 'ending' }],
    });
    expect(byId.anze.clauseCount).toBe(
      server.ruleBook.packs.find(({ id }) => id === 'anze')?.clauses.size,
    );
  });

  test('given a confirmed draft, when a case is read, then nobody is asked to confirm it once more', async () => {
    const { people } = await aBody(db, server.ruleBook, server.stage.book, { pack: 'dazhou' });
    const one = await server.signIn(people['承办人甲']!);
    const example = server.stage.book.examples['registerLead'] ?? {};
    const days = { foundOn: '2026-11-19', actEndedOn: '2026-11-19' };
    const opened = await one.post('/api/cases', { ...example, ...days });
    const { status, body } = await one.get(`/api/cases/${opened.body.caseId}`);

    expect([opened.status, status]).toEqual([201, 200]);
    expect(body.warnings).toEqual([]);
  });

  test('given the rules on a day, when compared, then every key has a cell in words for each pack', async () => {
    const { body } = await officer.get('/api/rule-comparison?on=2026-11-20');
    const row = (key: string) => body.rows.find((one: { key: string }) => one.key === key);

    expect(body.rows.length).toBe(server.ruleBook.keys.size);
    expect(row('review.complete').cells.yueqing).toMatchObject({ pack: null, clauses: [] });
    expect(row('review.complete').cells.yueqing.text).toMatch(/^未规定/);
    expect(row('disclosure.penalty').cells.kaifu.clauses).toContain('kaifu-1.4-a');
    expect(body.clauses.map(({ id }: { id: string }) => id)).toContain('kaifu-1.4-a');
  });

  test('given no civil day, when compared, then refused by its field', async () => {
    expect(await officer.get('/api/rule-comparison?on=2026-02-30')).toMatchObject({
      status: 400,
      body: { code: 'request.field' },
    });
  });
});

describe('the clauses of a pack can be looked through', () => {
  test('given words and a system, when listed, then each clause holds them, with the rules it sets', async () => {
    const { body } = await officer.get(
      `/api/packs/kaifu/clauses?system=publicity&text=${encodeURIComponent('决定')}&limit=200`,
    );
    const found = body.items.find(({ id }: { id: string }) => id === 'kaifu-1.4-a');

    expect(found.rules.map(({ key }: { key: string }) => key)).toContain('disclosure.penalty');
    for (const item of body.items) {
      expect(item.system).toBe('publicity');
      expect([item.id, item.locator, item.obligation].join()).toContain('决定');
    }
  });

  test('given pages, when read on to the end, then all clauses once', async () => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const on: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await officer.get(`/api/packs/anze/clauses?limit=97${on}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    const clauses = server.ruleBook.packs.find(({ id }) => id === 'anze')?.clauses ?? new Map();

    expect(ids).toEqual([...clauses.keys()]);
  });

  test('given no such pack, when listed, then not found', async () => {
    expect(await officer.get('/api/packs/nowhere/clauses')).toMatchObject({
      status: 404,
      body: { code: 'pack.unknown' },
    });
  });
});
