// Rounds of review for figures, and the events of one review in full.

import type { CaseScope } from '../access/index.ts';
import { type Bind, scopeCondition } from '../casework/index.store.ts';
import { addDays, type CivilDate, startOfDay } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { CountedBody, RoundRow } from './review-figures.ts';
import type { FullRecord } from './telling.ts';

/** A round of review of one body. */
export type AgencyRound = RoundRow & { readonly agencyId: string };

/** Rounds whose opinion took effect in a span of days, of the cases in a scope, in no order. */
export async function readRounds(
  db: Database,
  scope: CaseScope,
  span: { readonly from: CivilDate; readonly until: CivilDate },
): Promise<readonly AgencyRound[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const { rows } = await db.pool.query<AgencyRound>({
    text: `select f.agency_id as "agencyId", f.case_id as "caseId", f.round, f.department_id as "departmentId",
        f.given_at as "givenAt", f.kind, f.outcome, f.problems, f.workdays, f.is_late as "isLate"
      from (select round.*, file.handler_ids from mingfa.review_round round
        join mingfa.case_file file using (agency_id, case_id)) f
      where ${scopeCondition(scope, bind)} and f.given_at >= ${bind(startOfDay(span.from))}
        and f.given_at < ${bind(startOfDay(addDays(span.until, 1)))}`,
    values,
  });
  return rows;
}

/** The bodies that are counted in a scope, by name: those active, and those of the rounds. */
export async function readCountedBodies(
  db: Database,
  scope: CaseScope,
  rounds: readonly AgencyRound[],
): Promise<readonly CountedBody[]> {
  const { rows } = await db.pool.query<CountedBody>({
    name: 'review-counted-bodies',
    text: `select agency_id as "agencyId", name as "agencyName" from mingfa.agency
      where (agency_id = any($1) and standing = 'active') or agency_id = any($2) order by name, agency_id`,
    values: [scope.agencyIds, [...new Set(rounds.map(({ agencyId }) => agencyId))]],
  });
  return rows;
}

/** Events of some kinds of one case in full, by their sequence. */
export async function readRecords(
  db: Database,
  file: { readonly agencyId: string; readonly caseId: string },
  kinds: readonly string[],
): Promise<ReadonlyMap<number, FullRecord>> {
  const { rows } = await db.pool.query<FullRecord & { readonly sequence: number }>({
    name: 'review-records',
    text: `select e.sequence, e.data, a.display_name as "actorName"
      from mingfa.event e left join mingfa.account a on a.account_id = e.actor_id
      where e.agency_id = $1 and e.stream_id = $2 and e.kind = any($3)`,
    values: [file.agencyId, file.caseId, kinds],
  });
  return new Map(rows.map(({ sequence, data, actorName }) => [sequence, { data, actorName }]));
}
