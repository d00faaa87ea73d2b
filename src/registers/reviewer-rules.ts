import type { CivilDate, Rules } from '../rules/index.ts';
import type { DesignationRules } from './designation.ts';

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/**
 * What the rules of a body say of its reviewers on a day.
 *
 * @source apl-2021-58-2; kaifu-T15-1; kaifu-T15-2; yueqing-4.1-3
 */
export function designationRulesOf(rules: Rules, on: CivilDate): DesignationRules {
  const levels = rules.get('review.levels', on);
  const reviewer = rules.get('review.reviewer', on);
  const { steps } = asObject(levels?.value);
  const { legalQualification } = asObject(reviewer?.value);
  return {
    levels: Array.isArray(steps) ? steps.filter((key) => typeof key === 'string') : [],
    needsLicence: legalQualification === 'first-engaged',
    clauses: [...new Set([...(reviewer?.clauses ?? []), ...(levels?.clauses ?? [])])],
  };
}

/** A level of review that somebody may be designated for, under its local name. */
export type ReviewLevel = { readonly level: string; readonly title: string };

/** The levels of review of a body under their local names, first the one that gives the opinion. */
export function reviewLevelsOf(rules: Rules, on: CivilDate): readonly ReviewLevel[] {
  return designationRulesOf(rules, on).levels.map((level) => ({
    level,
    title: rules.office(level, on),
  }));
}
