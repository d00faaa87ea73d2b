// Works out anew what cases wait for and by when, where that from which it follows has changed, or time has passed.
//
// What a case waits for is kept with every action. But a rule, an own setting, a certificate, a year of the calendar or a
// day that comes may change it without any action. Such cases are found by an index: those with another number than the
// one of their body (see case-basis), those marked for an officer, and those whose day has come.

import { setImmediate as othersFirst } from 'node:timers/promises';
import { Refused } from '../rules/index.ts';
import type { ClockRow, Database } from '../store/index.store.ts';
import type { Body } from './body.store.ts';
import { type CaseDesk, clockRows, type Waiting } from './case.store.ts';
import type { BodyBasis } from './case-basis.store.ts';
import { clocksOf } from './case-clock.ts';
import type { CaseState } from './case-event.ts';
import { lastAt } from './case-summary.ts';
import { markForOfficers } from './officer-change.store.ts';

/** So many cases are read and kept at once; while they are worked out, others are served after each. */
const batchSize = 100;
/** So many that cannot be worked out are passed by in one round. */
const mostFailed = 1000;

type Row = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly version: number;
  readonly state: CaseState;
  readonly clocks: readonly ClockRow[];
};

/**
 * Works out what cases wait for, until none is left for which that is due.
 *
 * A case that somebody acts on meanwhile is left to that action. One that cannot be worked out keeps what it has, and is
 * tried again in the next round.
 *
 * @returns how many cases were looked at
 * @throws what stood against the first that could not be worked out, once the others are kept
 */
export async function recheckCases(desk: CaseDesk): Promise<number> {
  const { db, bodies } = desk.deps;
  await markForOfficers(db);
  const failed: { readonly caseId: string; readonly reason: unknown }[] = [];
  let looked = 0;
  for (;;) {
    // Asked each time: a body may change meanwhile, and its cases would differ from what was asked before for ever.
    const bases = await bodies.bases();
    const numbers = new Map(bases.map(({ agencyId, projection }) => [agencyId, projection]));
    const passed = failed.map(({ caseId }) => caseId);
    const rows = await dueCases(db, { bases, passed, today: desk.deps.now().slice(0, 10) });
    looked += rows.length;
    const done: Rechecked[] = [];
    for (const row of rows) {
      try {
        done.push(await recheck(desk, row, numbers.get(row.agencyId) ?? 0));
      } catch (reason) {
        failed.push({ caseId: row.caseId, reason });
      }
      await othersFirst();
    }
    if (done.length > 0) await keep(db, done);
    if (rows.length < batchSize || failed.length > mostFailed) break;
  }
  const [first] = failed;
  if (first !== undefined) throw first.reason;
  return looked;
}

type Sought = {
  readonly bases: readonly BodyBasis[];
  readonly passed: readonly string[];
  readonly today: string;
};

async function dueCases(db: Database, { bases, passed, today }: Sought): Promise<readonly Row[]> {
  // Smaller, greater and none are looked up apart: no index finds what is merely different.
  const different = ['< basis.projection', '> basis.projection', 'is null'].map(
    (how) => `(select f.agency_id, f.case_id from mingfa.case_file f
      where f.agency_id = basis."agencyId" and f.projection ${how} and f.case_id <> all ($3::uuid[]) limit $2)`,
  );
  const { rows } = await db.pool.query<Row>({
    name: 'casework-to-recheck',
    text: `select f.agency_id as "agencyId", f.case_id as "caseId", f.version, f.state, f.clocks
      from (
        (select found.* from jsonb_to_recordset($4) as basis ("agencyId" uuid, projection smallint)
          cross join lateral (${different.join(' union all ')} limit $2) as found limit $2)
        union
        (select agency_id, case_id from mingfa.case_board
          where recheck_on <= $1 and case_id <> all ($3::uuid[]) limit $2)
        limit $2) as due
      join mingfa.case_file f using (agency_id, case_id)`,
    values: [today, batchSize, passed, JSON.stringify(bases)],
  });
  return rows;
}

type Rechecked = Omit<Row, 'state' | 'clocks'> &
  Waiting & {
    readonly projection: number;
    /** Null when they are as they were. */
    readonly clocks: readonly ClockRow[] | null;
    /** Clocks with an end they did not have. */
    readonly moved: readonly ClockRow[];
  };

async function recheck(desk: CaseDesk, row: Row, projection: number): Promise<Rechecked> {
  const { state, clocks: before, ...key } = row;
  const body = await bodyOf(desk, key.agencyId);
  const last = lastAt(state);
  const now = desk.deps.now();
  const at = last !== null && last > now ? last : now;
  if (body === null || !isReadable(state)) return { ...key, ...nothing, projection };
  const context = desk.contextOf(body, { id: '', name: '', roles: [] }, at);
  const ofCase = clocksOf(desk.deps.composition, state, context);
  const clocks = ofCase.flatMap(clockRows);
  const known = new Set(before.map(nameOf));
  const isSame = clocks.length === before.length && clocks.every((one) => known.has(nameOf(one)));
  return {
    ...key,
    ...desk.waitingOf(state, context, ofCase),
    // As the body was read just now; what is only different again is found the next time.
    projection: body.projection,
    clocks: isSame ? null : clocks,
    moved: clocks.filter((one) => !known.has(nameOf(one))),
  };
}

/** What of a clock lists and the sweep go by. */
function nameOf({ name, ruleKey, dueAt, provisional, standing }: ClockRow): string {
  const rests = standing === 'paused' || standing === 'lapses' ? standing : 'runs';
  return JSON.stringify([name, ruleKey, dueAt, provisional, rests]);
}

/** In a body whose rules cannot be applied nothing can be done; its clocks stay. */
const nothing = {
  awaiting: [],
  awaitingRoles: [],
  recheckOn: null,
  partRows: {},
  clocks: null,
  moved: [],
} as const;

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
    text: `with kept as (
        update mingfa.case_file file set awaiting = done.awaiting, awaiting_roles = done."awaitingRoles",
          recheck_on = done."recheckOn", part_rows = done."partRows", projection = done.projection,
          clocks = coalesce(nullif(done.clocks, 'null'), file.clocks)
        from jsonb_to_recordset($1) as done ("agencyId" uuid, "caseId" uuid, version int, awaiting jsonb,
          "awaitingRoles" text[], "recheckOn" date, "partRows" jsonb, projection smallint, clocks jsonb)
        where file.agency_id = done."agencyId" and file.case_id = done."caseId" and file.version = done.version
        returning file.agency_id, file.case_id)
      insert into mingfa.clock_due (agency_id, case_id, name, due_at, sweep_at)
      select agency_id, case_id, moved.name, moved."dueAt", greatest(moved."dueAt", swept_until)
      from jsonb_to_recordset($1) as done ("agencyId" uuid, "caseId" uuid, moved jsonb)
      join kept on kept.agency_id = done."agencyId" and kept.case_id = done."caseId"
      cross join lateral jsonb_to_recordset(done.moved) as moved (name text, "dueAt" timestamptz)
      cross join mingfa.clock_sweep`,
    values: [JSON.stringify(rechecked)],
  });
}
