import type { ClauseId, Period, Rule } from './rule.ts';

/** A period to count with, where its number comes from, and the clauses that stand behind it. */
export type EffectivePeriod = {
  readonly period: Period;
  readonly origin: 'text' | 'ours' | 'behind';
  readonly clauses: readonly ClauseId[];
};

/**
 * The period a rule is counted with: the text's own number, else the body's, else the law's outer limit.
 *
 * @returns null if nobody has set a number: then nothing is counted
 */
export function periodOf(rule: Rule): EffectivePeriod | null {
  if (rule.within !== undefined) {
    return { period: rule.within, origin: 'text', clauses: rule.clauses };
  }
  if (rule.ours !== undefined) {
    const { n, unit } = rule.ours;
    return { period: { n, unit }, origin: 'ours', clauses: rule.clauses };
  }
  const behind = rule.behind;
  if (behind?.within === undefined) return null;
  return { period: behind.within, origin: 'behind', clauses: [...rule.clauses, ...behind.clauses] };
}
