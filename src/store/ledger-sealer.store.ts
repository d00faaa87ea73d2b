import {
  LogDamaged,
  type LogTrouble,
  type SealingDeps,
  sealBatch,
  settledLogId,
} from './ledger-seal.store.ts';

/** The sealer at work. */
export type Sealer = {
  /** Says that something was written, so that the next pass starts at once. */
  readonly nudge: () => void;
  readonly standing: () => SealerStanding;
  /** Ends the loop after the pass under way. */
  readonly stop: () => Promise<void>;
};

/** How the sealer is doing, for readiness and metrics. */
export type SealerStanding = {
  /** Leaves in the log; null before the first pass. */
  readonly size: number | null;
  readonly quarantined: number;
  /** Why the log may not be continued; sealing rests until a person has looked. */
  readonly trouble: LogTrouble | null;
};

/** Told of what a person should know. */
export type SealerReports = {
  /** The log may not be continued. */
  readonly onTrouble: (trouble: LogTrouble) => void;
  /** Rows of `event` that the server did not write. */
  readonly onQuarantine: (rows: number) => void;
  /** A pass failed, as passes do when the database is away; the next one tries again. */
  readonly onFault: (error: unknown) => void;
};

const busyMillis = 200;
const idleMillis = 400;
const troubledMillis = 30_000;

/** Starts to seal in the background; what is committed is sealed within a second. */
export function startSealer(deps: SealingDeps, reports: SealerReports): Sealer {
  let standing: SealerStanding = { size: null, quarantined: 0, trouble: null };
  const stopping = new AbortController();
  let wake = () => {};

  const note = (change: Partial<SealerStanding>) => {
    standing = { ...standing, ...change };
  };
  const pass = async (): Promise<number> => {
    try {
      const settled = await settledLogId(deps.pool, busyMillis);
      if (settled === null) return 0;
      const outcome = await sealBatch(deps, settled);
      if (outcome === null) return busyMillis;
      note({ size: outcome.size, trouble: null });
      if (outcome.quarantined > 0) {
        note({ quarantined: standing.quarantined + outcome.quarantined });
        reports.onQuarantine(outcome.quarantined);
      }
      return outcome.isFull ? 0 : outcome.sealed > 0 ? busyMillis : idleMillis;
    } catch (error) {
      return failed(error);
    }
  };
  const failed = (error: unknown): number => {
    if (!(error instanceof LogDamaged)) {
      reports.onFault(error);
      return 1000;
    }
    if (standing.trouble !== error.trouble) reports.onTrouble(error.trouble);
    note({ trouble: error.trouble });
    return troubledMillis;
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      const wanted = await pass();
      // Counted from the start of the pass: a slow one must not make the next one late as well.
      const pause = Math.max(0, began + wanted - performance.now());
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, pause);
        // After a nudge there is still a moment to wait, in which others join the batch.
        wake = () => {
          clearTimeout(timer);
          setTimeout(resume, Math.min(pause, 20));
        };
        if (stopping.signal.aborted) resume();
      });
    }
  };
  const ended = loop();
  return {
    nudge: () => {
      if (standing.trouble === null) wake();
    },
    standing: () => standing,
    stop: async () => {
      stopping.abort();
      wake();
      await ended;
    },
  };
}
