// What is no longer needed of signing in is dropped. What matters for good, every sign-in and every lock, is an event and
// stays; these rows are the working memory behind it, with network addresses in it.

import { type Instant, instantFromMillis, millisOf } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** Logs of the network are to be at hand for six months; no six months are longer than this. */
const keptMillis = 184 * 86_400_000;
const atOnce = 5000;

/** How many rows were dropped. */
export type DroppedSignIns = { readonly sessions: number; readonly attempts: number };

/**
 * Drops sessions and tries to sign in that are half a year old; the last session of an account stays, for it tells when
 * the account was last used. To be done daily; bears being done twice, and by several processes.
 */
export async function dropExpiredSignIns(db: Database, now: Instant): Promise<DroppedSignIns> {
  const before = instantFromMillis(millisOf(now) - keptMillis);
  const sessions = await inParts(
    db,
    `delete from mingfa.session where session_id in (
       select session_id from mingfa.session s
        where s.started_at < $1 and exists (
          select from mingfa.session later
           where later.account_id = s.account_id
             and (later.started_at, later.session_id) > (s.started_at, s.session_id))
        limit ${atOnce} for update skip locked)`,
    before,
  );
  const attempts = await inParts(
    db,
    `delete from mingfa.sign_in_attempt where attempt_id in (
       select attempt_id from mingfa.sign_in_attempt where at < $1
        limit ${atOnce} for update skip locked)`,
    before,
  );
  return { sessions, attempts };
}

/** Parts, so that nobody who signs in waits for a large one. */
async function inParts(db: Database, text: string, before: Instant): Promise<number> {
  for (let dropped = 0; ; ) {
    const { rowCount } = await db.pool.query(text, [before]);
    dropped += rowCount ?? 0;
    if ((rowCount ?? 0) < atOnce) return dropped;
  }
}
