// What was done about the duties of a body is one stream of the installation; what it comes to is folded when it is
// read, for it stays a handful of events.

import { hash } from 'node:crypto';
import { change, eventBy } from '../access/index.store.ts';
import { installationId } from '../access/index.ts';
import { type ClauseId, type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import {
  type DutyAct,
  type DutyDecision,
  type DutyEvent,
  type DutyRecord,
  dutyRecords,
} from './duty.ts';

/** Who does something about a duty of which body, and by which clauses. */
export type DutyDoing = {
  readonly agencyId: string;
  readonly by: string;
  readonly at: Instant;
  readonly clauses: readonly ClauseId[];
};

type Records = ReadonlyMap<string, DutyRecord>;
type Row = {
  readonly kind: DutyAct['kind'];
  readonly data: DutyAct['data'];
  readonly at: Instant;
  readonly by: string;
};

/** The stream of a body's duties: an id computed from the body's (UUID version 8). */
export function dutyStream(agencyId: string): string {
  const digits = hash('sha256', `review-duties\0${agencyId}`, 'hex');
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return parts.join('-');
}

/** What was done about the duties of a body, by code of the duty. */
export async function readDutyRecords(
  db: Pick<Database, 'pool'>,
  agencyId: string,
): Promise<Records> {
  const { rows } = await db.pool.query<Row>(eventsOf(agencyId));
  return dutyRecords(rows as readonly DutyEvent[]);
}

const eventsOf = (agencyId: string) => ({
  name: 'review-duties',
  text: `select kind, data, at, actor_id as by from mingfa.event
    where agency_id = $1 and stream_id = $2 order by sequence`,
  values: [installationId, dutyStream(agencyId)],
});

/**
 * Decides something about a duty on what was done so far, and keeps it.
 *
 * @throws Refused with what stands against it
 */
export async function changeDuty(
  db: Database,
  doing: DutyDoing,
  decide: (records: Records) => DutyDecision,
): Promise<void> {
  const { agencyId, by, at, clauses } = doing;
  const stream = dutyStream(agencyId);
  await change(db, async (tx) => {
    // Two who record the same at once: the second is told what the first did.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [stream]);
    const { rows: before } = await tx.query<Row>(eventsOf(agencyId));
    const { happens, refusals } = decide(dutyRecords(before as readonly DutyEvent[]));
    if (refusals !== undefined) throw new Refused(...refusals);
    const data = { agencyId, ...happens.data };
    const event = { ...eventBy({ actorId: by, now: at }, happens.kind, data), clauses };
    await tx.append(stream, before.length, [event]);
  });
}
