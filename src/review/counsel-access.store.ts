// Addresses for counsel from outside. The secret is made here, shown once and kept as a hash; each reading is a row of the
// readings and an event of the ledger, written before anything is shown.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { change, eventBy } from '../access/index.store.ts';
import { type CivilDate, dayOf, endOfDay, type Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** Names one request of a case. */
export type RequestKey = {
  readonly agencyId: string;
  readonly caseId: string;
  /** Sequence of the request. */
  readonly request: number;
};

/** For whom an address is. */
export type Admitted = RequestKey & { readonly counselId: string };

const secretBytes = 32;
const secretForm = /^[\w-]{43}$/;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

/**
 * Makes the address of a request; one that was given out before opens nothing any more.
 *
 * @returns the secret, which nobody can read again
 */
export async function issueSecret(
  db: Database,
  admitted: Admitted & { readonly until: CivilDate },
  by: { readonly actorId: string; readonly now: Instant },
): Promise<string> {
  const { agencyId, caseId, request, counselId, until } = admitted;
  const secret = randomBytes(secretBytes).toString('base64url');
  await change(db, async (tx) => {
    await tx.query(
      `insert into mingfa.counsel_access
         (agency_id, case_id, request, secret_hash, counsel_id, issued_by, issued_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (agency_id, case_id, request) do update set secret_hash = excluded.secret_hash,
         issued_by = excluded.issued_by, issued_at = excluded.issued_at, expires_at = excluded.expires_at`,
      [agencyId, caseId, request, hashOf(secret), counselId, by.actorId, by.now, endOfDay(until)],
    );
    const data = { agencyId, caseId, request, counselId };
    await tx.append(randomUUID(), 0, [eventBy(by, 'counselAddressIssued', data)]);
  });
  return secret;
}

/** Whom a secret lets in; null for one that is unknown, replaced or over. */
export async function findAdmitted(
  db: Database,
  secret: string,
  now: Instant,
): Promise<Admitted | null> {
  if (!secretForm.test(secret)) return null;
  const { rows } = await db.pool.query<Admitted>({
    name: 'review-counsel-access',
    text: `select agency_id as "agencyId", case_id as "caseId", request, counsel_id as "counselId"
      from mingfa.counsel_access where secret_hash = $1 and expires_at >= $2`,
    values: [hashOf(secret), now],
  });
  return rows[0] ?? null;
}

/** Records that a counsel from outside opened the case. */
export async function recordCounselReading(
  db: Database,
  { agencyId, caseId, request, counselId }: Admitted,
  now: Instant,
): Promise<void> {
  await change(db, async (tx) => {
    const readingId = randomUUID();
    const part = `counsel:${request}`;
    await tx.query(
      `insert into mingfa.reading
         (agency_id, case_id, session_id, part, read_on, reading_id, account_id, read_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [agencyId, caseId, randomUUID(), part, dayOf(now), readingId, counselId, now],
    );
    const data = { agencyId, caseId, part, counselId };
    await tx.append(readingId, 0, [
      eventBy({ actorId: counselId, now }, 'caseReadByCounsel', data),
    ]);
  });
}

/** What is known of the address and the readings of a request. */
export type RequestUse = {
  readonly request: number;
  readonly issuedAt: Instant | null;
  readonly readings: number;
  readonly lastReadAt: Instant | null;
};

/** How the requests of a case were used, by sequence. */
export async function usesOf(
  db: Database,
  { agencyId, caseId }: Pick<RequestKey, 'agencyId' | 'caseId'>,
): Promise<ReadonlyMap<number, RequestUse>> {
  const { rows } = await db.pool.query<RequestUse>({
    name: 'review-counsel-uses',
    text: `select coalesce(a.request, r.request) as request, a.issued_at as "issuedAt",
        coalesce(r.readings, 0)::int as readings, r.last as "lastReadAt"
      from (select request, issued_at from mingfa.counsel_access where agency_id = $1 and case_id = $2) a
      full join (select substr(part, 9)::int as request, count(*) as readings, max(read_at) as last
        from mingfa.reading where agency_id = $1 and case_id = $2 and part ~ '^counsel:[0-9]{1,9}$'
        group by 1) r using (request)`,
    values: [agencyId, caseId],
  });
  return new Map(rows.map((row) => [row.request, row]));
}

/** A request that was addressed to an account. */
export type AskedOf = Pick<RequestKey, 'agencyId' | 'caseId' | 'request'>;

/** Requests that were addressed to an account, the latest first; at most so many. */
export async function askedOf(db: Database, accountId: string): Promise<readonly AskedOf[]> {
  const { rows } = await db.pool.query<AskedOf>({
    name: 'review-counsel-asked',
    text: `select agency_id as "agencyId", stream_id as "caseId", sequence as request
      from mingfa.event where kind = 'counselRequested' and data ->> 'counselAccountId' = $1
      order by log_id desc limit 50`,
    values: [accountId],
  });
  return rows;
}
