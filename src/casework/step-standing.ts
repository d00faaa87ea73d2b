import type { CaseState } from './case-event.ts';
import type { Procedure } from './procedure.ts';

/** A step of a procedure, as a case has come through it. */
export type StepStanding = {
  readonly id: string;
  readonly title: string;
  readonly standing: 'done' | 'current' | 'ahead' | 'skipped';
};

/**
 * The steps of a case's procedure in order.
 *
 * A step that lies behind without anything done in it was skipped; of an archived case nothing is current.
 *
 * @param step - the furthest step the case has reached
 * @param owed - steps in which something is still to be done; behind or not, they were not skipped
 */
export function stepsOf(
  procedure: Procedure,
  state: CaseState,
  step: string,
  owed: readonly string[] = [],
): readonly StepStanding[] {
  const inVariant = new Set(
    [...procedure.commands.values()]
      .filter(({ variants }) => variants.includes(state.variant))
      .map((command) => command.step),
  );
  const happened = new Set(
    Object.keys(state.facts).map((kind) => procedure.causes.get(kind)?.step ?? ''),
  );
  const all = Object.entries(procedure.steps).filter(
    ([id]) => inVariant.has(id) || happened.has(id),
  );
  const reached = all.findIndex(([id]) => id === step);
  const isOver = state.facts['caseArchived'] !== undefined;
  const standingOf = (id: string, index: number): StepStanding['standing'] => {
    if (index > reached) return 'ahead';
    if (index === reached) return isOver ? 'done' : 'current';
    if (happened.has(id)) return 'done';
    return owed.includes(id) ? 'ahead' : 'skipped';
  };
  return all.map(([id, title], index) => ({ id, title, standing: standingOf(id, index) }));
}
