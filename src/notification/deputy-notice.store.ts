// Who is asked to stand in for somebody learns of it. Appointments are made rooms below, which know nothing of this one,
// so their events are walked, in the order of the ledger and only as far as it has come: an event that is still being
// written can then not slip in behind.

import { installationId, roleTitles } from '../access/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { type Told, tell } from './telling.store.ts';

/** What telling of deputies needs. */
export type DeputyDeps = { readonly db: Database; readonly delivery: DeliverySettings };

const atOnce = 500;

type Appointed = {
  readonly logId: number;
  readonly kind: string;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly deputyId: string | null;
};

/** Tells who is to stand in, and both when it ends early; each event once. */
export async function tellOfDeputies({ db, delivery }: DeputyDeps): Promise<void> {
  for (;;) {
    const events = await eventsToCome(db);
    for (const event of events) await tellOf(db, delivery, event);
    const last = events.at(-1);
    if (last === undefined) return;
    await db.pool.query({
      name: 'notification-walked-events',
      text: 'update mingfa.notification_walk set log_id = greatest(log_id, $1)',
      values: [last.logId],
    });
    if (events.length < atOnce) return;
  }
}

async function eventsToCome(db: Database): Promise<readonly Appointed[]> {
  const { rows } = await db.pool.query<Appointed>({
    name: 'notification-installation-events',
    text: `select log_id as "logId", kind, at, actor_id as "actorId",
        case when kind like 'deputy%' then data ->> 'deputyId' end as "deputyId"
      from mingfa.event
      where agency_id = '${installationId}' and log_id > (select log_id from mingfa.notification_walk)
        and log_id <= (select log_id from mingfa.ledger_leaf order by leaf_index desc limit 1)
      order by log_id limit $1`,
    values: [atOnce],
  });
  return rows;
}

type Term = {
  readonly principalId: string;
  readonly deputyAccountId: string;
  readonly roles: readonly (keyof typeof roleTitles)[];
  readonly from: string;
  readonly until: string;
};

async function tellOf(
  db: Database,
  delivery: DeliverySettings,
  { kind, deputyId, at, actorId }: Appointed,
): Promise<void> {
  const isStart = kind === 'deputyAppointed';
  if (deputyId === null || (!isStart && kind !== 'deputyEnded')) return;
  const { rows } = await db.pool.query<Term>({
    name: 'notification-term',
    text: `select principal_id as "principalId", deputy_account_id as "deputyAccountId", roles,
        from_on as from, until_on as until from mingfa.deputy where deputy_id = $1`,
    values: [deputyId],
  });
  const [term] = rows;
  if (term === undefined) return;
  const concerned = isStart ? [term.deputyAccountId] : [term.principalId, term.deputyAccountId];
  const told = concerned
    .filter((accountId) => accountId !== actorId)
    .map((accountId): Told => {
      const text = isStart ? startText(term) : endText(term);
      return { accountId, kind: 'deputy-appointed', text, at, cause: `${kind}:${deputyId}` };
    });
  await tell(db.pool, delivery, told);
}

const titlesOf = ({ roles }: Term) => roles.map((role) => roleTitles[role]).join('、');

const startText = (term: Term): string =>
  `您受托代行${titlesOf(term)}的职责，自 ${term.from} 至 ${term.until}。请在此期间办理相应事项。`;

const endText = (term: Term): string =>
  `代行${titlesOf(term)}职责的安排已提前结束（原定 ${term.from} 至 ${term.until}）。`;
