import { randomUUID } from 'node:crypto';
import { type By, change, eventBy } from '../access/index.store.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** A job as the list shows it. */
export type ListedJob = {
  readonly jobId: string;
  readonly task: string;
  readonly taskTitle: string;
  readonly standing: 'running' | 'waiting' | 'failing' | 'given-up';
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly runAt: Instant;
  readonly lastError: string | null;
};

const taskTitles: Readonly<Record<string, string>> = {
  'make-backup': '备份',
  'recount-clocks': '按新的放假安排重算暂定期限',
  'deliver-notifications': '发出提醒（邮件、推送）',
  'tell-of-case': '提醒案件的变化',
  'follow-case-in-public': '公示网站与案件保持一致',
};

/** Jobs that wait or could not be done; those that failed first. */
export async function listJobs(
  db: Database,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly ListedJob[]> {
  const { rows } = await db.pool.query<Omit<ListedJob, 'taskTitle'>>({
    name: 'job-list',
    text: `select id::text as "jobId", task_identifier as task, attempts, max_attempts as "maxAttempts",
        run_at as "runAt", left(split_part(last_error, E'\\n', 1), 300) as "lastError",
        case when locked_at is not null then 'running' when attempts >= max_attempts then 'given-up'
          when last_error is not null then 'failing' else 'waiting' end as standing
      from graphile_worker.jobs
      where $1::boolean is null or (last_error is null, id) > ($1, $2::bigint)
      order by last_error is null, id limit $3`,
    values: [page.after === null ? null : page.after[0] === 1, page.after?.[1] ?? null, page.limit],
  });
  return rows.map((row) => ({ ...row, taskTitle: taskTitles[row.task] ?? row.task }));
}

/** How many jobs wait, and how many of all could not be done when they were tried. */
export async function countJobs(
  db: Database,
): Promise<{ readonly waiting: number; readonly failing: number }> {
  const { rows } = await db.pool.query<{ waiting: number; failing: number }>({
    name: 'job-count',
    text: `select count(*) filter (where attempts < max_attempts)::int as waiting,
        count(*) filter (where last_error is not null)::int as failing
      from graphile_worker.jobs`,
    values: [],
  });
  return rows[0] ?? { waiting: 0, failing: 0 };
}

/**
 * Lets a job be tried at once, also one that was given up; who asked for it is an event.
 *
 * @returns false if there is none that waits
 */
export function retryJob(db: Database, jobId: string, by: By): Promise<boolean> {
  return change(db, async (tx) => {
    const { rows } = await tx.query<{ task: string; attempts: number }>(
      'select task_identifier as task, attempts from graphile_worker.jobs where id = $1',
      [jobId],
    );
    const { rowCount } = await tx.query(
      `select from graphile_worker.reschedule_jobs(array[$1::bigint], run_at => now(), attempts => 0)`,
      [jobId],
    );
    const [job] = rows;
    if (job === undefined || rowCount === null || rowCount === 0) return false;
    const told = { jobId, task: job.task, attempts: job.attempts };
    await tx.append(randomUUID(), 0, [eventBy(by, 'jobRetried', told)]);
    return true;
  });
}
