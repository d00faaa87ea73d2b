import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, type Person, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { readEvents } from '../store/index.store.ts';
import { accessRoutes } from './access.routes.ts';
import { disableAccount, enableAccount, moveAccount } from './account.store.ts';
import { accountStanding } from './account-standing.ts';
import { installationId } from './installation.ts';
import { grantRole, revokeRole } from './role.store.ts';
import { type Role, separatedRoles } from './role.ts';

const start = '2026-09-28T09:00:00.000+08:00';
const clock = { now: start };
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let agencyId: string;
let otherAgency: string;
let departmentId: string;

async function anAgency(): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `insert into mingfa.agency (agency_id, name, short_name, region_code, nature, packs, standing, version, created_at)
     values ($1, $2, '某局', '430105', 'statutory', '{national}', 'active', 1, $3)`,
    [id, `某局${id}`, start],
  );
  return id;
}

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, start);
  [agencyId, otherAgency] = [await anAgency(), await anAgency()];
  departmentId = randomUUID();
  await db.pool.query(
    `insert into mingfa.department (agency_id, department_id, name, standing, version)
     values ($1, $2, '执法一科', 'active', 1)`,
    [agencyId, departmentId],
  );
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.ready();
});
beforeEach(() => {
  clock.now = start;
});
afterAll(async () => {
  await app.close();
  await db.close();
});

type Someone = Person & { readonly browser: Browser };
async function someone(roles: readonly Role[], difference = {}): Promise<Someone> {
  const person = await aPerson(db, three, { agencyId, roles, ...difference }, clock.now);
  return { ...person, browser: await aBrowser(app, person) };
}
const aTerm = (deputy: Person, difference = {}) => ({
  deputyAccountId: deputy.accountId,
  roles: ['leader'],
  from: '2026-09-28',
  until: '2026-09-30',
  reason: '出差',
  ...difference,
});
const byAdmin = () => ({ actorId: three.systemAdmin.accountId, now: clock.now });
const bySecurity = () => ({ actorId: three.securityAdmin.accountId, now: clock.now });
const meOf = async ({ browser }: Someone) =>
  (await browser.get('/api/session')).json<{
    roles: { role: string }[];
    permissions: string[];
    standsInFor: unknown[];
  }>();
const rolesOf = async (one: Someone) => (await meOf(one)).roles.map(({ role }) => role);
const termsOf = async ({ browser }: Someone) =>
  (await browser.get('/api/deputies')).json<{ items: { standing: string; endedAt: string }[] }>()
    .items;
async function appoint(principal: Someone, deputy: Someone, difference = {}): Promise<string> {
  const answer = await principal.browser.send('POST', '/api/deputies', aTerm(deputy, difference));
  expect(answer.statusCode).toBe(201);
  return answer.json<{ deputyId: string }>().deputyId;
}
async function aPair(principalRoles: readonly Role[] = ['leader']) {
  return [await someone(principalRoles), await someone(['officer'])] as const;
}

describe('a deputy has the lent roles from the first day to the last', () => {
  test('given a term, then the deputy has the role in it, without signing in again, and not after it', async () => {
    const [principal, deputy] = await aPair();
    await appoint(principal, deputy, { from: '2026-09-29' });
    const days: unknown[] = [];
    const at = async (now: string) => {
      clock.now = now;
      days.push(await rolesOf({ ...deputy, browser: await aBrowser(app, deputy) }));
    };
    await at('2026-09-28T23:59:59.999+08:00');
    await at('2026-09-29T00:00:00.000+08:00');
    await at('2026-09-30T23:59:59.999+08:00');
    await at('2026-10-01T00:00:00.000+08:00');
    expect(days).toEqual([['officer'], ['officer', 'leader'], ['officer', 'leader'], ['officer']]);
  });

  test('given a term that begins today, then the open session has the role at once and says for whom', async () => {
    const [principal, deputy] = await aPair();
    expect((await meOf(deputy)).permissions).not.toContain('register:settings');
    const deputyId = await appoint(principal, deputy);
    const me = await meOf(deputy);
    expect(me.permissions).toContain('register:settings');
    expect(me.standsInFor).toEqual([
      { principalName: '丁戊', roleTitles: ['机关负责人'], until: '2026-09-30' },
    ]);
    const seen = {
      deputyId,
      principal: { id: principal.accountId, name: '丁戊' },
      deputy: { id: deputy.accountId, name: '丁戊' },
      roles: ['leader'],
      roleTitles: ['机关负责人'],
      from: '2026-09-28',
      until: '2026-09-30',
      reason: '出差',
      standing: 'current',
      endedAt: null,
    };
    expect([await termsOf(principal), await termsOf(deputy)]).toEqual([[seen], [seen]]);
    expect(await termsOf(await someone(['leader']))).toEqual([]);
  });

  test('given a role from a deputy, then it cannot be lent on', async () => {
    const [principal, deputy] = await aPair();
    const third = await someone(['officer']);
    await appoint(principal, deputy);
    const answer = await deputy.browser.send('POST', '/api/deputies', aTerm(third));
    expect([answer.statusCode, ...codesOf(answer)]).toEqual([422, 'access.deputy-role']);
    expect(await rolesOf(third)).toEqual(['officer']);
  });
});

describe('what cannot be lent', () => {
  test.each(['officer', 'reviewer', 'supervisor', ...separatedRoles])(
    'given the role %s, then 400',
    async (role) => {
      const [principal, deputy] = await aPair();
      const term = aTerm(deputy, { roles: [role] });
      expect((await principal.browser.send('POST', '/api/deputies', term)).statusCode).toBe(400);
    },
  );

  test('given oneself, somebody elsewhere, one of 三员, or somebody disabled, then refused', async () => {
    const principal = await someone(['leader']);
    const elsewhere = await someone(['officer'], { agencyId: otherAgency });
    const separated = await someone(['auditor']);
    const disabled = await someone(['officer']);
    await disableAccount(db, { accountId: disabled.accountId, reason: '离职' }, byAdmin());
    const nobody = { accountId: randomUUID(), userName: '' };
    const answers: unknown[] = [];
    for (const deputy of [principal, elsewhere, separated, disabled, nobody]) {
      const answer = await principal.browser.send('POST', '/api/deputies', aTerm(deputy));
      answers.push([answer.statusCode, ...codesOf(answer)]);
    }
    const [self, ...others] = answers;
    expect(self).toEqual([422, 'access.deputy-self']);
    expect(others).toEqual(others.map(() => [422, 'access.deputy-unsuitable']));
    expect(await termsOf(principal)).toEqual([]);
  });

  test('given 三员, then they lend nothing', async () => {
    const deputy = await someone(['officer']);
    const admin = { browser: await aBrowser(app, three.systemAdmin) };
    const answer = await admin.browser.send('POST', '/api/deputies', aTerm(deputy));
    expect(codesOf(answer)).toContain('access.deputy-role');
  });

  test('given two appointments of one role for the same days at the same moment, then one is made', async () => {
    const [principal, deputy] = await aPair();
    const third = await someone(['officer']);
    const answers = await Promise.all(
      [deputy, third].map((one) => principal.browser.send('POST', '/api/deputies', aTerm(one))),
    );
    const statuses = answers.map(({ statusCode }) => String(statusCode));
    expect(statuses.toSorted()).toEqual(['201', '409']);
    const next = { from: '2026-10-01', until: '2026-10-02' };
    expect((await appoint(principal, third, next)).length).toBe(36);
  });
});

describe('a term ends before its last day', () => {
  test('given the principal or the deputy ends it, then at once; given somebody else, then 404', async () => {
    for (const who of ['principal', 'deputy'] as const) {
      const [principal, deputy] = await aPair();
      const at = `/api/deputies/${await appoint(principal, deputy)}/ending`;
      const stranger = await someone(['leader']);
      expect((await stranger.browser.send('POST', at)).statusCode).toBe(404);
      expect(await rolesOf(deputy)).toEqual(['officer', 'leader']);
      const { browser } = who === 'principal' ? principal : deputy;
      expect((await browser.send('POST', at)).statusCode).toBe(204);
      expect(await rolesOf(deputy)).toEqual(['officer']);
      expect(await termsOf(deputy)).toMatchObject([{ standing: 'ended', endedAt: start }]);
      const again = await browser.send('POST', at);
      expect([again.statusCode, ...codesOf(again)]).toEqual([409, 'access.deputy-ended']);
    }
  });

  const causes: readonly (readonly [
    string,
    (principal: Person, deputy: Person) => Promise<void>,
  ])[] = [
    [
      'the principal loses the role',
      ({ accountId }) => revokeRole(db, { accountId, role: 'leader' }, bySecurity()),
    ],
    [
      'the principal is disabled',
      ({ accountId }) => disableAccount(db, { accountId, reason: '离职' }, byAdmin()),
    ],
    [
      'the deputy is disabled',
      (_, { accountId }) => disableAccount(db, { accountId, reason: '离职' }, byAdmin()),
    ],
    [
      'the principal moves to another department',
      ({ accountId }) => moveAccount(db, { accountId, agencyId, departmentId }, byAdmin()),
    ],
    [
      'the deputy moves to another body',
      (_, { accountId }) =>
        moveAccount(db, { accountId, agencyId: otherAgency, departmentId: null }, byAdmin()),
    ],
  ];
  test.each(causes)('given %s, then it is over, and stays over', async (_, cause) => {
    const [principal, deputy] = await aPair();
    await appoint(principal, deputy);
    await cause(principal, deputy);
    const { rows } = await db.pool.query<{ ended: boolean }>(
      `select ended_at is not null as ended from mingfa.deputy where principal_id = $1`,
      [principal.accountId],
    );
    expect(rows).toEqual([{ ended: true }]);
    const { rows: held } = await db.pool.query<{ role: string }>(
      'select role from mingfa.account_role where account_id = $1',
      [principal.accountId],
    );
    if (held.length === 0)
      await grantRole(db, { accountId: principal.accountId, role: 'leader' }, bySecurity());
    for (const { accountId } of [principal, deputy])
      await enableAccount(db, { accountId, reason: '返岗' }, byAdmin()).catch(() => undefined);
    const back = { ...deputy, browser: await aBrowser(app, deputy) };
    expect(await rolesOf(back)).not.toContain('leader');
  });

  test('given a deputy without a role of their own becomes one of 三员, then nothing is left of the term', async () => {
    const principal = await someone(['leader']);
    const deputy = await someone([]);
    await appoint(principal, deputy);
    expect(await rolesOf(deputy)).toEqual(['leader']);
    await grantRole(db, { accountId: deputy.accountId, role: 'auditor' }, bySecurity());
    const back = { ...deputy, browser: await aBrowser(app, deputy) };
    expect(await rolesOf(back)).toEqual(['auditor']);
    expect(await termsOf(principal)).toMatchObject([{ standing: 'ended' }]);
  });

  test('given a row that says otherwise, then a role that the principal lost, or a disabled one, gives nothing', async () => {
    const [principal, deputy] = await aPair();
    await appoint(principal, deputy);
    const count = async () => (await rolesOf(deputy)).length;
    expect(await count()).toBe(2);
    await db.pool.query('update mingfa.account set disabled_at = $2 where account_id = $1', [
      principal.accountId,
      start,
    ]);
    expect(await count()).toBe(1);
    await db.pool.query('update mingfa.account set disabled_at = null where account_id = $1', [
      principal.accountId,
    ]);
    expect(await count()).toBe(2);
    await db.pool.query('delete from mingfa.account_role where account_id = $1', [
      principal.accountId,
    ]);
    expect(await count()).toBe(1);
  });
});

describe('what the events of an account say of deputies', () => {
  test('given terms that run and that ended, then the fold of the events is what the table holds', async () => {
    const [principal, deputy] = await aPair(['leader', 'office']);
    const first = await appoint(principal, deputy);
    const second = await appoint(principal, deputy, { roles: ['office'] });
    await deputy.browser.send('POST', `/api/deputies/${first}/ending`);
    const events = await readEvents(db, installationId, principal.accountId);
    const term = {
      deputy_account_id: deputy.accountId,
      from_on: '2026-09-28',
      until_on: '2026-09-30',
    };

    expect(events.slice(-1)).toMatchObject([
      {
        kind: 'deputyEnded',
        actorId: deputy.accountId,
        data: { deputyId: first, why: 'by-deputy' },
      },
    ]);
    expect(accountStanding(events).deputies).toEqual(
      [
        { ...term, deputy_id: first, roles: ['leader'], ended: true },
        { ...term, deputy_id: second, roles: ['office'], ended: false },
      ].toSorted((a, b) => (a.deputy_id < b.deputy_id ? -1 : 1)),
    );
  });
});
