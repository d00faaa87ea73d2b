import type { Instant } from '../rules/index.ts';
import { type AttendDeps, attendCase, type CaseKey } from './attend.store.ts';

/** Told of a case that could not be looked at; the next sweep comes by again. */
export type OnTrouble = (error: unknown) => void;

type Place = CaseKey & { readonly at: Instant };

const atOnce = 200;

/**
 * Looks at the cases one of whose moments has come. What it costs depends on what has come, not on what there is.
 *
 * @returns how many cases were looked at
 */
export async function sweepMoments(deps: AttendDeps, onTrouble: OnTrouble): Promise<number> {
  const now = deps.now();
  let after: Place | null = null;
  for (let looked = 0; ; ) {
    const places: readonly Place[] = await comeUntil(deps, now, after);
    const cases = new Map(places.map((place) => [place.caseId, place]));
    for (const { agencyId, caseId } of cases.values())
      await attendCase(deps, { agencyId, caseId }).catch(onTrouble);
    looked += cases.size;
    if (places.length < atOnce) return looked;
    after = places.at(-1) ?? null;
  }
}

async function comeUntil(
  { db }: AttendDeps,
  now: Instant,
  after: Place | null,
): Promise<readonly Place[]> {
  const { rows } = await db.pool.query<Place>({
    name: 'notification-come',
    text: `select at, agency_id as "agencyId", case_id as "caseId" from mingfa.case_moment
      where told_at is null and at <= $1 and (at, agency_id, case_id) > ($2, $3, $4)
      order by at, agency_id, case_id limit $5`,
    values: [
      now,
      after?.at ?? '-infinity',
      after?.agencyId ?? firstId,
      after?.caseId ?? firstId,
      atOnce,
    ],
  });
  return rows;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Looks at cases that nobody has acted in since notifications came, a few at a time, once each.
 *
 * @returns whether there are more
 */
export async function walkOlderCases(deps: AttendDeps, onTrouble: OnTrouble): Promise<boolean> {
  const { rows } = await deps.db.pool.query<CaseKey>({
    name: 'notification-walk',
    text: `select agency_id as "agencyId", case_id as "caseId" from mingfa.case_file
      where (agency_id, case_id) > (
        (select agency_id from mingfa.notification_walk), (select case_id from mingfa.notification_walk))
      order by agency_id, case_id limit $1`,
    values: [atOnce],
  });
  for (const key of rows) await attendCase(deps, key, true).catch(onTrouble);
  const last = rows.at(-1);
  if (last !== undefined)
    await deps.db.pool.query({
      name: 'notification-walked',
      text: `update mingfa.notification_walk set agency_id = $1, case_id = $2
        where (agency_id, case_id) < ($1, $2)`,
      values: [last.agencyId, last.caseId],
    });
  return rows.length === atOnce;
}
