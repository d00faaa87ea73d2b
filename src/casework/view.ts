import { type CivilDate, dayOf, type Rule } from '../rules/index.ts';
import type { CaseState, Fact } from './case-event.ts';
import { textOf } from './case-event.ts';
import type { CaseView, Context } from './part.ts';
import type { Procedure } from './procedure.ts';

const none: readonly Fact[] = [];
const noKinds: readonly string[] = [];

/** Makes the read-only look at a case that gates and clocks get. */
export function viewOf(procedure: Procedure, state: CaseState, context: Context): CaseView {
  const today = dayOf(context.now);
  const all = (kind: string): readonly Fact[] => state.facts[kind] ?? none;
  return {
    state,
    context,
    procedure,
    today,
    all,
    has: (kind) => all(kind).length > 0,
    last: (kind) => all(kind).at(-1),
    rule: (key: string, on: CivilDate = today): Rule | null => context.rules.get(key, on),
  };
}

/** A case as it stood at one of its events, on the day of that event; nothing that came later is in it. */
export function viewAt({ state, context, procedure }: CaseView, sequence: number): CaseView {
  const facts = Object.fromEntries(
    Object.entries(state.facts).flatMap(([kind, all]) => {
      const before = all.filter((fact) => fact.sequence <= sequence);
      return before.length === 0 ? [] : [[kind, before] as const];
    }),
  );
  const moments = Object.values(facts).flatMap((all) => all.at(-1)?.at ?? []);
  const now = moments.sort().at(-1) ?? context.now;
  const then: CaseState = { ...state, facts, version: Math.min(sequence, state.version) };
  return viewOf(procedure, then, { ...context, now });
}

/**
 * The civil day of a fact: its date field where one is named, else the day it was recorded.
 *
 * @param field - name of a date field, or empty
 */
export function dayOfFact(fact: Fact, field = ''): CivilDate {
  const stated = field === '' ? '' : textOf(fact.data, field);
  return stated === '' ? dayOf(fact.at) : stated;
}

/** Sequence of the last event of any of the kinds; 0 when none happened. */
export function lastSequence(view: CaseView, ...kinds: readonly string[]): number {
  return kinds.reduce((last, kind) => Math.max(last, view.last(kind)?.sequence ?? 0), 0);
}

/** Whether an event stands: it has happened, and nothing that undoes it happened later. */
export function stands(
  { procedure, last }: Pick<CaseView, 'procedure' | 'last'>,
  kind: string,
): boolean {
  const since = last(kind)?.sequence ?? 0;
  const undoneBy = procedure.undoneBy[kind] ?? noKinds;
  return since > 0 && undoneBy.every((by) => (last(by)?.sequence ?? 0) < since);
}

/** Splits `event.field` into its two halves; the field may be empty. */
export function splitReference(reference: string): {
  readonly kind: string;
  readonly field: string;
} {
  const [kind = '', field = ''] = reference.split('.');
  return { kind, field };
}
