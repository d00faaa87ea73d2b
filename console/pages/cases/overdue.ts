import type { OverdueCase } from '../../api/cases.ts';

/** Which late cases are listed. */
export type OverdueQuery = {
  readonly agency?: string | undefined;
  readonly department?: string | undefined;
  readonly handler?: string | undefined;
};

const names = ['agency', 'department', 'handler'] as const;

/** The question that an address holds. */
export function overdueQueryIn(stored: Readonly<Record<string, unknown>>): OverdueQuery {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = stored[name];
      return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 60)]] : [];
    }),
  );
}

/** Whether a late case is asked for. */
export function isAskedFor(late: OverdueCase, query: OverdueQuery): boolean {
  return (
    (query.agency === undefined || late.agencyId === query.agency) &&
    (query.department === undefined || late.departmentId === query.department) &&
    (query.handler === undefined || late.handlers.some(({ id }) => id === query.handler))
  );
}

/** A part of the late cases under one name. */
export type LateGroup = { readonly id: string; readonly title: string; readonly count: number };

/** How many are late in each part; most first, then by name. */
export function lateGroups(
  cases: readonly OverdueCase[],
  partsOf: (late: OverdueCase) => readonly { readonly id: string; readonly name: string }[],
): readonly LateGroup[] {
  const groups = new Map<string, LateGroup>();
  for (const late of cases)
    for (const { id, name } of partsOf(late)) {
      const count = (groups.get(id)?.count ?? 0) + 1;
      groups.set(id, { id, title: name, count });
    }
  return [...groups.values()].toSorted(
    (one, other) => other.count - one.count || one.title.localeCompare(other.title, 'zh-CN'),
  );
}

/** The body of a late case. */
export function agencyOf({ agencyId, agencyName }: OverdueCase) {
  return [{ id: agencyId, name: agencyName }];
}

/** The department of a late case, if it has one. */
export function departmentOf({ departmentId, departmentName }: OverdueCase) {
  return departmentId === null ? [] : [{ id: departmentId, name: departmentName ?? '' }];
}
