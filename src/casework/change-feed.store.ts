// What others did lately in the cases of a scope.

import type { CaseScope } from '../access/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { JsonObject } from './case-event.ts';
import { agenciesOf, type Bind, scopeCondition } from './case-reading.store.ts';

/** Something that was done in a case. */
export type ChangeEntry = {
  readonly logId: number;
  readonly agencyId: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: Instant;
  readonly data: JsonObject;
  readonly actorName: string | null;
};

/** Which changes are asked for. */
export type ChangeFilter = {
  /** Who asks: what they did themselves is left out. */
  readonly accountId: string;
  /** Only cases that this account of this body handles. */
  readonly handler: { readonly agencyId: string; readonly accountId: string } | null;
  readonly since: Instant;
  readonly after: { readonly at: Instant; readonly logId: number } | null;
  readonly limit: number;
};

/**
 * What others did in cases, the latest first.
 *
 * @returns up to one more than the limit
 */
export async function listChanges(
  db: Database,
  scope: CaseScope,
  filter: ChangeFilter,
): Promise<readonly ChangeEntry[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const done = `e.at >= ${bind(filter.since)} and e.actor_id is distinct from ${bind(filter.accountId)}${pageCondition(filter, bind)}`;
  const limit = bind(filter.limit + 1);
  const order = `order by e.at desc, e.log_id desc limit ${limit}`;
  const from =
    filter.handler === null
      ? inScope(scope, { done, order, since: filter.since }, bind)
      : inHandled(filter.handler, { done, order, since: filter.since }, bind);
  const { rows } = await db.pool.query<ChangeEntry>({
    text: `select e.log_id as "logId", e.agency_id as "agencyId", e.case_id as "caseId", f.case_number as "caseNumber",
        f.title, e.sequence, e.kind, e.at, e.data,
        coalesce(a.display_name, c.name) as "actorName"
      from (select * from (${from}) e ${order}) e
      join mingfa.case_file f on f.agency_id = e.agency_id and f.case_id = e.case_id
      left join mingfa.account a on a.account_id = e.actor_id
      left join mingfa.counsel c on a.account_id is null and c.counsel_id = e.actor_id
      order by e.at desc, e.log_id desc`,
    values,
  });
  return rows;
}

type Parts = { readonly done: string; readonly order: string; readonly since: Instant };
const columns = `e.log_id, e.agency_id, e.stream_id as case_id, e.sequence, e.kind, e.at, e.data, e.actor_id`;

/** Each body's latest, by its index. The case is looked up for each: as a join, the planner might read all cases first. */
function inScope(scope: CaseScope, { done, order }: Parts, bind: Bind): string {
  return `select near.* from unnest(${bind(agenciesOf(scope))}::uuid[]) as body (agency_id) cross join lateral (
      select ${columns} from mingfa.event e
      where e.agency_id = body.agency_id and ${done} and (
        select ${scopeCondition(scope, bind)} from mingfa.case_file f
        where f.agency_id = e.agency_id and f.case_id = e.stream_id)
      ${order}) near`;
}

function inHandled(
  { agencyId, accountId }: NonNullable<ChangeFilter['handler']>,
  { done, since }: Parts,
  bind: Bind,
): string {
  return `select ${columns} from mingfa.case_file f
      join mingfa.event e on e.agency_id = f.agency_id and e.stream_id = f.case_id
      where f.agency_id = ${bind(agencyId)} and f.handler_ids @> array[${bind(accountId)}::uuid]
        and f.updated_at >= ${bind(since)} and ${done}`;
}

function pageCondition({ after }: ChangeFilter, bind: Bind): string {
  return after === null
    ? ''
    : ` and (e.at, e.log_id) < (${bind(after.at)}::timestamptz, ${bind(after.logId)}::bigint)`;
}
