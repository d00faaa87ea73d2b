import type { Database } from '../store/index.store.ts';
import { type AccountRow, accountRows } from './account-row.store.ts';
import { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
import { endTerms } from './deputy-ending.store.ts';
import { isSeparated, type Role } from './role.ts';
import { grantRefusals, revokeRefusals, withoutRole, withRole } from './separation.ts';
import { endSessions } from './session.store.ts';

/**
 * Grants a role; the account's sessions end.
 *
 * @throws Refused with everything that stands against it
 */
export async function grantRole(
  db: Database,
  target: { readonly accountId: string; readonly role: Role },
  by: By & { readonly actorId: string },
): Promise<void> {
  const { accountId, role } = target;
  await change(db, async (tx) => {
    await accountRows.lockRights(tx);
    const { holder } = await accountRows.lock(tx, accountId);
    refuseIf(grantRefusals(holder, role, by.actorId));
    await writeRole(tx, withRole(holder, role), { role, by });
    // Somebody without a role of their own may stand in for others; one of 三员 may not.
    if (isSeparated(role))
      await endTerms(tx, { deputyAccountId: accountId }, 'became-separated', by);
    await endSessions(tx, accountId, 'roles-changed', by.now);
    await accountRows.append(tx, accountId, [eventBy(by, 'roleGranted', { role })]);
  });
}

/** Writes a role that the rules of separation have let through; the database checks them once more. */
export async function writeRole(
  tx: Change,
  holder: AccountRow['holder'],
  grant: { readonly role: Role; readonly by: By },
): Promise<void> {
  const { role, by } = grant;
  await tx.query('update mingfa.account set duty = $2, separated_duty = $3 where account_id = $1', [
    holder.accountId,
    isSeparated(role) ? role : 'business',
    holder.separatedDuty,
  ]);
  await tx.query(
    'insert into mingfa.account_role (account_id, role, granted_by, granted_at) values ($1, $2, $3, $4)',
    [holder.accountId, role, by.actorId, by.now],
  );
}

/**
 * Takes a role away; the account's sessions end.
 *
 * @throws Refused with everything that stands against it
 */
export async function revokeRole(
  db: Database,
  target: { readonly accountId: string; readonly role: Role },
  by: By & { readonly actorId: string },
): Promise<void> {
  const { accountId, role } = target;
  await change(db, async (tx) => {
    await accountRows.lockRights(tx);
    const { holder } = await accountRows.lock(tx, accountId);
    const others = await accountRows.othersWith(tx, role, accountId);
    refuseIf(revokeRefusals(holder, role, by.actorId, others));
    await tx.query('delete from mingfa.account_role where account_id = $1 and role = $2', [
      accountId,
      role,
    ]);
    if (withoutRole(holder, role).roles.length === 0) {
      await tx.query(`update mingfa.account set duty = 'business' where account_id = $1`, [
        accountId,
      ]);
    }
    await endSessions(tx, accountId, 'roles-changed', by.now);
    await endTerms(tx, { principalId: accountId, role }, 'role-revoked', by);
    await accountRows.append(tx, accountId, [eventBy(by, 'roleRevoked', { role })]);
  });
}
