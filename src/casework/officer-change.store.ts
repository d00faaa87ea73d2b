import type { Database } from '../store/index.store.ts';

/** So many cases are marked at once. */
const batchSize = 500;

type Changed = {
  readonly agencyId: string;
  readonly officerId: string;
  /** Whether the officer reviews, or did: who reviews is looked for in every open case of the body. */
  readonly reviews: boolean;
};

/**
 * Marks the cases of officers whose entry or certificates have changed, so that they are worked out again.
 *
 * They are marked when the change is found, and once more when no process can still act on what it read before.
 */
export async function markForOfficers(db: Database): Promise<void> {
  const { rows } = await db.pool.query<Changed & { readonly notedAt: string }>({
    name: 'casework-changed-officers',
    text: `select agency_id as "agencyId", officer_id as "officerId", reviews, noted_at::text as "notedAt"
      from mingfa.officer_change where not is_marked or noted_at < now() - interval '5 seconds'`,
  });
  for (const changed of rows) {
    await mark(db, changed.agencyId, await casesOf(db, changed));
    // A change that came meanwhile has another moment and stays.
    await db.pool.query(
      `with gone as (
         delete from mingfa.officer_change where agency_id = $1 and officer_id = $2 and noted_at = $3::timestamptz
           and noted_at < now() - interval '5 seconds' returning 1)
       update mingfa.officer_change set is_marked = true
       where agency_id = $1 and officer_id = $2 and noted_at = $3::timestamptz and not exists (select from gone)`,
      [changed.agencyId, changed.officerId, changed.notedAt],
    );
  }
}

/** Cases that the officer handles; without anybody who does, those the officer registered. */
async function casesOf(db: Database, changed: Changed): Promise<readonly string[]> {
  const { agencyId, officerId, reviews } = changed;
  const { rows } = await db.pool.query<{ caseId: string }>({
    name: 'casework-cases-of-officer',
    text: `select case_id as "caseId" from mingfa.case_file
        where agency_id = $1 and handler_ids @> array[$2::uuid]
      union
      select case_id from mingfa.case_board b join mingfa.case_file f using (agency_id, case_id)
        where b.agency_id = $1 and b.handler_ids = '{}'
          and f.state #>> '{facts,leadRegistered,0,actorId}' = $2::text
      union
      select case_id from mingfa.case_board where $3 and agency_id = $1 and standing = 'open'`,
    values: [agencyId, officerId, reviews],
  });
  return rows.map(({ caseId }) => caseId);
}

async function mark(db: Database, agencyId: string, caseIds: readonly string[]): Promise<void> {
  for (let from = 0; from < caseIds.length; from += batchSize)
    await db.pool.query({
      name: 'casework-mark-cases',
      text: `update mingfa.case_file set projection = null
        where agency_id = $1 and case_id = any ($2::uuid[]) and projection is not null`,
      values: [agencyId, caseIds.slice(from, from + batchSize)],
    });
}
