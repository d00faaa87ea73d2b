import type { Clause } from '../api/client.ts';

/**
 * Clauses by where they stand, the places in the order in which they come first.
 *
 * One paragraph of a source often asks several things, each a clause of its own: its place is named once.
 */
export function byPlace(
  clauses: readonly Clause[],
): readonly (readonly [locator: string, clauses: readonly Clause[]])[] {
  const places = new Map<string, readonly Clause[]>();
  for (const clause of clauses) {
    const known = places.get(clause.locator) ?? [];
    if (!known.some(({ id }) => id === clause.id)) places.set(clause.locator, [...known, clause]);
  }
  return [...places];
}
