// The catalogue of a body is the fold of one stream. Its row holds what the stream comes to, and is locked while
// something is decided on it; approved versions stand beside it and are never changed.

import { hash } from 'node:crypto';
import { type Change, change, eventBy } from '../access/index.store.ts';
import type { Json } from '../ledger/index.ts';
import { type ClauseId, type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { type Catalogue, emptyCatalogue, evolveCatalogue, versionOf } from './catalogue.ts';
import type { CatalogueDecision } from './catalogue-decision.ts';
import { catalogueTable } from './catalogue-table.ts';

/** Who does something to the catalogue of which body, and by which clauses. */
export type CatalogueDoing = {
  readonly agencyId: string;
  readonly by: string;
  readonly at: Instant;
  readonly clauses: readonly ClauseId[];
};

/** Work that must be kept together with what was decided. */
export type AlsoKeep = (tx: Change, after: Catalogue) => Promise<void>;

const nothingElse: AlsoKeep = async () => {};

/** The stream of a body's catalogue: an id computed from the body's (UUID version 8). */
export function catalogueStream(agencyId: string): string {
  const digits = hash('sha256', `review-catalogue\0${agencyId}`, 'hex');
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return parts.join('-');
}

/** SHA-256 of a copy, in hex. */
export const copyDigest = (copy: string): string => hash('sha256', copy, 'hex');

/** The catalogue of a body; an empty one where nothing was reported yet. */
export async function readCatalogue(
  db: Pick<Database, 'pool'>,
  agencyId: string,
): Promise<Catalogue> {
  const { rows } = await db.pool.query<{ readonly state: Catalogue }>({
    name: 'review-catalogue',
    text: 'select state from mingfa.review_catalogue where agency_id = $1 and version > 0',
    values: [agencyId],
  });
  return rows[0]?.state ?? emptyCatalogue;
}

/** The table of an approved version as it was approved; null when there is none. */
export async function readCopy(
  db: Pick<Database, 'pool'>,
  version: { readonly agencyId: string; readonly number: number },
): Promise<string | null> {
  const { rows } = await db.pool.query<{ readonly copy: string }>({
    name: 'review-catalogue-copy',
    text: 'select copy from mingfa.review_catalogue_version where agency_id = $1 and number = $2',
    values: [version.agencyId, version.number],
  });
  return rows[0]?.copy ?? null;
}

/**
 * Decides something on the catalogue as it stands and keeps it, all or nothing.
 *
 * @param also - what else is kept in the same transaction
 * @throws Refused with what stands against it
 */
export async function changeCatalogue(
  db: Database,
  doing: CatalogueDoing,
  decide: (catalogue: Catalogue) => CatalogueDecision,
  also: AlsoKeep = nothingElse,
): Promise<Catalogue> {
  const { agencyId, by, at, clauses } = doing;
  return change(db, async (tx) => {
    const before = await lockCatalogue(tx, agencyId);
    const { happens, refusals } = decide(before);
    if (refusals !== undefined) throw new Refused(...refusals);
    const after = evolveCatalogue(before, { ...happens, at, by });
    const data = { agencyId, ...happens.data } as unknown as Json;
    const event = { ...eventBy({ actorId: by, now: at }, happens.kind, data), clauses };
    await tx.append(catalogueStream(agencyId), before.version, [event]);
    await tx.query(
      'update mingfa.review_catalogue set version = $2, state = $3 where agency_id = $1',
      [agencyId, after.version, JSON.stringify(after)],
    );
    if (happens.kind === 'catalogueApproved')
      await keepVersion(tx, { agencyId, after, number: happens.data.number });
    await also(tx, after);
    return after;
  });
}

async function lockCatalogue(tx: Change, agencyId: string): Promise<Catalogue> {
  await tx.query(
    `insert into mingfa.review_catalogue (agency_id, version, state) values ($1, 0, '{}')
     on conflict do nothing`,
    [agencyId],
  );
  const { rows } = await tx.query<{ readonly version: number; readonly state: Catalogue }>(
    'select version, state from mingfa.review_catalogue where agency_id = $1 for update',
    [agencyId],
  );
  const row = rows[0];
  return row === undefined || row.version === 0 ? emptyCatalogue : row.state;
}

type Kept = { readonly agencyId: string; readonly after: Catalogue; readonly number: number };

async function keepVersion(tx: Change, { agencyId, after, number }: Kept): Promise<void> {
  const version = versionOf(after, number);
  if (version === undefined) throw new Error('an approved version that is not there');
  const copy = catalogueTable(version.items);
  if (copyDigest(copy) !== version.digest) throw new Error('a version whose copy has changed');
  await tx.query(
    `insert into mingfa.review_catalogue_version
       (agency_id, number, in_force_from, digest, items, copy, approved_at)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7)`,
    [
      agencyId,
      number,
      version.inForceFrom,
      version.digest,
      JSON.stringify(version.items),
      copy,
      version.approved?.at,
    ],
  );
}

/** Names of accounts by id. */
export async function namesOf(
  db: Pick<Database, 'pool'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.pool.query<{ readonly id: string; readonly name: string }>({
    name: 'review-catalogue-names',
    text: `select account_id as id, display_name as name from mingfa.account
      where account_id = any ($1::uuid[])`,
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
