// What readers of the ledger get: checkpoints, tiles, bundles of entries, and proofs.
//
// Only what a checkpoint has covered is given out. A tile of a size between two checkpoints is given as well, because a
// client that saw any checkpoint asks for exactly the width it had; every such tile is the beginning of a wider one.

import type pg from 'pg';
import { type ProofBundle, type ProvedEvent, verifierKey } from '../ledger/index.store.ts';
import {
  bundleOf,
  consistencyRanges,
  hashSize,
  inclusionRanges,
  parseCheckpoint,
  type TileAddress,
  toBase64,
  widthAt,
} from '../ledger/index.ts';
import { openCheckpoint } from './ledger-latest.store.ts';
import { type EventAnswer, eventColumns, eventOf, textOfRow } from './ledger-row.store.ts';
import { readTiles, rootsOf } from './ledger-tile.store.ts';

/** A proof that one event is in the tree of one size. */
export type EventProof = {
  readonly leafIndex: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
};

/** An event with all that shows by SHA-256 alone that it is in the newest tree. */
export type EventWitness = EventProof & {
  /** What was hashed together with the salt. */
  readonly text: string;
  readonly salt: Uint8Array;
  readonly commitment: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  /** The signed tree head that names size and root. */
  readonly checkpoint: string;
};

/** Reads the ledger. */
export type LedgerReader = {
  /** The newest signed checkpoint; null before the first pass of the sealer. */
  readonly checkpoint: () => Promise<string | null>;
  /** The bytes of a tile or bundle; null when there is no such tile. */
  readonly tile: (address: TileAddress) => Promise<Uint8Array | null>;
  /** Shows that an event is in the newest tree; null for an event that is not sealed. */
  readonly proofOf: (event: EventKey) => Promise<EventProof | null>;
  /** The same with everything that is hashed on the way; null for an event that is not sealed. */
  readonly witnessOf: (event: EventKey) => Promise<EventWitness | null>;
  /**
   * The events of one stream with what proves them to outsiders; those that are not sealed yet are left out.
   *
   * @returns null before the first pass of the sealer, and when `since` is no checkpoint of this log
   */
  readonly bundle: (request: BundleRequest) => Promise<ProofBundle | null>;
  /** Shows that one tree is the beginning of another; null when the log is not that large. */
  readonly consistency: (first: number, second: number) => Promise<readonly Uint8Array[] | null>;
};

/** The key of an event. */
export type EventKey = {
  readonly agencyId: string;
  readonly streamId: string;
  readonly sequence: number;
};

/** What a proof for outsiders is to hold. */
export type BundleRequest = {
  readonly agencyId: string;
  readonly streamId: string;
  /** Raw key of the log, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** An older checkpoint, shown to be the beginning of the newest. */
  readonly since?: string;
};

/** Opens the ledger for reading. */
export function ledgerReader(pool: pg.Pool): LedgerReader {
  return {
    checkpoint: async () => (await newest(pool))?.note ?? null,
    tile: (address) => (address.level === 'entries' ? entries(pool, address) : tile(pool, address)),
    proofOf: (event) => proofOf(pool, event),
    witnessOf: (event) => witnessOf(pool, event),
    bundle: (request) => bundleFor(pool, request),
    consistency: async (first, second) => {
      const size = (await newest(pool))?.size ?? 0;
      if (!(first >= 0 && first <= second && second <= size)) return null;
      return rootsOf(pool, consistencyRanges(first, second));
    },
  };
}

async function newest(pool: pg.Pool): Promise<{ size: number; note: string } | null> {
  const { rows } = await pool.query<{ size: string; note: string }>({
    name: 'ledger-newest',
    text: 'select size::text as size, note from mingfa.ledger_checkpoint order by ledger_checkpoint.size desc limit 1',
  });
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

async function tile(pool: pg.Pool, address: TileAddress): Promise<Uint8Array | null> {
  const { index, width } = address;
  const level = Number(address.level);
  // Above level 6 a tile would need 2^48 leaves.
  if (level > 6) return null;
  const [found] = await readTiles(pool, [{ level, index }]);
  const bytes = width * hashSize;
  return found === undefined || found.hashes.length < bytes
    ? null
    : found.hashes.subarray(0, bytes);
}

async function entries(pool: pg.Pool, { index, width }: TileAddress): Promise<Uint8Array | null> {
  const size = (await newest(pool))?.size ?? 0;
  if (width > widthAt({ level: 0, index }, size)) return null;
  const { rows } = await pool.query<{ commitment: Buffer }>({
    name: 'ledger-entries',
    text: `select e.commitment from mingfa.ledger_leaf l join mingfa.event e using (log_id)
      where l.leaf_index >= $1::bigint and l.leaf_index < $1::bigint + $2::int order by l.leaf_index`,
    values: [index * 256, width],
  });
  return rows.length === width ? bundleOf(rows.map(({ commitment }) => commitment)) : null;
}

async function proofOf(pool: pg.Pool, event: EventKey): Promise<EventProof | null> {
  const { rows } = await pool.query<{ leafIndex: string }>({
    name: 'ledger-leaf-of',
    text: `select l.leaf_index::text as "leafIndex"
      from mingfa.event e join mingfa.ledger_leaf l using (log_id)
      where e.agency_id = $1 and e.stream_id = $2 and e.sequence = $3`,
    values: [event.agencyId, event.streamId, event.sequence],
  });
  if (rows[0] === undefined) return null;
  const leafIndex = Number(rows[0].leafIndex);
  const size = (await newest(pool))?.size ?? 0;
  const proof = await rootsOf(pool, inclusionRanges(leafIndex, size));
  return { leafIndex, size, proof };
}

async function witnessOf(pool: pg.Pool, event: EventKey): Promise<EventWitness | null> {
  // The leaf first: a checkpoint that is read after it cannot be older.
  const { rows } = await pool.query<EventAnswer & { l_index: string }>({
    name: 'ledger-witness',
    text: `select ${eventColumns}, l.leaf_index::text as l_index
      from mingfa.event e join mingfa.ledger_leaf l using (log_id)
      where e.agency_id = $1 and e.stream_id = $2 and e.sequence = $3`,
    values: [event.agencyId, event.streamId, event.sequence],
  });
  const now = await newest(pool);
  const row = rows[0];
  const found = row === undefined ? null : eventOf(row);
  const checkpoint = now === null ? null : parseCheckpoint(now.note);
  if (row === undefined || found === null || now === null || checkpoint === null) return null;
  const leafIndex = Number(row.l_index);
  if (leafIndex >= now.size) return null;
  const proof = await rootsOf(pool, inclusionRanges(leafIndex, now.size));
  const { salt, commitment, leafHash } = found;
  return {
    leafIndex,
    size: now.size,
    proof,
    text: textOfRow(found),
    salt,
    commitment,
    leafHash,
    root: checkpoint.root,
    checkpoint: now.note,
  };
}

async function bundleFor(pool: pg.Pool, request: BundleRequest): Promise<ProofBundle | null> {
  const { agencyId, streamId, publicKey } = request;
  const now = await newest(pool);
  const checkpoint = now === null ? null : openCheckpoint(now.note, publicKey);
  if (now === null || checkpoint === null) return null;
  const earlier = await earlierOf(pool, request, now.size);
  if (earlier === null) return null;

  const { rows } = await pool.query<EventAnswer & { l_index: string }>(
    `select ${eventColumns}, l.leaf_index::text as l_index
     from mingfa.event e join mingfa.ledger_leaf l using (log_id)
     where e.agency_id = $1 and e.stream_id = $2 and l.leaf_index < $3 order by e.sequence`,
    [agencyId, streamId, now.size],
  );
  const events: ProvedEvent[] = [];
  for (const row of rows) {
    const index = Number(row.l_index);
    const proof = await rootsOf(pool, inclusionRanges(index, now.size));
    const event = eventOf(row);
    if (event === null) continue;
    const text = textOfRow(event);
    events.push({ index, salt: event.salt.toString('hex'), text, proof: proof.map(toBase64) });
  }
  const key = verifierKey(checkpoint.origin, publicKey);
  return { format: 'mingfa-proof-1', key, checkpoint: now.note, events, ...earlier };
}

async function earlierOf(
  pool: pg.Pool,
  { since, publicKey }: BundleRequest,
  size: number,
): Promise<Pick<ProofBundle, 'earlier'> | null> {
  if (since === undefined) return {};
  const then = openCheckpoint(since, publicKey);
  if (then === null || then.size > size) return null;
  const proof = await rootsOf(pool, consistencyRanges(then.size, size));
  return { earlier: { checkpoint: since, proof: proof.map(toBase64) } };
}
