// The shell of a case: load, decide, append, in one round trip.
//
// The state is held by version. What is held may be out of date, so nothing is refused on its word alone: a refusal is
// given only on the state that the database has. An acceptance needs no such care, for the append checks the version.

import { createHash } from 'node:crypto';
import type { SignedInActor } from '../access/index.store.ts';
import { caseScope, rolesIn, type ScopeHolder, sees } from '../access/index.ts';
import { type Calendar, type CivilDate, endOfDay, type Instant, Refused } from '../rules/index.ts';
import {
  type ActionToAppend,
  appendAction,
  type ClockRow,
  type Database,
  type JobToAdd,
  type ReceiptToKeep,
  readCase,
} from '../store/index.store.ts';
import { awaitingOf, recheckOn } from './awaiting.ts';
import type { Bodies, Body } from './body.store.ts';
import { CaseCache, type KnownCase } from './case-cache.store.ts';
import { clocksOf, isOpen } from './case-clock.ts';
import type { CaseEvent, CaseState, Json, JsonObject } from './case-event.ts';
import { lastAt, summaryOf } from './case-summary.ts';
import { decide } from './decide.ts';
import { emptyCase, foldCase } from './evolve.ts';
import type { Actor, CaseClock, Composition, Context } from './part.ts';
import { changedBy, readReceipt } from './receipt.store.ts';
import { shellRefusals } from './shell-refusals.ts';
import { viewOf } from './view.ts';

/** Who acts, as far as cases go. */
export type CaseActor = Pick<SignedInActor, 'id' | 'name'> &
  ScopeHolder & {
    /** What somebody from outside was let into: one case, in roles that no account has. Whoever lets them in answers for it. */
    readonly invited?: { readonly caseId: string; readonly roles: readonly string[] };
  };

/** Something that is to be done in a case. */
export type Order = {
  /** Id of the command in the procedure. */
  readonly kind: string;
  readonly caseId: string;
  /** Anything: it comes from outside. */
  readonly data: unknown;
  /** Version the person looked at; absent to act on whatever is the latest. */
  readonly expectedVersion?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Past moment at which a demonstration case is played; absent for now. */
  readonly at?: string | undefined;
};

/** What was done. */
export type Performed = {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly version: number;
  readonly step: string;
  readonly standing: string;
  readonly events: readonly {
    readonly sequence: number;
    readonly kind: string;
    readonly title: string;
    readonly at: Instant;
    readonly clauses: readonly string[];
  }[];
};

/** What cases are made from. */
export type CaseDeps = {
  readonly db: Database;
  readonly composition: Composition;
  readonly calendar: Calendar;
  readonly bodies: Bodies;
  readonly now: () => Instant;
  /** Whether cases of demonstration bodies may be played at past days. */
  readonly isDemonstration: boolean;
  /** Work that follows from an event; it is kept together with the event. */
  readonly jobsOf: (event: CaseEvent) => readonly JobToAdd[];
  /** Called when an action is kept, before it is answered. What it throws is its own affair; the jobs remain. */
  readonly onKept: (events: readonly CaseEvent[]) => Promise<void>;
};

/** What is kept of what a case waits for. */
export type Waiting = {
  readonly awaiting: Json;
  readonly awaitingRoles: readonly string[];
  readonly recheckOn: CivilDate | null;
  /** What parts of the case keep beside it, by the name of the part. */
  readonly partRows: JsonObject;
};

/** What a case is worked out in, and the number of all that goes into it. */
export type Footing = Context & { readonly projection: number };

const heldCases = 1000;
const attempts = 8;

/** The roles somebody acts in a case with; null when they may not know of it. */
function rolesAt(
  actor: CaseActor,
  file: Parameters<typeof sees>[1] & { readonly caseId: string },
): readonly string[] | null {
  if (actor.invited?.caseId === file.caseId) return actor.invited.roles;
  return sees(caseScope(actor, []), file) ? rolesIn(actor, file) : null;
}

/** Does what is ordered in cases, and remembers the cases last worked on. */
export class CaseDesk {
  readonly deps: CaseDeps;
  readonly #cache = new CaseCache(heldCases);

  constructor(deps: CaseDeps) {
    this.deps = deps;
  }

  /**
   * Does something in a case.
   *
   * @throws Refused with all that stands against it; `case.changed` when the expected version is not the latest;
   *   `case.unknown` when there is no such case or the person may not know of it
   */
  async perform(order: Order, actor: CaseActor): Promise<Performed> {
    const body = await this.deps.bodies.read(actor.agencyId);
    const task = { order, actor, body, receipt: receiptOf(order, actor) };
    const kept = await this.#try(task);
    if (kept !== null) return kept;
    throw new Refused(shellRefusals.busy);
  }

  /** The moment at which an order counts: now, or a past one that a demonstration asks for. */
  momentOf(body: Body, at: string | undefined, last: Instant | null): Instant {
    const now = this.deps.now();
    if (at === undefined) return last !== null && last > now ? last : now;
    if (!this.deps.isDemonstration || !body.isDemonstration)
      throw new Refused(shellRefusals.pastRefused);
    if (at > now) throw new Refused(shellRefusals.future);
    if (last !== null && at < last) throw new Refused(shellRefusals.beforeLast);
    return at;
  }

  /** All that a decision of a person depends on besides the case itself. */
  contextOf(body: Body, actor: Actor, now: Instant): Footing {
    const { id, name, roles } = actor;
    const { calendar } = this.deps;
    return {
      rules: body.rules,
      officers: body.officers,
      catalogues: body.catalogues,
      counsel: body.counsel,
      calendar,
      now,
      actor: { id, name, roles },
      projection: body.projection,
    };
  }

  /** Keeps a state that was read elsewhere. */
  keep(known: KnownCase): void {
    this.#cache.keep(known);
  }

  async #try(task: Task): Promise<Performed | null> {
    const { order, actor } = task;
    let held = this.#cache.get(actor.agencyId, order.caseId);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const known = held ?? (await this.#load(actor.agencyId, order.caseId));
      const outcome = await this.#attempt(task, known);
      if (outcome.done !== undefined) return outcome.done;
      if (held === undefined && outcome.refused !== undefined) {
        const given = await this.#answered(task);
        if (given !== null) return given;
        throw await outcome.refused();
      }
      held = undefined;
      this.#cache.drop(actor.agencyId, order.caseId);
    }
    return null;
  }

  async #attempt(task: Task, known: KnownCase): Promise<Outcome> {
    const { order, actor, body } = task;
    const { agencyId, caseId, version } = known.state;
    const roles = rolesAt(actor, { agencyId, caseId, ...known.summary });
    if (roles === null) return { refused: async () => new Refused(shellRefusals.unknown) };
    const stale = async () =>
      new Refused(await changedBy(this.deps, { agencyId, caseId }, order.expectedVersion));
    if (order.expectedVersion !== undefined && order.expectedVersion !== version)
      return { refused: stale };
    const moment = refusable(() => this.momentOf(body, order.at, lastAt(known.state)));
    if (moment instanceof Refused) return { refused: async () => moment };
    const context = this.contextOf(body, { ...actor, roles }, moment);
    return this.#decide({ ...task, context }, known, stale);
  }

  async #decide(
    task: Task & { readonly context: Footing },
    known: KnownCase,
    stale: () => Promise<Refused>,
  ): Promise<Outcome> {
    const { order, context } = task;
    const { agencyId, caseId } = known.state;
    const command = { kind: order.kind, agencyId, caseId, data: order.data };
    const decision = decide(this.deps.composition, known.state, command, context);
    if (decision.refusals !== undefined)
      return { refused: async () => new Refused(...decision.refusals) };
    const next = this.advance(known.state, decision.events);
    try {
      return { done: await this.#append(task, next, decision.events) };
    } catch (error) {
      if (!isStale(error)) throw error;
      return order.expectedVersion === undefined ? {} : { refused: stale };
    }
  }

  /** The case after some events. */
  advance(state: CaseState, events: readonly CaseEvent[]): KnownCase {
    const { procedure } = this.deps.composition;
    const next = foldCase(procedure, state, events);
    return { state: next, summary: summaryOf(procedure, next) };
  }

  async #append(
    task: Task & { readonly context: Footing },
    next: KnownCase,
    events: readonly CaseEvent[],
  ): Promise<Performed> {
    const answer = this.answerOf(next, events);
    const action = this.actionOf(task, next, events);
    const { repeated } = await appendAction(this.deps.db, action);
    if (repeated !== undefined) return repeated as unknown as Performed;
    return this.kept({ next, events, answer });
  }

  /** Remembers what was kept, and sees to what follows from it. */
  async kept(made: {
    readonly next: KnownCase;
    readonly events: readonly CaseEvent[];
    readonly answer: Performed;
  }): Promise<Performed> {
    this.#cache.keep(made.next);
    await this.deps.onKept(made.events);
    return made.answer;
  }

  /** What is appended when some events bring a case to its next state. */
  actionOf(
    task: { readonly context: Footing; readonly receipt: Receipt | null },
    next: KnownCase,
    events: readonly CaseEvent[],
  ): ActionToAppend {
    const { state, summary } = next;
    const clocks = clocksOf(this.deps.composition, state, task.context);
    const waiting = this.waitingOf(state, task.context, clocks);
    const answer = this.answerOf(next, events);
    return {
      agencyId: state.agencyId,
      streamId: state.caseId,
      expectedVersion: state.version - events.length,
      events,
      caseFile: {
        ...summary,
        ...waiting,
        projection: task.context.projection,
        procedure: state.procedure,
        variant: state.variant,
        state,
      },
      clocks: clocks.flatMap(clockRows),
      jobs: events.flatMap((event) => [...this.deps.jobsOf(event)]),
      ...(task.receipt === null
        ? {}
        : {
            idempotency: { ...task.receipt, answer },
          }),
    };
  }

  /** What is kept of what a case waits for. */
  waitingOf(
    state: CaseState,
    context: Context,
    clocks = clocksOf(this.deps.composition, state, context),
  ): Waiting {
    const { composition } = this.deps;
    const awaiting = awaitingOf(composition, state, context);
    return {
      awaiting: awaiting.map(({ command, roles }) => ({ command, roles })),
      awaitingRoles: [...new Set(awaiting.flatMap(({ roles }) => roles))],
      recheckOn: recheckOn(composition, state, context, clocks),
      partRows: partRowsOf(composition, state, context),
    };
  }

  /** What is answered when some events brought a case to its next state. */
  answerOf({ state, summary }: KnownCase, events: readonly CaseEvent[]): Performed {
    const { caseNumber, step, standing } = summary;
    return {
      caseId: state.caseId,
      caseNumber,
      version: state.version,
      step,
      standing,
      events: events.map(({ sequence, kind, at, clauses }) => ({
        sequence,
        kind,
        title: this.deps.composition.procedure.causes.get(kind)?.title ?? kind,
        at,
        clauses,
      })),
    };
  }

  async #load(agencyId: string, caseId: string): Promise<KnownCase> {
    const file = await readCase(this.deps.db, agencyId, caseId);
    if (file === null) throw new Refused(shellRefusals.unknown);
    const state = file.state as unknown as CaseState;
    const known = { state, summary: summaryOf(this.deps.composition.procedure, state) };
    this.#cache.keep(known);
    return known;
  }

  /** The answer that was given when the same order came before; null if it never was kept. */
  async #answered({ receipt, actor }: Task): Promise<Performed | null> {
    if (receipt === null) return null;
    const answer = await readReceipt(this.deps.db, actor.agencyId, receipt);
    return answer as unknown as Performed | null;
  }
}

function partRowsOf(composition: Composition, state: CaseState, context: Context): JsonObject {
  const view = viewOf(composition.procedure, state, context);
  const made = [...composition.rows].map(([part, row]) => [part, row(view)] as const);
  return Object.fromEntries(made.filter(([, row]) => row !== null));
}

type Receipt = Omit<ReceiptToKeep, 'answer'>;
type Task = {
  readonly order: Order;
  readonly actor: CaseActor;
  readonly body: Body;
  readonly receipt: Receipt | null;
};
/** Done; or refused on this state; or, with neither, worth another try. */
type Outcome = { readonly done?: Performed; readonly refused?: () => Promise<Refused> };

/** What some work gives, or its refusal: an order that was kept before is answered as then, whatever stands against it now. */
function refusable<T>(work: () => T): T | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

function isStale(error: unknown): boolean {
  return error instanceof Refused && error.refusals.some(({ code }) => code === 'case.changed');
}

/** What makes a repeated order recognisable; null for an order without a key. */
export function receiptOf(
  order: Omit<Order, 'caseId'> & { readonly caseId?: string; readonly variant?: unknown },
  actor: CaseActor,
): Receipt | null {
  if (order.idempotencyKey === undefined) return null;
  // The version somebody looked at is no part of what was ordered.
  const { idempotencyKey: key, expectedVersion: _, ...rest } = order;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(sorted(rest)))
    .digest('hex');
  return { accountId: actor.id, key, fingerprint };
}

/** The same value with the names of its objects in order. Its depth is bounded where it is parsed. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, sorted((value as Record<string, unknown>)[name])]);
}

/** An open clock as it is found by its last moment; one that rests has none. */
export function clockRows(clock: CaseClock): ClockRow[] {
  const dueAt = clock.dueAt ?? (clock.dueOn === null ? null : endOfDay(clock.dueOn));
  if (!isOpen(clock) || dueAt === null) return [];
  const { name, rule: ruleKey, dueOn, provisional } = clock;
  const standing = clock.lapses ? 'lapses' : clock.standing;
  return [{ name, ruleKey, dueAt, dueOn, standing, provisional }];
}

/** A case before it is opened. */
export function unopened(
  composition: Composition,
  opening: { readonly agencyId: string; readonly caseId: string; readonly variant: string },
): CaseState {
  const { agencyId, caseId, variant } = opening;
  return emptyCase(composition.procedure, agencyId, caseId, variant);
}
