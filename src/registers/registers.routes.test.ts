import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { accessRoutes } from '../access/index.routes.ts';
import { type Role, sees } from '../access/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { agencyIdsBelow, readAgency } from './agency.store.ts';
import { certificateOn } from './certificate.ts';
import { officersOf } from './officer.store.ts';
import { registerRoutes } from './registers.routes.ts';
import { caseScopeOf } from './scope.store.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
const shelf = await loadRuleBook(join(import.meta.dirname, '../../rules'));
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let admin: Browser;
let county: string;
let town: string;

const anEntry = (difference = {}) => ({
  name: `某县某局${randomUUID()}`,
  shortName: '某局',
  creditCode: null,
  regionCode: '141026',
  nature: 'statutory',
  parentId: null,
  packs: ['anze', 'national'],
  ...difference,
});
const anOfficer = (difference = {}) => ({
  name: '周明',
  post: '科员',
  departmentId: null,
  mayReview: false,
  ...difference,
});
const aCertificate = (difference = {}) => ({
  number: randomUUID(),
  class: 'enforcement',
  issuedBy: '某市司法局',
  validFrom: '2024-03-01',
  validUntil: '2026-09-28',
  ...difference,
});

async function register(difference = {}): Promise<string> {
  const made = await admin.send('POST', '/api/agencies', anEntry(difference));
  return made.json<{ agencyId: string }>().agencyId;
}
async function staffOf(agencyId: string, ...roles: Role[]): Promise<Browser> {
  return aBrowser(app, await aPerson(db, three, { agencyId, roles }, clock.now));
}
async function officerIn(office: Browser, agencyId: string): Promise<string> {
  const made = await office.send('POST', `/api/agencies/${agencyId}/officers`, anOfficer());
  return made.json<{ officerId: string }>().officerId;
}

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.register(registerRoutes, { ...server.deps, shelf });
  await app.ready();
  admin = await aBrowser(app, three.systemAdmin);
  county = await register();
  town = await register({ parentId: county });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

describe('bodies', () => {
  test('[anze-P9-1] given an entry, then it is registered, with an event, and found', async () => {
    const agencyId = await register({ packs: ['dazhou', 'national'] });
    const found = (await admin.get(`/api/agencies/${agencyId}`)).json();
    expect(found).toMatchObject({ agencyId, standing: 'active', unconfirmedDrafts: ['dazhou'] });
    const { rows } = await db.pool.query(
      `select kind from mingfa.event where data ->> 'agencyId' = $1`,
      [agencyId],
    );
    expect(rows).toEqual([{ kind: 'agencyRegistered' }]);
  });

  test('given a taken name, an unknown pack or parent, then it is refused and nothing is kept', async () => {
    const taken = anEntry();
    await admin.send('POST', '/api/agencies', taken);
    const ask = async (entry: object) => codesOf(await admin.send('POST', '/api/agencies', entry));
    expect(await ask(taken)).toEqual(['register.agency-name-taken']);
    expect(await ask(anEntry({ packs: ['mars'] }))).toEqual(['register.pack-unknown']);
    const orphan = anEntry({ parentId: randomUUID() });
    expect(await ask(orphan)).toEqual(['register.parent-unknown']);
    const { rowCount } = await db.pool.query('select from mingfa.agency where name = $1', [
      orphan.name,
    ]);
    expect(rowCount).toBe(0);
  });

  test('given two moves at one moment that make a circle together, then one is refused', async () => {
    const [a, b] = [await register(), await register()];
    const move = (agencyId: string, parentId: string) => {
      const { packs: _packs, ...entry } = anEntry({ parentId });
      return admin.send('PUT', `/api/agencies/${agencyId}`, entry);
    };
    const answers = await Promise.all([move(a, b), move(b, a)]);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([204, 422]));
    expect(await agencyIdsBelow(db, town)).toEqual([]);
    expect(await agencyIdsBelow(db, county)).toEqual([town]);
  });

  test('given a leader, then a draft is confirmed once, for the own body only', async () => {
    const agencyId = await register({ packs: ['dazhou', 'national'] });
    const leader = await staffOf(agencyId, 'leader');
    const body = { packId: 'dazhou', basis: '达市司法〔2020〕某号' };
    const confirm = (to: string) =>
      leader.send('POST', `/api/agencies/${to}/draft-confirmations`, body);
    expect((await confirm(agencyId)).statusCode).toBe(201);
    expect(codesOf(await confirm(agencyId))).toEqual(['register.draft-not-open']);
    expect((await confirm(county)).statusCode).toBe(404);
    expect(await readAgency(db, agencyId)).toMatchObject({
      drafts: { dazhou: { confirmedBy: '丁戊', confirmedOn: '2026-09-28' } },
    });
  });

  test('given an own number, then it is kept; where the rules do not leave it open, then not', async () => {
    const leader = await staffOf(county, 'leader');
    const at = `/api/agencies/${county}/own-settings`;
    const setting = { n: 2, unit: 'workday', reason: '局务会决定' };
    expect((await leader.send('PUT', `${at}/disclosure.withdrawal`, setting)).statusCode).toBe(204);
    expect((await readAgency(db, county))?.ours).toEqual({ 'disclosure.withdrawal': setting });
    const closed = await leader.send('PUT', `${at}/disclosure.penalty`, setting);
    expect(codesOf(closed)).toEqual(['rules.ours-not-open']);
    expect((await leader.send('DELETE', `${at}/disclosure.withdrawal`)).statusCode).toBe(204);
    expect((await readAgency(db, county))?.ours).toEqual({});
  });

  test('given accounts or bodies below, then it cannot be closed; given none, then it can, and stays closed', async () => {
    const agencyId = await register();
    const close = (to: string) =>
      admin.send('POST', `/api/agencies/${to}/closing`, { reason: '撤并' });
    expect(codesOf(await close(county))).toEqual(['register.agency-in-use']);
    expect((await close(agencyId)).statusCode).toBe(204);
    expect(codesOf(await close(agencyId))).toEqual(['register.agency-closed']);
    const packs = { packs: ['national'] };
    expect(codesOf(await admin.send('PUT', `/api/agencies/${agencyId}/packs`, packs))).toEqual([
      'register.agency-closed',
    ]);
  });

  test('given an officer, then the register can be read and not be changed', async () => {
    const officer = await staffOf(county, 'officer');
    expect((await officer.get('/api/agencies?limit=1')).json().items).toHaveLength(1);
    expect((await officer.send('POST', '/api/agencies', anEntry())).statusCode).toBe(403);
    expect((await officer.get(`/api/agencies/${randomUUID()}`)).statusCode).toBe(404);
  });
});

describe('departments', () => {
  test('given an office, then it opens, renames and closes departments of the own body only', async () => {
    const office = await staffOf(county, 'office');
    const at = `/api/agencies/${county}/departments`;
    const made = await office.send('POST', at, { name: '执法一科' });
    const { departmentId } = made.json<{ departmentId: string }>();
    expect(codesOf(await office.send('POST', at, { name: '执法一科' }))).toEqual([
      'register.department-name-taken',
    ]);
    expect(
      (await office.send('POST', `/api/agencies/${town}/departments`, { name: '所' })).statusCode,
    ).toBe(404);
    expect(
      (await office.send('PUT', `${at}/${departmentId}`, { name: '执法二科' })).statusCode,
    ).toBe(204);
    await aPerson(db, three, { agencyId: county, departmentId }, clock.now);
    expect(codesOf(await office.send('POST', `${at}/${departmentId}/closing`))).toEqual([
      'register.department-in-use',
    ]);
    expect((await office.send('POST', `${at}/${randomUUID()}/closing`)).statusCode).toBe(404);
    const { items } = (await office.get(at)).json();
    expect(items).toContainEqual({ departmentId, name: '执法二科', standing: 'active' });
  });
});

describe('officers and certificates', () => {
  test('[kaifu-1.3-a] given a certificate on its last day, then the officer may enforce; the day after, then not', async () => {
    const office = await staffOf(county, 'office');
    const officerId = await officerIn(office, county);
    const at = `/api/agencies/${county}/officers/${officerId}`;
    expect((await office.get(at)).json()).toMatchObject({ mayEnforce: false, certificates: [] });
    expect((await office.send('POST', `${at}/certificates`, aCertificate())).statusCode).toBe(201);
    expect((await office.get(at)).json()).toMatchObject({
      mayEnforce: true,
      certificates: [{ standing: 'valid', validUntil: '2026-09-28' }],
    });
    const officer = (await officersOf(db, county))[officerId];
    expect(certificateOn(officer?.certificates ?? [], '2026-09-28')).not.toBeNull();
    expect(certificateOn(officer?.certificates ?? [], '2026-09-29')).toBeNull();
  });

  test('[apl-2021-42] given a certificate for supervision only, then no case sees one that opens enforcement', async () => {
    const office = await staffOf(county, 'office');
    const officerId = await officerIn(office, county);
    const at = `/api/agencies/${county}/officers/${officerId}`;
    await office.send('POST', `${at}/certificates`, aCertificate({ class: 'supervision' }));
    expect((await office.get(at)).json()).toMatchObject({ mayEnforce: false });
    expect((await officersOf(db, county))[officerId]?.certificates).toEqual([]);
  });

  test('[apl-2021-42] given a revocation, then acts before it stand, and it cannot be revoked twice', async () => {
    const office = await staffOf(county, 'office');
    const officerId = await officerIn(office, county);
    const at = `/api/agencies/${county}/officers/${officerId}/certificates`;
    const made = await office.send('POST', at, aCertificate({ validUntil: '2030-01-01' }));
    const { certificateId } = made.json<{ certificateId: string }>();
    const revoke = (revokedOn: string) =>
      office.send('POST', `${at}/${certificateId}/revocation`, { revokedOn, reason: '调离' });
    expect((await revoke('2026-02-30')).statusCode).toBe(400);
    expect(codesOf(await revoke('2024-02-29'))).toEqual(['register.certificate-revoked-too-early']);
    expect((await revoke('2026-10-01')).statusCode).toBe(204);
    expect(codesOf(await revoke('2026-10-02'))).toEqual(['register.certificate-already-revoked']);
    const held = (await officersOf(db, county))[officerId]?.certificates ?? [];
    expect(certificateOn(held, '2026-09-30')).not.toBeNull();
    expect(certificateOn(held, '2026-10-01')).toBeNull();
  });

  test('given a number that another officer has or a reversed period, then it is refused', async () => {
    const office = await staffOf(county, 'office');
    const [first, second] = [await officerIn(office, county), await officerIn(office, county)];
    const enter = (officerId: string, body: object) =>
      office.send('POST', `/api/agencies/${county}/officers/${officerId}/certificates`, body);
    const certificate = aCertificate();
    expect((await enter(first, certificate)).statusCode).toBe(201);
    expect(codesOf(await enter(second, certificate))).toEqual([
      'register.certificate-number-taken',
    ]);
    expect(codesOf(await enter(second, aCertificate({ validUntil: '2024-02-29' })))).toEqual([
      'register.certificate-period-reversed',
    ]);
    expect((await enter(randomUUID(), aCertificate())).statusCode).toBe(404);
  });

  test('given an account, then the officer has the same id, once; a department of another body is refused', async () => {
    const office = await staffOf(county, 'office');
    const { accountId: officerId } = await aPerson(db, three, { agencyId: county }, clock.now);
    const at = `/api/agencies/${county}/officers`;
    expect((await office.send('POST', at, anOfficer({ officerId }))).json()).toEqual({ officerId });
    expect(codesOf(await office.send('POST', at, anOfficer({ officerId })))).toEqual([
      'register.officer-known',
    ]);
    const elsewhere = anOfficer({ departmentId: randomUUID() });
    expect(codesOf(await office.send('POST', at, elsewhere))).toEqual([
      'register.department-unknown',
    ]);
  });

  test('given an officer who left, then nothing is entered and no case finds the person, until the return', async () => {
    const office = await staffOf(county, 'office');
    const officerId = await officerIn(office, county);
    const at = `/api/agencies/${county}/officers/${officerId}`;
    await office.send('PUT', `${at}/standing`, { standing: 'left' });
    expect(codesOf(await office.send('POST', `${at}/certificates`, aCertificate()))).toEqual([
      'register.officer-left',
    ]);
    expect(codesOf(await office.send('PUT', at, anOfficer()))).toEqual(['register.officer-left']);
    expect((await officersOf(db, county))[officerId]).toBeUndefined();
    await office.send('PUT', `${at}/standing`, { standing: 'active' });
    expect((await office.send('PUT', at, anOfficer({ name: '周亮' }))).statusCode).toBe(204);
    expect((await officersOf(db, county))[officerId]).toMatchObject({
      name: '周亮',
      certificates: [],
    });
  });

  test('given a supervisor, then officers of bodies below are kept, and those of the own body are not', async () => {
    const supervisor = await staffOf(county, 'supervisor');
    const enter = (agencyId: string) =>
      supervisor.send('POST', `/api/agencies/${agencyId}/officers`, anOfficer());
    expect((await enter(town)).statusCode).toBe(201);
    expect((await enter(county)).statusCode).toBe(404);
  });

  test('given pages of one, then every officer comes once', async () => {
    const agencyId = await register();
    const office = await staffOf(agencyId, 'office');
    const made = [await officerIn(office, agencyId), await officerIn(office, agencyId)];
    const at = `/api/agencies/${agencyId}/officers?limit=1`;
    const first = (await office.get(at)).json();
    const second = (await office.get(`${at}&cursor=${first.nextCursor}`)).json();
    const seen = [...first.items, ...second.items].map(({ officerId }) => officerId);
    expect(seen).toEqual(made.toSorted());
    expect(second.nextCursor).toBeNull();
  });
});

describe('the cases that people may know of', () => {
  test('given a supervisor of the county, then the town is seen, and after a move it is not', async () => {
    const top = await register();
    const below = await register({ parentId: top });
    const asker = {
      id: randomUUID(),
      roles: ['supervisor'] as const,
      agencyId: top,
      departmentId: null,
    };
    const file = { agencyId: below, departmentId: null, handlerIds: [] };
    expect(sees(await caseScopeOf(db, asker), file)).toBe(true);
    const { packs: _packs, ...entry } = anEntry();
    await admin.send('PUT', `/api/agencies/${below}`, entry);
    expect(sees(await caseScopeOf(db, asker), file)).toBe(false);
  });
});
