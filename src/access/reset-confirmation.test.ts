import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, goodPassword, type Three, theThree } from '../../tests/support/people.ts';
import { aBrowser, aStaffServer, type Browser, codesOf } from '../../tests/support/staff-server.ts';
import { readEvents } from '../store/index.store.ts';
import { accessRoutes } from './access.routes.ts';
import { accountRoutes } from './accounts.routes.ts';
import { appointDeputy } from './deputy.store.ts';
import { installationId } from './installation.ts';
import { resetPassword } from './password.store.ts';
import type { Role } from './role.ts';

const clock = { now: '2026-09-28T09:00:00.000+08:00' };
const agencyId = randomUUID();
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let admin: Browser;
let security: Browser;

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, clock.now);
  await db.pool.query(
    `insert into mingfa.agency (agency_id, name, short_name, region_code, nature, packs, standing, version, created_at)
     values ($1, '某局', '某局', '430105', 'statutory', '{national}', 'active', 1, $2)`,
    [agencyId, clock.now],
  );
  const server = await aStaffServer(db, clock);
  app = server.app;
  await app.register(accessRoutes, server.deps);
  await app.register(accountRoutes, server.deps);
  await app.ready();
  admin = await aBrowser(app, three.systemAdmin);
  security = await aBrowser(app, three.securityAdmin);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const someone = (roles: readonly Role[]) => aPerson(db, three, { agencyId, roles }, clock.now);
async function reset(accountId: string): Promise<{ password: string; needsConfirmation: boolean }> {
  const answer = await admin.send('POST', `/api/accounts/${accountId}/password-reset`);
  expect(answer.statusCode).toBe(201);
  return answer.json();
}
const confirm = (accountId: string, by: Browser) =>
  by.send('POST', `/api/accounts/${accountId}/password-reset-confirmation`);
const pending = async (accountId: string) =>
  (await admin.get(`/api/accounts/${accountId}`)).json<{ resetPending: boolean }>().resetPending;

const waiting = async () =>
  (await security.get('/api/accounts?limit=200&resetPending=true'))
    .json<{ items: { accountId: string }[] }>()
    .items.map(({ accountId }) => accountId);

describe('no administrator alone can sign in as somebody else', () => {
  test('given the password of a leader is reset, then it opens nothing until the security administrator agrees', async () => {
    const person = await someone(['leader']);
    const { password, needsConfirmation } = await reset(person.accountId);
    expect(needsConfirmation).toBe(true);
    expect(await pending(person.accountId)).toBe(true);
    const early = await aBrowser(app, person, password);
    expect([early.signedIn.statusCode, ...codesOf(early.signedIn)]).toEqual([
      403,
      'access.reset-unconfirmed',
    ]);
    expect((await aBrowser(app, person)).signedIn.statusCode).toBe(401);
    expect((await confirm(person.accountId, admin)).statusCode).toBe(403);

    expect(await waiting()).toContain(person.accountId);
    expect((await confirm(person.accountId, security)).statusCode).toBe(204);
    expect(await pending(person.accountId)).toBe(false);
    expect(await waiting()).not.toContain(person.accountId);
    expect((await aBrowser(app, person, password)).signedIn.statusCode).toBe(201);
    const again = await confirm(person.accountId, security);
    expect([again.statusCode, ...codesOf(again)]).toEqual([409, 'access.no-reset-pending']);
    const events = await readEvents(db, installationId, person.accountId);
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['passwordReset', 'passwordResetConfirmed']),
    );
  });

  test('given a confirmed reset and another one, then that one waits again', async () => {
    const person = await someone(['officer']);
    await reset(person.accountId);
    await confirm(person.accountId, security);
    const { password } = await reset(person.accountId);
    expect((await aBrowser(app, person, password)).signedIn.statusCode).toBe(403);
  });

  test('given an account without a role, then nobody is asked; given it stands in for somebody, then yes', async () => {
    const [principal, person] = [await someone(['leader']), await someone([])];
    expect((await reset(person.accountId)).needsConfirmation).toBe(false);
    const term = { roles: ['leader'], from: '2026-09-29', until: '2026-09-30' } as const;
    await appointDeputy(
      db,
      { ...term, deputyAccountId: person.accountId, reason: '出差' },
      { actorId: principal.accountId, now: clock.now },
    );
    expect((await reset(person.accountId)).needsConfirmation).toBe(true);
  });

  test('given a command on the server, then nobody is asked, and what waited no longer does', async () => {
    const person = await someone(['leader']);
    await reset(person.accountId);
    const { password } = await resetPassword(db, person.accountId, {
      actorId: null,
      now: clock.now,
    });
    expect((await aBrowser(app, person, password)).signedIn.statusCode).toBe(201);
  });

  test('given nothing waits, nobody of that id or the own account, then it is refused', async () => {
    const person = await someone(['leader']);
    expect(codesOf(await confirm(person.accountId, security))).toEqual(['access.no-reset-pending']);
    expect((await confirm(randomUUID(), security)).statusCode).toBe(404);
    const own = await confirm(three.securityAdmin.accountId, security);
    expect(codesOf(own)).toEqual(['access.own-rights']);
    expect((await aBrowser(app, person, goodPassword)).signedIn.statusCode).toBe(201);
  });
});
