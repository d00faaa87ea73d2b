import type { Json } from '../ledger/index.ts';
import type { CivilDate, ClauseId, Instant } from '../rules/index.ts';
import type { CaseFileToWrite, ClockRow } from './action-to-append.store.ts';
import type { Database } from './database.store.ts';

/** An event as it was written. */
export type StoredEvent = {
  readonly agencyId: string;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly data: Json;
  readonly clauses: readonly ClauseId[];
  /** Order of the ledger over all streams. */
  readonly logId: number;
};

/** The present of a case. */
export type CaseFile = CaseFileToWrite & {
  readonly agencyId: string;
  readonly caseId: string;
  readonly version: number;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
};

/**
 * The events of one stream in order.
 *
 * @param after - leaves out the events up to this sequence
 * @returns empty for a stream that does not exist
 */
export async function readEvents(
  db: Database,
  agencyId: string,
  streamId: string,
  after = 0,
): Promise<readonly StoredEvent[]> {
  const { rows } = await db.pool.query<StoredEvent>({
    name: 'read-events',
    text: `select agency_id as "agencyId", stream_id as "streamId", sequence, kind, at, actor_id as "actorId",
        data, clauses, log_id as "logId"
      from mingfa.event where agency_id = $1 and stream_id = $2 and sequence > $3 order by sequence`,
    values: [agencyId, streamId, after],
  });
  return rows;
}

/** The present of one case; null if there is none. */
export async function readCase(
  db: Database,
  agencyId: string,
  caseId: string,
): Promise<CaseFile | null> {
  const { rows } = await db.pool.query<CaseFile>({
    name: 'read-case',
    text: `select agency_id as "agencyId", case_id as "caseId", version, procedure, variant,
        case_number as "caseNumber", title, party_name as "partyName", step, standing,
        handler_ids as "handlerIds", department_id as "departmentId", state,
        opened_at as "openedAt", updated_at as "updatedAt"
      from mingfa.case_file where agency_id = $1 and case_id = $2`,
    values: [agencyId, caseId],
  });
  return rows[0] ?? null;
}

/** A clock with the case it belongs to. */
export type CaseClock = ClockRow & { readonly agencyId: string; readonly caseId: string };

/** The open clocks of one case, the first due first. */
export async function readClocks(
  db: Database,
  agencyId: string,
  caseId: string,
): Promise<readonly CaseClock[]> {
  const { rows } = await db.pool.query<CaseClock & { dueOn: CivilDate | null }>({
    name: 'read-clocks',
    text: `select ${clockColumns} from mingfa.case_clock
      where agency_id = $1 and case_id = $2 order by due_at, name`,
    values: [agencyId, caseId],
  });
  return rows;
}

/** The columns of a clock under the names of `CaseClock`. */
export const clockColumns = `agency_id as "agencyId", case_id as "caseId", name, rule_key as "ruleKey",
  due_at as "dueAt", due_on as "dueOn", standing, provisional`;
