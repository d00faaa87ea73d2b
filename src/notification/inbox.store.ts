import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { Channel, NotificationKind } from './kind.ts';

/** How sending a notification went. */
export type DeliveryEntry = {
  readonly channel: Channel;
  readonly standing: 'waiting' | 'sent' | 'failed';
  readonly detail: string | null;
  readonly at: Instant;
};

/** A notification as its reader sees it. */
export type NotificationEntry = {
  readonly notificationId: string;
  readonly kind: NotificationKind;
  readonly text: string;
  readonly caseId: string | null;
  readonly command: string | null;
  readonly at: Instant;
  readonly readAt: Instant | null;
  readonly deliveries: readonly DeliveryEntry[];
};

/** Which notifications to list. */
export type InboxPage = {
  readonly unread: boolean;
  /** Where the page before ended. */
  readonly after: { readonly at: Instant; readonly notificationId: string } | null;
  readonly limit: number;
};

/** Counting goes no further; nobody reads more one by one. */
const mostCounted = 1000;

const columns = `n.notification_id as "notificationId", n.kind, n.text, n.case_id as "caseId", n.command, n.at,
  n.read_at as "readAt", coalesce((
    select json_agg(json_build_object('channel', d.channel, 'standing', d.standing, 'detail', d.detail,
        'at', to_char(d.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00') order by d.channel)
      from mingfa.notification_delivery d
     where d.account_id = n.account_id and d.notification_id = n.notification_id), '[]') as deliveries`;

/**
 * What an account was told of, the latest first.
 *
 * @returns up to `limit` entries
 */
export async function listNotifications(
  db: Pick<Database, 'pool'>,
  accountId: string,
  { unread, after, limit }: InboxPage,
): Promise<readonly NotificationEntry[]> {
  const { rows } = await db.pool.query<NotificationEntry>({
    name: unread ? 'notification-unread-list' : 'notification-list',
    text: `select ${columns} from mingfa.notification n
      where n.account_id = $1 and n.is_listed ${unread ? 'and n.read_at is null' : ''}
        and (n.at, n.notification_id) < ($2, $3)
      order by n.at desc, n.notification_id desc limit $4`,
    values: [accountId, after?.at ?? 'infinity', after?.notificationId ?? lastId, limit],
  });
  return rows;
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** How many an account has not read; at most a thousand are counted. */
export async function countUnread(db: Pick<Database, 'pool'>, accountId: string): Promise<number> {
  const { rows } = await db.pool.query<{ unread: number }>({
    name: 'notification-unread',
    text: `select count(*)::int as unread from (
        select from mingfa.notification n
        where n.account_id = $1 and n.read_at is null and n.is_listed limit ${mostCounted}) as few`,
    values: [accountId],
  });
  return rows[0]?.unread ?? 0;
}

/**
 * Marks notifications of an account as read; those of others are left alone.
 *
 * @param ids - null for all
 */
export async function markRead(
  db: Pick<Database, 'pool'>,
  target: { readonly accountId: string; readonly ids: readonly string[] | null },
  now: Instant,
): Promise<void> {
  await db.pool.query({
    name: 'notification-read',
    text: `update mingfa.notification set read_at = $3
      where account_id = $1 and read_at is null and ($2::uuid[] is null or notification_id = any($2))`,
    values: [target.accountId, target.ids, now],
  });
}
