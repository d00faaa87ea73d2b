import { dayOf, type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accountRows } from './account-row.store.ts';
import { closeAttempt, openAttempt } from './attempt.store.ts';
import { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
import { passwordRefusals } from './password.ts';
import { hashPassword, isRightPassword, newPassword } from './password-hash.store.ts';
import { accessRefusals } from './refusals.ts';
import { resetRefusals, unlockRefusals } from './separation.ts';
import { endSessions } from './session.store.ts';

/** A new password to hand out, which is shown this once. */
export type ResetPassword = {
  readonly password: string;
  /** Whether it opens the account only once the security administrator has agreed. */
  readonly needsConfirmation: boolean;
};

/**
 * Gives an account a new random password that its owner must replace; the sessions end.
 *
 * Whoever hands out a password could use it. Where the account may do more than look after itself, the password opens
 * nothing until another administrator has agreed.
 *
 * @param by - without an actor (a command on the server) the password of 三员 can be reset as well, and nobody is asked
 * @throws Refused (`access.own-password`, `access.reset-of-three`)
 */
export async function resetPassword(
  db: Database,
  accountId: string,
  by: By,
): Promise<ResetPassword> {
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  return change(db, async (tx) => {
    const { holder } = await accountRows.lock(tx, accountId);
    if (by.actorId !== null) refuseIf(resetRefusals(holder, by.actorId));
    const hasRights = holder.roles.length > 0 || (await standsIn(tx, accountId, by.now));
    const needsConfirmation = by.actorId !== null && hasRights;
    const resetBy = needsConfirmation ? by.actorId : null;
    await writePassword(tx, { accountId, passwordHash, mustChange: true, resetBy, now: by.now });
    await endSessions(tx, accountId, 'password-reset', by.now);
    await accountRows.append(tx, accountId, [eventBy(by, 'passwordReset', { needsConfirmation })]);
    return { password, needsConfirmation };
  });
}

/**
 * Agrees to a reset, so that the handed-out password opens the account.
 *
 * @throws Refused (`access.unknown`, `access.own-rights`, `access.no-reset-pending`)
 */
export async function confirmReset(
  db: Database,
  accountId: string,
  by: By & { readonly actorId: string },
): Promise<void> {
  await change(db, async (tx) => {
    const { holder } = await accountRows.lock(tx, accountId);
    refuseIf(unlockRefusals(holder, by.actorId));
    const { rowCount } = await tx.query(
      `update mingfa.account set reset_by = null
       where account_id = $1 and reset_by is not null and reset_by <> $2`,
      [accountId, by.actorId],
    );
    if (rowCount !== 1) throw new Refused(accessRefusals.noResetPending);
    await accountRows.append(tx, accountId, [eventBy(by, 'passwordResetConfirmed', {})]);
  });
}

/** Whether somebody lends the account a role, now or later. */
async function standsIn(tx: Change, accountId: string, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from mingfa.deputy
     where deputy_account_id = $1 and ended_at is null and until_on >= $2::date limit 1`,
    [accountId, dayOf(now)],
  );
  return rowCount === 1;
}

/**
 * Replaces the own password; every session of the account ends, this one too.
 *
 * @throws Refused (`access.password-wrong`, `access.password-unchanged`, `access.password-…`)
 */
export async function changePassword(
  db: Database,
  target: {
    readonly accountId: string;
    readonly currentPassword: string;
    readonly password: string;
    /** Network address of the request; wrong tries count as wrong sign-ins do. */
    readonly address: string;
  },
  by: By,
): Promise<void> {
  const { accountId, currentPassword, password } = target;
  const { rows } = await db.pool.query<{ password_hash: string; user_key: string }>(
    'select password_hash, user_key from mingfa.account where account_id = $1',
    [accountId],
  );
  const known = rows[0];
  const attempt = await openAttempt(
    db,
    { nameKey: known?.user_key ?? '', accountId, address: target.address },
    by.now,
  );
  const right = await isRightPassword(known?.password_hash ?? null, currentPassword);
  await closeAttempt(db, attempt, right ? 'incomplete' : 'failed');
  if (!right) throw new Refused(accessRefusals.passwordWrong);
  refuseIf(passwordRefusals(password, known?.user_key ?? ''));
  if (password === currentPassword) throw new Refused(accessRefusals.passwordUnchanged);
  const passwordHash = await hashPassword(password);
  await change(db, async (tx) => {
    const row = await accountRows.lock(tx, accountId);
    // Someone reset it between the check and now: the old password must not win.
    if (row.passwordHash !== known?.password_hash) throw new Refused(accessRefusals.passwordWrong);
    const ownOne = { mustChange: false, resetBy: null, now: by.now };
    await writePassword(tx, { accountId, passwordHash, ...ownOne });
    await endSessions(tx, accountId, 'password-changed', by.now);
    await accountRows.append(tx, accountId, [eventBy(by, 'passwordChanged', {})]);
  });
}

async function writePassword(
  tx: Change,
  to: {
    readonly accountId: string;
    readonly passwordHash: string;
    readonly mustChange: boolean;
    readonly resetBy: string | null;
    readonly now: Instant;
  },
): Promise<void> {
  await tx.query(
    `update mingfa.account set password_hash = $2, must_change_password = $3, password_set_at = $4,
       reset_by = $5
     where account_id = $1`,
    [to.accountId, to.passwordHash, to.mustChange, to.now, to.resetBy],
  );
}
