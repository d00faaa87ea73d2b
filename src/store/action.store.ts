// Appends one action: its events, and all that follows from them, in one round trip and one transaction.
//
// The version check is the lock: of two officers who decide on the same version one is refused.

import pg from 'pg';
import type { Json } from '../ledger/index.ts';
import { Refused } from '../rules/index.ts';
import { rowsOf, sendRows } from './action-rows.store.ts';
import type { ActionToAppend } from './action-to-append.store.ts';
import type { Database } from './database.store.ts';
import { storeRefusals } from './refusals.store.ts';

/** The version after the action, or the answer given when the same key came before. */
export type Appended = { readonly version: number; readonly repeated?: Json };

/**
 * Appends one action to one stream; all of it is kept, or nothing.
 *
 * @throws Refused (`case.changed`) if the stream is not at the expected version
 * @throws Refused (`command.key-reused`) if the idempotency key belongs to another command
 * @throws NotCanonical if an event's data has no canonical form
 */
export async function appendAction(db: Database, action: ActionToAppend): Promise<Appended> {
  if (action.events.length === 0) throw new Error('an action without events');
  const version = action.expectedVersion + action.events.length;
  try {
    const rows = rowsOf(action, db.secret.macKey);
    await db.appending.add({ key: `${action.agencyId}/${action.streamId}`, item: rows });
    return { version };
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { version, repeated: await answerGivenBefore(db, action) };
  }
}

/**
 * Appends one action inside a transaction of the caller, so that it is kept or lost with the caller's own rows.
 *
 * After a refusal the transaction can only be rolled back.
 *
 * @param client - connection with an open transaction
 * @throws Refused (`case.changed`) if the stream is not at the expected version, or the key came before
 * @throws NotCanonical if an event's data has no canonical form
 */
export async function appendWithin(
  db: Pick<Database, 'secret'>,
  client: pg.PoolClient,
  action: ActionToAppend,
): Promise<void> {
  if (action.events.length === 0) throw new Error('an action without events');
  const rows = rowsOf(action, db.secret.macKey);
  try {
    await sendRows(client, [rows]);
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new Refused(storeRefusals.caseChanged);
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code === 'MF001' ||
    (error.code === '23505' && /^(event|receipt)_pkey$/.test(error.constraint ?? '')));

/** A command that comes again finds its case moved on by itself: what was answered then is answered now. */
async function answerGivenBefore(db: Database, action: ActionToAppend): Promise<Json> {
  const kept = await readReceipt(db, action);
  if (kept === null) throw new Refused(storeRefusals.caseChanged);
  if (kept.fingerprint !== action.idempotency?.fingerprint)
    throw new Refused(storeRefusals.keyReused);
  return kept.answer;
}

type Kept = { readonly fingerprint: string; readonly answer: Json };

async function readReceipt(db: Database, action: ActionToAppend): Promise<Kept | null> {
  if (action.idempotency === undefined) return null;
  const { accountId, key } = action.idempotency;
  const { rows } = await db.pool.query<Kept>(
    `select fingerprint, answer from mingfa.receipt
      where agency_id = $1 and account_id = $2 and key = $3`,
    [action.agencyId, accountId, key],
  );
  return rows[0] ?? null;
}
