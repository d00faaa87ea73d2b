// Sending what waits, one message for all that waits for a person on one way. A message may go out twice when the process
// ends between sending and noting it, and never not at all; what is refused is tried again, later each time.

import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { readChosen, send } from './choice.store.ts';
import type { Outgoing } from './delivery.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { type Channel, channels } from './kind.ts';

/** What sending needs. */
export type DeliveryDeps = {
  readonly db: Database;
  readonly delivery: DeliverySettings;
  readonly now: () => Instant;
};

/** A message was not taken; the job is to be tried again. It names no address. */
export class NotTaken extends Error {}

const mostAttempts = 8;
const mostAtOnce = 200;

type Waiting = Outgoing & { readonly attempts: number };

/**
 * Sends what waits for an account on one way.
 *
 * @throws NotTaken when it is to be tried again
 */
export async function deliverWaiting(deps: DeliveryDeps, payload: unknown): Promise<void> {
  const { db, delivery, now } = deps;
  const { accountId, channel } = readPayload(payload);
  const sent = await readWaiting(db, accountId, channel);
  if (sent.length === 0) return;
  const isDisabled = await isAccountDisabled(db, accountId);
  const { ok, detail } = isDisabled
    ? accountDisabled
    : await send(db, delivery, {
        accountId,
        chosen: await readChosen(db, accountId),
        channel,
        sent,
      });
  const { rows } = await db.pool.query<{ standing: string }>({
    name: 'notification-delivered',
    text: `update mingfa.notification_delivery set attempts = attempts + 1, at = $4, detail = $5,
        standing = case when $6 then 'sent' when attempts + 1 >= $7 then 'failed' else 'waiting' end
      where account_id = $1 and channel = $2 and notification_id = any($3)
      returning standing`,
    values: [
      accountId,
      channel,
      sent.map(({ notificationId }) => notificationId),
      now(),
      ok ? null : detail,
      ok,
      isDisabled ? 1 : mostAttempts,
    ],
  });
  if (rows.some(({ standing }) => standing === 'waiting'))
    throw new NotTaken(`${channel}: ${detail}`);
  if (sent.length === mostAtOnce) await deliverWaiting(deps, payload);
}

/** Who has left, or was shut out, is sent nothing more of the cases. */
const accountDisabled = { ok: false, detail: '账户已停用，没有发送。' };

async function isAccountDisabled(db: Database, accountId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query({
    name: 'notification-account-disabled',
    text: 'select from mingfa.account where account_id = $1 and disabled_at is not null',
    values: [accountId],
  });
  return rowCount === 1;
}

async function readWaiting(
  db: Database,
  accountId: string,
  channel: Channel,
): Promise<readonly Waiting[]> {
  const { rows } = await db.pool.query<Waiting>({
    name: 'notification-waiting',
    text: `select n.notification_id as "notificationId", n.kind, n.text, n.case_id as "caseId", n.at, d.attempts
      from mingfa.notification_delivery d
      join mingfa.notification n on n.account_id = d.account_id and n.notification_id = d.notification_id
      where d.account_id = $1 and d.channel = $2 and d.standing = 'waiting'
      order by n.at, n.notification_id limit $3`,
    values: [accountId, channel, mostAtOnce],
  });
  return rows;
}

function readPayload(payload: unknown): { readonly accountId: string; readonly channel: Channel } {
  const { accountId, channel } = (payload ?? {}) as Record<string, unknown>;
  const way = channels.find((each) => each === channel);
  if (typeof accountId !== 'string' || way === undefined)
    throw new Error('a job that names nobody to tell');
  return { accountId, channel: way };
}

const keptDays = 180;
const atOnce = 5000;

/** Drops what is half a year old, a part at a time, so that nobody who reads waits for long. */
export async function dropOldNotifications(db: Database): Promise<number> {
  for (let dropped = 0; ; ) {
    const { rowCount } = await db.pool.query(
      `delete from mingfa.notification where (account_id, notification_id) in (
         select account_id, notification_id from mingfa.notification
         where at < now() - make_interval(days => $1) limit $2 for update skip locked)`,
      [keptDays, atOnce],
    );
    dropped += rowCount ?? 0;
    if ((rowCount ?? 0) < atOnce) return dropped;
  }
}
