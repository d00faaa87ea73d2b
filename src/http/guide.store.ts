// How far the setting up of each body has come, asked of the database in one go.

import type { CivilDate } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { BodyProgress } from './guide.ts';

/** Bodies beyond this are set up by people who know how. */
const most = 200;

/** The bodies in the order in which they were registered; only those named, when they are. */
export async function readProgress(
  db: Database,
  agencyIds: readonly string[] | null,
  today: CivilDate,
): Promise<readonly BodyProgress[]> {
  const { rows } = await db.pool.query<BodyProgress>({
    name: 'guide-progress',
    text: `select a.name, a.packs, array(select jsonb_object_keys(a.drafts)) as confirmed,
        exists (select from mingfa.department d where d.agency_id = a.agency_id and d.standing = 'active')
          as "hasDepartment",
        exists (select from mingfa.account p where p.agency_id = a.agency_id and p.disabled_at is null)
          as "hasAccount",
        array(select distinct r.role from mingfa.account p join mingfa.account_role r using (account_id)
          where p.agency_id = a.agency_id and p.disabled_at is null) as roles,
        (select count(distinct c.officer_id)::int from mingfa.certificate c
          join mingfa.officer o using (agency_id, officer_id)
          where c.agency_id = a.agency_id and o.standing = 'active' and c.class = 'enforcement'
            and c.valid_from <= $2 and c.valid_until >= $2 and (c.revoked_on is null or c.revoked_on > $2))
          as certified,
        exists (select from mingfa.officer o where o.agency_id = a.agency_id and o.standing = 'active'
          and o.may_review) as "hasReviewer",
        exists (select from mingfa.case_file f where f.agency_id = a.agency_id) as "hasCase",
        exists (select from mingfa.case_file f where f.agency_id = a.agency_id
          and (f.step not in ('lead', 'filing') or f.state->'facts' ? 'filingApproved'))
          as "hasFiledCase"
      from mingfa.agency a
      where a.standing = 'active' and ($1::uuid[] is null or a.agency_id = any($1))
      order by a.created_at, a.agency_id limit ${most}`,
    values: [agencyIds, today],
  });
  return rows;
}

/** Which of the three administrators are there. */
export async function readSeparatedRoles(db: Database): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ duty: string }>({
    name: 'guide-separated',
    text: `select distinct duty from mingfa.account_role where duty <> 'business'`,
    values: [],
  });
  return rows.map(({ duty }) => duty);
}
