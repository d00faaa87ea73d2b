// Compares decisions that were imported with what their import told the ledger.

import { comparable } from '../ledger/index.ts';
import type { FurtherLook } from '../store/index.store.ts';
import { contentOf, fingerprintOf } from './decision-import.store.ts';
import { fieldsOf, type ImportedDecision } from './decision-row.ts';

const batchSize = 500;

type Told = {
  readonly agencyId: string;
  readonly importId: string;
  /** Null for what an older program imported. */
  readonly contentSha256: string | null;
};
type Row = {
  readonly agencyId: string;
  readonly id: string;
  /** Null when it is not on the public site. */
  readonly decision: Omit<ImportedDecision, 'penaltyKinds' | 'amountFen'> | null;
  readonly fingerprint: string;
  readonly isPublic: boolean;
};

/** Names every imported decision that is not what was imported, and every import whose decisions are not those it had. */
export async function checkImports({ client, report }: FurtherLook): Promise<void> {
  const { rows: told } = await client.query<Told>(
    `select e.agency_id as "agencyId", e.stream_id as "importId", e.data ->> 'contentSha256' as "contentSha256"
     from mingfa.event e where e.kind = 'importCompleted' order by e.log_id`,
  );
  for (const { agencyId, importId, contentSha256 } of told)
    if (contentSha256 !== null && (await contentOf(client, agencyId, importId)) !== contentSha256)
      report({ what: 'publication-changed', agencyId, id: importId, columns: ['import'] });
  const known = new Set(told.map(({ importId }) => importId));
  await client.query(`declare imported no scroll cursor for ${statement}`);
  for (;;) {
    const { rows } = await client.query<Row & { readonly importId: string }>(
      `fetch ${batchSize} from imported`,
    );
    for (const row of rows) {
      const columns = known.has(row.importId) ? differing(row) : ['unknown'];
      const { agencyId, id } = row;
      if (columns.length > 0) report({ what: 'publication-changed', agencyId, id, columns });
    }
    if (rows.length < batchSize) break;
  }
  await client.query('close imported');
}

const statement = `select p.agency_id as "agencyId", p.decision_id as id, p.import_id as "importId",
    encode(p.fingerprint, 'hex') as fingerprint, p.withdrawn_at is null and p.ended_at is null as "isPublic",
    case when d.id is not null then jsonb_build_object('decisionNumber', d.decision_number, 'caseName', d.case_name,
      'partyName', d.party_name, 'facts', d.facts, 'law', d.law, 'punishment', d.punishment,
      'decidedOn', d.decided_on, 'fields', d.fields) end as decision
  from mingfa.publication p left join public_site.decision d on d.id = p.decision_id
  where p.source = 'import'`;

function differing({ decision, fingerprint, isPublic }: Row): readonly string[] {
  if (decision === null) return isPublic ? ['missing'] : [];
  if (!isPublic) return ['withdrawn'];
  const columns = fingerprintOf(decision) === fingerprint ? [] : ['content'];
  const isSame = comparable(decision.fields) === comparable(fieldsOf(decision));
  return isSame ? columns : [...columns, 'fields'];
}
