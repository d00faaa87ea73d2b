import { type Instant, type Refusal, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accountRows } from './account-row.store.ts';
import { closeAttempt, type OpenAttempt, openAttempt } from './attempt.store.ts';
import { change, eventBy } from './change.store.ts';
import { isRightPassword } from './password-hash.store.ts';
import { accessRefusals } from './refusals.ts';
import { hasSecondFactor, useSecondFactor } from './second-factor.store.ts';
import { endBroughtSession, type Origin, startSession } from './session.store.ts';
import { userKey } from './user-name.ts';

/** What a person types to sign in, and what the browser brings along. */
export type Credentials = {
  readonly userName: string;
  readonly password: string;
  /** Code of the second factor or a recovery code; absent at the first step. */
  readonly code?: string | undefined;
  readonly origin: Origin;
  /** Session token that the browser already had; its session ends. */
  readonly broughtToken?: string | undefined;
};

/** A started session; the token belongs into the cookie and nowhere else. */
export type SignedIn = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly token: string;
};

/**
 * Signs a person in.
 *
 * A name that nobody has, a wrong password and a disabled account get the same answer after the same work.
 *
 * @throws Refused (`access.wrong-credentials`, `access.second-factor-required`, `access.second-factor-wrong`,
 *   `access.reset-unconfirmed`, `access.sign-in-locked`, `access.sign-in-busy`, `access.address-closed`)
 */
export async function signIn(db: Database, given: Credentials, now: Instant): Promise<SignedIn> {
  const { known, attempt } = await prove(db, given, now);
  const started = await start(db, known, given, now);
  await closeAttempt(db, attempt, 'succeeded');
  return { accountId: known.accountId, ...started };
}

/**
 * Makes sure that the person at the keyboard is the owner of the account, before something that guards it changes.
 *
 * @throws as `signIn` does
 */
export async function checkOwner(db: Database, given: Credentials, now: Instant): Promise<void> {
  const { attempt } = await prove(db, given, now);
  await closeAttempt(db, attempt, 'incomplete');
}

async function prove(
  db: Database,
  given: Credentials,
  now: Instant,
): Promise<{ readonly known: Known; readonly attempt: OpenAttempt }> {
  const nameKey = userKey(given.userName);
  const known = await findByName(db, nameKey);
  const accountId = known?.accountId ?? null;
  const attempt = await openAttempt(db, { nameKey, accountId, address: given.origin.address }, now);
  const isRight = await isRightPassword(known?.passwordHash ?? null, given.password);
  if (known === null || !isRight || known.disabled) {
    await closeAttempt(db, attempt, 'failed');
    throw new Refused(accessRefusals.wrongCredentials);
  }
  const refusal = await furtherRefusal(db, known, given.code, now);
  if (refusal !== null) {
    const isWrong = refusal === accessRefusals.secondFactorWrong;
    await closeAttempt(db, attempt, isWrong ? 'failed' : 'incomplete');
    throw new Refused(refusal);
  }
  return { known, attempt };
}

/** What is asked for besides the right password. */
async function furtherRefusal(
  db: Database,
  { accountId, resetPending }: Known,
  code: string | undefined,
  now: Instant,
): Promise<Refusal | null> {
  if (resetPending) return accessRefusals.resetUnconfirmed;
  if (!(await hasSecondFactor(db, accountId))) return null;
  if (code === undefined) return accessRefusals.secondFactorRequired;
  const isRight = await useSecondFactor(db, { accountId, code }, now);
  return isRight ? null : accessRefusals.secondFactorWrong;
}

type Known = {
  readonly accountId: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
  /** Whether the password was handed out and nobody has agreed to that yet. */
  readonly resetPending: boolean;
};

async function findByName(db: Database, nameKey: string): Promise<Known | null> {
  const { rows } = await db.pool.query<Known>({
    name: 'access-find-by-name',
    text: `select account_id as "accountId", password_hash as "passwordHash",
        disabled_at is not null as disabled, reset_by is not null as "resetPending"
      from mingfa.account where user_key = $1`,
    values: [nameKey],
  });
  return rows[0] ?? null;
}

function start(db: Database, known: Known, given: Credentials, now: Instant) {
  const { accountId } = known;
  return change(db, async (tx) => {
    const row = await accountRows.lock(tx, accountId);
    // Disabled or given another password while the old one was being compared: the newer fact wins.
    if (row.holder.disabled || row.passwordHash !== known.passwordHash)
      throw new Refused(accessRefusals.wrongCredentials);
    await endBroughtSession(db, tx, given.broughtToken, now);
    const started = await startSession(db, tx, accountId, { ...given.origin, now });
    const data = { sessionId: started.sessionId, address: given.origin.address };
    await accountRows.append(tx, accountId, [
      eventBy({ actorId: accountId, now }, 'signedIn', data),
    ]);
    return started;
  });
}
