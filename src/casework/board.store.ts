// What boards count: cases within a scope, read from narrow rows.

import type { CaseScope } from '../access/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { agenciesOf, type Bind, type KeptClock } from './case-reading.store.ts';

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

/**
 * Counts the cases of a scope.
 *
 * Whole bodies and departments have counters, so this costs what is shown and what runs out, not how many cases there
 * are: a body with 100,000 cases costs 1.2 times one with 1,000 (counting every row of the board cost 50 times). Cases
 * that a person handles elsewhere are few and are counted themselves.
 */
export async function countBoard(
  db: Database,
  scope: CaseScope,
  span: FigureSpan,
): Promise<Counted> {
  const [steps, months, departments, handlers, late, lateHandlers] = await Promise.all([
    tallied<StepCount>(db, scope, () => ({
      columns: `split_part(key, '/', 1) as standing, substr(key, strpos(key, '/') + 1) as step, sum(n)::int as n`,
      where: `what = 'step'`,
      rest: 'group by key having sum(n) > 0',
    })),
    tallied<MonthCount>(db, scope, (bind) => ({
      columns: 'key as month, what, sum(n)::int as n',
      where: `what in ('opened', 'decided', 'closed') and key >= ${bind(span.since.slice(0, 7))}`,
      rest: 'group by key, what having sum(n) > 0',
    })),
    tallied<OpenCount>(db, scope, () => ({
      columns: `agency_id as "agencyId", department_id as id,
        coalesce(sum(n) filter (where key like 'open/%' or key like 'decided/%'), 0)::int as "open"`,
      where: `what = 'step' and key not like 'archived/%'`,
      rest: 'group by agency_id, department_id having sum(n) > 0',
    })),
    tallied<OpenCount>(db, scope, () => ({
      columns: `agency_id as "agencyId", key as id,
        coalesce(sum(n) filter (where what = 'handler'), 0)::int as "open"`,
      where: `what in ('handler', 'handler-closed')`,
      rest: `group by agency_id, key having sum(n) > 0 order by "open" desc, key limit ${mostHandlers}`,
    })),
    countDue(db, scope, { ...span, id: 'b.department_id', from: '' }),
    countDue(db, scope, {
      ...span,
      id: 'handler',
      from: 'cross join lateral unnest(b.handler_ids) as handler',
    }),
  ]);
  return {
    steps,
    months,
    departments: withDue(departments, late),
    handlers: withDue(handlers, lateHandlers),
  };
}

type OpenCount = Pick<PlaceCount, 'agencyId' | 'id' | 'open'>;
type DueCount = Pick<PlaceCount, 'agencyId' | 'id' | 'overdue' | 'soon'>;

function withDue(places: readonly OpenCount[], due: readonly DueCount[]): readonly PlaceCount[] {
  const known = new Map(due.map((one) => [`${one.agencyId}/${one.id}`, one]));
  return places.map((place) => {
    const { overdue = 0, soon = 0 } = known.get(`${place.agencyId}/${place.id}`) ?? {};
    return { ...place, overdue, soon };
  });
}

type Counting = { readonly columns: string; readonly where: string; readonly rest: string };

async function tallied<T extends object>(
  db: Database,
  scope: CaseScope,
  make: (bind: Bind) => Counting,
): Promise<readonly T[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { columns, where, rest } = make(bind);
  const place = placeCondition(scope, bind);
  const kept = ['case_tally', 'case_tally_change'].map(
    (table) =>
      `select t.agency_id, t.department_id, t.what, t.key, t.n from mingfa.${table} t where ${place('t')}`,
  );
  const own = ownCases(scope, bind);
  const counted =
    own === null
      ? []
      : [
          `select b.agency_id, b.department_id, kind.what, kind.key, 1
          from ${own} b cross join lateral mingfa.case_kinds(b.standing, b.step, b.handler_ids, b.opened_at,
            b.decided_at, b.closed_at) as kind where not (${place('b')})`,
        ];
  const { rows } = await db.pool.query<T>({
    text: `select ${columns} from (${[...kept, ...counted].join(' union all ')}) as t
      where ${where} ${rest}`,
    values,
  });
  return rows;
}

/** What has run out or soon will, found by its day. */
async function countDue(
  db: Database,
  scope: CaseScope,
  {
    now,
    soonUntil,
    id,
    from,
  }: Pick<FigureSpan, 'now' | 'soonUntil'> & { readonly id: string; readonly from: string },
): Promise<readonly DueCount[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const place = placeCondition(scope, bind)('b');
  const { handler } = scope;
  const own =
    handler === null
      ? ''
      : ` or b.agency_id = ${bind(handler.agencyId)} and b.handler_ids @> array[${bind(handler.accountId)}::uuid]`;
  const present = bind(now);
  const { rows } = await db.pool.query<DueCount>({
    text: `select b.agency_id as "agencyId", ${id} as id, count(*) filter (where b.due_at < ${present})::int as overdue,
        count(*) filter (where b.due_at >= ${present})::int as soon
      from mingfa.case_board b ${from}
      where b.agency_id = any (${bind(agenciesOf(scope))}::uuid[]) and b.due_at <= ${bind(soonUntil)}
        and b.standing <> 'archived' and (${place}${own})
      group by 1, 2`,
    values,
  });
  return rows;
}

/** That a row belongs to a whole body or a department of the scope. */
function placeCondition({ agencyIds, department, alsoDepartments }: CaseScope, bind: Bind) {
  const departments = [...(department === null ? [] : [department]), ...alsoDepartments];
  const whole = bind(agencyIds);
  const agencies = bind(departments.map(({ agencyId }) => agencyId));
  const ids = bind(departments.map(({ departmentId }) => departmentId));
  return (row: string) => `(${row}.agency_id = any (${whole}::uuid[])
    or coalesce((${row}.agency_id, ${row}.department_id) in (
      select * from unnest(${agencies}::uuid[], ${ids}::uuid[])), false))`;
}

/** The cases that the person handles; null where that gives no scope. */
function ownCases({ handler }: CaseScope, bind: Bind): string | null {
  if (handler === null) return null;
  return `(select board.* from mingfa.case_file f join mingfa.case_board board using (agency_id, case_id)
    where f.agency_id = ${bind(handler.agencyId)} and f.handler_ids @> array[${bind(handler.accountId)}::uuid] offset 0)`;
}

/** Gathers what actions changed of the counters. To be done every minute; bears being done twice. */
export async function gatherTallies(db: Database): Promise<void> {
  await db.pool.query('select mingfa.gather_case_tally()');
}
