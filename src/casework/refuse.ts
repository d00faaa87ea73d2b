import type { ClauseId, Refusal } from '../rules/index.ts';
import type { CaseView } from './part.ts';

/** Makes the one refusal of a gate. */
export function refuse(
  code: string,
  text: string,
  clauses: readonly ClauseId[],
  field?: string,
): readonly Refusal[] {
  return field === undefined ? [{ code, text, clauses }] : [{ code, text, clauses, field }];
}

/** Clauses of the rules in force today under some keys, with clauses that always apply; no duplicates. */
export function clausesOf(
  view: CaseView,
  keys: readonly string[],
  always: readonly ClauseId[] = [],
): readonly ClauseId[] {
  const clauses = new Set(always);
  for (const key of keys) for (const clause of view.rule(key)?.clauses ?? []) clauses.add(clause);
  return [...clauses];
}
