import type { Instant } from '../rules/index.ts';
import type { Database } from './database.store.ts';
import type { CaseClock } from './event-reading.store.ts';

/**
 * Passes the clocks whose last moment lies before `nowAt` and that were not passed before.
 *
 * Each is answered once. With a task, a job with the payload `{agencyId, caseId, name, dueAt}` is added for each in the
 * same transaction. What the sweep costs depends on what is due, not on how many clocks there are.
 *
 * @param limit - of entries looked at; when clocks were paused or met meanwhile, fewer are answered
 * @returns the clocks that are due, the first due first, and whether there may be more
 */
export async function sweepDueClocks(
  db: Database,
  nowAt: Instant,
  limit: number,
  task: string | null = null,
): Promise<readonly CaseClock[]> {
  const { rows } = await db.pool.query<CaseClock>({
    name: 'sweep-due',
    text: 'select * from mingfa.sweep_due($1, $2, $3)',
    values: [nowAt, limit, task],
  });
  return rows;
}

/** Which due clocks to list. */
export type DueClocksQuery = {
  readonly agencyId: string;
  /** Clocks whose last moment lies before this. */
  readonly before: Instant;
  /** Where the page before ended. */
  readonly after?: DuePlace | undefined;
  readonly limit: number;
};

/** A place in the order of due dates. */
export type DuePlace = { readonly dueAt: Instant; readonly id: number };

/**
 * The open clocks of one agency that are due before a moment, the first due first.
 *
 * @returns the place of each, to go on from
 */
export async function readDueClocks(
  db: Database,
  { agencyId, before, after, limit }: DueClocksQuery,
): Promise<readonly (CaseClock & { readonly place: DuePlace })[]> {
  const { rows } = await db.pool.query<CaseClock & { id: number }>({
    name: 'read-due',
    text: `select due.agency_id as "agencyId", due.case_id as "caseId", due.name, clock ->> 'ruleKey' as "ruleKey",
        due.due_at as "dueAt", (clock ->> 'dueOn')::date as "dueOn", clock ->> 'standing' as standing,
        (clock ->> 'provisional')::boolean as provisional, due.id
      from mingfa.clock_due due
      join mingfa.case_file file on file.agency_id = due.agency_id and file.case_id = due.case_id
      cross join lateral mingfa.due_holds(file.clocks, due.name, due.due_at) as clock
      where due.agency_id = $1 and due.due_at < $2 and (due.due_at, due.id) > ($3, $4) and clock is not null
      order by due.due_at, due.id limit $5`,
    values: [agencyId, before, after?.dueAt ?? '-infinity', after?.id ?? 0, limit],
  });
  return rows.map(({ id, ...clock }) => ({ ...clock, place: { dueAt: clock.dueAt, id } }));
}

/**
 * Drops entries that the sweep has passed and that no longer hold, because the act was done after all.
 *
 * @returns how many
 */
export async function dropPassedDueDates(db: Database): Promise<number> {
  const { rowCount } = await db.pool.query(`
    delete from mingfa.clock_due due using mingfa.clock_sweep sweep
    where (due.sweep_at, due.id) <= (sweep.swept_until, sweep.swept_id) and not exists (
      select from mingfa.case_file file
      where file.agency_id = due.agency_id and file.case_id = due.case_id
        and mingfa.due_holds(file.clocks, due.name, due.due_at) is not null)`);
  return rowCount ?? 0;
}
