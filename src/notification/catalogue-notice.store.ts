// Who has to do something about a review catalogue learns of it. What was done is found in the ledger; the event is the
// cause, so that each is told to an account once, however often the walk comes by.

import { installationId, rolesWith } from '../access/index.ts';
import type { CaseDesk } from '../casework/index.store.ts';
import { readCatalogue } from '../review/index.store.ts';
import { catalogueRule } from '../review/index.ts';
import { addDays, dayOf, type Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { recentDays } from './case-news.ts';
import { type CatalogueEvent, type CatalogueNotice, catalogueNotice } from './catalogue-news.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { type Told, tell } from './telling.store.ts';

/** What telling of catalogues needs. */
export type CatalogueNoticeDeps = {
  readonly db: Database;
  readonly desk: Pick<CaseDesk, 'deps'>;
  readonly delivery: DeliverySettings;
  readonly now: () => Instant;
};

/** Names an event of a catalogue. */
export type CataloguePlace = { readonly streamId: string; readonly sequence: number };

/** Name of the job that tells of what could not be told before. */
export const catalogueTask = 'tell-of-catalogue';

/** Tells who has to act on what happened to a catalogue; not who did it. */
export async function tellOfCatalogue(
  deps: CatalogueNoticeDeps,
  place: CataloguePlace,
): Promise<void> {
  const { db, desk, delivery } = deps;
  const event = await readEvent(db, place);
  const agencyId = event?.data['agencyId'];
  const today = dayOf(deps.now());
  if (event === null || typeof agencyId !== 'string') return;
  if (dayOf(event.at) < addDays(today, -recentDays)) return;
  const body = await desk.deps.bodies.read(agencyId);
  const rule = catalogueRule(body.rules, today);
  if (rule === null) return;
  const notice = catalogueNotice(event, {
    rule,
    catalogue: await readCatalogue(db, agencyId),
    departmentNames: body.departmentNames,
    officeTitle: (key) => body.rules.office(key, today),
  });
  if (notice === null) return;
  const { text, to } = notice;
  const cause = `${event.kind}:${place.streamId}:${place.sequence}`;
  const concerned = await accountsFor(db, to, { agencyId, today });
  const told = concerned
    .filter((accountId) => accountId !== event.actorId)
    .map(
      (accountId): Told => ({
        accountId,
        kind: 'review-catalogue',
        text,
        cause,
        at: event.at,
        agencyId,
      }),
    );
  await tell(db.pool, delivery, told);
}

type KeptEvent = CatalogueEvent & { readonly actorId: string | null };

async function readEvent(
  db: Database,
  { streamId, sequence }: CataloguePlace,
): Promise<KeptEvent | null> {
  const { rows } = await db.pool.query<KeptEvent>({
    name: 'notification-catalogue-event',
    text: `select kind, at, actor_id as "actorId", data from mingfa.event
      where agency_id = $1 and stream_id = $2 and sequence = $3`,
    values: [installationId, streamId, sequence],
  });
  return rows[0] ?? null;
}

/** Accounts in use; whoever stands in for somebody today counts with that person's roles. */
async function accountsFor(
  db: Database,
  { accountId, permission }: CatalogueNotice['to'],
  { agencyId, today }: { readonly agencyId: string; readonly today: string },
): Promise<readonly string[]> {
  const roles = permission === undefined ? [] : rolesWith(permission);
  const { rows } = await db.pool.query<{ readonly accountId: string }>({
    name: 'notification-catalogue-people',
    text: `select a.account_id as "accountId" from mingfa.account a
      where a.agency_id = $1 and a.disabled_at is null and (a.account_id = $2 or exists (
        select from mingfa.account_role r where r.account_id = a.account_id and r.role = any($3))
        or exists (
          select from mingfa.deputy t where t.deputy_account_id = a.account_id and t.agency_id = $1
            and t.roles && $3 and t.ended_at is null and $4::date between t.from_on and t.until_on))`,
    values: [agencyId, accountId ?? null, roles, today],
  });
  return rows.map((row) => row.accountId);
}
