// The reviewers' desk: what lies with the review, found by the order of the queue without looking at other cases.

import type { CaseScope } from '../access/index.ts';
import { agenciesOf, type Bind, scopeCondition } from '../casework/index.store.ts';
import type { CaseState } from '../casework/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { deskStandings } from './review-row.ts';

/** In what order a queue stands. */
export type DeskOrder = 'clock' | 'weight' | 'received';

/** Which reviews a desk is to hold; everything given must be true of a review. */
export type DeskFilter = {
  readonly standings: readonly string[];
  /** Only those given to this person. */
  readonly reviewerId?: string | undefined;
  readonly departmentId?: string | undefined;
  /** Words, each of which must be part of the title, the party's name or the case number. */
  readonly text?: string | undefined;
  readonly order: DeskOrder;
  /** The last entry of the page before; absent for the first page. */
  readonly after?: { readonly key: string; readonly caseId: string } | undefined;
  readonly limit: number;
};

/** A review on the desk, with its case. */
export type DeskEntry = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly departmentId: string | null;
  readonly handlerIds: readonly string[];
  readonly reviewerId: string | null;
  readonly weight: number;
  readonly version: number;
  readonly awaiting: readonly { readonly command: string; readonly roles: readonly string[] }[];
  readonly state: CaseState;
  /** Place in the order. */
  readonly key: string;
};

/** A page of the desk: up to one entry more than the limit, and how many there are. */
export type DeskPage = { readonly entries: readonly DeskEntry[]; readonly total: number };

const instantText = (column: string) =>
  `case when ${column} = 'infinity' then 'infinity' else to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00' end`;

/** Keys of the queues, each ascending as its index; the oldest of equal weight first. */
const orders: Readonly<
  Record<DeskOrder, { readonly columns: readonly string[]; readonly types: readonly string[] }>
> = {
  clock: { columns: ['f.due_at'], types: ['timestamptz'] },
  weight: { columns: ['(- f.weight)', 'f.submitted_at'], types: ['int', 'timestamptz'] },
  received: { columns: ['f.submitted_at'], types: ['timestamptz'] },
};

const separator = '|';
const textOfKey = ({ columns, types }: (typeof orders)[DeskOrder]) =>
  columns
    .map((column, index) => (types[index] === 'timestamptz' ? instantText(column) : column))
    .join(` || '${separator}' || `);

/**
 * One page of the desk, by one query.
 *
 * @param most - reviews are counted no further than so many; one more is told when there are more
 */
export async function readDesk(
  db: Database,
  scope: CaseScope,
  filter: DeskFilter,
  most: number,
): Promise<DeskPage> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const order = orders[filter.order];
  const wanted = conditions(scope, filter, bind).join(' and ');
  const by = [...order.columns, 'f.case_id'].join(', ');
  const limit = bind(filter.limit + 1);
  const { rows } = await db.pool.query<{ entry: DeskEntry | null; total: number }>({
    text: `with counted as (
        select count(*)::int as total from (
          select from mingfa.review_desk f where ${wanted} limit ${bind(most + 1)}) as lying),
      page as (
        select near.* from unnest(${bind(agenciesOf(scope))}::uuid[]) as body (agency_id) cross join lateral (
          select f.*, ${textOfKey(order)} as key from mingfa.review_desk f
          where f.agency_id = body.agency_id and ${wanted}${beyond(filter, order, bind)}
          order by ${by} limit ${limit}) as near)
      select case when f.case_id is null then null else json_build_object(
          'agencyId', f.agency_id, 'caseId', f.case_id, 'caseNumber', file.case_number, 'title', file.title,
          'partyName', file.party_name, 'departmentId', file.department_id, 'handlerIds', file.handler_ids,
          'reviewerId', f.reviewer_id, 'weight', f.weight, 'version', file.version,
          'awaiting', coalesce(file.awaiting, '[]'), 'state', file.state, 'key', f.key) end as entry,
        counted.total
      from counted left join (page f join mingfa.case_file file
        on file.agency_id = f.agency_id and file.case_id = f.case_id) on true
      order by ${by} limit ${limit}`,
    values,
  });
  return {
    entries: rows.flatMap(({ entry }) => entry ?? []),
    total: rows[0]?.total ?? 0,
  };
}

function conditions(scope: CaseScope, filter: DeskFilter, bind: Bind): readonly string[] {
  const wanted = [scopeCondition(scope, bind)];
  // Nothing on the desk has another standing: not asked, the count may come from an index alone.
  if (deskStandings.some((standing) => !filter.standings.includes(standing)))
    wanted.push(`f.standing = any(${bind(filter.standings)})`);
  if (filter.reviewerId !== undefined) wanted.push(`f.reviewer_id = ${bind(filter.reviewerId)}`);
  if (filter.departmentId !== undefined)
    wanted.push(`f.department_id = ${bind(filter.departmentId)}`);
  if (filter.text !== undefined && filter.text.trim() !== '')
    wanted.push(`exists (select from mingfa.case_search s
      where s.agency_id = f.agency_id and s.case_id = f.case_id and not exists (
        select from unnest(string_to_array(mingfa.plain_text(${bind(filter.text)}), ' ')) as word
        where strpos(s.text, word) = 0))`);
  return wanted;
}

function beyond({ after }: DeskFilter, order: (typeof orders)[DeskOrder], bind: Bind): string {
  if (after === undefined) return '';
  const parts = after.key.split(separator);
  const values = order.types.map((type, index) => `${bind(parts[index])}::${type}`);
  return ` and (${order.columns.join(', ')}, f.case_id) > (${values.join(', ')}, ${bind(after.caseId)}::uuid)`;
}

/** What lies with a reviewer, and what the reviewer has done. */
export type Workload = {
  /** Null for what was given to nobody. */
  readonly reviewerId: string | null;
  readonly waiting: number;
  readonly overdue: number;
  readonly soon: number;
  readonly done: number;
};

/** Counts reviews of one body by reviewer: those that wait, and those that were finished since a moment. */
export async function countWorkload(
  db: Database,
  agencyId: string,
  at: { readonly now: Instant; readonly soonUntil: Instant; readonly doneSince: Instant },
): Promise<readonly Workload[]> {
  const { rows } = await db.pool.query<Workload>({
    name: 'review-workload',
    text: `select "reviewerId", sum(waiting)::int as waiting, sum(overdue)::int as overdue, sum(soon)::int as soon,
        sum(done)::int as done
      from (
        select reviewer_id as "reviewerId", 1 as waiting, (due_at < $2)::int as overdue,
          (due_at >= $2 and due_at <= $3)::int as soon, 0 as done
        from mingfa.review_desk where agency_id = $1 and standing in ('submitted', 'under-review')
        union all
        select reviewer_id, 0, 0, 0, 1 from mingfa.review_round where agency_id = $1 and given_at >= $4) as one
      group by "reviewerId"`,
    values: [agencyId, at.now, at.soonUntil, at.doneSince],
  });
  return rows;
}
