import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { addJob, type RunningJobs, runJobs } from './index.store.ts';

let db: TestDatabase;
let jobs: RunningJobs;
const done: unknown[] = [];
const faults: string[] = [];

beforeAll(async () => {
  db = await aDatabase();
  jobs = await runJobs(
    db,
    {
      note: async (payload) => {
        done.push(payload);
      },
      fail: async () => {
        throw new Error('not today');
      },
    },
    { onFault: (task) => faults.push(task) },
  );
});
afterAll(async () => {
  await jobs.stop();
  await db.close();
});

describe('a job is run soon after it is kept', () => {
  test('given jobs, when they are added, then they are run with their payload; a failed one waits to be tried again', async () => {
    await addJob(db, { task: 'note', payload: { 文: '书' } });
    await addJob(db, { task: 'fail', payload: {} });
    await addJob(db, {
      task: 'note',
      payload: 'later',
      runAt: '2999-01-01T00:00:00.000+08:00',
      key: 'k',
    });

    await vi.waitFor(() => expect([done.length, faults.length]).toEqual([1, 1]), 10_000);

    expect(done).toEqual([{ 文: '书' }]);
    await vi.waitFor(async () => {
      const { rows } = await db.pool.query(
        'select task_identifier as task, attempts from graphile_worker.jobs where locked_at is null order by 1',
      );
      expect(rows).toEqual([
        { task: 'fail', attempts: 1 },
        { task: 'note', attempts: 0 },
      ]);
    }, 10_000);
  });
});
