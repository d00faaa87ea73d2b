// The first set-up: as long as no account exists, the server prints a one-time token at start. Whoever can read the
// server's output may use it once, to make 三员 together: three people, three accounts, each with a password of its own.

import { type Instant, type Refusal, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { insertAccount, withNames } from './account.store.ts';
import { accountRows } from './account-row.store.ts';
import { type Change, change, eventBy, refuseIf } from './change.store.ts';
import { passwordRefusals } from './password.ts';
import { hashPassword } from './password-hash.store.ts';
import { accessRefusals } from './refusals.ts';
import { writeRole } from './role.store.ts';
import { type SeparatedRole, separatedRoles } from './role.ts';
import { withRole } from './separation.ts';
import { digestFor, newToken } from './token.store.ts';
import { identityKey, identityRefusals, userKey, userNameRefusals } from './user-name.ts';

/** One of the three people of the first set-up. */
export type FirstPerson = {
  readonly role: SeparatedRole;
  readonly userName: string;
  readonly displayName: string;
  readonly identity: string;
  readonly password: string;
};

/** Whether the installation still waits for its first three accounts. */
export async function needsSetUp(db: Database): Promise<boolean> {
  const { rowCount } = await db.pool.query('select from mingfa.account limit 1');
  return rowCount === 0;
}

/**
 * Makes a new one-time token, as long as no account exists; a token made earlier no longer works.
 *
 * @returns the token to print; null when the set-up is done
 */
export async function openSetUp(db: Database, now: Instant): Promise<string | null> {
  if (!(await needsSetUp(db))) return null;
  const token = newToken();
  await db.pool.query(
    `insert into mingfa.set_up (token_digest, opened_at) values ($1, $2)
     on conflict (is_single) do update set token_digest = excluded.token_digest, opened_at = excluded.opened_at`,
    [digestFor(db, 'set-up', token), now],
  );
  return token;
}

/**
 * Makes the three administrators and uses up the token.
 *
 * @throws Refused (`access.set-up-closed`, `access.set-up-token`, `access.set-up-not-three`, and what `createAccount` refuses)
 */
export async function setUp(
  db: Database,
  asked: { readonly token: string; readonly people: readonly FirstPerson[] },
  now: Instant,
): Promise<void> {
  const digest = digestFor(db, 'set-up', asked.token);
  const open = await db.pool.query('select from mingfa.set_up where token_digest = $1', [digest]);
  if (!(await needsSetUp(db))) throw new Refused(accessRefusals.setUpClosed);
  if (open.rowCount !== 1) throw new Refused(accessRefusals.setUpToken);
  await makeThree(db, asked.people, now, async (tx) => {
    const used = await tx.query('delete from mingfa.set_up where token_digest = $1', [digest]);
    return used.rowCount === 1;
  });
}

/**
 * Makes the three administrators without the token, for those who hold the machine; a token that was printed no longer
 * works.
 *
 * @throws as `setUp` does
 */
export async function setUpHere(
  db: Database,
  people: readonly FirstPerson[],
  now: Instant,
): Promise<void> {
  if (!(await needsSetUp(db))) throw new Refused(accessRefusals.setUpClosed);
  await makeThree(db, people, now, async (tx) => {
    await tx.query('delete from mingfa.set_up');
    return true;
  });
}

async function makeThree(
  db: Database,
  asked: readonly FirstPerson[],
  now: Instant,
  useToken: (tx: Change) => Promise<boolean>,
): Promise<void> {
  refuseIf(peopleRefusals(asked));
  const people: (FirstPerson & { passwordHash: string })[] = [];
  for (const person of asked)
    people.push({ ...person, passwordHash: await hashPassword(person.password) });
  await withNames(() =>
    change(db, async (tx) => {
      await accountRows.lockRights(tx);
      const isOpen = await useToken(tx);
      // Asked once more under the lock: two set-ups at one moment would make six.
      const known = await tx.query('select from mingfa.account limit 1');
      if (known.rowCount !== 0) throw new Refused(accessRefusals.setUpClosed);
      if (!isOpen) throw new Refused(accessRefusals.setUpToken);
      for (const person of people) await insertFirst(db, tx, person, now);
    }),
  );
}

function peopleRefusals(people: readonly FirstPerson[]) {
  const isThree =
    people.length === separatedRoles.length &&
    separatedRoles.every((role) => people.some((person) => person.role === role));
  if (!isThree) return [accessRefusals.setUpNotThree];
  const twice = [...repeated(people, 'identity'), ...repeated(people, 'userName')];
  if (twice.length > 0) return twice;
  return people.flatMap((person, index) =>
    [
      ...userNameRefusals(person.userName),
      ...identityRefusals(person.identity),
      ...passwordRefusals(person.password, userKey(person.userName)),
    ].map((refusal) => ({ ...refusal, field: `/people/${index}/${refusal.field ?? ''}` })),
  );
}

const told = {
  identity: {
    keyOf: identityKey,
    text: '与前面的人员号码相同。三员须是三个人，请填写本人的号码。',
  },
  userName: {
    keyOf: userKey,
    text: '与前面的人员登录名相同（不分大小写）。请另取登录名。',
  },
} as const;

/** Beside whom it stands that somebody before has the same. */
function repeated(people: readonly FirstPerson[], part: keyof typeof told): readonly Refusal[] {
  const { keyOf, text } = told[part];
  const keys = people.map((person) => keyOf(person[part]));
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ ...accessRefusals.setUpNotThree, text, field: `/people/${index}/${part}` }],
  );
}

async function insertFirst(
  db: Database,
  tx: Change,
  person: FirstPerson & { readonly passwordHash: string },
  now: Instant,
): Promise<void> {
  const by = { actorId: null, now };
  const entry = { ...person, agencyId: null, departmentId: null, mustChangePassword: false };
  const accountId = await insertAccount(db, tx, entry, by);
  const { holder } = await accountRows.lock(tx, accountId);
  await writeRole(tx, withRole(holder, person.role), { role: person.role, by });
  await accountRows.append(tx, accountId, [eventBy(by, 'roleGranted', { role: person.role })]);
}
