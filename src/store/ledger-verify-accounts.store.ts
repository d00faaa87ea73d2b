import { canonicalJson, type Json } from '../ledger/index.ts';
import type { Check } from './ledger-check.store.ts';

/** Folds the events of one account to what its row and its roles must say. */
export type AccountProjection = (
  events: readonly { readonly kind: string; readonly data: Json }[],
) => Readonly<Record<string, Json>>;

type Row = {
  accountId: string;
  row: Record<string, Json> | null;
  events: { kind: string; data: Json }[] | null;
};

const batchSize = 200;

/** Compares rights of every account with what its events gave and took; also an account without a row, or without events. */
export async function checkAccounts(check: Check, project: AccountProjection): Promise<void> {
  await check.client.query(`declare accounts no scroll cursor for
    select coalesce(a.account_id, s.stream_id) as "accountId",
      case when a.account_id is not null then to_jsonb(a) || jsonb_build_object(
        'disabled', a.disabled_at is not null,
        'roles', array(select r.role from mingfa.account_role r
          where r.account_id = a.account_id order by r.role collate "C"),
        'deputies', coalesce((select jsonb_agg(jsonb_build_object('deputy_id', t.deputy_id,
            'deputy_account_id', t.deputy_account_id, 'roles', t.roles, 'from_on', t.from_on,
            'until_on', t.until_on, 'ended', t.ended_at is not null) order by t.deputy_id)
          from mingfa.deputy t where t.principal_id = a.account_id), '[]')) end as row,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'data', e.data) order by e.sequence)
        from mingfa.event e where e.agency_id = '00000000-0000-0000-0000-000000000000'
          and e.stream_id = coalesce(a.account_id, s.stream_id)) as events
    from mingfa.account a full join (select stream_id from mingfa.event
      where agency_id = '00000000-0000-0000-0000-000000000000' and kind = 'accountCreated') s
      on s.stream_id = a.account_id`);
  for (;;) {
    const { rows } = await check.client.query<Row>(`fetch ${batchSize} from accounts`);
    for (const { accountId, row, events } of rows) {
      const columns = differing(row, project(events ?? []), events !== null);
      if (columns.length > 0) check.report({ what: 'account-changed', accountId, columns });
    }
    if (rows.length < batchSize) break;
  }
  await check.client.query('close accounts');
}

function differing(
  row: Row['row'],
  expected: Readonly<Record<string, Json>>,
  hasEvents: boolean,
): readonly string[] {
  if (row === null) return ['missing'];
  if (!hasEvents) return ['unknown'];
  return Object.keys(expected).filter(
    (column) => canonicalJson(row[column] ?? null) !== canonicalJson(expected[column] ?? null),
  );
}
