import type { Role } from '../access/index.ts';
import type { CivilDate } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** Someone of the same body, as far as everybody there may know. */
export type Colleague = {
  readonly accountId: string;
  readonly name: string;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly roles: readonly Role[];
  /** Whether an enforcement certificate is valid on the day asked about. */
  readonly certified: boolean;
};

const most = 200;

/**
 * People of a body who can sign in, by department and name; no more than 200.
 *
 * @param which - words in the name, a role held, and the day on which certificates count
 */
export async function listColleagues(
  db: Database,
  which: {
    readonly agencyId: string;
    readonly text?: string | undefined;
    readonly role?: Role | undefined;
    readonly on: CivilDate;
  },
): Promise<readonly Colleague[]> {
  const { rows } = await db.pool.query<Colleague>({
    name: 'register-colleagues',
    text: `select a.account_id as "accountId", a.display_name as name, a.department_id as "departmentId",
        d.name as "departmentName",
        array(select r.role from mingfa.account_role r
              where r.account_id = a.account_id order by r.role) as roles,
        exists (select from mingfa.officer o join mingfa.certificate c using (agency_id, officer_id)
                where o.agency_id = a.agency_id and o.officer_id = a.account_id and o.standing = 'active'
                  and c.class = 'enforcement' and $4::date between c.valid_from and c.valid_until
                  and (c.revoked_on is null or $4::date < c.revoked_on)) as certified
      from mingfa.account a
      left join mingfa.department d on d.agency_id = a.agency_id and d.department_id = a.department_id
      where a.agency_id = $1 and a.disabled_at is null and a.duty = 'business'
        and ($2::text is null
          or strpos(mingfa.plain_text(a.display_name), mingfa.plain_text($2)) > 0)
        and ($3::text is null or exists (
          select from mingfa.account_role r where r.account_id = a.account_id and r.role = $3))
      order by d.name nulls last, a.display_name, a.account_id limit ${most}`,
    values: [which.agencyId, which.text ?? null, which.role ?? null, which.on],
  });
  return rows;
}
