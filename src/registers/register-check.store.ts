// Compares the entries of the registers with their events: whoever may enforce or be asked, and by which rules, was entered here.

import { installationId } from '../access/index.ts';
import { comparable, type Json } from '../ledger/index.ts';
import type { FurtherLook } from '../store/index.store.ts';
import {
  beginnings,
  type RegisterEvent,
  type RegisterTable,
  registerStanding,
} from './register-standing.ts';

const tables: readonly RegisterTable[] = ['agency', 'department', 'officer', 'counsel'];
const batchSize = 200;

type Row = {
  readonly agencyId: string;
  readonly id: string;
  readonly row: Readonly<Record<string, Json>> | null;
  readonly events: readonly RegisterEvent[] | null;
};

/** Names every entry that is not what its events made it, that is gone, or that no event began. */
export async function checkRegisters({ client, report }: FurtherLook): Promise<void> {
  for (const register of tables) {
    await client.query(`declare entries no scroll cursor for ${statementFor(register)}`);
    for (;;) {
      const { rows } = await client.query<Row>(`fetch ${batchSize} from entries`);
      for (const row of rows) {
        const columns = differing(register, row);
        const { agencyId, id } = row;
        if (columns.length > 0)
          report({ what: 'register-changed', register, agencyId, id, columns });
      }
      if (rows.length < batchSize) break;
    }
    await client.query('close entries');
  }
}

const termsOf = (table: string, id: string) => `coalesce((
  select jsonb_agg(to_jsonb(t) - 'agency_id' - 'officer_id' - '${id}' || jsonb_build_object('id', t.${id})
    order by t.${id}::text collate "C")
  from mingfa.${table} t where t.agency_id = r.agency_id and t.officer_id = r.officer_id), '[]')`;

const listsOf: Readonly<Record<RegisterTable, string>> = {
  agency: '',
  department: '',
  counsel: '',
  officer: `|| jsonb_build_object('certificates', ${termsOf('certificate', 'certificate_id')},
    'designations', ${termsOf('reviewer_designation', 'designation_id')})`,
};

function statementFor(register: RegisterTable): string {
  const key = `${register}_id`;
  return `select coalesce(r.agency_id::text, s.agency_id) as "agencyId", coalesce(r.id, s.id) as id, r.row,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'data', e.data) order by e.sequence)
        from mingfa.event e where e.agency_id = '${installationId}' and e.stream_id = s.stream_id) as events
    from (select r.agency_id, r.${key}::text as id, to_jsonb(r) ${listsOf[register]} as row from mingfa.${register} r) r
    full join (select data ->> 'agencyId' as agency_id, data ->> '${register}Id' as id, stream_id from mingfa.event
      where agency_id = '${installationId}' and kind = '${beginnings[register]}') s
    on s.agency_id = r.agency_id::text and s.id = r.id`;
}

function differing(register: RegisterTable, { row, events }: Row): readonly string[] {
  if (row === null) return ['missing'];
  if (events === null) return ['unknown'];
  return Object.entries(registerStanding(register, events))
    .filter(
      ([column, value]) => comparable(row[column] ?? null) !== comparable((value ?? null) as Json),
    )
    .map(([column]) => column);
}
