// What runs in the background: jobs that actions left behind, and what comes round every minute and every day.

import { dropExpiredSignIns, dropOldDrafts } from '../access/index.store.ts';
import { indexPendingDecisions, measureSearch } from '../disclosure/index.store.ts';
import { dropOldUploads, FileFolder } from '../recording/index.store.ts';
import type { Instant } from '../rules/index.ts';
import {
  type Database,
  dropOldReceipts,
  dropPassedDueDates,
  type RunningJobs,
  runJobs,
  sweepDueClocks,
} from '../store/index.store.ts';
import type { Desk } from './desk.ts';

/** What the background needs. */
export type WorkerDeps = {
  readonly db: Database;
  readonly jobs: Desk['jobs'];
  readonly notifier: Desk['notifier'];
  /** Where files of cases lie. */
  readonly filesFolder: string;
  readonly now: () => Instant;
  /** Told of what failed; it is tried again. */
  readonly onFault: (what: string, error: unknown) => void;
  /** Works out anew what cases wait for, where the day asks for it. */
  readonly recheck: () => Promise<unknown>;
  /** Told how many clocks ran out. */
  readonly onDue: (clocks: number) => void;
};

/** Work in the background. */
export type Worker = { close(): Promise<void> };

const second = 1000;
const minute = 60 * second;
const day = 1440 * minute;
const sweepLimit = 500;

/** Starts the background work of this process. Any number of processes may do it. */
export async function startBackground(deps: WorkerDeps): Promise<Worker> {
  const { db, notifier, onFault } = deps;
  const running: RunningJobs = await runJobs(db, deps.jobs, { onFault });
  const rounds = [
    every(minute, 'sweep', () => sweep(deps), onFault),
    every(
      minute,
      'recheck',
      async () => {
        await deps.recheck();
      },
      onFault,
    ),
    every(second, 'news', () => notifier.everySecond((error) => onFault('news', error)), onFault),
    every(
      minute,
      'notification',
      () => notifier.everyMinute((error) => onFault('notification', error)),
      onFault,
    ),
    every(day, 'daily notification', () => notifier.everyDay(), onFault),
    every(
      minute,
      'search',
      async () => {
        await indexPendingDecisions(db.pool);
      },
      onFault,
    ),
    every(
      day,
      'upkeep',
      async () => {
        await dropPassedDueDates(db);
        await measureSearch(db.pool);
        await dropExpiredSignIns(db, deps.now());
        await dropOldDrafts(db, deps.now());
        await dropOldReceipts(db, deps.now());
        await dropOldUploads({ db, files: new FileFolder(deps.filesFolder) }, deps.now());
      },
      onFault,
    ),
  ];
  return {
    close: async () => {
      await Promise.all(rounds.map((round) => round.stop()));
      await running.stop();
    },
  };
}

async function sweep({ db, now, onDue }: WorkerDeps): Promise<void> {
  for (;;) {
    const due = await sweepDueClocks(db, now(), sweepLimit);
    if (due.length > 0) onDue(due.length);
    if (due.length < sweepLimit) return;
  }
}

/** Does something now and again after each pause; a round that fails is told, and the next one comes all the same. */
export function every(
  millis: number,
  what: string,
  work: () => Promise<void>,
  onFault: WorkerDeps['onFault'],
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let round = Promise.resolve();
  const begin = () => {
    round = work()
      .catch((error: unknown) => onFault(what, error))
      .finally(() => {
        if (!isStopping) timer = setTimeout(begin, millis);
      });
  };
  begin();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await round;
    },
  };
}
