// Who is asked to stand in for somebody learns of it. Appointments are made rooms below, which know nothing of this one;
// what was done there is found in the ledger.

import { installationId, roleTitles } from '../access/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { type Told, tell } from './telling.store.ts';

/** What telling of deputies needs. */
export type DeputyDeps = { readonly db: Database; readonly delivery: DeliverySettings };

/** The event of an account by which a term begins or ends. */
export type DeputyEvent = {
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
};

type Term = {
  readonly at: Instant;
  readonly actorId: string | null;
  readonly deputyId: string;
  readonly principalId: string;
  readonly deputyAccountId: string;
  readonly roles: readonly (keyof typeof roleTitles)[];
  readonly from: string;
  readonly until: string;
};

/** Tells who is to stand in, and both when it ends early; not who did it. */
export async function tellOfDeputy(
  { db, delivery }: DeputyDeps,
  { streamId, sequence, kind }: DeputyEvent,
): Promise<void> {
  const isStart = kind === 'deputyAppointed';
  if (!isStart && kind !== 'deputyEnded') return;
  const { rows } = await db.pool.query<Term>({
    name: 'notification-term',
    text: `select e.at, e.actor_id as "actorId", t.deputy_id as "deputyId", t.principal_id as "principalId",
        t.deputy_account_id as "deputyAccountId", t.roles, t.from_on as from, t.until_on as until
      from mingfa.event e join mingfa.deputy t on t.deputy_id = (e.data ->> 'deputyId')::uuid
      where e.agency_id = $1 and e.stream_id = $2 and e.sequence = $3`,
    values: [installationId, streamId, sequence],
  });
  const [term] = rows;
  if (term === undefined) return;
  const concerned = isStart ? [term.deputyAccountId] : [term.principalId, term.deputyAccountId];
  const { at, deputyId } = term;
  const told = concerned
    .filter((accountId) => accountId !== term.actorId)
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
