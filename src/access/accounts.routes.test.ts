import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, goodPassword, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { accessRoutes } from './access.routes.ts';
import { disableAccount } from './account.store.ts';
import { accountRoutes } from './accounts.routes.ts';
import { recordReading } from './reading.store.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let admin: Browser;
let security: Browser;
let auditor: Browser;

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.register(accountRoutes, server.deps);
  await app.ready();
  admin = await aBrowser(app, three.systemAdmin);
  security = await aBrowser(app, three.securityAdmin);
  auditor = await aBrowser(app, three.auditor);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const aNewcomer = (difference = {}) => ({
  agencyId: null,
  userName: `n${randomUUID().slice(0, 8)}`,
  displayName: '新人',
  identity: randomUUID(),
  ...difference,
});

describe('accounts are made by one, given rights by another, and looked at by a third', () => {
  test('given each of 三员, then only the own part is open', async () => {
    const { accountId } = await aPerson(db, three, { agencyId: null }, clock.now);
    const at = `/api/accounts/${accountId}`;
    const reason = { reason: '试' };
    const statuses = async (browser: Browser) => [
      (await browser.get('/api/accounts')).statusCode,
      (await browser.send('POST', '/api/accounts', aNewcomer())).statusCode,
      (await browser.send('PUT', `${at}/roles/auditor`)).statusCode,
      (await browser.send('POST', `${at}/disabling`, reason)).statusCode,
      (await browser.get('/api/audit/events')).statusCode,
    ];
    expect(await statuses(auditor)).toEqual([403, 403, 403, 403, 200]);
    expect(await statuses(security)).toEqual([200, 403, 204, 403, 403]);
    expect(await statuses(admin)).toEqual([200, 201, 403, 204, 403]);
  });

  test('given a newcomer, then the handed-out password works once the person changes it, and a role can be given', async () => {
    const newcomer = aNewcomer();
    const made = await admin.send('POST', '/api/accounts', newcomer);
    const { accountId, password } = made.json<{ accountId: string; password: string }>();
    const early = await security.send('PUT', `/api/accounts/${accountId}/roles/auditor`);
    expect([early.statusCode, ...codesOf(early)]).toEqual([409, 'access.password-not-own']);
    const person = { accountId, userName: newcomer.userName };
    const first = await aBrowser(app, person, password);
    const change = { currentPassword: password, password: goodPassword };
    expect((await first.send('PUT', '/api/session/password', change)).statusCode).toBe(204);
    expect(
      (await security.send('PUT', `/api/accounts/${accountId}/roles/auditor`)).statusCode,
    ).toBe(204);
    const { signedIn } = await aBrowser(app, person);
    expect(signedIn.json()).toMatchObject({
      permissions: ['own:session', 'audit:read', 'ledger:verify'],
    });
  });

  test('given an officer of no body or a second duty, then it is refused with the reason', async () => {
    const at = `/api/accounts/${three.auditor.accountId}/roles`;
    const twice = await security.send('PUT', `${at}/system-admin`);
    expect([twice.statusCode, ...codesOf(twice)]).toEqual([409, 'access.duties-not-separate']);
    const own = await security.send(
      'PUT',
      `/api/accounts/${three.securityAdmin.accountId}/roles/auditor`,
    );
    expect(codesOf(own)).toContain('access.own-rights');
    expect((await security.send('PUT', `${at}/emperor`)).statusCode).toBe(400);
  });

  test('given an account that does not exist, then 404 for every action', async () => {
    const at = `/api/accounts/${randomUUID()}`;
    const answers = [
      await admin.get(at),
      await admin.send('POST', `${at}/disabling`, { reason: '无' }),
      await admin.send('POST', `${at}/password-reset`),
      await security.send('PUT', `${at}/roles/officer`),
      await security.send('POST', `${at}/unlocking`),
      await security.send('POST', `${at}/sessions-ending`),
      await security.send('POST', `${at}/second-factor-reset`),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(7).fill(404));
  });

  test('given a locked person, then the security administrator opens the lock, and the tries stay on record', async () => {
    const person = await aPerson(db, three, { agencyId: null }, clock.now);
    for (let n = 1; n <= 5; n += 1) await aBrowser(app, person, 'Wrong-guess-11');
    expect((await aBrowser(app, person)).signedIn.statusCode).toBe(429);
    const at = `/api/accounts/${person.accountId}`;
    expect((await security.send('POST', `${at}/unlocking`)).statusCode).toBe(204);
    const browser = await aBrowser(app, person);
    expect(browser.signedIn.statusCode).toBe(201);
    const tries = await db.pool.query(
      `select from mingfa.sign_in_attempt where account_id = $1 and outcome = 'failed'`,
      [person.accountId],
    );
    expect(tries.rowCount).toBe(5);
    expect((await security.send('POST', `${at}/sessions-ending`)).statusCode).toBe(204);
    expect((await browser.get('/api/session')).statusCode).toBe(401);
  });

  test('given pages of two, then they hold every account once, without anything secret', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await admin.get(`/api/accounts?limit=2${query}`)).json<{
        items: { userName: string }[];
        nextCursor: string | null;
      }>();
      seen.push(...page.items.map(({ userName }) => userName));
      expect(JSON.stringify(page)).not.toMatch(/argon2|digest|"password/);
      cursor = page.nextCursor;
    }
    const { rows } = await db.pool.query<{ user_name: string }>(
      'select user_name from mingfa.account',
    );
    expect(seen.toSorted()).toEqual(rows.map((row) => row.user_name).toSorted());
  });

  test('given a part of a name, a role or a standing, then only the accounts it fits are listed', async () => {
    const one = await aPerson(db, three, { agencyId: null }, clock.now);
    const other = await aPerson(db, three, { agencyId: null }, clock.now);
    const by = { actorId: three.systemAdmin.accountId, now: clock.now };
    await disableAccount(db, { accountId: other.accountId, reason: '试' }, by);
    const found = async (query: string) =>
      (await admin.get(`/api/accounts?limit=200&${query}`))
        .json<{ items: { accountId: string }[] }>()
        .items.map(({ accountId }) => accountId);

    expect(await found(`text=${one.userName.slice(1).toUpperCase()}`)).toEqual([one.accountId]);
    expect(await found('role=auditor')).toContain(three.auditor.accountId);
    expect(await found('role=auditor')).not.toContain(one.accountId);
    expect(await found('role=none')).not.toContain(three.auditor.accountId);
    expect(await found('disabled=true')).toContain(other.accountId);
    expect(await found('disabled=false')).not.toContain(other.accountId);
  });

  test('given the own id in capitals, then it is no way around one’s own rights', async () => {
    const own = three.securityAdmin.accountId.toUpperCase();
    expect((await security.send('PUT', `/api/accounts/${own}/roles/leader`)).statusCode).toBe(400);
    const by = { actorId: three.systemAdmin.accountId, now: clock.now };
    const target = { accountId: three.systemAdmin.accountId.toUpperCase(), reason: '试' };
    await expect(disableAccount(db, target, by)).rejects.toThrow('access.own-rights');
  });

  const unreadable = [
    [1, 2],
    ['2026-13-45T00:00:00.000+08:00', randomUUID()],
    [clock.now, '-'.repeat(36)],
    7,
    null,
  ].map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
  test.each(['nonsense', '', ...unreadable])(
    'given the cursor %j, then it is refused',
    async (cursor) => {
      const answer = await auditor.get(`/api/audit/readings?cursor=${cursor}`);
      expect([400, 422]).toContain(answer.statusCode);
    },
  );
});

describe('the audit', () => {
  test('given what was done, then the auditor sees who did it, the latest first', async () => {
    const { accountId } = await aPerson(db, three, { agencyId: null }, clock.now);
    await security.send('PUT', `/api/accounts/${accountId}/roles/auditor`);
    const { items } = (await auditor.get(`/api/audit/events?streamId=${accountId}`)).json<{
      items: { kind: string; actorId: string; data: unknown }[];
    }>();
    expect(items.map(({ kind }) => kind)).toEqual(['roleGranted', 'accountCreated']);
    expect(items[0]).toMatchObject({
      kindTitle: '授予角色',
      actorId: three.securityAdmin.accountId,
      object: { kind: 'account', id: accountId, title: expect.stringMatching(/./) },
      data: { role: 'auditor' },
    });
  });

  test('given pages of one, then no event is lost between them', async () => {
    const first = (await auditor.get('/api/audit/events?limit=1')).json();
    const second = (
      await auditor.get(`/api/audit/events?limit=1&cursor=${first.nextCursor}`)
    ).json();
    const both = (await auditor.get('/api/audit/events?limit=2')).json();
    expect([...first.items, ...second.items]).toEqual(both.items);
  });

  test('given a reading of a case, then the auditor finds it by case', async () => {
    const file = {
      agencyId: randomUUID(),
      caseId: randomUUID(),
      departmentId: null,
      handlerIds: [],
    };
    const reader = { id: three.systemAdmin.accountId, sessionId: randomUUID() };
    await recordReading(db, reader, { file, part: 'case' }, clock.now);
    const { items } = (await auditor.get(`/api/audit/readings?caseId=${file.caseId}`)).json();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ accountId: reader.id, part: 'case', readAt: clock.now });
  });
});
