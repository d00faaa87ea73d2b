import type pg from 'pg';
import type { LedgerKey } from '../ledger/index.store.ts';
import type { EventFinding, Finding, NamedEvent } from '../ledger/index.ts';
import { type EventName, nameKey } from './ledger-row.store.ts';

/** One verification under way: where it reads, and what it has found. */
export type Check = {
  /** Inside one read-only snapshot. */
  readonly client: pg.PoolClient;
  readonly key: LedgerKey;
  readonly report: (finding: Finding) => void;
  /** Reports an event once, under the first finding about it. */
  readonly accuse: (what: EventFinding, event: EventName, columns?: readonly string[]) => void;
  readonly isAccused: (event: EventName) => boolean;
  readonly counted: (events: number) => void;
  readonly progress: (done: number, total: number) => void;
  /** Hashes of leaves that could not be believed, by which their events are looked for; hex to leaf index. */
  readonly doubtful: Map<string, number>;
  /** Log id up to which rows are sealed; null until leaves were checked. */
  sealedUpTo: number;
  readonly result: () => {
    readonly findings: readonly Finding[];
    readonly findingCount: number;
    readonly events: number;
  };
};

const kept = 1000;
// A name takes some hundred bytes. Beyond this, the history is not damaged but gone.
const mostNames = 500_000;

/** Starts a verification. */
export function newCheck(
  client: pg.PoolClient,
  options: {
    readonly key: LedgerKey;
    readonly onFinding?: ((finding: Finding) => void) | undefined;
    readonly onProgress?: ((done: number, total: number) => void) | undefined;
  },
): Check {
  const findings: Finding[] = [];
  const accused = new Set<string>();
  let findingCount = 0;
  let events = 0;
  const report = (finding: Finding) => {
    findingCount += 1;
    if (findings.length < kept) findings.push(finding);
    options.onFinding?.(finding);
  };
  return {
    client,
    key: options.key,
    report,
    accuse: (what, event, columns) => {
      if (accused.has(nameKey(event))) return;
      if (accused.size < mostNames) accused.add(nameKey(event));
      const finding = { what, event: nameOf(event) };
      report(columns === undefined ? finding : { ...finding, columns });
    },
    isAccused: (event) => accused.has(nameKey(event)),
    counted: (more) => {
      events += more;
    },
    progress: (done, total) => options.onProgress?.(done, total),
    doubtful: new Map(),
    sealedUpTo: 0,
    result: () => ({ findings, findingCount, events }),
  };
}

function nameOf({ agencyId, streamId, sequence, kind, at }: EventName): NamedEvent {
  return { agencyId, streamId, sequence, kind, at };
}
