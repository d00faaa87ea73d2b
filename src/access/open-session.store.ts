import { type Instant, instantFromMillis, millisOf } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { sessionLimits } from './session.ts';

/** A session that still holds, with whose it is. */
export type PersonsSession = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly startedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly address: string;
  readonly browser: string;
};

/**
 * Sessions that still hold, of one account or of all, the latest started first.
 *
 * @param which - `after` is the last session seen
 */
export async function listOpenSessions(
  db: Database,
  which: {
    readonly accountId?: string | undefined;
    readonly after?: { readonly startedAt: Instant; readonly sessionId: string } | undefined;
    readonly limit: number;
    readonly now: Instant;
  },
): Promise<readonly PersonsSession[]> {
  const now = millisOf(which.now);
  const { rows } = await db.pool.query<PersonsSession>({
    name: 'access-open-sessions',
    text: `select s.session_id as "sessionId", s.account_id as "accountId", a.user_name as "userName",
        a.display_name as "displayName", s.started_at as "startedAt", s.last_seen_at as "lastSeenAt",
        s.address, s.browser
      from mingfa.session s join mingfa.account a using (account_id)
      where s.ended_at is null and a.disabled_at is null
        and s.started_at >= $1 and s.last_seen_at >= $2
        and ($3::uuid is null or s.account_id = $3)
        and ($4::timestamptz is null or (s.started_at, s.session_id) < ($4, $5::uuid))
      order by s.started_at desc, s.session_id desc limit $6`,
    values: [
      instantFromMillis(now - sessionLimits.absoluteMillis),
      instantFromMillis(now - sessionLimits.idleMillis),
      which.accountId ?? null,
      which.after?.startedAt ?? null,
      which.after?.sessionId ?? null,
      which.limit,
    ],
  });
  return rows;
}
