// What waits for somebody: found by where the tasks lie, without looking at other cases.

import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { CaseState } from './case-event.ts';
import { type CaseEntry, entryColumns, type KeptClock } from './case-reading.store.ts';

/** Where tasks lie: places of one body. */
export type TaskPlaces = { readonly agencyId: string; readonly places: readonly string[] };

/** Where a page of tasks ended. */
export type TaskPlace = {
  /** `infinity` where no clock runs. */
  readonly dueAt: string;
  readonly openedAt: string;
  readonly caseId: string;
  readonly command: string;
};

/** Something a case waits for, with the case. */
export type TaskRow = CaseEntry & {
  readonly command: string;
  readonly role: string;
  readonly since: Instant;
  readonly state: CaseState;
  /** All open clocks of the case. */
  readonly clocks: readonly KeptClock[];
  readonly place: TaskPlace;
};

const start: TaskPlace = {
  dueAt: '-infinity',
  openedAt: '-infinity',
  caseId: '00000000-0000-0000-0000-000000000000',
  command: '',
};

const text = (column: string) =>
  `case when ${column} = 'infinity' then 'infinity' else to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00' end`;

/**
 * Tasks at some places, the clock that ends first before the others, then the oldest case.
 *
 * @returns up to one more than the limit
 */
export async function listTasks(
  db: Database,
  { agencyId, places }: TaskPlaces,
  page: { readonly after: TaskPlace | null; readonly limit: number },
): Promise<readonly TaskRow[]> {
  const after = page.after ?? start;
  const { rows } = await db.pool.query<TaskRow>({
    name: 'casework-tasks',
    text: `with lying as (
        select near.* from unnest($2::text[]) as wanted (place) cross join lateral (
          select task.* from mingfa.case_task task
          where task.agency_id = $1 and task.place = wanted.place
            and (task.due_at, task.opened_at, task.case_id, task.command)
              > ($3::timestamptz, $4::timestamptz, $5::uuid, $6)
          order by task.due_at, task.opened_at, task.case_id, task.command limit $7) near),
      first as (
        select due_at, opened_at, case_id, command, min(role) as role, min(since) as since
        from lying group by due_at, opened_at, case_id, command
        order by due_at, opened_at, case_id, command limit $7)
      select ${entryColumns}, f.state, f.clocks, first.command, first.role, first.since,
        json_build_object('dueAt', ${text('first.due_at')}, 'openedAt', ${text('first.opened_at')},
          'caseId', first.case_id, 'command', first.command) as place
      from first join mingfa.case_file f on f.agency_id = $1 and f.case_id = first.case_id
      order by first.due_at, first.opened_at, first.case_id, first.command`,
    values: [
      agencyId,
      places,
      after.dueAt,
      after.openedAt,
      after.caseId,
      after.command,
      page.limit + 1,
    ],
  });
  return rows;
}

/** How many tasks lie at some places, counted no further than so many; one more when there are more. */
export async function countTasks(
  db: Database,
  { agencyId, places }: TaskPlaces,
  most: number,
): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>({
    name: 'casework-task-count',
    text: `select count(*)::int as n from (
      select distinct case_id, command from mingfa.case_task
      where agency_id = $1 and place = any($2) limit $3) as counted`,
    values: [agencyId, places, most + 1],
  });
  return rows[0]?.n ?? 0;
}

/** How many tasks there are, by what is to be done and by when they are due. */
export type TaskCount = {
  readonly command: string;
  readonly n: number;
  readonly overdue: number;
  readonly today: number;
};

/** Counts tasks at some places by what is to be done, the most frequent first. */
export async function countTasksByCommand(
  db: Database,
  { agencyId, places }: TaskPlaces,
  at: { readonly now: Instant; readonly endOfToday: Instant },
): Promise<readonly TaskCount[]> {
  const { rows } = await db.pool.query<TaskCount>({
    name: 'casework-task-summary',
    text: `select command, count(*)::int as n, count(*) filter (where due_at < $3)::int as overdue,
        count(*) filter (where due_at >= $3 and due_at <= $4)::int as today
      from (select distinct case_id, command, due_at from mingfa.case_task
        where agency_id = $1 and place = any($2)) as task
      group by command order by n desc, command`,
    values: [agencyId, places, at.now, at.endOfToday],
  });
  return rows;
}

/** The next clocks of tasks that end within a span, one entry a task. */
export async function clocksOfTasks(
  db: Database,
  { agencyId, places }: TaskPlaces,
  span: { readonly after: Instant; readonly until: Instant },
): Promise<readonly Pick<CaseEntry, 'agencyId' | 'nextClock'>[]> {
  const { rows } = await db.pool.query<Pick<CaseEntry, 'agencyId' | 'nextClock'>>({
    name: 'casework-task-clocks',
    text: `select ${entryColumns}
      from (select distinct case_id, command from mingfa.case_task
        where agency_id = $1 and place = any($2) and due_at > $3 and due_at <= $4 limit 1000) as task
      join mingfa.case_file f on f.agency_id = $1 and f.case_id = task.case_id`,
    values: [agencyId, places, span.after, span.until],
  });
  return rows;
}
