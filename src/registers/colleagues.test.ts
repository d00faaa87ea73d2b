import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Place, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser } from '../../tests/support/staff-server.ts';
import { accessRoutes } from '../access/index.routes.ts';
import { createAccount, disableAccount, grantRole } from '../access/index.store.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { registerAgency } from './agency.store.ts';
import { openDepartment } from './department.store.ts';
import { enterCertificate, registerOfficer, setOfficerStanding } from './officer.store.ts';
import { registerRoutes } from './registers.routes.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
const shelf = await loadRuleBook(join(import.meta.dirname, '../../rules'));
const password = 'Bamboo-ferry-17';
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let agencyId: string;
let departmentId: string;
let asker: Browser;

const byAdmin = () => ({ actorId: three.systemAdmin.accountId, now: clock.now });

async function named(displayName: string, place: Partial<Place> = {}) {
  const userName = `c${randomUUID().slice(0, 8)}`;
  const { accountId } = await createAccount(
    db,
    {
      agencyId,
      departmentId: null,
      userName,
      displayName,
      identity: `ID-${userName}`,
      password,
      mustChangePassword: false,
      ...place,
    },
    byAdmin(),
  );
  for (const role of place.roles ?? [])
    await grantRole(
      db,
      { accountId, role },
      { actorId: three.securityAdmin.accountId, now: clock.now },
    );
  return { accountId, userName };
}

async function certify(officerId: string, validUntil: string): Promise<void> {
  const key = { agencyId, officerId };
  const officer = { name: '甲', post: '', departmentId: null, mayReview: false };
  await registerOfficer(db, { ...key, ...officer }, byAdmin());
  const certificate = {
    number: randomUUID(),
    class: 'enforcement',
    issuedBy: '某市司法局',
    validFrom: '2024-03-01',
    validUntil,
  } as const;
  await enterCertificate(db, key, certificate, byAdmin());
}

async function aBody(): Promise<string> {
  const entry = {
    name: `某县某局${randomUUID()}`,
    shortName: '某局',
    creditCode: null,
    regionCode: '141026',
    nature: 'statutory',
    parentId: null,
    packs: ['national'],
  } as const;
  return registerAgency(db, shelf, entry, byAdmin());
}

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.register(registerRoutes, { ...server.deps, shelf });
  await app.ready();
  agencyId = await aBody();
  departmentId = await openDepartment(db, { agencyId, name: '执法一科' }, byAdmin());
  const holding = await named('赵一', { departmentId, roles: ['officer'] });
  const expired = await named('钱二', { roles: ['officer', 'office'] });
  const left = await named('孙三', { roles: ['leader'] });
  await certify(holding.accountId, '2026-09-28');
  await certify(expired.accountId, '2026-09-27');
  await certify(left.accountId, '2030-01-01');
  await setOfficerStanding(db, { agencyId, officerId: left.accountId }, 'left', byAdmin());
  const { accountId } = await named('李四');
  await disableAccount(db, { accountId, reason: '离职' }, byAdmin());
  await named('外人', { agencyId: await aBody(), roles: ['officer'] });
  asker = await aBrowser(app, await named('周五'), password);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const ask = async (query = '') => {
  const { items } = (await asker.get(`/api/colleagues${query}`)).json<{
    items: { name: string }[];
  }>();
  return items;
};
const namesOf = async (query: string) => (await ask(query)).map(({ name }) => name);

describe('the people of the own body', () => {
  test('given some with and without department, role and certificate, then each as they stand today', async () => {
    const one = (name: string, roleTitles: string[], difference = {}) => ({
      accountId: expect.any(String),
      name,
      departmentId: null,
      departmentName: null,
      roleTitles,
      certified: false,
      ...difference,
    });
    const found = await ask();

    expect(found[0]).toEqual(
      one('赵一', ['执法人员'], { departmentId, departmentName: '执法一科', certified: true }),
    );
    expect(found.slice(1).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      one('周五', []),
      one('孙三', ['机关负责人']),
      one('钱二', ['办公室', '执法人员']),
    ]);
  });

  test('given words or a role, then only those who have them', async () => {
    expect(await namesOf(`?text=${encodeURIComponent('三')}`)).toEqual(['孙三']);
    expect(await namesOf(`?text=${encodeURIComponent('%')}`)).toEqual([]);
    expect(await namesOf('?role=office')).toEqual(['钱二']);
    expect(await namesOf('?role=reviewer')).toEqual([]);
    expect((await asker.get('/api/colleagues?role=emperor')).statusCode).toBe(400);
  });

  test('given one of 三员, who belongs to no body, then nobody', async () => {
    const auditor = await aBrowser(app, three.auditor);
    expect((await auditor.get('/api/colleagues')).json()).toEqual({ items: [] });
  });
});
