// Who looks at a case without handling it.
//
// Recorded once for each session, case, part and Beijing day. A page asks the server many times while it is open; that a
// person knows the part is established by the first answer, and a session lasts twelve hours at most. Each recording and
// each document is a part of its own, so that nothing opened later hides behind the first look. The row is written before
// the answer goes out: if it cannot be written, nothing is shown.

import { randomUUID } from 'node:crypto';
import { dayOf, type Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { isReading, type ScopedCase } from './case-scope.ts';
import { change, eventBy } from './change.store.ts';
import type { SignedInActor } from './session.store.ts';

/** What is opened: `case` for the case itself, else what names the part, e.g. `recording:<id>`. */
export type ReadPart = {
  readonly file: ScopedCase & { readonly caseId: string };
  readonly part: string;
};

/** One recorded reading. */
export type Reading = {
  readonly readingId: string;
  readonly agencyId: string;
  readonly caseId: string;
  readonly accountId: string;
  readonly name: string;
  readonly part: string;
  readonly readAt: Instant;
};

/**
 * Records that someone opens a part of a case; its handlers work on it and are not recorded.
 *
 * @returns whether this opening is a new reading
 */
export async function recordReading(
  db: Database,
  actor: Pick<SignedInActor, 'id' | 'sessionId'>,
  opened: ReadPart,
  now: Instant,
): Promise<boolean> {
  const { file, part } = opened;
  if (!isReading(file, actor.id)) return false;
  const key = [file.agencyId, file.caseId, actor.sessionId, part, dayOf(now)];
  const known = await db.pool.query({
    name: 'access-known-reading',
    text: `select from mingfa.reading
      where agency_id = $1 and case_id = $2 and session_id = $3 and part = $4 and read_on = $5`,
    values: key,
  });
  if (known.rowCount === 1) return false;
  return change(db, async (tx) => {
    const readingId = randomUUID();
    const written = await tx.query(
      `insert into mingfa.reading
         (agency_id, case_id, session_id, part, read_on, reading_id, account_id, read_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [...key, readingId, actor.id, now],
    );
    if (written.rowCount !== 1) return false;
    const data = { agencyId: file.agencyId, caseId: file.caseId, part, sessionId: actor.sessionId };
    await tx.append(readingId, 0, [eventBy({ actorId: actor.id, now }, 'caseRead', data)]);
    return true;
  });
}

/**
 * Readings, the latest first.
 *
 * @param which - of one case, of one person, or all; `before` continues after the last one seen
 */
export async function listReadings(
  db: Database,
  which: {
    readonly caseId?: string | undefined;
    readonly accountId?: string | undefined;
    readonly before?: { readonly readAt: Instant; readonly readingId: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly Reading[]> {
  const { rows } = await db.pool.query<Reading>(
    `select r.reading_id as "readingId", r.agency_id as "agencyId", r.case_id as "caseId",
       r.account_id as "accountId", coalesce(a.display_name, c.name, '') as name, r.part, r.read_at as "readAt"
     from mingfa.reading r left join mingfa.account a using (account_id)
       left join mingfa.counsel c on a.account_id is null and c.counsel_id = r.account_id
     where ($1::uuid is null or r.case_id = $1) and ($2::uuid is null or r.account_id = $2)
       and ($3::timestamptz is null or (r.read_at, r.reading_id) < ($3, $4::uuid))
     order by r.read_at desc, r.reading_id desc limit $5`,
    [
      which.caseId ?? null,
      which.accountId ?? null,
      which.before?.readAt ?? null,
      which.before?.readingId ?? null,
      which.limit,
    ],
  );
  return rows;
}
