// What cannot be done now, sorted by what people ask of it: is it not there yet, somebody else's, or over?

import type { CaseOption, CaseStep, ClosedAs } from './case-file.ts';

/** Closed acts of one sort, those nearest to where the case stands first. */
export type ClosedGroup = {
  readonly sort: ClosedAs;
  readonly title: string;
  readonly options: readonly CaseOption[];
};

const sorts: readonly (readonly [ClosedAs, string])[] = [
  ['not-yet', '还没到'],
  ['not-yours', '不由我办理'],
  ['other-course', '特殊情形才办理'],
  ['over', '已经办过或者不再需要'],
];

/** Sorts closed acts; groups without any are left out. */
export function closedGroups(
  options: readonly CaseOption[],
  steps: readonly Pick<CaseStep, 'id' | 'standing'>[],
): readonly ClosedGroup[] {
  const near = [...options].sort((one, other) => distance(steps, one) - distance(steps, other));
  return sorts
    .map(([sort, title]) => ({
      sort,
      title,
      options: near.filter(({ closedAs }) => (closedAs ?? 'not-yet') === sort),
    }))
    .filter((group) => group.options.length > 0);
}

/** Steps between the case and an act; what lies behind comes after all that lies ahead. */
function distance(
  steps: readonly Pick<CaseStep, 'id' | 'standing'>[],
  { step }: CaseOption,
): number {
  const current = steps.findIndex(({ standing }) => standing === 'current');
  const at = steps.findIndex(({ id }) => id === step);
  const here = current === -1 ? steps.length : current;
  return at < here ? steps.length + here - at : at - here;
}
