import { randomUUID } from 'node:crypto';
import { createAccount, grantRole, openSetUp, setUp } from '../../src/access/index.store.ts';
import type { Role } from '../../src/access/index.ts';
import type { Instant } from '../../src/rules/index.ts';
import type { Database } from '../../src/store/index.store.ts';

/** A password that will do for everybody in tests. */
export const goodPassword = 'Bamboo-ferry-17';

/** Someone who can sign in with `goodPassword`. */
export type Person = { readonly accountId: string; readonly userName: string };

/** The three administrators of an installation. */
export type Three = {
  readonly systemAdmin: Person;
  readonly securityAdmin: Person;
  readonly auditor: Person;
};

/** Sets up 三员 on an empty database. */
export async function theThree(db: Database, now: Instant): Promise<Three> {
  const token = await openSetUp(db, now);
  const people = (['system-admin', 'security-admin', 'auditor'] as const).map((role) => ({
    role,
    userName: role,
    displayName: '甲乙丙',
    identity: `SY-${role}`,
    password: goodPassword,
  }));
  await setUp(db, { token: token ?? '', people }, now);
  const { rows } = await db.pool.query<Person>(
    'select account_id as "accountId", user_name as "userName" from mingfa.account',
  );
  const named = (userName: string) => rows.find((row) => row.userName === userName) as Person;
  return {
    systemAdmin: named('system-admin'),
    securityAdmin: named('security-admin'),
    auditor: named('auditor'),
  };
}

/** Where a person works and what the person is. */
export type Place = {
  readonly agencyId: string | null;
  readonly departmentId?: string | null;
  readonly roles?: readonly Role[];
  readonly mustChangePassword?: boolean;
};

/** Makes a person with an account and roles. */
export async function aPerson(
  db: Database,
  three: Three,
  place: Place,
  now: Instant,
): Promise<Person> {
  const userName = `p${randomUUID().slice(0, 8)}`;
  const { accountId } = await createAccount(
    db,
    {
      agencyId: place.agencyId,
      departmentId: place.departmentId ?? null,
      userName,
      displayName: '丁戊',
      identity: `ID-${userName}`,
      password: goodPassword,
      mustChangePassword: place.mustChangePassword ?? false,
    },
    { actorId: three.systemAdmin.accountId, now },
  );
  for (const role of place.roles ?? [])
    await grantRole(db, { accountId, role }, { actorId: three.securityAdmin.accountId, now });
  return { accountId, userName };
}
