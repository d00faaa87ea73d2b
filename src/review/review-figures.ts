import { addMonths, type CivilDate, dayOf, type Instant } from '../rules/index.ts';

/** A round of review whose opinion took effect, as it is kept for figures. */
export type RoundRow = {
  readonly caseId: string;
  readonly round: number;
  readonly departmentId: string | null;
  readonly givenAt: Instant;
  readonly kind: string;
  readonly outcome: string;
  readonly problems: readonly string[];
  readonly workdays: number;
  /** Null where no period runs. */
  readonly isLate: boolean | null;
};

/** Titles by code; a code that is on no list any more stands for itself. */
export type Titles = ReadonlyMap<string, string>;

const titleIn = (titles: Titles, code: string) => titles.get(code) ?? code;
const passed = 'passed';

function countedBy<T>(rows: readonly T[], keysOf: (row: T) => readonly string[]) {
  const counts = new Map<string, number>();
  for (const key of rows.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
}

/** The middle, the ninetieth of a hundred, and the greatest; null when there are none. */
function spread(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? null;
  return { median: at(0.5), p90: at(0.9), longest: at(1) };
}

/**
 * Figures of reviews in a span of time: how many passed at once, what was found, how long it took, by whom submitted.
 *
 * @param rows - rounds whose opinion took effect in the span
 * @param names - titles of departments, of the items of the check list and of the kinds of opinion
 */
export function reviewFigures(
  rows: readonly RoundRow[],
  names: { readonly departments: Titles; readonly items: Titles; readonly kinds: Titles },
  span: { readonly from: CivilDate; readonly until: CivilDate },
) {
  const first = rows.filter(({ round }) => round === 1);
  const firstPassed = (some: readonly RoundRow[]) =>
    some.filter(({ round, outcome }) => round === 1 && outcome === passed).length;
  const departments = countedBy(rows, ({ departmentId }) => [departmentId ?? '']);
  return {
    ...span,
    firstPass: { passed: firstPassed(first), total: first.length },
    byItem: countedBy(rows, ({ problems }) => problems).map(([code, problems]) => ({
      code,
      title: titleIn(names.items, code),
      problems,
    })),
    workdays: spread(rows.map(({ workdays }) => workdays)),
    byDepartment: departments.map(([departmentId, reviews]) => {
      const own = rows.filter((row) => (row.departmentId ?? '') === departmentId);
      return {
        departmentId: departmentId === '' ? null : departmentId,
        departmentName: names.departments.get(departmentId) ?? null,
        reviews,
        passedFirst: firstPassed(own),
        problems: own.reduce((sum, { problems }) => sum + problems.length, 0),
      };
    }),
    byKind: countedBy(rows, ({ kind }) => [kind]).map(([code, n]) => ({
      code,
      title: titleIn(names.kinds, code),
      n,
    })),
    months: monthsOf(rows, span),
  };
}

/** A body whose reviews are counted. */
export type CountedBody = { readonly agencyId: string; readonly agencyName: string };

/**
 * Counts for each body, and nothing of its cases: how many reviews, passed at once, late, and how long.
 *
 * @param bodies - in their order; one without any review is listed too
 */
export function reviewFiguresByBody(
  rows: readonly (RoundRow & { readonly agencyId: string })[],
  bodies: readonly CountedBody[],
) {
  const rowsOf = new Map<string, RoundRow[]>();
  for (const row of rows) {
    const own = rowsOf.get(row.agencyId);
    if (own === undefined) rowsOf.set(row.agencyId, [row]);
    else own.push(row);
  }
  return bodies.map(({ agencyId, agencyName }) => {
    const own = rowsOf.get(agencyId) ?? [];
    const first = own.filter(({ round }) => round === 1);
    return {
      agencyId,
      agencyName,
      reviews: own.length,
      firstPass: {
        passed: first.filter(({ outcome }) => outcome === passed).length,
        total: first.length,
      },
      late: own.filter(({ isLate }) => isLate === true).length,
      medianWorkdays: spread(own.map(({ workdays }) => workdays)).median,
    };
  });
}

function monthsOf(
  rows: readonly RoundRow[],
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
) {
  const months: { readonly month: string; readonly given: number; readonly late: number }[] = [];
  const start = `${from.slice(0, 7)}-01`;
  for (let index = 0; ; index += 1) {
    const day = addMonths(start, index);
    if (day > until) return months;
    const month = day.slice(0, 7);
    const own = rows.filter(({ givenAt }) => dayOf(givenAt).slice(0, 7) === month);
    months.push({
      month,
      given: own.length,
      late: own.filter(({ isLate }) => isLate === true).length,
    });
  }
}
