// Time-based one-time passwords: RFC 6238 with SHA-1, six digits, thirty seconds, as every authenticator reads them.
//
// Enrolling makes a secret that counts only after one code has been confirmed. A code is good for its own step and the
// one before and after; the last step used is kept, and a code of that or an earlier step is refused. Ten recovery codes
// stand in for a lost device, each once. The secret lies in the database encrypted (AES-256-GCM, bound to its account).

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type Instant, millisOf, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accountRows } from './account-row.store.ts';
import { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
import { accessRefusals } from './refusals.ts';
import { secondFactorResetRefusals } from './separation.ts';
import { endSessions } from './session.store.ts';
import { accessKey, digestFor, randomLetters } from './token.store.ts';

const RECOVERY_CODES = 10;
const STEP_MILLIS = 30_000;
const issuer = '明法';

/** What a person enters into the authenticator; shown this once. */
export type Enrolment = { readonly secret: string; readonly uri: string };

/** Whether an account has a second factor that counts. */
export async function hasSecondFactor(db: Database, accountId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    'select from mingfa.second_factor where account_id = $1 and confirmed_at is not null',
    [accountId],
  );
  return rowCount === 1;
}

/**
 * Makes a new secret; a secret not yet confirmed is replaced.
 *
 * @throws Refused (`access.second-factor-on`)
 */
export async function enrolSecondFactor(
  db: Database,
  account: { readonly accountId: string; readonly userName: string },
  now: Instant,
): Promise<Enrolment> {
  const secret = new Secret({ size: 20 });
  const sealed = seal(db, account.accountId, Buffer.from(secret.bytes));
  const { rowCount } = await db.pool.query(
    `insert into mingfa.second_factor as known (account_id, sealed, enrolled_at) values ($1, $2, $3)
     on conflict (account_id) do update set sealed = excluded.sealed, enrolled_at = excluded.enrolled_at
     where known.confirmed_at is null`,
    [account.accountId, sealed, now],
  );
  if (rowCount !== 1) throw new Refused(accessRefusals.secondFactorOn);
  return { secret: secret.base32, uri: totpOf(secret, account.userName).toString() };
}

/**
 * Makes the second factor count, once the authenticator has shown a right code.
 *
 * @returns ten recovery codes, shown this once
 * @throws Refused (`access.second-factor-off`, `access.second-factor-on`, `access.second-factor-wrong`)
 */
export async function confirmSecondFactor(
  db: Database,
  target: { readonly accountId: string; readonly code: string },
  by: By,
): Promise<readonly string[]> {
  const { accountId } = target;
  const codes = Array.from(
    { length: RECOVERY_CODES },
    () => `${randomLetters(5)}-${randomLetters(5)}`,
  );
  await change(db, async (tx) => {
    const factor = await readFactor(tx, accountId);
    if (factor === null) throw new Refused(accessRefusals.secondFactorOff);
    if (factor.confirmed) throw new Refused(accessRefusals.secondFactorOn);
    if (!(await useTimeCode(db, tx, { ...target, sealed: factor.sealed, now: by.now })))
      throw new Refused(accessRefusals.secondFactorWrong);
    await tx.query('update mingfa.second_factor set confirmed_at = $2 where account_id = $1', [
      accountId,
      by.now,
    ]);
    await tx.query('delete from mingfa.recovery_code where account_id = $1', [accountId]);
    await tx.query(
      'insert into mingfa.recovery_code (account_id, code_digest) select $1, unnest($2::bytea[])',
      [accountId, codes.map((each) => recoveryDigest(db, accountId, each))],
    );
    await accountRows.append(tx, accountId, [eventBy(by, 'secondFactorConfirmed', {})]);
  });
  return codes;
}

/**
 * Uses up a code of the authenticator or a recovery code.
 *
 * @returns whether it was right; a code that has been used is not
 */
export function useSecondFactor(
  db: Database,
  target: { readonly accountId: string; readonly code: string },
  now: Instant,
): Promise<boolean> {
  return change(db, async (tx) => {
    const factor = await readFactor(tx, target.accountId);
    if (factor === null || !factor.confirmed) return false;
    const { sealed } = factor;
    if (await useTimeCode(db, tx, { ...target, sealed, now })) return true;
    return useRecoveryCode(db, tx, target, now);
  });
}

/**
 * Switches the own second factor off; the caller has checked the password and a code. The sessions end.
 *
 * @throws Refused (`access.second-factor-off`)
 */
export async function removeSecondFactor(db: Database, accountId: string, by: By): Promise<void> {
  await change(db, (tx) => removeFactor(tx, accountId, by));
}

/**
 * Switches off the second factor of someone who has lost it; the sessions end.
 *
 * @throws Refused (`access.own-rights`, `access.reset-of-three`, `access.second-factor-off`)
 */
export async function resetSecondFactor(db: Database, accountId: string, by: By): Promise<void> {
  await change(db, async (tx) => {
    const { holder } = await accountRows.lock(tx, accountId);
    if (by.actorId !== null) refuseIf(secondFactorResetRefusals(holder, by.actorId));
    await removeFactor(tx, accountId, by);
  });
}

async function removeFactor(tx: Change, accountId: string, by: By): Promise<void> {
  const { rowCount } = await tx.query('delete from mingfa.second_factor where account_id = $1', [
    accountId,
  ]);
  if (rowCount !== 1) throw new Refused(accessRefusals.secondFactorOff);
  await tx.query('delete from mingfa.recovery_code where account_id = $1', [accountId]);
  await endSessions(tx, accountId, 'second-factor-changed', by.now);
  await accountRows.append(tx, accountId, [eventBy(by, 'secondFactorRemoved', {})]);
}

type Factor = { readonly sealed: Buffer; readonly confirmed: boolean };

async function readFactor(tx: Change, accountId: string): Promise<Factor | null> {
  // The account first, as everywhere: two changes that lock in different orders would wait for each other.
  await accountRows.lock(tx, accountId);
  const { rows } = await tx.query<Factor>(
    `select sealed, confirmed_at is not null as confirmed
     from mingfa.second_factor where account_id = $1 for update`,
    [accountId],
  );
  return rows[0] ?? null;
}

async function useTimeCode(
  db: Database,
  tx: Change,
  tried: {
    readonly accountId: string;
    readonly code: string;
    readonly sealed: Buffer;
    readonly now: Instant;
  },
): Promise<boolean> {
  const code = tried.code.replace(/\s/gu, '');
  if (!/^\d{6}$/.test(code)) return false;
  const secret = new Secret({ buffer: arrayBufferOf(unseal(db, tried.accountId, tried.sealed)) });
  const timestamp = millisOf(tried.now);
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: 1 });
  if (delta === null) return false;
  const { rowCount } = await tx.query(
    'update mingfa.second_factor set last_step = $2 where account_id = $1 and last_step < $2',
    [tried.accountId, Math.floor(timestamp / STEP_MILLIS) + delta],
  );
  return rowCount === 1;
}

async function useRecoveryCode(
  db: Database,
  tx: Change,
  tried: { readonly accountId: string; readonly code: string },
  now: Instant,
): Promise<boolean> {
  const { accountId, code } = tried;
  const { rowCount } = await tx.query(
    `update mingfa.recovery_code set used_at = $3
     where account_id = $1 and code_digest = $2 and used_at is null`,
    [accountId, recoveryDigest(db, accountId, code), now],
  );
  if (rowCount !== 1) return false;
  const left = await tx.query<{ left: number }>(
    'select count(*)::int as left from mingfa.recovery_code where account_id = $1 and used_at is null',
    [accountId],
  );
  const data = { codesLeft: left.rows[0]?.left ?? 0 };
  await accountRows.append(tx, accountId, [
    eventBy({ actorId: accountId, now }, 'recoveryCodeUsed', data),
  ]);
  return true;
}

function recoveryDigest(db: Database, accountId: string, code: string): Buffer {
  const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return digestFor(db, 'recovery-code', `${accountId}\0${plain}`);
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: 30 });
}

function seal(db: Database, accountId: string, secret: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', accessKey(db), nonce).setAAD(Buffer.from(accountId));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(db: Database, accountId: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', accessKey(db), sealed.subarray(0, 12), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(accountId)).setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
