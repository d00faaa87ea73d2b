import type { Json } from '../ledger/index.ts';
import type { CivilDate, ClauseId, Instant } from '../rules/index.ts';

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
  /** What the case waits for, `[{command, roles}]`; absent when it is to be worked out later. */
  readonly awaiting?: Json;
  /** The roles in `awaiting`, each once. */
  readonly awaitingRoles?: readonly string[];
  /** The next day on which time alone may change it. */
  readonly recheckOn?: CivilDate | null;
  /** What parts of the case keep beside it, by the name of the part; absent when it is to be worked out later. */
  readonly partRows?: Json;
  /** Which way of working it out was used. */
  readonly projection?: number;
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
