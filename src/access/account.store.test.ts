import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  aPerson,
  goodPassword,
  type Person,
  type Three,
  theThree,
} from '../../tests/support/people.ts';
import type { Refused } from '../rules/index.ts';
import { readEvents } from '../store/index.store.ts';
import { createAccount, disableAccount, enableAccount, moveAccount } from './account.store.ts';
import { readAccount } from './account-reading.store.ts';
import { installationId } from './installation.ts';
import { changePassword, resetPassword } from './password.store.ts';
import { grantRole, revokeRole } from './role.store.ts';
import { dutyOf, type Role, roles, separatedRoles } from './role.ts';
import { needsSetUp, openSetUp, setUp } from './set-up.store.ts';

const now = '2026-09-28T09:00:00.000+08:00';
let db: TestDatabase;
let three: Three;
let agencyId: string;

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, now);
  agencyId = await anAgency();
});
afterAll(() => db.close());

async function anAgency(): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `insert into mingfa.agency (agency_id, name, short_name, region_code, nature, packs, standing, version, created_at)
     values ($1, $2, '某局', '430105', 'statutory', '{national}', 'active', 1, $3)`,
    [id, `某局${id}`, now],
  );
  return id;
}
const byAdmin = () => ({ actorId: three.systemAdmin.accountId, now });
const bySecurity = () => ({ actorId: three.securityAdmin.accountId, now });
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: Error) => error.message,
  );
const kindsOf = async (accountId: string) =>
  (await readEvents(db, installationId, accountId)).map(({ kind }) => kind);

describe('the first set-up', () => {
  test('given 三员 exist, then no token is made and an old one opens nothing', async () => {
    expect(await needsSetUp(db)).toBe(false);
    expect(await openSetUp(db, now)).toBeNull();
    expect(await refused(setUp(db, { token: 'x', people: [] }, now))).toBe('access.set-up-closed');
  });

  test('given an empty installation, then the token works once, and only for three people', async () => {
    const fresh = await aDatabase();
    try {
      const first = await openSetUp(fresh, now);
      const token = (await openSetUp(fresh, now)) ?? '';
      const person = (role: (typeof separatedRoles)[number], identity: string) => ({
        role,
        userName: `u-${role}`,
        displayName: '某人',
        identity,
        password: goodPassword,
      });
      const people = separatedRoles.map((role) => person(role, `ID-${role}`));
      const onePerson = separatedRoles.map((role) => person(role, 'ID-1 '));
      expect(await refused(setUp(fresh, { token: first ?? '', people }, now))).toBe(
        'access.set-up-token',
      );
      const fields = await setUp(fresh, { token, people: onePerson }, now).catch(
        ({ refusals }: Refused) => refusals.map(({ code, field }) => `${code} ${field}`),
      );
      expect(fields).toEqual([
        'access.set-up-not-three /people/1/identity',
        'access.set-up-not-three /people/2/identity',
      ]);
      expect(await refused(setUp(fresh, { token, people: people.slice(1) }, now))).toBe(
        'access.set-up-not-three',
      );
      const answers = await Promise.all(
        [1, 2].map(() => refused(setUp(fresh, { token, people }, now))),
      );
      expect(answers.toSorted()).toEqual(['accepted', 'access.set-up-closed']);
      expect(await refused(setUp(fresh, { token, people }, now))).toBe('access.set-up-closed');
      expect(await needsSetUp(fresh)).toBe(false);
    } finally {
      await fresh.close();
    }
  });
});

describe('an account', () => {
  test('given a new one, then it has no role, its events hold no secret, and its identity only a digest', async () => {
    const { accountId, password } = await createAccount(
      db,
      {
        agencyId,
        departmentId: null,
        userName: '李四',
        displayName: '李四',
        identity: '11010519491231002X',
      },
      byAdmin(),
    );
    const account = await readAccount(db, accountId);
    expect(account).toMatchObject({ roles: [], mustChangePassword: true, disabled: false });
    const { rows } = await db.pool.query<{ row: string }>(
      `select (to_jsonb(a)::text || coalesce((select string_agg(to_jsonb(e)::text, '') from mingfa.event e
         where e.stream_id = a.account_id), '')) as row from mingfa.account a where account_id = $1`,
      [accountId],
    );
    expect(rows[0]?.row).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(rows[0]?.row).not.toContain(password);
    expect(rows[0]?.row).not.toContain('11010519491231002');
    expect(await kindsOf(accountId)).toEqual(['accountCreated']);
  });

  test('given the same person or name again, then there is no second account', async () => {
    const entry = {
      agencyId,
      departmentId: null,
      userName: 'wangwu',
      displayName: '王五',
      identity: 'W 5001',
    };
    await createAccount(db, entry, byAdmin());
    const samePerson = { ...entry, userName: 'wangwu2', identity: 'w5001' };
    expect(await refused(createAccount(db, samePerson, byAdmin()))).toBe(
      'access.person-has-account',
    );
    const sameName = { ...entry, userName: ' WANGWU', identity: 'W5002' };
    expect(await refused(createAccount(db, sameName, byAdmin()))).toBe('access.user-name-taken');
    const nowhere = { ...entry, userName: 'zhaoliu', identity: 'W5003', agencyId: randomUUID() };
    expect(await refused(createAccount(db, nowhere, byAdmin()))).toBe('access.agency-unknown');
    const noSquad = { ...nowhere, agencyId, departmentId: randomUUID() };
    expect(await refused(createAccount(db, noSquad, byAdmin()))).toBe('access.department-unknown');
  });

  test('given several things wrong at once, then all are said', async () => {
    const entry = {
      agencyId,
      departmentId: null,
      userName: '!',
      displayName: '某',
      identity: '1',
      password: 'short',
    };
    expect(await refused(createAccount(db, entry, byAdmin()))).toBe(
      'access.user-name-form, access.identity-form, access.password-too-short',
    );
  });

  test('given a disabled one, then roles stay, nothing new is granted, and it can be enabled', async () => {
    const officer = await aPerson(db, three, { agencyId, roles: ['officer'] }, now);
    const target = { accountId: officer.accountId, reason: '退休' };
    await disableAccount(db, target, byAdmin());
    expect(await refused(disableAccount(db, target, byAdmin()))).toBe('access.already-disabled');
    expect(await refused(grantRole(db, { ...target, role: 'leader' }, bySecurity()))).toBe(
      'access.account-disabled',
    );
    await enableAccount(db, target, byAdmin());
    expect(await refused(enableAccount(db, target, byAdmin()))).toBe('access.not-disabled');
    expect(await readAccount(db, officer.accountId)).toMatchObject({ roles: ['officer'] });
    expect(await kindsOf(officer.accountId)).toEqual([
      'accountCreated',
      'roleGranted',
      'accountDisabled',
      'accountEnabled',
    ]);
  });

  test('given an unknown id, then it is unknown for every action', async () => {
    const accountId = randomUUID();
    const answers = await Promise.all([
      refused(grantRole(db, { accountId, role: 'officer' }, bySecurity())),
      refused(disableAccount(db, { accountId, reason: '无' }, byAdmin())),
      refused(resetPassword(db, accountId, byAdmin())),
      refused(moveAccount(db, { accountId, agencyId, departmentId: null }, byAdmin())),
    ]);
    expect(answers).toEqual(Array(4).fill('access.unknown'));
    expect(await readAccount(db, accountId)).toBeNull();
  });

  test('given a move within the body, then roles stay; given one to another body, then they are gone, as events', async () => {
    const { accountId } = await aPerson(db, three, { agencyId, roles: ['officer', 'leader'] }, now);
    const moveTo = (body: string) =>
      moveAccount(db, { accountId, agencyId: body, departmentId: null }, byAdmin());
    await moveTo(agencyId);
    expect(await readAccount(db, accountId)).toMatchObject({ roles: ['leader', 'officer'] });
    await moveTo(await anAgency());
    expect(await readAccount(db, accountId)).toMatchObject({ roles: [] });
    const events = await readEvents(db, installationId, accountId);
    expect(events.slice(-4).map(({ kind, data }) => [kind, data])).toEqual([
      ['accountMoved', { agencyId, departmentId: null }],
      ['accountMoved', expect.objectContaining({ departmentId: null })],
      ['roleRevoked', { role: 'leader' }],
      ['roleRevoked', { role: 'officer' }],
    ]);
  });

  test('given a move, then the new body is kept; 三员 and oneself are not moved', async () => {
    const officer = await aPerson(db, three, { agencyId, roles: ['officer'] }, now);
    const other = await anAgency();
    await moveAccount(
      db,
      { accountId: officer.accountId, agencyId: other, departmentId: null },
      byAdmin(),
    );
    expect(await readAccount(db, officer.accountId)).toMatchObject({ agencyId: other });
    const move = (person: Person) =>
      refused(
        moveAccount(db, { accountId: person.accountId, agencyId, departmentId: null }, byAdmin()),
      );
    expect(await move(three.auditor)).toBe('access.move-of-three');
    expect(await move(three.systemAdmin)).toBe('access.own-rights');
  });
});

describe('passwords', () => {
  test('given the own password, then it changes; given a wrong, equal or weak one, then not', async () => {
    const { accountId } = await aPerson(db, three, { agencyId, mustChangePassword: true }, now);
    const ask = (currentPassword: string, password: string) =>
      refused(
        changePassword(
          db,
          { accountId, currentPassword, password, address: '10.0.0.1' },
          { actorId: accountId, now },
        ),
      );
    expect(await ask('wrong', 'Willow-bridge-23')).toBe('access.password-wrong');
    expect(await ask(goodPassword, goodPassword)).toBe('access.password-unchanged');
    expect(await ask(goodPassword, 'password2026')).toBe('access.password-too-common');
    expect(await ask(goodPassword, 'Willow-bridge-23')).toBe('accepted');
    expect(await readAccount(db, accountId)).toMatchObject({ mustChangePassword: false });
    expect(await ask(goodPassword, 'Willow-bridge-24')).toBe('access.password-wrong');
  });

  test('given 三员, then only the command line resets the password', async () => {
    const { accountId } = three.auditor;
    expect(await refused(resetPassword(db, accountId, byAdmin()))).toBe('access.reset-of-three');
    expect(await refused(resetPassword(db, three.systemAdmin.accountId, byAdmin()))).toBe(
      'access.own-password',
    );
    const { password, needsConfirmation } = await resetPassword(db, accountId, {
      actorId: null,
      now,
    });
    expect(password).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/);
    expect(needsConfirmation).toBe(false);
  });
});

describe('三员 are three people: the rules and the database agree', () => {
  test('given officers and 三员, then the granter is never the holder and the last of the three stays', async () => {
    const own = { accountId: three.securityAdmin.accountId, role: 'leader' as const };
    expect(await refused(grantRole(db, own, bySecurity()))).toContain('access.own-rights');
    const last = { accountId: three.systemAdmin.accountId, role: 'system-admin' as const };
    expect(await refused(revokeRole(db, last, bySecurity()))).toBe('access.last-of-three');
  });

  test('given a person who was auditor, then the person may become an officer but never system administrator', async () => {
    const { accountId } = await aPerson(db, three, { agencyId, roles: ['auditor'] }, now);
    await revokeRole(db, { accountId, role: 'auditor' }, bySecurity());
    expect(await refused(grantRole(db, { accountId, role: 'system-admin' }, bySecurity()))).toBe(
      'access.duties-not-separate',
    );
    await grantRole(db, { accountId, role: 'officer' }, bySecurity());
    expect(await readAccount(db, accountId)).toMatchObject({ roles: ['officer'] });
  });

  test('given two grants at one moment that are harmless alone, then only one is kept', async () => {
    const { accountId } = await aPerson(db, three, { agencyId }, now);
    const answers = await Promise.all([
      refused(grantRole(db, { accountId, role: 'officer' }, bySecurity())),
      refused(grantRole(db, { accountId, role: 'auditor' }, bySecurity())),
    ]);
    expect(answers.toSorted()).toEqual(['accepted', 'access.duties-not-separate']);
  });

  test('given any hand at the database, then no row order unites two duties', async () => {
    const step = fc.record({
      who: fc.nat(2),
      by: fc.nat(2),
      role: fc.constantFrom(...roles),
      act: fc.constantFrom('grant', 'revoke', 'duty', 'forget'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const people = await Promise.all([0, 1, 2].map(() => aBareAccount()));
        const everHeld = new Map(people.map((id) => [id, new Set<string>()]));
        for (const { who, by, role, act } of steps) {
          await tryByHand(people[who] as string, people[by] as string, role, act);
          for (const id of people) {
            const held = await rolesOf(id);
            expect(new Set(held.map(dutyOf)).size).toBeLessThanOrEqual(1);
            for (const one of held) if (dutyOf(one) !== 'business') everHeld.get(id)?.add(one);
            expect(everHeld.get(id)?.size).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('given an account, then its person cannot be replaced nor the row be deleted', async () => {
    const id = await aBareAccount();
    const byHand = (sql: string) => refused(db.pool.query(sql, [id]));
    expect(
      await byHand(`update mingfa.account set identity_digest = sha256('x') where account_id = $1`),
    ).toMatch(/never changes/);
    expect(await byHand('delete from mingfa.account where account_id = $1')).toMatch(/append-only/);
    const { rows } = await db.pool.query('select from mingfa.account where account_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  async function aBareAccount(): Promise<string> {
    const id = randomUUID();
    await db.pool.query(
      `insert into mingfa.account (account_id, user_name, user_key, display_name, identity_digest, password_hash,
         must_change_password, password_set_at, version, created_at)
       values ($1, $2, $2, '某', sha256($2::text::bytea), '$argon2id$none', false, $3, 1, $3)`,
      [id, id.slice(0, 30), now],
    );
    return id;
  }

  async function tryByHand(id: string, by: string, role: Role, act: string): Promise<void> {
    const duty = dutyOf(role);
    const separated = duty === 'business' ? null : duty;
    const statements: Record<string, [string, unknown[]]> = {
      grant: [
        'insert into mingfa.account_role (account_id, role, granted_by, granted_at) values ($1, $2, $3, now())',
        [id, role, by],
      ],
      revoke: ['delete from mingfa.account_role where account_id = $1 and role = $2', [id, role]],
      duty: [
        'update mingfa.account set duty = $2, separated_duty = coalesce($3, separated_duty) where account_id = $1',
        [id, duty, separated],
      ],
      forget: ['update mingfa.account set separated_duty = null where account_id = $1', [id]],
    };
    const [sql, values] = statements[act] as [string, unknown[]];
    await refused(db.pool.query(sql, values));
  }

  async function rolesOf(id: string): Promise<Role[]> {
    const { rows } = await db.pool.query<{ role: Role }>(
      'select role from mingfa.account_role where account_id = $1',
      [id],
    );
    return rows.map(({ role }) => role);
  }
});
