import type { Refusal } from '../rules/index.ts';
import type { CaseView } from './part.ts';
import type { CommandSpec } from './procedure.ts';
import { stands } from './view.ts';

/** Why a command is closed: somebody else's, over, only for a turn that the case has not taken, or still to come. */
export type ClosedAs = 'not-yours' | 'over' | 'other-course' | 'not-yet';

/**
 * Why a command is closed, in one word, so that people find at once what concerns them.
 *
 * @param refusals - what stands against it, at least one
 */
export function closedAs(
  view: CaseView,
  spec: CommandSpec,
  refusals: readonly Refusal[],
): ClosedAs {
  const isOver =
    refusals.some(({ code }) => code === 'step.passed') ||
    (view.has(spec.emits) && !spec.repeat) ||
    missing(view, spec).some((kinds) => kinds.every((kind) => isBlocked(view, kind)));
  if (isOver) return 'over';
  if (isOthers(refusals.map(({ code }) => code))) return 'not-yours';
  return isOfOtherCourse(view, spec) ? 'other-course' : 'not-yet';
}

/** Whether somebody else may do it; while nobody handles the case, its acts are nobody's. */
function isOthers(codes: readonly string[]): boolean {
  const isHandled = !codes.includes('officers.unassigned');
  return codes.includes('command.role') || (isHandled && codes.includes('officers.not-handler'));
}

const missing = (view: CaseView, { needs }: CommandSpec) =>
  needs.filter((kinds) => !kinds.some((kind) => view.has(kind)));

/** Whether what brings an event about is over itself. */
function isBlocked(view: CaseView, kind: string): boolean {
  const cause = view.procedure.causes.get(kind);
  return cause?.blockedBy.some((blocking) => stands(view, blocking)) === true;
}

/** Whether it, or what it waits for, does not belong to the ordinary course of a case. */
function isOfOtherCourse(view: CaseView, spec: CommandSpec): boolean {
  const isUsual = (kind: string) => view.procedure.causes.get(kind)?.usual !== false;
  return !spec.usual || missing(view, spec).some((kinds) => !kinds.some(isUsual));
}
