// The sealer gives every settled event its place in the ledger.
//
// Events are written without waiting for the ledger. Behind them, one pass of the sealer takes all rows that are settled
// and not sealed, in the order of log_id, and in one transaction writes their leaves, the tiles they fill and a signed
// checkpoint. A pass that is killed leaves nothing; the next one, in whatever process, starts from what the database
// holds. An advisory lock lets one process seal at a time.
//
// *Settled.* A log_id is given before its row can be seen, so a gap may still be filled. Whoever inserts into `event`
// holds a row-exclusive lock on the table from before the log_id is given until the row can be seen. So: read the last
// log_id S, then note the transactions that hold such a lock; when none of them does any more, every log_id up to S is
// there or never will be. A long transaction elsewhere in the database does not hold this up.
//
// *Trust.* The database is not believed. A row without the server's mark is put into quarantine instead of the log. The
// log is only continued if its end still is what was last signed: the newest checkpoint carries our signature, the
// open tiles give its root, the last leaf carries our mark, and the checkpoint remembered in the file is the beginning
// of it. Otherwise sealing stops, because signing on would cover up what happened.

import type pg from 'pg';
import { type LedgerKey, sha256 } from '../ledger/index.store.ts';
import { type Checkpoint, checkpointText, signNote, type Tile, TreeEdge } from '../ledger/index.ts';
import { openCheckpoint, readLatest, writeLatest } from './ledger-latest.store.ts';
import {
  beijing,
  type CheckpointAnswer,
  type CheckpointRow,
  checkpointColumns,
  checkpointMac,
  checkpointOf,
  hasOurMark,
  instantOf,
  isCheckpointOurs,
  isLeafOurs,
  type LeafAnswer,
  type LeafRow,
  leafColumns,
  leafMac,
  leafOf,
  sameBytes,
} from './ledger-row.store.ts';
import { readOpenTiles, rootsOf, writeTiles } from './ledger-tile.store.ts';

/** What the sealer works with. */
export type SealingDeps = {
  readonly pool: pg.Pool;
  readonly key: LedgerKey;
  /** Names the log; the first line of every checkpoint. */
  readonly origin: string;
  /** Where the newest checkpoint is remembered. */
  readonly secretFolder: string;
  readonly now: () => string;
};

/** What one pass did. */
export type Sealed = {
  /** Leaves in the log now. */
  readonly size: number;
  readonly sealed: number;
  readonly quarantined: number;
  /** The pass took as many rows as it may, so there are probably more. */
  readonly isFull: boolean;
};

/** How the end of the log differs from what was last signed. */
export type LogTrouble =
  | 'checkpoint-not-ours'
  | 'leaves-do-not-fit'
  | 'tiles-do-not-fit'
  | 'shorter-than-remembered'
  | 'other-than-remembered';

/** Says that the log may not be continued. Needs a person: see `mingfa verify`. */
export class LogDamaged extends Error {
  readonly trouble: LogTrouble;

  constructor(trouble: LogTrouble) {
    super(`the ledger may not be continued: ${trouble}`);
    this.name = 'LogDamaged';
    this.trouble = trouble;
  }
}

const lockNumber = 0x6d66_0010;
const batchSize = 4096;

/** The newest log_id that is settled, found without waiting longer than `patienceMillis`. */
export async function settledLogId(pool: pg.Pool, patienceMillis: number): Promise<number | null> {
  const { rows } = await pool.query<{ last: string }>(
    `select case when is_called then last_value else 0 end::text as last from ${await sequenceOf(pool)}`,
  );
  const last = Number(rows[0]?.last ?? 0);
  const writers = await writersNow(pool);
  const end = performance.now() + patienceMillis;
  while (writers.size > 0) {
    if (performance.now() > end) return null;
    await new Promise((resume) => setTimeout(resume, 20));
    const still = await writersNow(pool);
    for (const writer of writers) if (!still.has(writer)) writers.delete(writer);
  }
  return last;
}

async function sequenceOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'ledger-sequence',
    text: `select pg_get_serial_sequence('mingfa.event', 'log_id') as name`,
  });
  return rows[0]?.name ?? '';
}

async function writersNow(pool: pg.Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ writer: string }>({
    name: 'ledger-writers',
    text: `select virtualtransaction as writer from pg_locks
      where locktype = 'relation' and relation = 'mingfa.event'::regclass and mode = 'RowExclusiveLock'
        and granted and database = (select oid from pg_database where datname = current_database())`,
  });
  return new Set(rows.map(({ writer }) => writer));
}

/**
 * Seals what is settled, up to one batch.
 *
 * @param settled - newest log_id known to be settled
 * @returns null when another process is sealing
 * @throws LogDamaged when the end of the log is not what was last signed
 */
export async function sealBatch(deps: SealingDeps, settled: number): Promise<Sealed | null> {
  const client = await deps.pool.connect();
  try {
    await client.query('begin');
    const outcome = await sealIn(client, deps, settled);
    await client.query(
      outcome?.note === undefined && !outcome?.quarantined ? 'rollback' : 'commit',
    );
    // After the commit, never before: the file must not remember what the database may still lose.
    if (outcome?.note !== undefined) await writeLatest(deps.secretFolder, outcome.note);
    return outcome;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

type Outcome = Sealed & { readonly note?: string };

async function sealIn(
  client: pg.PoolClient,
  deps: SealingDeps,
  settled: number,
): Promise<Outcome | null> {
  const lock = await client.query<{ held: boolean }>(
    'select pg_try_advisory_xact_lock($1) as held',
    [lockNumber],
  );
  if (lock.rows[0]?.held !== true) return null;
  await client.query(`set local datestyle = 'ISO, YMD'`);

  const end = await readEnd(client, deps);
  if (end.isNew) {
    // The log begins with a checkpoint of nothing, so that there is one to show from the first second.
    const note = await write(client, deps, { end, rows: [] });
    return { size: 0, sealed: 0, quarantined: 0, isFull: true, note };
  }
  const rows = await readUnsealed(client, end.logId, settled);
  const ours = rows.filter((row) => hasOurMark(deps.key.macKey, row));
  const foreign = rows.filter((row) => !ours.includes(row));
  const counts = {
    size: end.size + ours.length,
    sealed: ours.length,
    quarantined: foreign.length,
    isFull: rows.length === batchSize,
  };
  if (foreign.length > 0) await quarantine(client, foreign, deps.now());
  if (ours.length === 0) return counts;

  const note = await write(client, deps, { end, rows: ours });
  return { ...counts, note };
}

type End = {
  readonly size: number;
  readonly root: Uint8Array;
  /** Log id of the last leaf; 0 for an empty log. */
  readonly logId: number;
  readonly isNew: boolean;
  readonly openTiles: readonly Tile[];
};

/** The end of the log, checked against everything that was signed. */
async function readEnd(client: pg.PoolClient, deps: SealingDeps): Promise<End> {
  const { key } = deps;
  const row = await readNewest(client);
  const leaf = await readLastLeaf(client);
  const latest = await readLatest(deps.secretFolder);
  if (row === null) return newEnd(key, leaf, latest);
  const { size, root } = requireOurs(key, row);
  requireLastLeaf(key.macKey, size, leaf);
  const openTiles = await readOpenTiles(client, size);
  requireRoot(size, root, openTiles);
  if (latest !== null) await requireBeginning(client, key, { size, root, latest });
  return { size, root, logId: leaf?.logId ?? 0, isNew: false, openTiles };
}

async function readNewest(client: pg.PoolClient): Promise<CheckpointRow | null> {
  const { rows } = await client.query<CheckpointAnswer>(
    `select ${checkpointColumns} from mingfa.ledger_checkpoint
     order by ledger_checkpoint.size desc limit 1`,
  );
  return rows[0] === undefined ? null : checkpointOf(rows[0]);
}

async function readLastLeaf(client: pg.PoolClient): Promise<LeafRow | null> {
  const { rows } = await client.query<LeafAnswer>(
    `select ${leafColumns} from mingfa.ledger_leaf l order by l.leaf_index desc limit 1`,
  );
  return rows[0] === undefined ? null : leafOf(rows[0]);
}

/** A log without a checkpoint must have been without one always. */
function newEnd(key: LedgerKey, leaf: LeafRow | null, latest: string | null): End {
  const remembered = latest === null ? null : openCheckpoint(latest, key.publicKey);
  if (latest !== null && remembered?.size !== 0) throw new LogDamaged('shorter-than-remembered');
  if (leaf !== null) throw new LogDamaged('leaves-do-not-fit');
  const root = new TreeEdge(sha256, () => {}).root();
  return { size: 0, root, logId: 0, isNew: true, openTiles: [] };
}

function requireOurs(key: LedgerKey, row: CheckpointRow): Checkpoint {
  const isOurs = isCheckpointOurs(key.macKey, row);
  const checkpoint = isOurs ? openCheckpoint(row.note, key.publicKey) : null;
  if (checkpoint?.size !== row.size) throw new LogDamaged('checkpoint-not-ours');
  return checkpoint;
}

function requireLastLeaf(macKey: Buffer, size: number, leaf: LeafRow | null): void {
  const fits = leaf === null ? size === 0 : leaf.leafIndex === size - 1 && isLeafOurs(macKey, leaf);
  if (!fits) throw new LogDamaged('leaves-do-not-fit');
}

function requireRoot(size: number, root: Uint8Array, openTiles: readonly Tile[]): void {
  let edge: TreeEdge;
  try {
    edge = TreeEdge.resume(size, openTiles, sha256, () => {});
  } catch {
    throw new LogDamaged('tiles-do-not-fit');
  }
  if (!sameBytes(edge.root(), root)) throw new LogDamaged('tiles-do-not-fit');
}

/** The remembered checkpoint must be the beginning of the log, or the log was exchanged for another. */
async function requireBeginning(
  client: pg.PoolClient,
  key: LedgerKey,
  now: { readonly size: number; readonly root: Uint8Array; readonly latest: string },
): Promise<void> {
  const remembered = openCheckpoint(now.latest, key.publicKey);
  if (remembered === null) throw new LogDamaged('other-than-remembered');
  if (remembered.size > now.size) throw new LogDamaged('shorter-than-remembered');
  const root =
    remembered.size === now.size
      ? now.root
      : (await rootsOf(client, [{ from: 0, to: remembered.size }]))[0];
  if (root === undefined || !sameBytes(root, remembered.root))
    throw new LogDamaged('other-than-remembered');
}

type UnsealedRow = Omit<LeafRow, 'leafIndex' | 'sealedSize' | 'mac'> & {
  readonly commitment: Buffer;
  readonly mac: Buffer;
};

async function readUnsealed(
  client: pg.PoolClient,
  after: number,
  settled: number,
): Promise<readonly UnsealedRow[]> {
  const { rows } = await client.query<Omit<UnsealedRow, 'logId'> & { logId: string }>({
    name: 'ledger-unsealed',
    text: `select e.log_id::text as "logId", e.agency_id as "agencyId", e.stream_id as "streamId", e.sequence,
        e.kind, ${beijing('e.at')} as at, ${beijing('e.recorded_at')} as "recordedAt",
        e.commitment, e.leaf_hash as "leafHash", e.mac
      from mingfa.event e
      where e.log_id > $1 and e.log_id <= $2
        and not exists (select from mingfa.ledger_quarantine q where q.log_id = e.log_id)
      order by e.log_id limit ${batchSize}`,
    values: [after, settled],
  });
  return rows.map((row) => ({ ...row, logId: Number(row.logId), at: instantOf(row.at) }));
}

async function quarantine(
  client: pg.PoolClient,
  rows: readonly UnsealedRow[],
  now: string,
): Promise<void> {
  await client.query(
    `insert into mingfa.ledger_quarantine (log_id, reason, noticed_at)
     select unnest($1::bigint[]), 'not-written-by-server', $2 on conflict do nothing`,
    [rows.map(({ logId }) => logId), now],
  );
}

/** Writes leaves, tiles and checkpoint; returns the signed note. */
async function write(
  client: pg.PoolClient,
  deps: SealingDeps,
  batch: { readonly end: End; readonly rows: readonly UnsealedRow[] },
): Promise<string> {
  const { end, rows } = batch;
  const size = end.size + rows.length;
  const tiles: Tile[] = [];
  const edge = TreeEdge.resume(end.size, end.openTiles, sha256, (tile) => tiles.push(tile));
  for (const row of rows) edge.appendHash(row.leafHash);
  tiles.push(...edge.openTiles());

  await writeLeaves(client, deps.key, { rows, from: end.size, size });
  await writeTiles(client, tiles);
  const root = Buffer.from(edge.root());
  const note = signNote(
    checkpointText({ origin: deps.origin, size, root }),
    deps.key.signerFor(deps.origin),
  );
  const row = { size, root, note, at: deps.now() };
  await client.query(
    'insert into mingfa.ledger_checkpoint (size, root, note, at, mac) values ($1, $2, $3, $4, $5)',
    [size, root, note, row.at, checkpointMac(deps.key.macKey, row)],
  );
  return note;
}

async function writeLeaves(
  client: pg.PoolClient,
  key: LedgerKey,
  batch: { readonly rows: readonly UnsealedRow[]; readonly from: number; readonly size: number },
): Promise<void> {
  const leaves = batch.rows.map((row, n) => ({
    ...row,
    leafIndex: batch.from + n,
    sealedSize: batch.size,
  }));
  await client.query(
    `insert into mingfa.ledger_leaf
       (leaf_index, log_id, leaf_hash, agency_id, stream_id, sequence, kind, at, recorded_at, sealed_size, mac)
     select leaf_index, log_id, e.leaf_hash, e.agency_id, e.stream_id, e.sequence, e.kind, e.at, e.recorded_at,
       $4, made.mac
     from unnest($1::bigint[], $2::bigint[], $3::bytea[]) as made (leaf_index, log_id, mac)
     join mingfa.event e using (log_id)`,
    [
      leaves.map(({ leafIndex }) => leafIndex),
      leaves.map(({ logId }) => logId),
      leaves.map((leaf) => leafMac(key.macKey, leaf)),
      batch.size,
    ],
  );
}
