// Jobs are rows of the same database: one that is added with an action is kept or lost with it. Any process may run
// them; a job that fails is tried again, later each time, up to 25 times.

import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import type { Json } from '../ledger/index.ts';
import type { JobToAdd } from './action-to-append.store.ts';
import type { Database } from './database.store.ts';

/** What to do for each task; must bear being done twice, because a process may be killed before it can say so. */
export type Tasks = { readonly [task: string]: (payload: Json) => Promise<void> };

/** Jobs being run. */
export type RunningJobs = {
  /** Finishes the jobs under way and takes no more. */
  stop(): Promise<void>;
};

/** How to run jobs. */
export type JobOptions = {
  readonly concurrency?: number;
  /** Told of each failed attempt. */
  readonly onFault?: (task: string, error: unknown) => void;
};

/** Starts running jobs in this process. */
export async function runJobs(
  db: Database,
  tasks: Tasks,
  { concurrency = 2, onFault }: JobOptions = {},
): Promise<RunningJobs> {
  const { types: _, ...connection } = db.connection;
  // Its own connections: it listens on one of them, and reads columns in the driver's own way.
  const pgPool = new pg.Pool({ ...connection, max: concurrency + 2 });
  pgPool.on('error', () => {});
  pgPool.on('connect', (client) => client.on('error', () => {}));
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([task, work]) => [task, watched(task, work, onFault)]),
  );
  const runner = await run({
    pgPool,
    taskList,
    concurrency,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  });
  return {
    stop: async () => {
      await runner.stop();
      await pgPool.end();
    },
  };
}

function watched(task: string, work: Tasks[string], onFault: JobOptions['onFault']) {
  return async (payload: unknown): Promise<void> => {
    try {
      await work(payload as Json);
    } catch (error) {
      onFault?.(task, error);
      throw error;
    }
  };
}

/** Adds a job outside of an action. */
export async function addJob(db: Database, { task, payload, runAt, key }: JobToAdd): Promise<void> {
  await db.pool.query(
    'select graphile_worker.add_job($1, $2::json, run_at => $3::timestamptz, job_key => $4)',
    [task, JSON.stringify(payload), runAt ?? null, key ?? null],
  );
}
