import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** Where a person works, by name, and when the person was here before. */
export type Place = {
  readonly agencyName: string | null;
  readonly departmentName: string | null;
  /** Start of the latest session before this one; null for the first. */
  readonly lastSignInAt: Instant | null;
};

/** Names the place of a signed-in person. */
export async function placeOf(
  db: Database,
  actor: { readonly id: string; readonly sessionId: string },
): Promise<Place> {
  const { rows } = await db.pool.query<Place>({
    name: 'access-place-of',
    text: `select g.name as "agencyName", d.name as "departmentName",
        (select s.started_at from mingfa.session s
          where s.account_id = a.account_id and s.session_id <> $2
            and s.started_at <= (select own.started_at from mingfa.session own where own.session_id = $2)
          order by s.started_at desc limit 1) as "lastSignInAt"
      from mingfa.account a
      left join mingfa.agency g on g.agency_id = a.agency_id
      left join mingfa.department d on d.agency_id = a.agency_id and d.department_id = a.department_id
      where a.account_id = $1`,
    values: [actor.id, actor.sessionId],
  });
  return rows[0] ?? { agencyName: null, departmentName: null, lastSignInAt: null };
}
