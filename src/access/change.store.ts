import type pg from 'pg';
import type { Json } from '../ledger/index.ts';
import { type Instant, type Refusal, Refused } from '../rules/index.ts';
import { appendWithin, type Database, type EventToAppend } from '../store/index.store.ts';
import type { AuditKind } from './audit-kind.ts';
import { installationId } from './installation.ts';

/** Who changes something, and when; null for the program itself or a command on the server. */
export type By = { readonly actorId: string | null; readonly now: Instant };

/** An open transaction in which tables and streams change together. */
export type Change = {
  readonly query: pg.PoolClient['query'];
  /** Appends to a stream of the installation; refused if it is not at the expected version. */
  append(
    streamId: string,
    expectedVersion: number,
    events: readonly EventToAppend[],
  ): Promise<void>;
};

/**
 * Runs work in one transaction: what it writes is kept as a whole, or not at all.
 *
 * @throws whatever the work throws, after rolling back
 */
export async function change<T>(db: Database, work: (tx: Change) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken: unknown;
  try {
    await client.query('begin');
    const done = await work(changeOn(db, client));
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch((failed: unknown) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken instanceof Error ? broken : undefined);
  }
}

/** Makes an event of a change; its kind has a title in `audit-kind.ts`. */
export function eventBy(by: By, kind: AuditKind, data: Json): EventToAppend {
  return { kind, at: by.now, actorId: by.actorId, data, clauses: [] };
}

/** Throws what stands against an action, all of it at once. */
export function refuseIf(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new Refused(...refusals);
}

function changeOn(db: Database, client: pg.PoolClient): Change {
  return {
    query: client.query.bind<pg.PoolClient['query']>(client),
    append: (streamId, expectedVersion, events) =>
      appendWithin(db, client, { agencyId: installationId, streamId, expectedVersion, events }),
  };
}
