import { randomUUID } from 'node:crypto';
import { DatabaseError } from 'pg';
import { type Refusal, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accountRows } from './account-row.store.ts';
import { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
import { endTerms } from './deputy-ending.store.ts';
import { passwordRefusals } from './password.ts';
import { hashPassword, newPassword } from './password-hash.store.ts';
import { accessRefusals } from './refusals.ts';
import { isSeparated } from './role.ts';
import { disableRefusals } from './separation.ts';
import { endSessions } from './session.store.ts';
import { digestFor } from './token.store.ts';
import { identityKey, identityRefusals, userKey, userNameRefusals } from './user-name.ts';

/** A person who is to get an account. */
export type AccountToCreate = {
  /** The same id as the person's entry among the officers; a new one when absent. */
  readonly accountId?: string;
  /** Null for people of the installation itself. */
  readonly agencyId: string | null;
  readonly departmentId: string | null;
  readonly userName: string;
  readonly displayName: string;
  /** Identity number of the person; only its keyed digest is kept. */
  readonly identity: string;
  /** A password that is known already; a random one is made when absent. */
  readonly password?: string;
  /** Whether the person must replace the password at the first sign-in; true when absent. */
  readonly mustChangePassword?: boolean;
};

/** A new account with the password to hand out, which is shown this once. */
export type CreatedAccount = { readonly accountId: string; readonly password: string };

/**
 * Creates an account without any role.
 *
 * @throws Refused (`access.user-name-form`, `access.identity-form`, `access.password-…`, `access.user-name-taken`,
 *   `access.person-has-account`, `access.agency-unknown`, `access.department-unknown`)
 */
export async function createAccount(
  db: Database,
  person: AccountToCreate,
  by: By,
): Promise<CreatedAccount> {
  const password = person.password ?? newPassword();
  refuseIf([
    ...userNameRefusals(person.userName),
    ...identityRefusals(person.identity),
    ...passwordRefusals(password, userKey(person.userName)),
  ]);
  const passwordHash = await hashPassword(password);
  const accountId = await withNames(() =>
    change(db, (tx) => insertAccount(db, tx, { ...person, passwordHash }, by)),
  );
  return { accountId, password };
}

/** Writes the row and the first event of an account; the caller has checked the names and hashed the password. */
export async function insertAccount(
  db: Database,
  tx: Change,
  person: AccountToCreate & { readonly passwordHash: string },
  by: By,
): Promise<string> {
  const accountId = person.accountId ?? randomUUID();
  const { agencyId, departmentId, displayName } = person;
  const userName = person.userName.normalize('NFKC').trim();
  await tx.query(
    `insert into mingfa.account (account_id, agency_id, department_id, user_name, user_key, display_name,
       identity_digest, password_hash, must_change_password, password_set_at, version, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $10)`,
    [
      accountId,
      agencyId,
      departmentId,
      userName,
      userKey(userName),
      displayName.trim(),
      digestFor(db, 'identity', identityKey(person.identity)),
      person.passwordHash,
      person.mustChangePassword ?? true,
      by.now,
    ],
  );
  const data = { userName, displayName: displayName.trim(), agencyId, departmentId };
  await tx.append(accountId, 0, [eventBy(by, 'accountCreated', data)]);
  return accountId;
}

/** Turns what the database says of taken names and unknown bodies into refusals. */
export async function withNames<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalFor(error) ?? error;
  }
}

/**
 * Disables an account; its sessions end and it can no longer sign in.
 *
 * @throws Refused (`access.already-disabled`, `access.own-rights`, `access.last-of-three`)
 */
export async function disableAccount(
  db: Database,
  target: { readonly accountId: string; readonly reason: string },
  by: By & { readonly actorId: string },
): Promise<void> {
  const { accountId, reason } = target;
  await change(db, async (tx) => {
    await accountRows.lockRights(tx);
    const { holder } = await accountRows.lock(tx, accountId);
    if (holder.disabled) throw new Refused(accessRefusals.alreadyDisabled);
    const separated = holder.roles.find(isSeparated);
    const others =
      separated === undefined ? 0 : await accountRows.othersWith(tx, separated, accountId);
    refuseIf(disableRefusals(holder, by.actorId, others));
    await tx.query('update mingfa.account set disabled_at = $2 where account_id = $1', [
      accountId,
      by.now,
    ]);
    // Drafts name parties, and who wrote them will not go on with them.
    await tx.query(`delete from mingfa.preference where account_id = $1 and key like 'draft.%'`, [
      accountId,
    ]);
    await endSessions(tx, accountId, 'account-disabled', by.now);
    await endTerms(tx, { principalId: accountId }, 'account-disabled', by);
    await endTerms(tx, { deputyAccountId: accountId }, 'account-disabled', by);
    await accountRows.append(tx, accountId, [eventBy(by, 'accountDisabled', { reason })]);
  });
}

/**
 * Enables a disabled account with the roles it had.
 *
 * @throws Refused (`access.not-disabled`)
 */
export async function enableAccount(
  db: Database,
  target: { readonly accountId: string; readonly reason: string },
  by: By & { readonly actorId: string },
): Promise<void> {
  const { accountId, reason } = target;
  await change(db, async (tx) => {
    const { holder } = await accountRows.lock(tx, accountId);
    if (!holder.disabled) throw new Refused(accessRefusals.notDisabled);
    await tx.query('update mingfa.account set disabled_at = null where account_id = $1', [
      accountId,
    ]);
    await accountRows.append(tx, accountId, [eventBy(by, 'accountEnabled', { reason })]);
  });
}

/**
 * Moves a person to another body or department; the sessions end.
 *
 * Roles were granted for the work in one body. In another they are gone, until the security administrator grants them anew.
 *
 * @throws Refused (`access.own-rights`, `access.move-of-three`, `access.agency-unknown`, `access.department-unknown`)
 */
export async function moveAccount(
  db: Database,
  target: {
    readonly accountId: string;
    readonly agencyId: string;
    readonly departmentId: string | null;
  },
  by: By & { readonly actorId: string },
): Promise<void> {
  const { accountId, agencyId, departmentId } = target;
  await withNames(() =>
    change(db, async (tx) => {
      await accountRows.lockRights(tx);
      const { holder, agencyId: before } = await accountRows.lock(tx, accountId);
      if (accountId === by.actorId) refuseIf(disableRefusals(holder, by.actorId, 1));
      if (holder.roles.some(isSeparated)) throw new Refused(accessRefusals.separatedHasNoAgency);
      await tx.query(
        'update mingfa.account set agency_id = $2, department_id = $3 where account_id = $1',
        [accountId, agencyId, departmentId],
      );
      const dropped = before === agencyId ? [] : holder.roles;
      await tx.query(
        'delete from mingfa.account_role where account_id = $1 and role = any ($2::text[])',
        [accountId, dropped],
      );
      await endSessions(tx, accountId, 'account-moved', by.now);
      // A head's roles were lent for the department that the head leaves.
      await endTerms(tx, { principalId: accountId }, 'account-moved', by);
      if (before !== agencyId)
        await endTerms(tx, { deputyAccountId: accountId }, 'account-moved', by);
      await accountRows.append(tx, accountId, [
        eventBy(by, 'accountMoved', { agencyId, departmentId }),
        ...dropped.map((role) => eventBy(by, 'roleRevoked', { role })),
      ]);
    }),
  );
}

const refusalByConstraint: Readonly<Record<string, Refusal>> = {
  account_user_key_key: accessRefusals.userNameTaken,
  account_identity_digest_key: accessRefusals.personHasAccount,
  account_agency_known: accessRefusals.agencyUnknown,
  account_department_known: accessRefusals.departmentUnknown,
};

function refusalFor(error: unknown): Refused | null {
  if (!(error instanceof DatabaseError)) return null;
  const refusal = refusalByConstraint[error.constraint ?? ''];
  return refusal === undefined ? null : new Refused(refusal);
}
