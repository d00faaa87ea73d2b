// Verification of the whole history against what only the server could have written.
//
// Three things are outside the reach of whoever owns the database: the key, the marks made with it (an HMAC on every
// event, leaf and checkpoint), and the newest checkpoint in the file beside the key. Everything is measured by them, in
// one snapshot, reading each table once in order and in batches, so that memory does not grow with the history:
//
//   1. checkpoints: every mark, the newest signature, and the file
//   2. leaves, each joined with its event by log_id:
//        - the mark of the leaf says whether the leaf can be believed, the mark of the event whether the event can
//        - a leaf to be believed names the event that belongs to it, so an event that is changed, gone or moved is
//          called by the name it had
//        - the tree is built again; its root must be the signed one at every checkpoint, its tiles the stored ones
//   3. events without a leaf: written by somebody else, or not sealed yet
//   4. tiles and checkpoints that nothing accounts for
//
// A damaged leaf, tile or checkpoint accuses no event: an event whose own mark is right and whose leaf hash is in the
// tree is what it was. What may be said of an event follows from its mark and from a leaf to be believed, never from a
// comparison of two things that are both in the database.

import type pg from 'pg';
import type { LedgerKey } from '../ledger/index.store.ts';
import type { Finding } from '../ledger/index.ts';
import { type Check, newCheck } from './ledger-check.store.ts';
import { readLatest } from './ledger-latest.store.ts';
import { type AccountProjection, checkAccounts } from './ledger-verify-accounts.store.ts';
import { checkCheckpoints } from './ledger-verify-checkpoints.store.ts';
import { checkUnsealed } from './ledger-verify-events.store.ts';
import { checkLeaves } from './ledger-verify-leaves.store.ts';
import {
  checkProjections,
  nameShortCases,
  type Projection,
} from './ledger-verify-projection.store.ts';
import { checkExtraTiles } from './ledger-verify-tiles.store.ts';

/** What is verified, and how it is reported. */
export type VerifyOptions = {
  readonly pool: pg.Pool;
  readonly key: LedgerKey;
  readonly secretFolder: string;
  /** Also folds every case again and compares it with its file. */
  readonly projection?: Projection | undefined;
  /** Also compares the rights of every account with its events. */
  readonly accounts?: AccountProjection | undefined;
  /** What other rooms keep beside their events, and compare with them in the same snapshot. */
  readonly further?: readonly FurtherCheck[] | undefined;
  readonly onFinding?: ((finding: Finding) => void) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

/** Compares what a room keeps with its events. */
export type FurtherCheck = (look: FurtherLook) => Promise<void>;

/** Where a further check reads, and whom it tells. */
export type FurtherLook = Pick<Check, 'client' | 'report'>;

/** What verification came to. */
export type Verified = {
  readonly isWhole: boolean;
  /** Leaves the log should have. */
  readonly size: number;
  /** Events whose content was checked. */
  readonly events: number;
  /** Events written by the server that the sealer has not reached yet. */
  readonly pending: number;
  /** Cases folded again; null when that was not asked for. */
  readonly cases: number | null;
  /** The first thousand findings; `onFinding` is told of all. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
};

/** Verifies the history in the database; reads only. */
export async function verifyHistory(options: VerifyOptions): Promise<Verified> {
  // Read before the snapshot begins: the sealer writes it after the database, so it is never ahead of what is read then.
  const latest = await readLatest(options.secretFolder);
  const client = await options.pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(`set local datestyle = 'ISO, YMD'`);
    await client.query('set local statement_timeout = 0');
    return await verifyIn(newCheck(client, options), latest, options);
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

async function verifyIn(
  check: Check,
  latest: string | null,
  { projection, accounts, further = [] }: VerifyOptions,
): Promise<Verified> {
  const signed = await checkCheckpoints(check, latest);
  const isCut = await checkLeaves(check, signed);
  const pending = await checkUnsealed(check);
  await checkExtraTiles(check, signed.size);
  if (isCut && projection === undefined) await nameShortCases(check);
  const cases = projection === undefined ? null : await checkProjections(check, projection);
  if (accounts !== undefined) await checkAccounts(check, accounts);
  for (const each of further) await each(check);
  const { findings, findingCount, events } = check.result();
  const isWhole = findingCount === 0;
  return { isWhole, size: signed.size, events, pending, cases, findings, findingCount };
}
