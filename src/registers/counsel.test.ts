import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, type Person, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { accessRoutes } from '../access/index.routes.ts';
import type { Role } from '../access/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { counselOf, counselOfAccount } from './counsel.store.ts';
import { type CounselTerm, counselEndingRefusals, counselStandingOn } from './counsel.ts';
import { registerRoutes } from './registers.routes.ts';

describe('[yueqing-4.1-5] the engagement of a counsel', () => {
  const term = (differs: Partial<CounselTerm> = {}): CounselTerm => ({
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
    endedOn: null,
    ...differs,
  });

  test('given a term, then its first and last day are inside, and the day of an early end is not', () => {
    const on = (day: string, differs = {}) => counselStandingOn(term(differs), day);
    expect([on('2025-12-31'), on('2026-01-01'), on('2026-12-31'), on('2027-01-01')]).toEqual([
      'not-yet',
      'engaged',
      'engaged',
      'over',
    ]);
    expect(on('2026-05-01', { endedOn: '2026-05-01' })).toBe('over');
    expect(on('2030-05-01', { validUntil: null })).toBe('engaged');
  });

  test('given it is ended, then not before its first day, and once', () => {
    const codes = (of: CounselTerm, day: string) =>
      counselEndingRefusals(of, day).map(({ code }) => code);
    expect(codes(term(), '2026-01-01')).toEqual([]);
    expect(codes(term(), '2025-12-31')).toEqual(['counsel.ended-too-early']);
    expect(codes(term({ endedOn: '2026-02-01' }), '2026-02-02')).toEqual(['counsel.ended-already']);
  });
});

describe('[kaifu-3.2-b] the register of counsel of a body', () => {
  const clock = { now: '2026-09-28T09:00:00.000+08:00' };
  let db: TestDatabase;
  let three: Three;
  let app: FastifyInstance;
  let county: string;
  let town: string;
  let leader: Browser;

  async function register(admin: Browser, parentId: string | null): Promise<string> {
    const made = await admin.send('POST', '/api/agencies', {
      name: `某县某局${randomUUID()}`,
      shortName: '某局',
      creditCode: null,
      regionCode: '141026',
      nature: 'statutory',
      parentId,
      packs: ['anze', 'national'],
    });
    return made.json<{ agencyId: string }>().agencyId;
  }
  const personOf = (agencyId: string, ...roles: Role[]): Promise<Person> =>
    aPerson(db, three, { agencyId, roles }, clock.now);
  const staffOf = async (agencyId: string, ...roles: Role[]) =>
    aBrowser(app, await personOf(agencyId, ...roles));

  beforeAll(async () => {
    db = await aDatabase();
    three = await theThree(db, clock.now);
    const shelf = await loadRuleBook(join(import.meta.dirname, '../../rules'));
    const server = await aStaffServer(db, clock);
    app = server.app;
    await app.register(accessRoutes, server.deps);
    await app.register(registerRoutes, { ...server.deps, shelf });
    await app.ready();
    const admin = await aBrowser(app, three.systemAdmin);
    county = await register(admin, null);
    town = await register(admin, county);
    leader = await staffOf(county, 'leader');
  });
  afterAll(async () => {
    await app.close();
    await db.close();
  });

  const anEntry = (differs = {}) => ({
    name: '沈示范',
    kind: 'legal-adviser',
    organisation: '示范律师事务所',
    licenceNumber: '示范-2026-1',
    accountId: null,
    specialty: '行政处罚',
    interests: [{ name: '示范餐饮公司', relation: '常年法律顾问' }],
    isPurchased: true,
    isShared: false,
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
    ...differs,
  });
  const at = (agencyId = county) => `/api/agencies/${agencyId}/counsel`;
  const enter = async (differs = {}) => {
    const made = await leader.send('POST', at(), anEntry(differs));
    return made.json<{ counselId: string }>().counselId;
  };
  const one = async (id: string, by = leader, agencyId = county) =>
    (await by.get(at(agencyId)))
      .json<{ items: any[] }>()
      .items.find(({ counselId }) => counselId === id);

  test('given an entry, then it is shown as engaged, its number of identity masked there and in the ledger', async () => {
    const id = await enter({ identityNumber: '11010119900307001x' });
    expect(await one(id)).toMatchObject({
      standing: 'engaged',
      kindTitle: '法律顾问',
      identityMasked: '110*************1X',
      isOwn: true,
    });
    expect((await counselOf(db, county))[id]).toMatchObject({
      identityNumber: '11010119900307001X',
      interests: [{ name: '示范餐饮公司', relation: '常年法律顾问' }],
    });
    const { rows } = await db.pool.query(
      `select data::text as text from mingfa.event where data ->> 'counselId' = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('19900307');
  });

  test('given a change, then the number stays unless it is named, and goes when it is null', async () => {
    const id = await enter({ identityNumber: '110101199003070011' });
    await leader.send('PUT', `${at()}/${id}`, anEntry({ interests: [] }));
    expect((await counselOf(db, county))[id]).toMatchObject({
      identityNumber: '110101199003070011',
      interests: [],
    });
    await leader.send('PUT', `${at()}/${id}`, anEntry({ identityNumber: null }));
    expect((await counselOf(db, county))[id]?.identityNumber).toBe('');
  });

  test('given an end, then over from that day, and neither changed nor ended again', async () => {
    const id = await enter();
    const ending = { endedOn: '2026-09-28', reason: '解除聘请' };
    const url = `${at()}/${id}/ending`;
    const early = await leader.send('POST', url, { ...ending, endedOn: '2025-01-01' });
    expect([early.statusCode, codesOf(early)]).toEqual([422, ['counsel.ended-too-early']]);
    expect((await leader.send('POST', url, ending)).statusCode).toBe(204);
    expect(await one(id)).toMatchObject({ standing: 'over', endedOn: '2026-09-28' });
    for (const again of [
      leader.send('POST', url, ending),
      leader.send('PUT', `${at()}/${id}`, anEntry()),
    ])
      expect(codesOf(await again)).toEqual(['counsel.ended-already']);
  });

  test('given days the wrong way round, a bought colleague, or an account of elsewhere, then refused', async () => {
    const refused = async (differs: object) =>
      codesOf(await leader.send('POST', at(), anEntry(differs)));
    expect(await refused({ validUntil: '2025-12-31' })).toEqual(['counsel.period-reversed']);
    const { accountId } = await personOf(county, 'office');
    expect(await refused({ accountId })).toEqual(['counsel.purchased-staff']);
    const elsewhere = await personOf(town, 'office');
    const foreign = { accountId: elsewhere.accountId, isPurchased: false };
    expect(await refused(foreign)).toEqual(['counsel.account-unknown']);
  });

  test('given a public lawyer with an account, then found by it', async () => {
    const { accountId } = await personOf(county, 'office');
    const id = await enter({ kind: 'public-lawyer', accountId, isPurchased: false });
    expect(await counselOfAccount(db, accountId)).toEqual([{ agencyId: county, counselId: id }]);
  });

  test('[dazhou-2.3.9-2c] given one that is shared, then bodies below see it and may not change it', async () => {
    const shared = await enter({ isShared: true });
    const kept = await enter();
    const below = await staffOf(town, 'leader');
    expect(await one(shared, below, town)).toMatchObject({ isOwn: false });
    expect(await one(kept, below, town)).toBeUndefined();
    expect(Object.keys(await counselOf(db, town))).toEqual([shared]);
    expect(codesOf(await below.send('PUT', `${at(town)}/${shared}`, anEntry()))).toEqual([
      'register.unknown',
    ]);
    expect(codesOf(await below.send('PUT', `${at(county)}/${shared}`, anEntry()))).toEqual([
      'register.unknown',
    ]);
  });

  test('given other roles, then they neither keep nor see it; another body finds nothing', async () => {
    for (const role of ['officer', 'department-head', 'liaison'] as const) {
      const person = await staffOf(county, role);
      expect((await person.get(at())).statusCode, role).toBe(403);
      expect((await person.send('POST', at(), anEntry())).statusCode, role).toBe(403);
    }
    const stranger = await staffOf(town, 'leader');
    expect((await stranger.get(at(county))).statusCode).toBe(404);
    expect((await stranger.send('POST', at(county), anEntry())).statusCode).toBe(404);
  });
});
