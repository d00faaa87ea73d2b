// Opening a case: the only action that gives a number.
//
// Numbers of a body run through a year without gaps. That needs a lock from giving the number to the commit of the case
// that got it; it is held by openings of that body alone, for one append.

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant, Refused, yearOf } from '../rules/index.ts';
import { appendWithin, type Database } from '../store/index.store.ts';
import {
  type CaseActor,
  type CaseDesk,
  type Performed,
  receiptOf,
  unopened,
} from './case.store.ts';
import type { JsonObject } from './case-event.ts';
import { caseNumberOf } from './case-summary.ts';
import { decide } from './decide.ts';
import { readReceipt } from './receipt.store.ts';
import { shellRefusals } from './shell-refusals.ts';

/** A case that is to be opened. */
export type Opening = {
  readonly variant: string;
  /** Handling department; absent for the person's own. */
  readonly departmentId?: string | undefined;
  /** Anything: it comes from outside. */
  readonly data: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly at?: string | undefined;
};

/**
 * Opens a case with its first command.
 *
 * @throws Refused with all that stands against it
 */
export async function openCase(
  desk: CaseDesk,
  opening: Opening,
  actor: CaseActor,
): Promise<Performed> {
  const { composition, bodies, db } = desk.deps;
  const body = await bodies.read(actor.agencyId);
  const departmentId = opening.departmentId ?? actor.departmentId;
  if (departmentId !== null && !Object.hasOwn(body.departments, departmentId))
    throw new Refused(shellRefusals.departmentUnknown);
  const kind = openingCommand(desk);
  const context = desk.contextOf(body, actor, desk.momentOf(body, opening.at, null));
  const stream = { agencyId: body.agencyId, caseId: randomUUID(), variant: opening.variant };
  const make = (registration: JsonObject) =>
    decide(composition, null, { kind, ...stream, data: opening.data, registration }, context);

  // Refused before a number is asked for: what is wrong with a form must not make others wait.
  const trial = make({});
  if (trial.refusals !== undefined) throw new Refused(...trial.refusals);
  const receipt = receiptOf({ kind, ...opening }, actor);
  const answered = async () =>
    receipt === null ? null : ((await readReceipt(db, body.agencyId, receipt)) as Performed | null);
  const before = await answered();
  if (before !== null) return before;
  try {
    const made = await inTransaction(db, async (client) => {
      const n = await nextNumber(client, body.agencyId, context.now);
      const caseNumber = caseNumberOf(body.shortName, context.now, n);
      const decision = make({ caseNumber, ...(departmentId === null ? {} : { departmentId }) });
      if (decision.refusals !== undefined) throw new Refused(...decision.refusals);
      const { events } = decision;
      const next = desk.advance(unopened(composition, stream), events);
      await appendWithin(db, client, desk.actionOf({ context, receipt }, next, events));
      return { next, events, answer: desk.answerOf(next, events) };
    });
    return await desk.kept(made);
  } catch (error) {
    // The same order at the same time: the one that came second finds the receipt of the first.
    const meanwhile = await answered();
    if (meanwhile === null) throw error;
    return meanwhile;
  }
}

/** The command that opens cases of the procedure. */
export function openingCommand(desk: CaseDesk): string {
  const all = [...desk.deps.composition.procedure.commands.values()];
  return all.find((command) => command.opens)?.id ?? '';
}

async function nextNumber(client: pg.PoolClient, agencyId: string, at: Instant): Promise<number> {
  const { rows } = await client.query<{ last: number }>({
    name: 'casework-next-number',
    text: `insert into mingfa.case_number as given (agency_id, year, last) values ($1, $2, 1)
      on conflict (agency_id, year) do update set last = given.last + 1 returning last`,
    values: [agencyId, yearOf(at.slice(0, 10))],
  });
  return rows[0]?.last ?? 0;
}

async function inTransaction<T>(
  db: Database,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const done = await work(client);
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
