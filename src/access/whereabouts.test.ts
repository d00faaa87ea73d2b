import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser } from '../../tests/support/staff-server.ts';
import { readEvents } from '../store/index.store.ts';
import { accessRoutes } from './access.routes.ts';
import { accountRoutes } from './accounts.routes.ts';
import { installationId } from './installation.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let security: Browser;
const agencyId = randomUUID();
const departmentId = randomUUID();

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  await db.pool.query(
    `insert into mingfa.agency (agency_id, name, short_name, region_code, nature, packs, standing, version, created_at)
     values ($1, '某市某局', '某局', '430105', 'statutory', '{national}', 'active', 1, $2)`,
    [agencyId, clock.now],
  );
  await db.pool.query(
    `insert into mingfa.department (agency_id, department_id, name, standing, version)
     values ($1, $2, '执法一科', 'active', 1)`,
    [agencyId, departmentId],
  );
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.register(accountRoutes, server.deps);
  await app.ready();
  security = await aBrowser(app, three.securityAdmin);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

describe('the signed-in person is told where they are', () => {
  test('given someone of a department, then body and department by name, and the sign-in before this one', async () => {
    const person = await aPerson(db, three, { agencyId, departmentId }, clock.now);
    clock.now = '2026-09-28T09:01:00.000+08:00';
    const first = await aBrowser(app, person);
    clock.now = '2026-09-28T09:02:00.000+08:00';
    const second = await aBrowser(app, person);
    const later = { agencyName: '某市某局', departmentName: '执法一科' };

    expect(first.signedIn.json()).toMatchObject({ ...later, lastSignInAt: null });
    expect(second.signedIn.json()).toMatchObject({
      ...later,
      lastSignInAt: '2026-09-28T09:01:00.000+08:00',
    });
    expect((await first.get('/api/session')).json()).toMatchObject({ lastSignInAt: null });
  });

  test('given someone of no body, then no names', () => {
    expect(security.signedIn.json()).toMatchObject({ agencyName: null, departmentName: null });
  });
});

describe('a list that leaves the system', () => {
  test('given an export, then it is an event of the person with list, format and rows', async () => {
    const person = await aPerson(db, three, { agencyId }, clock.now);
    const browser = await aBrowser(app, person);
    const exported = { list: 'cases', format: 'xlsx', rows: 120 };
    const answer = await browser.send('POST', '/api/exports', exported);
    const events = await readEvents(db, installationId, person.accountId);

    expect(answer.statusCode).toBe(204);
    expect(events.at(-1)).toMatchObject({
      kind: 'listExported',
      actorId: person.accountId,
      data: exported,
    });
  });

  test.each([
    { list: 'Cases', format: 'csv', rows: 1 },
    { list: 'cases', format: 'pdf', rows: 1 },
    { list: 'cases', format: 'csv', rows: -1 },
    { list: 'cases', format: 'csv', rows: 1, more: true },
  ])('given %o, then it is refused', async (exported) => {
    expect((await security.send('POST', '/api/exports', exported)).statusCode).toBe(400);
  });
});

describe('who is signed in now', () => {
  type Item = { accountId: string; sessionId: string };
  const list = async (query: string) =>
    (await security.get(`/api/open-sessions?${query}`)).json<{
      items: Item[];
      nextCursor: string | null;
    }>();

  test('given several sessions, then page by page, the latest first, each with whose it is', async () => {
    const person = await aPerson(db, three, { agencyId }, clock.now);
    for (const second of [1, 2, 3]) {
      clock.now = `2026-09-28T09:03:0${second}.000+08:00`;
      await aBrowser(app, person);
    }
    const which = `accountId=${person.accountId}`;
    const first = await list(`${which}&limit=2`);
    const rest = await list(`${which}&limit=2&cursor=${first.nextCursor}`);

    expect(first.items).toMatchObject([
      {
        userName: person.userName,
        displayName: '丁戊',
        startedAt: '2026-09-28T09:03:03.000+08:00',
        lastSeenAt: '2026-09-28T09:03:03.000+08:00',
        address: '127.0.0.1',
      },
      { startedAt: '2026-09-28T09:03:02.000+08:00' },
    ]);
    expect(rest.items).toMatchObject([{ startedAt: '2026-09-28T09:03:01.000+08:00' }]);
    expect(rest.nextCursor).toBeNull();
    expect((await list('')).items.length).toBeGreaterThan(3);
  });

  test('given sessions ended or idle for too long, then they are not among them', async () => {
    const person = await aPerson(db, three, { agencyId }, clock.now);
    const idle = await aBrowser(app, person);
    const ended = await aBrowser(app, person);
    expect((await list(`accountId=${person.accountId}`)).items).toHaveLength(2);
    await ended.send('DELETE', '/api/session');
    clock.now = '2026-09-28T09:33:03.000+08:00';
    expect((await security.get('/api/session')).statusCode).toBe(200);
    expect((await list(`accountId=${person.accountId}`)).items).toHaveLength(1);
    clock.now = '2026-09-28T09:33:03.001+08:00';
    expect((await list(`accountId=${person.accountId}`)).items).toHaveLength(0);
    expect((await idle.get('/api/session')).statusCode).toBe(401);
  });

  test('given the auditor, then 403', async () => {
    const auditor = await aBrowser(app, three.auditor);
    expect((await auditor.get('/api/open-sessions')).statusCode).toBe(403);
  });
});
