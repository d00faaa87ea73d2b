import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  aPerson,
  goodPassword,
  type Person,
  type Three,
  theThree,
} from '../../tests/support/people.ts';
import {
  aBrowser,
  aStaffServer,
  codesOf,
  type HandClock,
} from '../../tests/support/staff-server.ts';
import { addHours, instantFromMillis, millisOf } from '../rules/index.ts';
import { accessRoutes } from './access.routes.ts';
import { disableAccount } from './account.store.ts';
import { installationId } from './installation.ts';
import { resetPassword } from './password.store.ts';
import { grantRole } from './role.store.ts';
import { openSetUp } from './set-up.store.ts';

const morning = '2026-09-28T09:00:00.000+08:00';
const clock: HandClock = { now: morning };
let db: TestDatabase;
let three: Three;
let app: FastifyInstance;
let person: Person;

const later = (minutes: number) => {
  clock.now = instantFromMillis(millisOf(clock.now) + minutes * 60_000);
};
const by = () => ({ actorId: three.systemAdmin.accountId, now: clock.now });
const tryToSignIn = (payload: object, headers = {}) =>
  app.inject({ method: 'POST', url: '/api/session', payload, headers });

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, morning);
  app = await serve();
});
afterAll(async () => {
  await app.close();
  await db.close();
});
beforeEach(async () => {
  // Each test has an hour of its own: tries of the one before are forgotten.
  clock.now = addHours(clock.now, 1);
  person = await aPerson(db, three, { agencyId: null }, clock.now);
});

async function serve(secure = false): Promise<FastifyInstance> {
  const { app: server, deps } = await aStaffServer(db, clock, secure);
  await server.register(accessRoutes, deps);
  server.get('/api/cases', { config: { permission: 'case:read' } }, async () => ({ items: [] }));
  await server.ready();
  return server;
}

describe('signing in', () => {
  test('given the right password, then the session is in a cookie that scripts and other sites cannot use', async () => {
    const { signedIn } = await aBrowser(app, person);
    expect(signedIn.statusCode).toBe(201);
    const cookie = String(signedIn.headers['set-cookie']);
    expect(cookie).toMatch(
      /^mingfa_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(signedIn.json()).toMatchObject({
      userName: person.userName,
      agencyId: installationId,
      permissions: ['own:session'],
      hasSecondFactor: false,
    });
  });

  test('given https, then the cookie travels over nothing else', async () => {
    const secure = await serve(true);
    const { signedIn } = await aBrowser(secure, person);
    expect(String(signedIn.headers['set-cookie'])).toContain('; Secure');
    await secure.close();
  });

  test('given an unknown name, a wrong password or a disabled account, then the answers are the same to the byte', async () => {
    const gone = await aPerson(db, three, { agencyId: null }, clock.now);
    await disableAccount(db, { accountId: gone.accountId, reason: '调离' }, by());
    const answers = [
      await tryToSignIn({ userName: 'nobody-here', password: goodPassword }),
      await tryToSignIn({ userName: person.userName, password: 'Not-the-one-99' }),
      await tryToSignIn({ userName: gone.userName, password: goodPassword }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    for (const { headers } of answers) expect(headers['set-cookie']).toBeUndefined();
  });

  test.each(['known', 'unknown'])(
    'given five wrong passwords for a name that is %s, then the name is locked for fifteen minutes, also for the right one',
    async (kind) => {
      const userName = kind === 'known' ? person.userName : 'nobody-there';
      for (let n = 1; n <= 5; n += 1) {
        expect((await tryToSignIn({ userName, password: 'Wrong-guess-11' })).statusCode).toBe(401);
      }
      const locked = await tryToSignIn({ userName, password: goodPassword });
      expect([locked.statusCode, ...codesOf(locked)]).toEqual([429, 'access.sign-in-locked']);
      later(14);
      expect((await tryToSignIn({ userName, password: goodPassword })).statusCode).toBe(429);
      later(1);
      const after = await tryToSignIn({ userName, password: goodPassword });
      expect(after.statusCode).toBe(kind === 'known' ? 201 : 401);
    },
  );

  test('given ten wrong passwords at one moment, then at most five are compared', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        tryToSignIn({ userName: person.userName, password: 'Wrong-guess-11' }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
  });

  test('given thirty wrong tries for many names from one address, then the address is closed', async () => {
    for (let n = 1; n <= 30; n += 1)
      await tryToSignIn({ userName: `guess-${n}`, password: 'Wrong-guess-11' });
    const closed = await tryToSignIn({ userName: person.userName, password: goodPassword });
    expect([closed.statusCode, ...codesOf(closed)]).toEqual([429, 'access.address-closed']);
  });

  test('given a session that the browser already has, then a new one is made and the old one ends (fixation)', async () => {
    const victim = await aBrowser(app, person);
    const again = await app.inject({
      method: 'POST',
      url: '/api/session',
      cookies: { mingfa_session: victim.token },
      payload: { userName: person.userName, password: goodPassword },
    });
    const token = again.cookies[0]?.value;
    expect(token).not.toBe(victim.token);
    expect((await victim.get('/api/session')).statusCode).toBe(401);
  });

  test('given a token that the attacker chose, then it is never taken over', async () => {
    const chosen = 'A'.repeat(43);
    await app.inject({
      method: 'POST',
      url: '/api/session',
      cookies: { mingfa_session: chosen },
      payload: { userName: person.userName, password: goodPassword },
    });
    const used = await app.inject({ url: '/api/session', cookies: { mingfa_session: chosen } });
    expect(used.statusCode).toBe(401);
  });

  test.each([
    [{ userName: 'x' }],
    [{ userName: 'x', password: 'y', role: 'auditor' }],
    [{ userName: 'a\u0000b', password: 'y' }],
    [{ userName: '\ud800', password: 'y' }],
    [{ userName: 'x', password: 'y'.repeat(129) }],
  ])('given the body %j, then it is refused before anything is looked up', async (payload) => {
    expect((await tryToSignIn(payload)).statusCode).toBe(400);
  });

  test('given a form on another site, then nobody is signed in by it', async () => {
    const answer = await tryToSignIn(
      { userName: person.userName, password: goodPassword },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect([answer.statusCode, ...codesOf(answer)]).toEqual([403, 'access.foreign-site']);
  });

  test('given tries and sign-ins, then they are on record without the typed password or unknown name', async () => {
    await tryToSignIn({ userName: 'my-secret-typed-here', password: 'Wrong-guess-11' });
    const browser = await aBrowser(app, person);
    const { rows } = await db.pool.query<{ row: string }>(
      `select to_jsonb(e)::text as row from mingfa.event e where kind like 'sign%'
       union all select to_jsonb(a)::text from mingfa.sign_in_attempt a
       union all select to_jsonb(s)::text from mingfa.session s`,
    );
    const all = rows.map(({ row }) => row).join('\n');
    expect(all).toContain('signedIn');
    for (const secret of [
      'my-secret-typed-here',
      'Wrong-guess-11',
      browser.token,
      browser.csrfToken,
    ])
      expect(all).not.toContain(secret);
  });
});

describe('a session', () => {
  test('given no session, an ended or an invented one, then 401', async () => {
    expect((await app.inject('/api/session')).statusCode).toBe(401);
    const browser = await aBrowser(app, person);
    expect((await browser.send('DELETE', '/api/session')).statusCode).toBe(204);
    expect((await browser.get('/api/session')).statusCode).toBe(401);
  });

  test('given thirty idle minutes, then it holds to the last; given one more, then it is over', async () => {
    const browser = await aBrowser(app, person);
    later(30);
    expect((await browser.get('/api/session')).statusCode).toBe(200);
    later(30);
    expect((await browser.get('/api/session')).statusCode).toBe(200);
    later(31);
    expect((await browser.get('/api/session')).statusCode).toBe(401);
  });

  test('given work without a break, then it ends after twelve hours', async () => {
    const browser = await aBrowser(app, person);
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      later(20);
      expect((await browser.get('/api/session')).statusCode).toBe(200);
    }
    later(1);
    expect((await browser.get('/api/session')).statusCode).toBe(401);
  });

  test('given a password change, then every session of the account ends, this one too', async () => {
    const [here, there] = [await aBrowser(app, person), await aBrowser(app, person)];
    const answer = await here.send('PUT', '/api/session/password', {
      currentPassword: goodPassword,
      password: 'Willow-bridge-23',
    });
    expect(answer.statusCode).toBe(204);
    expect((await here.get('/api/session')).statusCode).toBe(401);
    expect((await there.get('/api/session')).statusCode).toBe(401);
    expect(
      (await tryToSignIn({ userName: person.userName, password: goodPassword })).statusCode,
    ).toBe(401);
    expect((await aBrowser(app, person, 'Willow-bridge-23')).signedIn.statusCode).toBe(201);
  });

  test('given a grant, a reset or a disabling, then the sessions end', async () => {
    const { accountId } = person;
    const bySecurity = { actorId: three.securityAdmin.accountId, now: clock.now };
    const first = await aBrowser(app, person);
    await grantRole(db, { accountId, role: 'auditor' }, bySecurity);
    expect((await first.get('/api/session')).statusCode).toBe(401);
    const second = await aBrowser(app, person);
    const { password } = await resetPassword(db, accountId, { actorId: null, now: clock.now });
    expect((await second.get('/api/session')).statusCode).toBe(401);
    const third = await aBrowser(app, person, password);
    expect(third.signedIn.json()).toMatchObject({ mustChangePassword: true });
    await disableAccount(db, { accountId, reason: '调离' }, by());
    expect((await third.get('/api/session')).statusCode).toBe(401);
  });

  test('given several, then their owner sees and ends them, and nobody else', async () => {
    const [here, there] = [await aBrowser(app, person), await aBrowser(app, person)];
    const { items } = (await here.get('/api/sessions')).json<{
      items: { sessionId: string; isThis: boolean }[];
    }>();
    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(items).toHaveLength(2);
    const other = items.find(({ isThis }) => !isThis)?.sessionId;
    const stranger = await aBrowser(app, await aPerson(db, three, { agencyId: null }, clock.now));
    expect((await stranger.send('DELETE', `/api/sessions/${other}`)).statusCode).toBe(404);
    expect((await there.get('/api/session')).statusCode).toBe(200);
    expect((await here.send('DELETE', `/api/sessions/${other}`)).statusCode).toBe(204);
    expect((await there.get('/api/session')).statusCode).toBe(401);
  });

  test('given wrong current passwords, then guessing them is locked as signing in is', async () => {
    const browser = await aBrowser(app, person);
    const guess = () =>
      browser.send('PUT', '/api/session/password', {
        currentPassword: 'Wrong-guess-11',
        password: 'Willow-bridge-23',
      });
    for (let n = 1; n <= 5; n += 1)
      expect(codesOf(await guess())).toEqual(['access.password-wrong']);
    expect(codesOf(await guess())).toEqual(['access.sign-in-locked']);
  });
});

describe('requests that change something', () => {
  test.each([
    ['without a token', {}],
    ['with a wrong token', { 'x-csrf-token': 'B'.repeat(43) }],
  ])('given one %s, then it is refused and nothing changes', async (_name, headers) => {
    const browser = await aBrowser(app, person);
    const cookies = { mingfa_session: browser.token };
    const answer = await app.inject({ method: 'DELETE', url: '/api/session', cookies, headers });
    expect([answer.statusCode, ...codesOf(answer)]).toEqual([403, 'access.csrf']);
    expect((await browser.get('/api/session')).statusCode).toBe(200);
  });

  test("given another session's token, then it is refused", async () => {
    const [mine, yours] = [await aBrowser(app, person), await aBrowser(app, person)];
    const answer = await app.inject({
      method: 'DELETE',
      url: '/api/session',
      cookies: { mingfa_session: mine.token },
      headers: { 'x-csrf-token': yours.csrfToken },
    });
    expect(codesOf(answer)).toEqual(['access.csrf']);
  });
});

describe('a handed-out password', () => {
  test('given one, then only the own session can be used until it is changed', async () => {
    const fresh = await aPerson(db, three, { agencyId: null, mustChangePassword: true }, clock.now);
    const browser = await aBrowser(app, fresh);
    expect(codesOf(await browser.get('/api/cases'))).toEqual(['access.password-must-change']);
    expect((await browser.get('/api/session')).statusCode).toBe(200);
    const change = { currentPassword: goodPassword, password: 'Willow-bridge-23' };
    expect((await browser.send('PUT', '/api/session/password', change)).statusCode).toBe(204);
    const after = await aBrowser(app, fresh, 'Willow-bridge-23');
    expect(codesOf(await after.get('/api/cases'))).toEqual(['access.not-permitted']);
  });
});

describe('the second factor', () => {
  type Enrolled = {
    readonly codeAt: (minutes: number) => string;
    readonly recoveryCodes: string[];
  };

  async function enrol(): Promise<Enrolled> {
    const browser = await aBrowser(app, person);
    const begun = await browser.send('POST', '/api/session/second-factor', {
      currentPassword: goodPassword,
    });
    const { secret, uri } = begun.json<{ secret: string; uri: string }>();
    expect(uri).toContain(`secret=${secret}`);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const codeAt = (minutes: number) =>
      totp.generate({ timestamp: millisOf(clock.now) + minutes * 60_000 });
    const wrong = await browser.send('POST', '/api/session/second-factor/confirmation', {
      code: codeAt(600),
    });
    expect(codesOf(wrong)).toEqual(['access.second-factor-wrong']);
    const confirmed = await browser.send('POST', '/api/session/second-factor/confirmation', {
      code: codeAt(0),
    });
    expect(confirmed.statusCode).toBe(201);
    return { codeAt, recoveryCodes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes };
  }
  const signInWith = (code?: string) =>
    tryToSignIn({
      userName: person.userName,
      password: goodPassword,
      ...(code === undefined ? {} : { code }),
    });

  test('given it is on, then the password alone is not enough, and a wrong password does not reveal it', async () => {
    const { codeAt } = await enrol();
    later(1);
    const half = await signInWith();
    expect([half.statusCode, ...codesOf(half)]).toEqual([401, 'access.second-factor-required']);
    expect(half.headers['set-cookie']).toBeUndefined();
    const wrong = await tryToSignIn({
      userName: person.userName,
      password: 'Wrong-guess-11',
      code: codeAt(0),
    });
    expect(codesOf(wrong)).toEqual(['access.wrong-credentials']);
    expect((await signInWith(codeAt(0))).statusCode).toBe(201);
  });

  test('given a code that was used, then it is refused, also within its own half minute and for an earlier step', async () => {
    const { codeAt } = await enrol();
    expect(codesOf(await signInWith(codeAt(0)))).toEqual(['access.second-factor-wrong']);
    later(2);
    const code = codeAt(0);
    const answers = await Promise.all([signInWith(code), signInWith(code)]);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201, 401]));
    expect((await signInWith(codeAt(-0.5))).statusCode).toBe(401);
    later(1);
    expect((await signInWith(codeAt(0))).statusCode).toBe(201);
  });

  test('given five wrong codes, then the name is locked', async () => {
    const { codeAt } = await enrol();
    later(2);
    for (let n = 1; n <= 5; n += 1)
      expect(codesOf(await signInWith(codeAt(600 + n)))).toEqual(['access.second-factor-wrong']);
    expect(codesOf(await signInWith(codeAt(0)))).toEqual(['access.sign-in-locked']);
  });

  test('given a recovery code, then it stands in once, however it is written', async () => {
    const { recoveryCodes } = await enrol();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    expect((await signInWith(first.toLowerCase().replace('-', ' '))).statusCode).toBe(201);
    expect((await signInWith(first)).statusCode).toBe(401);
    expect((await signInWith(second)).statusCode).toBe(201);
  });

  test('given the database alone, then neither the secret nor a recovery code can be read in it', async () => {
    const { recoveryCodes } = await enrol();
    const { rows } = await db.pool.query<{ row: string }>(
      `select to_jsonb(f)::text as row from mingfa.second_factor f
       union all select to_jsonb(r)::text from mingfa.recovery_code r`,
    );
    const all = rows.map(({ row }) => row).join('\n');
    for (const code of recoveryCodes) expect(all).not.toContain(code.replace('-', ''));
    const sealed = await db.pool.query(
      'select sealed from mingfa.second_factor where account_id = $1',
      [person.accountId],
    );
    // 20 bytes of secret with a nonce of 12 and a tag of 16.
    expect(sealed.rows[0].sealed).toHaveLength(48);
  });

  test('given its removal, then password and code are asked for, and all sessions end', async () => {
    const { codeAt } = await enrol();
    later(2);
    const browser = await aBrowser(app, person);
    expect(browser.signedIn.statusCode).toBe(401);
    const signedIn = await signInWith(codeAt(0));
    const cookies = { mingfa_session: signedIn.cookies[0]?.value ?? '' };
    const headers = { 'x-csrf-token': signedIn.json<{ csrfToken: string }>().csrfToken };
    const remove = (payload: object) =>
      app.inject({
        method: 'POST',
        url: '/api/session/second-factor/removal',
        cookies,
        headers,
        payload,
      });
    later(1);
    const guess = await remove({ currentPassword: 'Wrong-guess-11', code: codeAt(0) });
    expect(codesOf(guess)).toEqual(['access.password-wrong']);
    const removed = await remove({ currentPassword: goodPassword, code: codeAt(0) });
    expect(removed.statusCode).toBe(204);
    expect((await app.inject({ url: '/api/session', cookies })).statusCode).toBe(401);
    expect((await signInWith()).statusCode).toBe(201);
  });

  test('given it is on, then it cannot be enrolled over', async () => {
    const { codeAt } = await enrol();
    later(2);
    const signedIn = await signInWith(codeAt(0));
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session/second-factor',
      cookies: { mingfa_session: signedIn.cookies[0]?.value ?? '' },
      headers: { 'x-csrf-token': signedIn.json<{ csrfToken: string }>().csrfToken },
      payload: { currentPassword: goodPassword },
    });
    expect([answer.statusCode, ...codesOf(answer)]).toEqual([409, 'access.second-factor-on']);
  });
});

describe('routes', () => {
  test('given a route without a permission, then the server does not start', async () => {
    const { app: server } = await aStaffServer(db, clock);
    expect(() => server.get('/api/forgotten', async () => 'secret')).toThrow(/names no permission/);
    const misspelt = { config: { permission: 'case:raed' as 'case:read' } };
    expect(() => server.get('/api/misspelt', misspelt, async () => 'secret')).toThrow(
      /names no permission/,
    );
    await server.close();
  });

  test('given a plugin of routes, then the same holds inside it', async () => {
    const { app: server } = await aStaffServer(db, clock);
    server.register(async (inner) => {
      inner.get('/api/inner', async () => 'secret');
    });
    await expect(server.ready()).rejects.toThrow(/names no permission/);
  });

  test('given an address that does not exist, then 404 without a session and with one', async () => {
    expect((await app.inject('/api/nothing-here')).statusCode).toBe(404);
    const browser = await aBrowser(app, person);
    expect((await browser.get('/api/nothing-here')).statusCode).toBe(404);
  });

  test('given 三员, then no case route is open to them', async () => {
    for (const one of [three.systemAdmin, three.securityAdmin, three.auditor]) {
      const browser = await aBrowser(app, one);
      expect(codesOf(await browser.get('/api/cases'))).toEqual(['access.not-permitted']);
    }
  });

  test('given an installation that is set up, then the set-up is closed to everybody', async () => {
    expect((await app.inject('/api/set-up')).json()).toEqual({ needed: false });
    expect(await openSetUp(db, clock.now)).toBeNull();
    const people = [
      {
        role: 'auditor',
        userName: 'eve',
        displayName: '某',
        identity: 'E-0001',
        password: goodPassword,
      },
    ];
    const answer = await app.inject({
      method: 'POST',
      url: '/api/set-up',
      payload: { token: 'x', people },
    });
    expect([answer.statusCode, ...codesOf(answer)]).toEqual([409, 'access.set-up-closed']);
  });
});
