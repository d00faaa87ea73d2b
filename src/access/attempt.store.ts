import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Instant, instantFromMillis, millisOf, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accountRows } from './account-row.store.ts';
import { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
import {
  ATTEMPT_MEMORY_MILLIS,
  type Attempt,
  addressClosedUntil,
  hasRoomForAddress,
  hasRoomForName,
  lockedUntil,
  lockoutLimits,
} from './lockout.ts';
import { accessRefusals } from './refusals.ts';
import { unlockRefusals } from './separation.ts';
import { digestFor } from './token.store.ts';
import { userKey } from './user-name.ts';

/** What is tried: a name, from an address. */
export type Try = {
  /** The user name in the form in which it is compared. */
  readonly nameKey: string;
  /** The account with this name; null if there is none. */
  readonly accountId: string | null;
  readonly address: string;
};

/** A try that has been entered and waits for its outcome. */
export type OpenAttempt = {
  readonly attemptId: number;
  readonly nameDigest: Buffer;
  readonly of: Try;
  readonly at: Instant;
};

/** So long somebody waits for others who try the same name; the comparisons take turns at the processor. */
const mostWaitedMillis = 15_000;
const pauseMillis = 40;

/**
 * Enters a try before anything is compared, so that many tries at one moment cannot pass the limit together: where those
 * that are being compared could reach it, the next one waits for their outcome.
 *
 * A name that nobody has is counted and locked as any other.
 *
 * @throws Refused (`access.sign-in-locked`, `access.address-closed`, `access.sign-in-busy`)
 */
export async function openAttempt(db: Database, of: Try, at: Instant): Promise<OpenAttempt> {
  const nameDigest = digestFor(db, 'user-name', of.nameKey);
  const last = performance.now() + mostWaitedMillis;
  for (;;) {
    const attemptId = await enter(db, { of, nameDigest }, at);
    if (attemptId !== null) return { attemptId, nameDigest, of, at };
    if (performance.now() > last) throw new Refused(accessRefusals.signInBusy);
    await pause(pauseMillis);
  }
}

/** The number of the try; null while too many are being compared. */
function enter(
  db: Database,
  { of, nameDigest }: Pick<OpenAttempt, 'of' | 'nameDigest'>,
  at: Instant,
): Promise<number | null> {
  return change(db, async (tx) => {
    await inTurn(tx, nameDigest);
    const now = millisOf(at);
    const forName = await attemptsFor(tx, nameDigest, at);
    if (lockedUntil(forName, now) !== null) throw new Refused(accessRefusals.signInLocked);
    const fromAddress = await attemptsFrom(tx, of.address, at);
    if (addressClosedUntil(fromAddress, now) !== null)
      throw new Refused(accessRefusals.addressClosed);
    if (!hasRoomForName(forName, now) || !hasRoomForAddress(fromAddress, now)) return null;
    const { rows } = await tx.query<{ attempt_id: number }>(
      `insert into mingfa.sign_in_attempt (name_digest, account_id, address, at, outcome)
       values ($1, $2, $3, $4, 'pending') returning attempt_id`,
      [nameDigest, of.accountId, of.address, at],
    );
    return rows[0]?.attempt_id ?? 0;
  });
}

/** Until the change ends, no other try for the name is entered or closed: each counts those before it. */
async function inTurn(tx: Change, nameDigest: Buffer): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(x.n) from (select $1::bigint as n) x', [
    nameDigest.readBigInt64BE().toString(),
  ]);
}

/** Enters the outcome of a try; the try that closes a name is an event, whether or not somebody has that name. */
export async function closeAttempt(
  db: Database,
  attempt: OpenAttempt,
  outcome: Exclude<Attempt['outcome'], 'pending' | 'cleared'>,
): Promise<void> {
  await change(db, async (tx) => {
    await inTurn(tx, attempt.nameDigest);
    await tx.query('update mingfa.sign_in_attempt set outcome = $2 where attempt_id = $1', [
      attempt.attemptId,
      outcome,
    ]);
    if (outcome !== 'failed') return;
    const until = lockedUntil(
      await attemptsFor(tx, attempt.nameDigest, attempt.at),
      millisOf(attempt.at),
    );
    if (until === null) return;
    const { accountId, address } = attempt.of;
    const data = { accountId, address, until: instantFromMillis(until) };
    await tx.append(randomUUID(), 0, [
      eventBy({ actorId: null, now: attempt.at }, 'signInLocked', data),
    ]);
  });
}

/**
 * Opens a locked name again for its owner; the wrong tries stay on record.
 *
 * @param by - without an actor (a command on the server) nobody is the own unlocker
 * @throws Refused (`access.own-rights`, `access.unknown`)
 */
export async function unlockAccount(db: Database, accountId: string, by: By): Promise<void> {
  await change(db, async (tx) => {
    const { holder, userName } = await accountRows.lock(tx, accountId);
    if (by.actorId !== null) refuseIf(unlockRefusals(holder, by.actorId));
    await tx.query(
      `insert into mingfa.sign_in_attempt (name_digest, account_id, address, at, outcome)
       values ($1, $2, '', $3, 'cleared')`,
      [digestFor(db, 'user-name', userKey(userName)), accountId, by.now],
    );
    await accountRows.append(tx, accountId, [eventBy(by, 'signInUnlocked', {})]);
  });
}

async function attemptsFor(
  tx: Change,
  nameDigest: Buffer,
  at: Instant,
): Promise<readonly Attempt[]> {
  const { rows } = await tx.query<{ at: Instant; outcome: Attempt['outcome'] }>(
    `select at, outcome from mingfa.sign_in_attempt
     where name_digest = $1 and at > $2 order by at, attempt_id`,
    [nameDigest, instantFromMillis(millisOf(at) - ATTEMPT_MEMORY_MILLIS)],
  );
  return rows.map((row) => ({ at: millisOf(row.at), outcome: row.outcome }));
}

async function attemptsFrom(tx: Change, address: string, at: Instant): Promise<readonly Attempt[]> {
  const { rows } = await tx.query<{ at: Instant; outcome: Attempt['outcome'] }>(
    `select at, outcome from mingfa.sign_in_attempt
     where address = $1 and at > $2 and outcome in ('failed', 'pending')
     order by at desc limit ${2 * lockoutLimits.perAddress}`,
    [address, instantFromMillis(millisOf(at) - lockoutLimits.windowMillis)],
  );
  return rows.map((row) => ({ at: millisOf(row.at), outcome: row.outcome })).toReversed();
}
