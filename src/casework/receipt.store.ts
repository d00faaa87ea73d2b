import { type Refusal, Refused } from '../rules/index.ts';
import type { Database, ReceiptToKeep } from '../store/index.store.ts';
import type { Composition } from './part.ts';
import { shellRefusals } from './shell-refusals.ts';

/**
 * The answer that was given to an order with this key; null if no such order was kept.
 *
 * @throws Refused (`command.key-reused`) if the key belongs to another order
 */
export async function readReceipt(
  db: Database,
  agencyId: string,
  receipt: Pick<ReceiptToKeep, 'accountId' | 'key' | 'fingerprint'>,
): Promise<ReceiptToKeep['answer'] | null> {
  const { rows } = await db.pool.query<Pick<ReceiptToKeep, 'fingerprint' | 'answer'>>({
    name: 'casework-receipt',
    text: `select fingerprint, answer from mingfa.receipt
      where agency_id = $1 and account_id = $2 and key = $3`,
    values: [agencyId, receipt.accountId, receipt.key],
  });
  const kept = rows[0];
  if (kept === undefined) return null;
  if (kept.fingerprint !== receipt.fingerprint) throw new Refused(shellRefusals.keyReused);
  return kept.answer;
}

type LaterEvent = {
  readonly kind: string;
  readonly at: string;
  readonly name: string | null;
  readonly sequence: number;
};

/** So many of the later events are told. */
const toldChanges = 20;

/**
 * Says who did what meanwhile, to a person who looked at an older version of a case.
 *
 * @param since - version the person looked at; absent to tell the last event only
 */
export async function changedBy(
  deps: { readonly db: Database; readonly composition: Composition },
  { agencyId, caseId }: { readonly agencyId: string; readonly caseId: string },
  since?: number,
): Promise<Refusal> {
  const { rows } = await deps.db.pool.query<LaterEvent>({
    name: 'casework-later-events',
    text: `select e.kind, e.at, e.sequence, coalesce(a.display_name, c.name) as name
      from mingfa.event e left join mingfa.account a on a.account_id = e.actor_id
        left join mingfa.counsel c on a.account_id is null and c.counsel_id = e.actor_id
      where e.agency_id = $1 and e.stream_id = $2 and e.sequence > $3
      order by e.sequence desc limit $4`,
    values: [agencyId, caseId, since ?? 0, since === undefined ? 1 : toldChanges],
  });
  const changes = rows.toReversed().map(({ kind, at, name, sequence }) => ({
    sequence,
    at,
    title: deps.composition.procedure.causes.get(kind)?.title ?? kind,
    actorName: name,
  }));
  const last = changes.at(-1);
  const did =
    last === undefined
      ? ''
      : `${last.actorName ?? '系统'}于 ${last.at.slice(0, 10)} ${last.at.slice(11, 16)} 办理了“${last.title}”（第 ${last.sequence} 项）。`;
  const text = `案件已有新的办理：${did}本次操作未保存，请刷新后按最新情况重新办理。`;
  return { code: 'case.changed', text, clauses: [], changes };
}
