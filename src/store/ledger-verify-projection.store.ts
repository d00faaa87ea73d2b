import { comparable, type Json } from '../ledger/index.ts';
import type { Check } from './ledger-check.store.ts';
import { instantOf } from './ledger-row.store.ts';

/** An event as the fold takes it. */
export type EventToFold = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly data: Json;
  readonly clauses: readonly string[];
};

/**
 * Folds the events of one case to the columns its file must have, such as `{ state, step, standing }`.
 *
 * Instants in them are given as in events. Columns that are left out are not compared.
 */
export type Projection = (events: readonly EventToFold[]) => Readonly<Record<string, Json>>;

type Row = {
  agencyId: string;
  caseId: string;
  file: Record<string, Json>;
  events: (Omit<EventToFold, 'agencyId' | 'caseId'> & { at: string })[] | null;
};

const batchSize = 50;

/**
 * Names the cases whose file counts more events than there are: after the end of the log was cut off together with its
 * events, nothing else remembers them.
 */
export async function nameShortCases(check: Check): Promise<void> {
  const { rows } = await check.client.query<{ agencyId: string; caseId: string }>(
    `select f.agency_id as "agencyId", f.case_id as "caseId" from mingfa.case_file f
     where f.version > (select coalesce(max(e.sequence), 0) from mingfa.event e
       where e.agency_id = f.agency_id and e.stream_id = f.case_id)
     order by f.agency_id, f.case_id`,
  );
  for (const row of rows)
    check.report({ what: 'projection-changed', ...row, columns: ['version'] });
}

/**
 * Folds every case again and compares the result with its file.
 *
 * @returns how many cases were compared
 */
export async function checkProjections(check: Check, project: Projection): Promise<number> {
  let cases = 0;
  await check.client.query(`declare cases no scroll cursor for
    select f.agency_id as "agencyId", f.case_id as "caseId", to_jsonb(f) as file, e.events
    from mingfa.case_file f left join lateral (
      select jsonb_agg(jsonb_build_object('sequence', sequence, 'kind', kind,
          'at', (at at time zone interval '8 hours')::text, 'actorId', actor_id, 'data', data,
          'clauses', to_jsonb(clauses)) order by sequence) as events
      from mingfa.event where agency_id = f.agency_id and stream_id = f.case_id) e on true
    order by f.agency_id, f.case_id`);
  for (;;) {
    const { rows } = await check.client.query<Row>(`fetch ${batchSize} from cases`);
    for (const row of rows) checkCase(check, row, project);
    cases += rows.length;
    if (rows.length < batchSize) break;
  }
  await check.client.query('close cases');
  return cases;
}

function checkCase(check: Check, row: Row, project: Projection): void {
  const { agencyId, caseId, file } = row;
  const events = (row.events ?? []).map((event) => ({
    ...event,
    agencyId,
    caseId,
    at: instantOf(event.at),
  }));
  const expected = fold(events, project);
  const columns =
    expected === null
      ? ['state']
      : Object.keys(expected).filter(
          (column) => comparable(file[column] ?? null) !== comparable(expected[column] ?? null),
        );
  if (file.version !== events.length) columns.unshift('version');
  if (columns.length > 0) check.report({ what: 'projection-changed', agencyId, caseId, columns });
}

function fold(events: readonly EventToFold[], project: Projection): Record<string, Json> | null {
  try {
    return { ...project(events) };
  } catch {
    // Events that were tampered with may not fold at all; the finding is what matters here, and it is made.
    return null;
  }
}
