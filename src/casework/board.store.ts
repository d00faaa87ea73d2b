// What boards count: cases within a scope, read from narrow rows.

import type { CaseScope } from '../access/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { type Bind, type KeptClock, scopeCondition } from './case-reading.store.ts';

/** Clocks of a case that have run out, the longest ago first. */
export type OverdueClocks = { readonly caseId: string; readonly clocks: readonly KeptClock[] };

/** The clocks of some cases that have run out. */
export async function overdueClocks(
  db: Database,
  cases: readonly { readonly agencyId: string; readonly caseId: string }[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly KeptClock[]>> {
  const { rows } = await db.pool.query<OverdueClocks>({
    name: 'casework-overdue-clocks',
    text: `select f.case_id as "caseId", (
        select jsonb_agg(clock order by (clock ->> 'dueAt')::timestamptz)
        from jsonb_array_elements(f.clocks) as clock
        where clock ->> 'standing' not in ('lapses', 'paused') and (clock ->> 'dueAt')::timestamptz < $3) as clocks
      from unnest($1::uuid[], $2::uuid[]) as wanted (agency_id, case_id)
      join mingfa.case_file f using (agency_id, case_id)`,
    values: [cases.map(({ agencyId }) => agencyId), cases.map(({ caseId }) => caseId), now],
  });
  return new Map(rows.map(({ caseId, clocks }) => [caseId, clocks ?? []]));
}

/** What is counted, and by when. */
export type FigureSpan = {
  readonly now: Instant;
  /** Clocks that end from now until then are due soon. */
  readonly soonUntil: Instant;
  /** First moment of the first month. */
  readonly since: Instant;
};

/** Cases by how far they are. */
export type StepCount = { readonly standing: string; readonly step: string; readonly n: number };
/** Cases of a month, such as 2026-11. */
export type MonthCount = {
  readonly month: string;
  readonly what: 'opened' | 'decided' | 'closed';
  readonly n: number;
};
/** Cases of a department or a person that are not closed, and those with a clock run out or soon to. */
export type PlaceCount = {
  readonly agencyId: string;
  readonly id: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly soon: number;
};

/** All that boards count within a scope. */
export type Counted = {
  readonly steps: readonly StepCount[];
  readonly months: readonly MonthCount[];
  readonly departments: readonly PlaceCount[];
  readonly handlers: readonly PlaceCount[];
};

const mostHandlers = 200;
const notClosed = `standing in ('open', 'decided')`;

/** Counts the cases of a scope. */
export async function countBoard(
  db: Database,
  scope: CaseScope,
  span: FigureSpan,
): Promise<Counted> {
  const [steps, months, departments, handlers] = await Promise.all([
    count<StepCount>(db, scope, () => ({
      columns: 'b.standing, b.step, count(*)::int as n',
      rest: 'group by b.standing, b.step',
    })),
    count<MonthCount>(db, scope, (bind) => {
      const since = bind(span.since);
      return {
        columns: `to_char(at, 'YYYY-MM') as month, what, count(*)::int as n`,
        from: `cross join lateral (values ('opened', b.opened_at), ('decided', b.decided_at), ('closed', b.closed_at))
          as moment (what, at)`,
        where: `at >= ${since}`,
        rest: 'group by 1, 2',
      };
    }),
    count<PlaceCount>(db, scope, (bind) => ({
      columns: placeColumns('b.department_id', span, bind),
      where: `b.${stillRuns}`,
      rest: 'group by b.agency_id, b.department_id',
    })),
    count<PlaceCount>(db, scope, (bind) => ({
      columns: placeColumns('handler', span, bind),
      from: 'cross join lateral unnest(b.handler_ids) as handler',
      where: `b.${stillRuns}`,
      rest: `group by b.agency_id, handler order by "open" desc, handler limit ${mostHandlers}`,
    })),
  ]);
  return { steps, months, departments, handlers };
}

const stillRuns = `standing <> 'archived'`;

function placeColumns(id: string, { now, soonUntil }: FigureSpan, bind: Bind): string {
  const present = bind(now);
  return `b.agency_id as "agencyId", ${id} as id, count(*) filter (where b.${notClosed})::int as "open",
    count(*) filter (where b.due_at < ${present})::int as overdue,
    count(*) filter (where b.due_at >= ${present} and b.due_at <= ${bind(soonUntil)})::int as soon`;
}

type Counting = {
  readonly columns: string;
  readonly from?: string;
  readonly where?: string;
  readonly rest: string;
};

async function count<T extends object>(
  db: Database,
  scope: CaseScope,
  make: (bind: Bind) => Counting,
): Promise<readonly T[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { columns, from = '', where = 'true', rest } = make(bind);
  const { rows } = await db.pool.query<T>({
    text: `select ${columns} from mingfa.case_board b ${from}
      where ${boardCondition(scope, bind)} and ${where} ${rest}`,
    values,
  });
  return rows;
}

/** That a row of the board under the name b is in a scope. Departments and persons are found by the indexes of the file. */
function boardCondition(scope: CaseScope, bind: Bind): string {
  const isWhole = (place: { readonly agencyId: string } | null) =>
    place === null || scope.agencyIds.includes(place.agencyId);
  const parts = [scope.department, ...scope.alsoDepartments, scope.handler];
  if (parts.every(isWhole)) return `b.agency_id = any(${bind(scope.agencyIds)}::uuid[])`;
  return `(b.agency_id, b.case_id) in (select f.agency_id, f.case_id from mingfa.case_file f
    where ${scopeCondition(scope, bind)})`;
}
