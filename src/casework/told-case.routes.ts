// Cases as lists answer them: codes with their titles, ids with their names, clocks in words.

import { Refused } from '../rules/index.ts';
import type { Awaited } from './awaiting.ts';
import type { Bodies, Body } from './body.store.ts';
import type { CaseDesk } from './case.store.ts';
import type { CaseEntry, KeptClock } from './case-reading.store.ts';
import { caseStandingTitles } from './case-summary.ts';
import { clockWords, unitOf } from './clock-words.ts';
import { roleTitles } from './decide.ts';

/** Bodies by id. One whose rules cannot be applied is not among them. */
export type KnownBodies = ReadonlyMap<string, Body>;

/** Reads the bodies of some cases. Lists stay readable when the rules of a body are not. */
export async function bodiesOf(
  bodies: Bodies,
  entries: readonly { readonly agencyId: string }[],
): Promise<KnownBodies> {
  const ids = [...new Set(entries.map(({ agencyId }) => agencyId))];
  const found = await Promise.all(
    ids.map((id) =>
      bodies.read(id).catch((error: unknown) => {
        if (error instanceof Refused) return null;
        throw error;
      }),
    ),
  );
  return new Map(found.flatMap((body) => (body === null ? [] : [[body.agencyId, body] as const])));
}

/** What a case waits for, with titles. */
export function tellAwaiting(desk: CaseDesk, awaiting: readonly Awaited[] | null) {
  const { commands } = desk.deps.composition.procedure;
  return (awaiting ?? []).map(({ command, roles }) => ({
    command,
    title: commands.get(command)?.title ?? command,
    roleTitles: roles.map((role) => roleTitles[role] ?? role),
  }));
}

/** A clock that is kept with its case, in words. */
export function tellClock(desk: CaseDesk, clock: KeptClock, body: Body | undefined) {
  const { composition, calendar } = desk.deps;
  const now = desk.deps.now();
  const spec = composition.procedure.clocks.find(({ id }) => id === clock.name.split('#')[0]);
  const unit = body === undefined ? 'day' : unitOf(body.rules, clock.ruleKey, now.slice(0, 10));
  const isOfHours = clock.dueOn === null;
  return {
    name: clock.name,
    title: spec?.title ?? clock.name,
    dueAt: clock.dueAt,
    dueOn: clock.dueOn,
    ...clockWords({ ...clock, dueAt: isOfHours ? clock.dueAt : null }, unit, { now, calendar }),
  };
}

/** A person with the name that the body's register has. */
export function tellHandlers(ids: readonly string[], body: Body | undefined) {
  return ids.map((id) => ({ id, name: body?.officers[id]?.name ?? '' }));
}

/** What users call a standing of a case. */
export function standingTitle(standing: string): string {
  return (caseStandingTitles as Readonly<Record<string, string>>)[standing] ?? standing;
}

/** A case as a list shows it. */
export function tellEntry(desk: CaseDesk, entry: CaseEntry, known: KnownBodies) {
  const { steps } = desk.deps.composition.procedure;
  const body = known.get(entry.agencyId);
  const { agencyId, caseId, caseNumber, title, partyName, variant, step, standing } = entry;
  const { departmentId, version, openedAt, updatedAt, nextClock } = entry;
  return {
    agencyId,
    agencyName: body?.name ?? '',
    caseId,
    caseNumber,
    title,
    partyName,
    variant,
    step,
    stepTitle: steps[step] ?? step,
    standing,
    standingTitle: standingTitle(standing),
    handlerIds: [...entry.handlerIds],
    handlers: tellHandlers(entry.handlerIds, body),
    departmentId,
    departmentName: departmentId === null ? null : (body?.departmentNames[departmentId] ?? null),
    version,
    openedAt,
    updatedAt,
    awaiting: tellAwaiting(desk, entry.awaiting),
    nextClock: nextClock === null ? null : tellClock(desk, nextClock, body),
  };
}
