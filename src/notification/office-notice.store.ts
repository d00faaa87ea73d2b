// What people are told that belongs to no case: a pack that ends, a year without a calendar. Looked at every day; the
// cause names the pack and its end, or the year, so that each is told once.

import { listAgenciesByKey } from '../registers/index.store.ts';
import { dayOf, type Instant, missingYears, type RuleBook } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { type Told, tell } from './telling.store.ts';

/** What daily notices need. */
export type OfficeDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly delivery: DeliverySettings;
  readonly now: () => Instant;
};

/** So many bodies are read at once. */
const pageSize = 200;

/** Tells leaders of packs that end, and leaders and system administrators of missing calendars. */
export async function tellOfRules(deps: OfficeDeps): Promise<void> {
  const { db, ruleBook, now } = deps;
  const at = now();
  const years = missingYears(ruleBook.calendar, dayOf(at));
  for (let after: string | undefined; ; ) {
    const agencies = await listAgenciesByKey(db, { after, limit: pageSize });
    for (const { agencyId, packs, standing } of agencies) {
      if (standing !== 'active') continue;
      const ends = endingPacks(ruleBook, packs, at);
      if (ends.length + years.length === 0) continue;
      const leaders = await holders(db, 'leader', agencyId);
      const told = leaders.flatMap((accountId) => [
        ...ends.map((one) => ({ ...one, accountId, at })),
        ...calendarNotices(accountId, years, at),
      ]);
      await tell(db.pool, deps.delivery, told);
    }
    after = agencies.at(-1)?.agencyId;
    if (agencies.length < pageSize) break;
  }
  const administrators = years.length === 0 ? [] : await holders(db, 'system-admin', null);
  await tell(
    db.pool,
    deps.delivery,
    administrators.flatMap((id) => calendarNotices(id, years, at)),
  );
}

function endingPacks(
  ruleBook: RuleBook,
  packs: readonly string[],
  at: Instant,
): readonly Pick<Told, 'kind' | 'text' | 'cause'>[] {
  return ruleBook
    .warnings(packs, dayOf(at))
    .filter(({ code }) => code === 'ending' || code === 'ended')
    .map(({ pack, code, on, text }) => ({
      kind: 'pack-ends',
      text,
      cause: `pack-ends:${pack}:${on}:${code}`,
    }));
}

function calendarNotices(
  accountId: string,
  years: readonly number[],
  at: Instant,
): readonly Told[] {
  return years.map((year) => ({
    accountId,
    kind: 'calendar-missing',
    text: `缺少 ${year} 年的工作日历，涉及该年的工作日期限只是暂定。请在国务院办公厅公布放假安排后由系统管理员导入。`,
    cause: `calendar-missing:${year}`,
    at,
  }));
}

/** Accounts in use that hold a role: in a body, or anywhere when none is named. */
async function holders(
  db: Database,
  role: string,
  agencyId: string | null,
): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ accountId: string }>({
    name: 'notification-holders',
    text: `select a.account_id as "accountId" from mingfa.account_role r
      join mingfa.account a on a.account_id = r.account_id
      where r.role = $1 and a.disabled_at is null and ($2::uuid is null or a.agency_id = $2)`,
    values: [role, agencyId],
  });
  return rows.map(({ accountId }) => accountId);
}
