import { type Instant, instantFromMillis, millisOf } from '../rules/index.ts';
import type { Database } from './database.store.ts';

/** A command that was sent again comes within minutes, after a broken line within a day; so long its answer is kept. */
export const receiptKeptDays = 30;
const dayMillis = 86_400_000;
const atOnce = 5000;

/**
 * Drops the answers to commands that nobody will send again. To be done daily; bears being done twice, and by several
 * processes.
 *
 * @returns how many were dropped
 */
export async function dropOldReceipts(db: Database, now: Instant): Promise<number> {
  const before = instantFromMillis(millisOf(now) - receiptKeptDays * dayMillis);
  for (let dropped = 0; ; ) {
    // Parts, so that nobody who acts waits for a large one.
    const { rowCount } = await db.pool.query(
      `delete from mingfa.receipt where ctid = any (array(
         select ctid from mingfa.receipt where received_at < $1 limit $2 for update skip locked))`,
      [before, atOnce],
    );
    dropped += rowCount ?? 0;
    if ((rowCount ?? 0) < atOnce) return dropped;
  }
}
