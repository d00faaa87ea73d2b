import { describe, expect, test } from 'vitest';
import { type RoundRow, reviewFigures, reviewFiguresByBody } from './review-figures.ts';

const names = {
  departments: new Map([['d1', '执法一科']]),
  items: new Map([['facts', '事实']]),
  kinds: new Map([['agree', '同意']]),
};
const span = { from: '2026-01-15', until: '2026-03-31' };
const aRound = (change: Partial<RoundRow> = {}): RoundRow => ({
  caseId: 'a',
  round: 1,
  departmentId: 'd1',
  givenAt: '2026-03-02T09:00:00.000+08:00',
  kind: 'agree',
  outcome: 'passed',
  problems: [],
  workdays: 4,
  isLate: false,
  ...change,
});
const figures = (...rows: readonly RoundRow[]) => reviewFigures(rows, names, span);

describe('figures of reviews come from the rounds whose opinion took effect', () => {
  test('given no round, then every month of the span with nothing, and no time', () => {
    expect(figures()).toEqual({
      ...span,
      firstPass: { passed: 0, total: 0 },
      byItem: [],
      workdays: { median: null, p90: null, longest: null },
      byDepartment: [],
      byKind: [],
      months: ['2026-01', '2026-02', '2026-03'].map((month) => ({ month, given: 0, late: 0 })),
    });
  });

  test('given a case that passed at the second try, then it did not pass at once', () => {
    const { firstPass, byDepartment } = figures(
      aRound({ outcome: 'not-passed', kind: 'correct', problems: ['facts', 'other'] }),
      aRound({ round: 2 }),
      aRound({ caseId: 'b' }),
    );

    expect(firstPass).toEqual({ passed: 1, total: 2 });
    expect(byDepartment).toEqual([
      { departmentId: 'd1', departmentName: '执法一科', reviews: 3, passedFirst: 1, problems: 2 },
    ]);
  });

  test('given problems and kinds, then the frequent ones first, and a code on no list stands for itself', () => {
    const { byItem, byKind } = figures(
      aRound({ problems: ['old'], kind: 'old-kind' }),
      aRound({ problems: ['facts', 'old'] }),
      aRound({ problems: ['old'] }),
    );

    expect(byItem).toEqual([
      { code: 'old', title: 'old', problems: 3 },
      { code: 'facts', title: '事实', problems: 1 },
    ]);
    expect(byKind).toEqual([
      { code: 'agree', title: '同意', n: 2 },
      { code: 'old-kind', title: 'old-kind', n: 1 },
    ]);
  });

  test('given ten rounds, then the fifth in length, the ninth and the longest', () => {
    const rows = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5].map((workdays) => aRound({ workdays }));

    expect(figures(...rows).workdays).toEqual({ median: 5, p90: 9, longest: 10 });
  });

  test('given the last moment of a month in Beijing and a late one, then each in its month', () => {
    const { months } = figures(
      aRound({ givenAt: '2026-02-28T23:59:59.999+08:00' }),
      aRound({ givenAt: '2026-03-01T00:00:00.000+08:00', isLate: true }),
      aRound({ isLate: null }),
    );

    expect(months.slice(1)).toEqual([
      { month: '2026-02', given: 1, late: 0 },
      { month: '2026-03', given: 2, late: 1 },
    ]);
  });
});

describe('figures of reviews for each body are counts and nothing else', () => {
  const bodies = [
    { agencyId: 'A', agencyName: '甲局' },
    { agencyId: 'B', agencyName: '乙局' },
  ];

  test('given reviews of two bodies, then each has its own; a body without any is listed with none', () => {
    const rows = [
      { ...aRound({ outcome: 'not-passed', workdays: 6, isLate: true }), agencyId: 'A' },
      { ...aRound({ round: 2, workdays: 2 }), agencyId: 'A' },
      { ...aRound({ caseId: 'b', workdays: 3 }), agencyId: 'A' },
    ];
    expect(reviewFiguresByBody(rows, bodies)).toEqual([
      {
        agencyId: 'A',
        agencyName: '甲局',
        reviews: 3,
        firstPass: { passed: 1, total: 2 },
        late: 1,
        medianWorkdays: 3,
      },
      {
        agencyId: 'B',
        agencyName: '乙局',
        reviews: 0,
        firstPass: { passed: 0, total: 0 },
        late: 0,
        medianWorkdays: null,
      },
    ]);
  });
});
