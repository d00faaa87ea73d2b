import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { accessRoutes } from '../access/index.routes.ts';
import type { Role } from '../access/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { reviewsOn } from './designation.ts';
import { officersOf } from './officer.store.ts';
import { registerRoutes } from './registers.routes.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
const shelf = await loadRuleBook(join(import.meta.dirname, '../../rules'));
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let admin: Browser;
let above: string;
let bureau: string;
let office: Browser;
let officerId: string;

async function register(pack: string, parentId: string | null): Promise<string> {
  const made = await admin.send('POST', '/api/agencies', {
    name: `某区某局${randomUUID()}`,
    shortName: '某局',
    creditCode: null,
    regionCode: '430105',
    nature: 'statutory',
    parentId,
    packs: [pack, 'national'],
  });
  return made.json<{ agencyId: string }>().agencyId;
}
const staffOf = async (agencyId: string, ...roles: Role[]) =>
  aBrowser(app, await aPerson(db, three, { agencyId, roles }, clock.now));

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.register(registerRoutes, { ...server.deps, shelf });
  await app.ready();
  admin = await aBrowser(app, three.systemAdmin);
  above = await register('anze', null);
  bureau = await register('kaifu', above);
  office = await staffOf(bureau, 'office');
});
beforeEach(async () => {
  const officer = { name: '周明', post: '', departmentId: null, mayReview: false };
  const made = await office.send('POST', `/api/agencies/${bureau}/officers`, officer);
  officerId = made.json<{ officerId: string }>().officerId;
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const at = (rest = '') => `/api/agencies/${bureau}/officers/${officerId}${rest}`;
const aDesignation = (differs = {}) => ({
  level: 'review-head',
  qualification: 'law-licence',
  proofNumber: 'A2015430105',
  isFirstEngaged: true,
  validFrom: '2026-01-01',
  validUntil: null,
  ...differs,
});
const designate = (differs = {}, by = office) =>
  by.send('POST', at('/designations'), aDesignation(differs));
const listed = async (by = office) => (await by.get(`/api/agencies/${bureau}/reviewers`)).json();
const mine = async (by = office) =>
  (await listed(by)).items.find((one: any) => one.officerId === officerId);

describe('[kaifu-3.2-a] the register of reviewers', () => {
  test('given a designation, then the person reviews from its first day, under the local name of the post', async () => {
    expect((await designate()).statusCode).toBe(201);
    expect(await mine()).toMatchObject({
      standing: 'designated',
      levelTitle: '行政执法监督科科长',
      designations: [{ proofNumber: 'A2015430105', standing: 'valid' }],
    });
    const facts = (await officersOf(db, bureau))[officerId];
    expect(facts?.designations).toEqual([
      {
        level: 'review-head',
        validFrom: '2026-01-01',
        validUntil: null,
        endedOn: null,
        endGround: null,
      },
    ]);
    expect(reviewsOn(facts, '2025-12-31')).toBe(false);
  });

  test('given the local names, then nobody needs to type them, and clauses stand beside', async () => {
    const { office: name, levels, clauses } = await listed();
    expect(name).toBe('行政执法监督科');
    expect(levels).toEqual([
      { level: 'review-head', title: '行政执法监督科科长' },
      { level: 'deputy-head', title: '分管局领导' },
    ]);
    expect(clauses).toEqual(expect.arrayContaining(['kaifu-3.2-a', 'kaifu-T15-1']));
  });

  test('[apl-2021-58-2] given somebody new without the legal qualification, then refused with the clause', async () => {
    const refused = await designate({ qualification: 'law-background', proofNumber: null });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().refusals[0]).toMatchObject({
      code: 'reviewer.licence-needed',
      field: 'qualification',
      clauses: expect.arrayContaining(['apl-2021-58-2']),
    });
    expect(await mine()).toBeUndefined();
  });

  test('given another level, days the wrong way round, or a second term, then each is refused', async () => {
    expect(codesOf(await designate({ level: 'office' }))).toEqual(['reviewer.level-unknown']);
    expect(codesOf(await designate({ validUntil: '2025-01-01' }))).toEqual([
      'reviewer.period-reversed',
    ]);
    await designate();
    const second = await designate({ validFrom: '2026-05-01' });
    expect([second.statusCode, codesOf(second)]).toEqual([409, ['reviewer.designated-already']]);
  });

  test('[dazhou-2.3.9-1b] given the qualification is lost, then it ends that day and the past stays', async () => {
    const { designationId } = (await designate()).json<{ designationId: string }>();
    const ending = { endedOn: '2026-09-20', endGround: 'qualification', reason: '资格被撤销' };
    const url = at(`/designations/${designationId}/ending`);
    expect((await office.send('POST', url, { ...ending, endedOn: '2025-12-31' })).statusCode).toBe(
      422,
    );
    expect((await office.send('POST', url, ending)).statusCode).toBe(204);
    expect(codesOf(await office.send('POST', url, ending))).toEqual(['reviewer.ended-already']);
    expect(await mine()).toMatchObject({ standing: 'qualification-over', levelTitle: null });
    const facts = (await officersOf(db, bureau))[officerId];
    expect([reviewsOn(facts, '2026-09-19'), reviewsOn(facts, '2026-09-20')]).toEqual([true, false]);
  });

  test('given what was done, then each act is an event in the stream of the officer, in order', async () => {
    const { designationId } = (await designate()).json<{ designationId: string }>();
    const ending = { endedOn: '2026-09-20', endGround: 'post', reason: '调任' };
    await office.send('POST', at(`/designations/${designationId}/ending`), ending);
    const { rows } = await db.pool.query(
      `select kind, sequence from mingfa.event where data ->> 'officerId' = $1 order by sequence`,
      [officerId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      'officerRegistered',
      'officerChanged',
      'reviewerDesignated',
      'reviewerDesignationEnded',
    ]);
  });

  test('given nothing but the old entry, then it is shown as lacking proof and term', async () => {
    const entry = { name: '周明', post: '', departmentId: null, mayReview: true };
    await office.send('PUT', at(), entry);
    expect(await mine()).toMatchObject({ standing: 'unrecorded', designations: [] });
  });
});

describe('[anze-L8-4] numbers of identity', () => {
  const keep = (number: string | null) => office.send('PUT', at('/identity'), { number });

  test('given a number, then it is shown masked, kept plain for deciding, and masked in the ledger', async () => {
    expect((await keep('11010119900307001x')).statusCode).toBe(204);
    expect((await office.get(at('/identity'))).json()).toEqual({ masked: '110*************1X' });
    expect((await officersOf(db, bureau))[officerId]?.identityNumber).toBe('11010119900307001X');
    const { rows } = await db.pool.query(
      `select data::text as text from mingfa.event where data ->> 'officerId' = $1`,
      [officerId],
    );
    expect(rows.map(({ text }) => text).join()).not.toContain('11010119900307001');
    const shown = JSON.stringify((await office.get(at())).json());
    expect(shown).not.toContain('19900307');
  });

  test('given it is dropped, then nothing of it is left in the register', async () => {
    await keep('11010119900307001X');
    await keep(null);
    expect((await office.get(at('/identity'))).json()).toEqual({ masked: null });
  });

  test('given what is no number, then it is turned away', async () => {
    for (const number of ['x', '1'.repeat(40), '1101; drop'])
      expect((await keep(number)).statusCode).toBe(400);
  });
});

describe('who may keep and read the register of reviewers', () => {
  test('given a role that does not keep it, then refused; readers read', async () => {
    for (const role of ['officer', 'reviewer', 'leader', 'department-head', 'liaison'] as const) {
      const person = await staffOf(bureau, role);
      expect((await designate({}, person)).statusCode, role).toBe(403);
      expect((await person.get(at('/identity'))).statusCode, role).toBe(403);
      const reads = role === 'reviewer' || role === 'leader';
      const { statusCode } = await person.get(`/api/agencies/${bureau}/reviewers`);
      expect(statusCode, role).toBe(reads ? 200 : 403);
    }
  });

  test('given another body, then it looks as if it were not there; a supervisor above keeps it', async () => {
    const other = await staffOf(await register('anze', null), 'office', 'supervisor');
    expect(codesOf(await designate({}, other))).toEqual(['register.unknown']);
    expect((await other.get(`/api/agencies/${bureau}/reviewers`)).statusCode).toBe(404);
    const supervisor = await staffOf(above, 'supervisor');
    expect((await designate({}, supervisor)).statusCode).toBe(201);
    expect((await supervisor.get(`/api/agencies/${bureau}/reviewers`)).statusCode).toBe(200);
  });
});
