// Appends one action: its events, and all that follows from them, in one round trip and one transaction.
//
// The version check is the lock: of two officers who decide on the same version one is refused. What the ledger needs
// of each event is computed here, before the database is asked, so that nothing waits for anything inside.

import { DatabaseError } from 'pg';
import { canonicalJson, type Json } from '../ledger/index.ts';
import { commitment, leafHash, mac, newSalt } from '../ledger/index.store.ts';
import { type CivilDate, type ClauseId, type Instant, Refused } from '../rules/index.ts';
import type { Database } from './database.store.ts';
import { storeRefusals } from './refusals.store.ts';

/** An event that has not been written yet. */
export type EventToAppend = {
  readonly kind: string;
  readonly at: Instant;
  /** Null for what the program does by itself. */
  readonly actorId: string | null;
  readonly data: Json;
  readonly clauses: readonly ClauseId[];
};

/** What lists show of a case, and its folded state. */
export type CaseFileToWrite = {
  readonly procedure: string;
  readonly variant: string | null;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly step: string;
  readonly standing: string;
  readonly handlerIds: readonly string[];
  readonly departmentId: string | null;
  readonly state: Json;
};

/** An open clock. */
export type ClockRow = {
  readonly name: string;
  readonly ruleKey: string;
  /** The last moment in time. */
  readonly dueAt: Instant;
  /** The last day in time; null for clocks of hours. */
  readonly dueOn: CivilDate | null;
  readonly standing: string;
  readonly provisional: boolean;
};

/** Work to be done after the action is kept, by any process. */
export type JobToAdd = {
  readonly task: string;
  readonly payload: Json;
  readonly runAt?: Instant;
  /** Replaces a waiting job with the same key. */
  readonly key?: string;
};

/** Makes a repeated command do nothing twice. */
export type ReceiptToKeep = {
  readonly accountId: string;
  readonly key: string;
  /** Digest of the command. */
  readonly fingerprint: string;
  /** What to answer again. */
  readonly answer: Json;
};

/** One action on one stream. */
export type ActionToAppend = {
  readonly agencyId: string;
  readonly streamId: string;
  /** Version the decision was based on; 0 for a new stream. */
  readonly expectedVersion: number;
  /** In order, at least one. */
  readonly events: readonly EventToAppend[];
  /** Absent for streams that are not cases. */
  readonly caseFile?: CaseFileToWrite;
  /** The complete set of open clocks; absent when they stay as they are. */
  readonly clocks?: readonly ClockRow[];
  readonly jobs?: readonly JobToAdd[];
  readonly idempotency?: ReceiptToKeep;
};

/** The version after the action, or the answer given when the same key came before. */
export type Appended = { readonly version: number; readonly repeated?: Json };

const statement = {
  name: 'append-action',
  text: `select mingfa.append_action(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) as kept`,
};

/**
 * Appends one action to one stream; all of it is kept, or nothing.
 *
 * @throws Refused (`case.changed`) if the stream is not at the expected version
 * @throws Refused (`command.key-reused`) if the idempotency key belongs to another command
 * @throws NotCanonical if an event's data has no canonical form
 */
export async function appendAction(db: Database, action: ActionToAppend): Promise<Appended> {
  if (action.events.length === 0) throw new Error('an action without events');
  const values = [
    ...eventValues(db, action),
    ...fileValues(action),
    ...clockValues(action),
    ...extraValues(action),
  ];
  try {
    const { rows } = await db.pool.query<{ kept: Kept | null }>({ ...statement, values });
    return answer(action, rows[0]?.kept ?? null);
  } catch (error) {
    throw refusalFor(error) ?? error;
  }
}

type Kept = { readonly fingerprint: string; readonly answer: Json };

function answer(action: ActionToAppend, kept: Kept | null): Appended {
  const version = action.expectedVersion + action.events.length;
  if (kept === null) return { version };
  if (kept.fingerprint !== action.idempotency?.fingerprint)
    throw new Refused(storeRefusals.keyReused);
  return { version, repeated: kept.answer };
}

function refusalFor(error: unknown): Refused | null {
  if (!(error instanceof DatabaseError)) return null;
  const isStale =
    error.code === 'MF001' || (error.code === '23505' && error.constraint === 'event_pkey');
  return isStale ? new Refused(storeRefusals.caseChanged) : null;
}

function eventValues(db: Database, action: ActionToAppend): unknown[] {
  const { agencyId, streamId, expectedVersion, events } = action;
  const sealed = events.map((event, index) => {
    const salt = newSalt();
    const sequence = expectedVersion + 1 + index;
    const committed = commitment(salt, { agencyId, streamId, sequence, ...event });
    return { salt, committed, leaf: leafHash(committed), mac: mac(db.secret.macKey, committed) };
  });
  return [
    agencyId,
    streamId,
    expectedVersion,
    events.map(({ kind }) => kind),
    events.map(({ at }) => at),
    events.map(({ actorId }) => actorId),
    events.map(({ data }) => canonicalJson(data)),
    events.map(({ clauses }) => arrayText(clauses)),
    sealed.map(({ salt }) => salt),
    sealed.map(({ committed }) => committed),
    sealed.map(({ leaf }) => leaf),
    sealed.map((seal) => seal.mac),
  ];
}

function fileValues({ caseFile: file }: ActionToAppend): unknown[] {
  if (file === undefined) return [null, null];
  const columns = [
    file.procedure,
    file.variant,
    file.caseNumber,
    file.title,
    file.partyName,
    file.step,
    file.standing,
    file.departmentId,
    JSON.stringify(file.state),
  ];
  return [columns, file.handlerIds];
}

function clockValues({ clocks }: ActionToAppend): unknown[] {
  if (clocks === undefined) return [null, null, null, null, null, null];
  return [
    clocks.map(({ name }) => name),
    clocks.map(({ ruleKey }) => ruleKey),
    clocks.map(({ dueAt }) => dueAt),
    clocks.map(({ dueOn }) => dueOn),
    clocks.map(({ standing }) => standing),
    clocks.map(({ provisional }) => provisional),
  ];
}

function extraValues({ idempotency, jobs }: ActionToAppend): unknown[] {
  const receipt =
    idempotency === undefined
      ? null
      : [
          idempotency.accountId,
          idempotency.key,
          idempotency.fingerprint,
          JSON.stringify(idempotency.answer),
        ];
  return [receipt, jobs === undefined || jobs.length === 0 ? null : JSON.stringify(jobs)];
}

// PostgreSQL has no arrays of arrays of unequal length; each list of clauses goes as the text of one.
function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => JSON.stringify(item)).join(',')}}`;
}
