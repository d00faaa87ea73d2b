// Rows of the ledger's tables, read so that nothing in them is taken on trust.
//
// Whoever owns the database can put anything into a column. So instants are read as text (an infinity is no Date), data
// as text (a fraction is no integer), and every row carries a mark, an HMAC by a key that is not in the database, which
// is checked against what the row says now.

import { timingSafeEqual } from 'node:crypto';
import { commitment, leafHash, mac } from '../ledger/index.store.ts';
import {
  type CommittedEvent,
  canonicalJson,
  eventText,
  type Json,
  NotCanonical,
} from '../ledger/index.ts';

/** An event by name. */
export type EventName = {
  readonly agencyId: string;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
};

/** A row of `event` as it stands. */
export type EventRow = EventName & {
  readonly logId: number;
  readonly actorId: string | null;
  readonly dataText: string;
  readonly clausesText: string;
  readonly hasPlainClauses: boolean;
  readonly salt: Buffer;
  readonly commitment: Buffer;
  readonly leafHash: Buffer;
  readonly mac: Buffer;
  readonly recordedAt: string;
};

/** A row of `ledger_leaf` as it stands. */
export type LeafRow = EventName & {
  readonly leafIndex: number;
  readonly logId: number;
  readonly leafHash: Buffer;
  readonly recordedAt: string;
  readonly sealedSize: number;
  readonly mac: Buffer;
};

/** A row of `ledger_checkpoint` as it stands. */
export type CheckpointRow = {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly at: string;
  readonly mac: Buffer;
};

/** SQL for an instant as text in Beijing time; infinities and years before Christ come through as what they are. */
export const beijing = (column: string) => `(${column} at time zone interval '8 hours')::text`;

/** The columns of `event`, under the alias `e`; the names start with `e_`. */
export const eventColumns = `
  e.log_id::text as e_log_id, e.agency_id as e_agency, e.stream_id as e_stream, e.sequence as e_sequence,
  e.kind as e_kind, ${beijing('e.at')} as e_at, e.actor_id as e_actor, e.data::text as e_data,
  to_jsonb(e.clauses)::text as e_clauses,
  coalesce(array_ndims(e.clauses), 1) = 1 and coalesce(array_lower(e.clauses, 1), 1) = 1 as e_plain,
  e.salt as e_salt, e.commitment as e_commitment, e.leaf_hash as e_leaf_hash, e.mac as e_mac,
  ${beijing('e.recorded_at')} as e_recorded`;

/** The columns of `ledger_leaf`, under the alias `l`; the names start with `l_`. */
export const leafColumns = `
  l.leaf_index::text as l_index, l.log_id::text as l_log_id, l.leaf_hash as l_hash, l.agency_id as l_agency,
  l.stream_id as l_stream, l.sequence as l_sequence, l.kind as l_kind, ${beijing('l.at')} as l_at,
  ${beijing('l.recorded_at')} as l_recorded, l.sealed_size::text as l_sealed, l.mac as l_mac`;

/** The columns of `ledger_checkpoint`. Sort by `ledger_checkpoint.size`: the bare name would sort texts. */
export const checkpointColumns = `size::text as size, root, note, ${beijing('at')} as at, mac`;

/** What `eventColumns` answer; all null behind a left join that found nothing. */
export type EventAnswer = {
  e_log_id: string | null;
  e_agency: string;
  e_stream: string;
  e_sequence: number;
  e_kind: string;
  e_at: string;
  e_actor: string | null;
  e_data: string;
  e_clauses: string;
  e_plain: boolean;
  e_salt: Buffer;
  e_commitment: Buffer;
  e_leaf_hash: Buffer;
  e_mac: Buffer;
  e_recorded: string;
};

/** What `leafColumns` answer. */
export type LeafAnswer = {
  l_index: string;
  l_log_id: string;
  l_hash: Buffer;
  l_agency: string;
  l_stream: string;
  l_sequence: number;
  l_kind: string;
  l_at: string;
  l_recorded: string;
  l_sealed: string;
  l_mac: Buffer;
};

/** What `checkpointColumns` answer. */
export type CheckpointAnswer = {
  size: string;
  root: Buffer;
  note: string;
  at: string;
  mac: Buffer;
};

/** The event in an answer; null behind a left join that found nothing. */
export function eventOf(answer: EventAnswer): EventRow | null {
  if (answer.e_log_id === null) return null;
  return {
    logId: Number(answer.e_log_id),
    agencyId: answer.e_agency,
    streamId: answer.e_stream,
    sequence: answer.e_sequence,
    kind: answer.e_kind,
    at: instantOf(answer.e_at),
    actorId: answer.e_actor,
    dataText: answer.e_data,
    clausesText: answer.e_clauses,
    hasPlainClauses: answer.e_plain,
    salt: answer.e_salt,
    commitment: answer.e_commitment,
    leafHash: answer.e_leaf_hash,
    mac: answer.e_mac,
    recordedAt: answer.e_recorded,
  };
}

/** The leaf in an answer. */
export function leafOf(answer: LeafAnswer): LeafRow {
  return {
    leafIndex: Number(answer.l_index),
    logId: Number(answer.l_log_id),
    leafHash: answer.l_hash,
    agencyId: answer.l_agency,
    streamId: answer.l_stream,
    sequence: answer.l_sequence,
    kind: answer.l_kind,
    at: instantOf(answer.l_at),
    recordedAt: answer.l_recorded,
    sealedSize: Number(answer.l_sealed),
    mac: answer.l_mac,
  };
}

/** The checkpoint in an answer. */
export function checkpointOf(answer: CheckpointAnswer): CheckpointRow {
  return { ...answer, size: Number(answer.size), at: instantOf(answer.at) };
}

const timestampForm = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?$/;

/**
 * The instant that a timestamp of the database stands for.
 *
 * What lies between two milliseconds, or outside the years of four digits, stays as it is: no event has it, and the
 * commitment then fails.
 */
export function instantOf(timestamp: string): string {
  const [, day, time, fraction = ''] = timestampForm.exec(timestamp) ?? [];
  const milliseconds = fraction.padEnd(3, '0');
  if (day === undefined || milliseconds.length > 3) return timestamp;
  return `${day}T${time}.${milliseconds}+08:00`;
}

/** The mark of a leaf. */
export function leafMac(key: Buffer, leaf: Omit<LeafRow, 'mac'>): Buffer {
  const { leafIndex, logId, agencyId, streamId, sequence, kind, at, recordedAt, sealedSize } = leaf;
  const hash = leaf.leafHash.toString('hex');
  const name = [agencyId, streamId, sequence, kind, at, recordedAt];
  return mac(key, textOf(['leaf', leafIndex, logId, hash, ...name, sealedSize]));
}

/** The mark of a checkpoint. */
export function checkpointMac(key: Buffer, row: Omit<CheckpointRow, 'mac'>): Buffer {
  return mac(key, textOf(['checkpoint', row.size, row.root.toString('hex'), row.note, row.at]));
}

// Marks of rows are over text that starts with a bracket, marks of events over 32 bytes: one never passes as the other.
function textOf(parts: Json): Buffer {
  return Buffer.from(canonicalJson(parts), 'utf8');
}

/** Whether a leaf still carries the mark it was given. */
export function isLeafOurs(key: Buffer, leaf: LeafRow): boolean {
  return sameBytes(
    leaf.mac,
    orNull(() => leafMac(key, leaf)),
  );
}

/** Whether a checkpoint still carries the mark it was given. */
export function isCheckpointOurs(key: Buffer, row: CheckpointRow): boolean {
  return sameBytes(
    row.mac,
    orNull(() => checkpointMac(key, row)),
  );
}

/** Whether the columns that the sealer looks at were written by the server. */
export function hasOurMark(
  key: Buffer,
  row: Pick<EventRow, 'commitment' | 'leafHash' | 'mac'>,
): boolean {
  return (
    sameBytes(row.mac, mac(key, row.commitment)) &&
    sameBytes(row.leafHash, leafHash(row.commitment))
  );
}

/** The columns of an event that are not as the server wrote them; empty for an event that is whole. */
export function spoiledColumns(key: Buffer, row: EventRow): readonly string[] {
  const committed = orNull(() => committedBy(row));
  if (committed === null) return ['content'];
  const spoiled = [
    ...(sameBytes(row.commitment, committed) ? [] : ['commitment']),
    ...(sameBytes(row.leafHash, leafHash(committed)) ? [] : ['leaf_hash']),
    ...(sameBytes(row.mac, mac(key, committed)) ? [] : ['mac']),
  ];
  // A mark that does not fit says that the content is another, unless all the rest still fits together.
  return spoiled.includes('mac') && spoiled.length > 1 ? ['content'] : spoiled;
}

function committedBy(row: EventRow): Buffer | null {
  if (!row.hasPlainClauses || hasFraction(row.dataText)) return null;
  return commitment(row.salt, committedEvent(row));
}

function committedEvent(row: EventRow): CommittedEvent {
  const { agencyId, streamId, sequence, kind, at, actorId } = row;
  const data = JSON.parse(row.dataText) as Json;
  const clauses = JSON.parse(row.clausesText) as string[];
  return { agencyId, streamId, sequence, kind, at, actorId, data, clauses };
}

/**
 * The text that the commitment of a row is made of.
 *
 * @throws NotCanonical when the row was never written by the server
 */
export function textOfRow(row: EventRow): string {
  return eventText(committedEvent(row));
}

// jsonb keeps 1.0 apart from 1, JSON.parse does not.
function hasFraction(text: string): boolean {
  return text.includes('.') && text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').includes('.');
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    // No canonical form: such a row was never written by the server.
    if (error instanceof NotCanonical) return null;
    throw error;
  }
}

/** Whether two byte strings are the same; null equals nothing. */
export function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && a.length === b.length && timingSafeEqual(a, b);
}

/** The key of an event's name, for sets and maps. */
export function nameKey({ agencyId, streamId, sequence }: EventName): string {
  return `${agencyId}/${streamId}/${sequence}`;
}
