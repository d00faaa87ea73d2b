// Works out anew what cases wait for, where time has passed or nobody has done it yet.
//
// What a case waits for is kept with every action. But a day that comes may open or close something without any action,
// and rows written by an older program have nothing kept. Both are found by an index, a few at a time.

import { Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { Body } from './body.store.ts';
import { type CaseDesk, type Waiting, wayOfProjecting } from './case.store.ts';
import type { CaseState } from './case-event.ts';
import { lastAt } from './case-summary.ts';

/** So many cases are worked out at once; others are served in between. */
const batchSize = 100;

type Row = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly version: number;
  readonly state: CaseState;
};

/**
 * Works out what cases wait for, until none is left for which that is due today.
 *
 * A case that somebody acts on meanwhile is left to that action. One that cannot be worked out keeps no other waiting.
 *
 * @returns how many cases were looked at
 * @throws what stood against the first that could not be worked out, once the others with it are kept
 */
export async function recheckCases(desk: CaseDesk): Promise<number> {
  let looked = 0;
  for (;;) {
    const rows = await dueCases(desk.deps.db, desk.deps.now().slice(0, 10));
    if (rows.length === 0) return looked;
    looked += rows.length;
    const outcomes = await Promise.allSettled(rows.map((row) => recheck(desk, row)));
    const done = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await keep(desk.deps.db, done);
    const failed = outcomes.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (rows.length < batchSize) return looked;
  }
}

async function dueCases(db: Database, today: string): Promise<readonly Row[]> {
  const { rows } = await db.pool.query<Row>({
    name: 'casework-to-recheck',
    text: `select f.agency_id as "agencyId", f.case_id as "caseId", f.version, f.state
      from (
        (select agency_id, case_id from mingfa.case_file where projection is null limit $2)
        union
        (select agency_id, case_id from mingfa.case_board where recheck_on <= $1 limit $2)
        limit $2) as due
      join mingfa.case_file f using (agency_id, case_id)`,
    values: [today, batchSize],
  });
  return rows;
}

type Rechecked = Waiting & Omit<Row, 'state'>;

async function recheck(desk: CaseDesk, { state, ...key }: Row): Promise<Rechecked> {
  const body = await bodyOf(desk, key.agencyId);
  const last = lastAt(state);
  const now = desk.deps.now();
  const at = last !== null && last > now ? last : now;
  if (body === null || !isReadable(state)) return { ...key, ...nothing };
  const context = desk.contextOf(body, { id: '', name: '', roles: [] }, at);
  return { ...key, ...desk.waitingOf(state, context) };
}

/** In a body whose rules cannot be applied nothing can be done; the next action looks again. */
const nothing: Waiting = {
  awaiting: [],
  awaitingRoles: [],
  recheckOn: null,
  projection: wayOfProjecting,
};

const isReadable = (state: Partial<CaseState>) => state.facts !== undefined;

async function bodyOf(desk: CaseDesk, agencyId: string): Promise<Body | null> {
  try {
    return await desk.deps.bodies.read(agencyId);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

async function keep(db: Database, rechecked: readonly Rechecked[]): Promise<void> {
  await db.pool.query({
    name: 'casework-rechecked',
    text: `update mingfa.case_file file set awaiting = done.awaiting, awaiting_roles = done."awaitingRoles",
        recheck_on = done."recheckOn", projection = done.projection
      from jsonb_to_recordset($1) as done ("agencyId" uuid, "caseId" uuid, version int, awaiting jsonb,
        "awaitingRoles" text[], "recheckOn" date, projection smallint)
      where file.agency_id = done."agencyId" and file.case_id = done."caseId" and file.version = done.version`,
    values: [JSON.stringify(rechecked)],
  });
}
