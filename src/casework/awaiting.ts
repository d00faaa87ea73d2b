import { reviewsOn } from '../registers/index.ts';
import { addDays, type CivilDate, dayOf, isCivilDate } from '../rules/index.ts';
import { clocksOf, isOpen } from './case-clock.ts';
import { type CaseState, isObject, type Json } from './case-event.ts';
import { isOpenNow } from './decide.ts';
import { assignedReviewer, handlingOfficers } from './officers.ts';
import type { CaseClock, CaseView, Composition, Context, OfficerFacts } from './part.ts';
import type { CommandSpec } from './procedure.ts';
import { stands, viewOf } from './view.ts';

/** Something that a case waits for somebody to do, and the roles that may do it now. */
export type Awaited = { readonly command: string; readonly roles: readonly string[] };

/** An account that nobody has: who stands in for a role has done nothing in the case. */
const nobody = '00000000-0000-0000-0000-000000000000';
const qualified: OfficerFacts = { name: '', certificates: [], mayReview: true };
const reviewHead = 'review-head';

/**
 * What a case waits for, in the order of the procedure.
 *
 * Each role is tried with somebody who stands in for it, an officer with the first of those who handle the case, so that
 * what only concerns one person does not hide what is to be done.
 */
export function awaitingOf(
  composition: Composition,
  state: CaseState,
  context: Context,
): readonly Awaited[] {
  const { procedure } = composition;
  const post = context.rules.office(reviewHead, dayOf(context.now));
  const officers = withNobody(context.officers, post);
  const plain = viewOf(procedure, state, context);
  const officer = handlingOfficers(plain)[0] ?? plain.last('leadRegistered')?.actorId ?? nobody;
  // Who may review no more keeps nobody else from it.
  const assigned = assignedReviewer(plain);
  const reviewer = reviewsOn(context.officers[assigned], plain.today) ? assigned : nobody;
  const standIns: Readonly<Record<string, string>> = { officer, reviewer };
  const views = new Map<string, CaseView>();
  const viewAs = (role: string): CaseView => {
    const known = views.get(role);
    if (known !== undefined) return known;
    const id = standIns[role] ?? nobody;
    const actor = { id, name: '', roles: [role] };
    const view = viewOf(procedure, state, { ...context, officers, actor });
    views.set(role, view);
    return view;
  };
  return [...procedure.commands.values()]
    .filter((spec) => isWaitedFor(composition, plain, spec))
    .map((spec) => ({
      command: spec.id,
      roles: spec.roles.filter((role) => isOpenNow(composition, viewAs(role), spec)),
    }))
    .filter(({ roles }) => roles.length > 0);
}

type Officers = Context['officers'];
const joined = new WeakMap<Officers, { readonly post: string; readonly officers: Officers }>();

/** The officers of a body and who stands in for a role; made once, for a body may have hundreds. */
function withNobody(officers: Officers, post: string): Officers {
  const known = joined.get(officers);
  if (known?.post === post) return known.officers;
  const all = { ...officers, [nobody]: { ...qualified, post } };
  joined.set(officers, { post, officers: all });
  return all;
}

/** Whether a case waits for a command at all, whoever is to do it. */
function isWaitedFor(composition: Composition, view: CaseView, spec: CommandSpec): boolean {
  if (spec.awaited === null || spec.opens || !isInOrder(view, spec)) return false;
  const isShut = (gate: string) =>
    (composition.gates.get(gate)?.standing?.(view, spec) ?? []).length > 0;
  if (spec.awaitedAfter.some(isShut)) return false;
  return spec.awaitedWhile.length === 0 || spec.awaitedWhile.some(isShut);
}

/** What costs little to find out comes first. */
function isInOrder(view: CaseView, spec: CommandSpec): boolean {
  const isOver = view.has(spec.emits) && (spec.awaited === 'once' || !spec.repeat);
  return (
    !isOver &&
    spec.variants.includes(view.state.variant) &&
    !spec.blockedBy.some((kind) => stands(view, kind)) &&
    spec.needs.every((kinds) => kinds.some((kind) => view.has(kind)))
  );
}

/**
 * The next day on which time alone may change what a case waits for; null when nothing is ahead.
 *
 * It is the nearest day that an event, a clock or a certificate of who handles the case names, or the day after one that
 * is today; an archived case waits for nothing that time brings.
 */
export function recheckOn(
  composition: Composition,
  state: CaseState,
  context: Context,
  clocks: readonly CaseClock[] = clocksOf(composition, state, context),
): CivilDate | null {
  if (state.facts['caseArchived'] !== undefined) return null;
  const today = dayOf(context.now);
  const dates = clocks.flatMap((clock) =>
    isOpen(clock) ? (clock.dueOn ?? clock.dueAt?.slice(0, 10) ?? []) : [],
  );
  dates.push(...daysOfPeople(viewOf(composition.procedure, state, context)));
  for (const facts of Object.values(state.facts))
    for (const { data } of facts) gatherDates(data, dates);
  const ahead = dates.flatMap((date) => {
    if (date > today) return date;
    return date === today ? addDays(today, 1) : [];
  });
  return ahead.sort()[0] ?? null;
}

/** Days on which somebody's certificate or designation begins or ends: of who handles the case and who reviews it. */
function daysOfPeople(view: CaseView): readonly CivilDate[] {
  const { officers } = view.context;
  const certificates = handlingOfficers(view).flatMap((id) => officers[id]?.certificates ?? []);
  const terms = officers[assignedReviewer(view)]?.designations ?? [];
  return [
    ...certificates.flatMap((one) => [one.validFrom, one.validUntil, one.revokedOn ?? []].flat()),
    ...terms.flatMap((one) => [one.validFrom, one.validUntil ?? [], one.endedOn ?? []].flat()),
  ];
}

function gatherDates(value: Json, into: CivilDate[]): void {
  if (typeof value === 'string') {
    if (value.length === 10 && isCivilDate(value)) into.push(value);
  } else if (isObject(value)) {
    for (const inner of Object.values(value)) gatherDates(inner, into);
  }
}
