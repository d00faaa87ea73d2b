import { type Instant, instantFromMillis, millisOf, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accessRefusals } from './refusals.ts';

/** What one person may keep. Two savings at the same moment may pass the limits by one. */
export const preferenceLimits = {
  keys: 300,
  valueBytes: 65_536,
  totalBytes: 4_194_304,
} as const;

/** Everything a person has kept, by key. */
export async function readPreferences(
  db: Database,
  accountId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await db.pool.query<{ key: string; value: string }>({
    name: 'access-read-preferences',
    text: 'select key, value from mingfa.preference where account_id = $1 order by key',
    values: [accountId],
  });
  // Keys come from outside; entries of their own never reach the prototype.
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

/**
 * Keeps a value under a key, in place of what was there.
 *
 * @throws Refused (`access.preference-too-large`, `access.preferences-full`)
 */
export async function keepPreference(
  db: Database,
  accountId: string,
  kept: { readonly key: string; readonly value: unknown },
  now: Instant,
): Promise<void> {
  const value = JSON.stringify(kept.value);
  if (Buffer.byteLength(value) > preferenceLimits.valueBytes)
    throw new Refused(accessRefusals.preferenceTooLarge);
  const { rowCount } = await db.pool.query({
    name: 'access-keep-preference',
    text: `insert into mingfa.preference (account_id, key, value, kept_at)
      select $1, $2, $3, $4
      from (select count(*) as keys, coalesce(sum(octet_length(value)), 0) as bytes
            from mingfa.preference where account_id = $1 and key <> $2) others
      where others.keys < $5 and others.bytes + octet_length($3) <= $6
      on conflict (account_id, key) do update set value = excluded.value, kept_at = excluded.kept_at`,
    values: [accountId, kept.key, value, now, preferenceLimits.keys, preferenceLimits.totalBytes],
  });
  if (rowCount !== 1) throw new Refused(accessRefusals.preferencesFull);
}

/** Drops what was kept under a key; nothing happens where nothing was kept. */
export async function dropPreference(db: Database, accountId: string, key: string): Promise<void> {
  await db.pool.query('delete from mingfa.preference where account_id = $1 and key = $2', [
    accountId,
    key,
  ]);
}

/** So long a draft that nobody touches is kept; no six months are longer. */
const draftKeptMillis = 184 * 86_400_000;

/**
 * Drops drafts that nobody has touched for half a year, and those of disabled accounts: they name parties of cases that
 * went on without them. To be done daily; bears being done twice.
 *
 * @returns how many were dropped
 */
export async function dropOldDrafts(db: Database, now: Instant): Promise<number> {
  const { rowCount } = await db.pool.query(
    `delete from mingfa.preference p where key like 'draft.%' and (kept_at < $1 or exists (
       select from mingfa.account a where a.account_id = p.account_id and a.disabled_at is not null))`,
    [instantFromMillis(millisOf(now) - draftKeptMillis)],
  );
  return rowCount ?? 0;
}
