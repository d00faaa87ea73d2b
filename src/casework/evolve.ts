import type { CaseEvent, CaseState, Json, JsonObject } from './case-event.ts';
import { isObject } from './case-event.ts';
import type { Field, Procedure } from './procedure.ts';

/** A case before its first event. */
export function emptyCase(
  procedure: Procedure,
  agencyId: string,
  caseId: string,
  variant: string,
): CaseState {
  return { agencyId, caseId, procedure: procedure.id, variant, version: 0, facts: {} };
}

/**
 * Folds one event into a case.
 *
 * Long prose stays in the event; the state keeps only what gates and clocks look at, so that it stays small.
 */
export function evolve(procedure: Procedure, state: CaseState, event: CaseEvent): CaseState {
  const cause = procedure.causes.get(event.kind);
  const data = cause === undefined ? event.data : withoutProse(procedure, cause.fields, event.data);
  const fact = { sequence: event.sequence, at: event.at, actorId: event.actorId, data };
  return {
    ...state,
    variant: variantAfter(state, event),
    version: event.sequence,
    facts: { ...state.facts, [event.kind]: [...(state.facts[event.kind] ?? []), fact] },
  };
}

/** Folds all events of a case, in order. */
export function foldCase(
  procedure: Procedure,
  start: CaseState,
  events: readonly CaseEvent[],
): CaseState {
  return events.reduce((state, event) => evolve(procedure, state, event), start);
}

function variantAfter(state: CaseState, event: CaseEvent): string {
  if (event.kind === 'convertedToGeneral') return 'general';
  const variant = event.sequence === 1 ? event.data['variant'] : undefined;
  return typeof variant === 'string' ? variant : state.variant;
}

function withoutProse(
  procedure: Procedure,
  fields: readonly Field[],
  data: JsonObject,
): JsonObject {
  const kept: Record<string, Json> = {};
  const known = new Map(fields.map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(data)) {
    const field = known.get(name);
    const group = field === undefined ? undefined : procedure.types[field.type];
    if (group !== undefined && isObject(value)) kept[name] = withoutProse(procedure, group, value);
    else if (field === undefined || !isLong(field)) kept[name] = value;
  }
  return kept;
}

function isLong(field: Field): boolean {
  return field.type === 'prose' || field.type === 'summary' || field.type === 'checklist';
}
