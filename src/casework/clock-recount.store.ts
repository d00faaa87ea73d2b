// Counts provisional clocks anew when a year of the calendar has been added.
//
// Whoever opens a case sees its clocks counted by the present calendar in any case. What is kept beside it, by which lists
// are ordered and the sweep comes by, is counted when somebody acts; a new year makes it wrong until then.

import { Refused } from '../rules/index.ts';
import type { ClockRow, Database } from '../store/index.store.ts';
import type { Body } from './body.store.ts';
import type { CaseDesk } from './case.store.ts';
import type { CaseState } from './case-event.ts';
import { summaryOf } from './case-summary.ts';

const batchSize = 100;
const nobody = '00000000-0000-0000-0000-000000000000';

type Row = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly version: number;
  readonly state: CaseState;
  readonly clocks: readonly ClockRow[];
};
type Recounted = Omit<Row, 'state'> & { readonly moved: readonly ClockRow[] };

/**
 * Counts the provisional clocks of all cases anew. A case that somebody acts on meanwhile is left to that action.
 *
 * @returns how many cases had a clock that moved or became certain
 */
export async function recountClocks(desk: CaseDesk): Promise<number> {
  const { db } = desk.deps;
  let changed = 0;
  for (let after: readonly [string, string] = [nobody, nobody]; ; ) {
    const rows = await provisionalCases(db, after);
    const recounted = await Promise.all(rows.map((row) => recount(desk, row)));
    const different = recounted.filter((each) => each !== null);
    if (different.length > 0) await keep(db, different);
    changed += different.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return changed;
    after = [last.agencyId, last.caseId];
  }
}

async function provisionalCases(
  db: Database,
  after: readonly [string, string],
): Promise<readonly Row[]> {
  const { rows } = await db.pool.query<Row>({
    name: 'casework-provisional',
    text: `select agency_id as "agencyId", case_id as "caseId", version, state, clocks from mingfa.case_file
      where (agency_id, case_id) > ($1, $2) and clocks @> '[{"provisional": true}]'
      order by agency_id, case_id limit ${batchSize}`,
    values: [...after],
  });
  return rows;
}

/** The clocks with the days they have now; null when none is different. */
async function recount(desk: CaseDesk, row: Row): Promise<Recounted | null> {
  const { state, ...key } = row;
  const body = await bodyOf(desk, row.agencyId);
  if (body === null) return null;
  const context = desk.contextOf(body, { id: '', name: '', roles: [] }, desk.deps.now());
  const summary = summaryOf(desk.deps.composition.procedure, state);
  const { clocks = [] } = desk.actionOf({ context, receipt: null }, { state, summary }, []);
  const now = new Map(clocks.map((clock) => [clock.name, clock]));
  const moved: ClockRow[] = [];
  const kept = row.clocks.map((clock) => {
    const { dueAt, dueOn, provisional } = now.get(clock.name) ?? clock;
    if (dueAt === clock.dueAt && provisional === clock.provisional) return clock;
    const next = { ...clock, dueAt, dueOn, provisional };
    moved.push(next);
    return next;
  });
  return moved.length === 0 ? null : { ...key, clocks: kept, moved };
}

/** In a body whose rules cannot be applied nothing is counted. */
async function bodyOf(desk: CaseDesk, agencyId: string): Promise<Body | null> {
  try {
    return await desk.deps.bodies.read(agencyId);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

async function keep(db: Database, recounted: readonly Recounted[]): Promise<void> {
  const moved = recounted.flatMap(({ agencyId, caseId, moved: clocks }) =>
    clocks.map(({ name, dueAt }) => ({ agencyId, caseId, name, dueAt })),
  );
  await db.pool.query({
    name: 'casework-recounted',
    text: `with kept as (
        update mingfa.case_file file set clocks = done.clocks
        from jsonb_to_recordset($1) as done ("agencyId" uuid, "caseId" uuid, version int, clocks jsonb)
        where file.agency_id = done."agencyId" and file.case_id = done."caseId" and file.version = done.version
        returning file.agency_id, file.case_id)
      insert into mingfa.clock_due (agency_id, case_id, name, due_at, sweep_at)
      select agency_id, case_id, moved.name, moved."dueAt", greatest(moved."dueAt", swept_until)
      from jsonb_to_recordset($2) as moved ("agencyId" uuid, "caseId" uuid, name text, "dueAt" timestamptz)
      join kept on kept.agency_id = moved."agencyId" and kept.case_id = moved."caseId", mingfa.clock_sweep`,
    values: [JSON.stringify(recounted), JSON.stringify(moved)],
  });
}
