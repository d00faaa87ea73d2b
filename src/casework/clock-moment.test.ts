import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRuleBook } from '../rules/index.store.ts';
import { addDays, type Calendar, type PeriodUnit } from '../rules/index.ts';
import { comeNow, momentsOf } from './clock-moment.ts';
import type { CaseClock } from './part.ts';

let calendar: Calendar;
beforeAll(async () => {
  ({ calendar } = await loadRuleBook(join(import.meta.dirname, '../../rules')));
});

const aClock = (change: Partial<CaseClock> = {}): CaseClock => ({
  name: 'decide',
  title: '作出处理决定',
  rule: 'case.decide',
  pack: 'national',
  clauses: ['apl-2021-60'],
  from: '2026-03-02',
  dueOn: '2026-05-31',
  dueAt: null,
  provisional: false,
  standing: 'running',
  endedOn: null,
  ours: false,
  lapses: false,
  pauses: [],
  extensions: [],
  ...change,
});
const said = (change: Partial<CaseClock>, unit: PeriodUnit = 'day') =>
  momentsOf(aClock(change), unit, calendar).map(({ kind, at }) => [kind, at.slice(0, 16)]);

describe('[apl-2021-60] a period is told of at its half, shortly before its end, on the day and after it', () => {
  test('given ninety days, then half of them, two days before, the last day and the day after', () => {
    expect(said({})).toEqual([
      ['due-half', '2026-04-16T08:30'],
      ['due-soon', '2026-05-29T08:30'],
      ['due-today', '2026-05-31T08:30'],
      ['overdue', '2026-06-01T08:30'],
    ]);
  });

  test('given working days before a long holiday, then soon is when two working days are left', () => {
    // In 2026 the National Day holiday runs from 1 to 7 October; 10 October is worked.
    const clock = { from: '2026-09-17', dueOn: '2026-10-08' };

    expect(said(clock, 'workday').slice(1)).toEqual([
      ['due-soon', '2026-09-29T08:30'],
      ['due-today', '2026-10-08T08:30'],
      ['overdue', '2026-10-09T08:30'],
    ]);
    expect(said(clock, 'day')[1]).toEqual(['due-soon', '2026-10-06T08:30']);
  });

  test.each([
    ['2026-03-03', ['due-today', 'overdue']],
    ['2026-03-04', ['due-today', 'overdue']],
    ['2026-03-05', ['due-soon', 'due-today', 'overdue']],
    ['2026-03-06', ['due-soon', 'due-today', 'overdue']],
    ['2026-03-07', ['due-soon', 'due-today', 'overdue']],
    ['2026-03-08', ['due-half', 'due-soon', 'due-today', 'overdue']],
  ])(
    'given a short period until %s, then what would come together is said once',
    (dueOn, kinds) => {
      expect(said({ dueOn }).map(([kind]) => kind)).toEqual(kinds);
    },
  );

  test('given hours, then half of them, two hours before, and the first moment after', () => {
    const hours = {
      from: '2026-03-02T09:00:00.000+08:00',
      dueOn: null,
      dueAt: '2026-03-03T09:00:00.000+08:00',
    };

    expect(momentsOf(aClock(hours), 'hour', calendar).map(({ kind, at }) => [kind, at])).toEqual([
      ['due-half', '2026-03-02T21:00:00.000+08:00'],
      ['due-soon', '2026-03-03T07:00:00.000+08:00'],
      ['overdue', '2026-03-03T09:00:00.001+08:00'],
    ]);
  });

  const silent: readonly (readonly [string, Partial<CaseClock>])[] = [
    ['a clock that rests', { standing: 'paused', dueOn: null }],
    ['a clock that was met', { standing: 'met' }],
    ['a clock that stopped', { standing: 'stopped' }],
    ['a right of somebody else', { lapses: true }],
  ];
  test.each(silent)('given %s, then nothing is told', (_, change) => {
    expect(said(change)).toEqual([]);
  });

  test('given any period, then the moments follow each other, after its start, and each kind comes once', () => {
    const units = fc.constantFrom<PeriodUnit>('workday', 'day', 'month', 'year');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 0, max: 700 }),
        units,
        (days, shift, unit) => {
          const from = addDays('2024-01-01', shift);
          const moments = momentsOf(aClock({ from, dueOn: addDays(from, days) }), unit, calendar);
          const at = moments.map((one) => one.at);

          expect(at).toEqual([...new Set(at)].toSorted());
          expect(at.every((one) => one.slice(0, 10) > from)).toBe(true);
          expect(new Set(moments.map(({ kind }) => kind)).size).toBe(moments.length);
          expect(moments.slice(-2).map(({ kind }) => kind)).toEqual(['due-today', 'overdue']);
        },
      ),
    );
  });
});

describe('[anze-L14-3] days on which a clock stood still are no part of its half', () => {
  const review = { from: '2026-03-12', dueOn: '2026-04-03' };
  const half = (pauses: CaseClock['pauses']) => said({ ...review, pauses }, 'workday')[0];

  test('given no pause, then the half lies in the middle of all days', () => {
    expect(half([])).toEqual(['due-half', '2026-03-23T08:30']);
  });

  test('given ten days without counting, then the half lies in the middle of the others', () => {
    expect(half([{ after: '2026-03-20', until: '2026-03-30' }])).toEqual([
      'due-half',
      '2026-03-18T08:30',
    ]);
    expect(half([{ after: '2026-03-13', until: '2026-03-23' }])).toEqual([
      'due-half',
      '2026-03-28T08:30',
    ]);
  });
});

describe('of what has come only the latest is told', () => {
  test('given a moment before, at and after each, then the one that came last', () => {
    const moments = momentsOf(aClock(), 'day', calendar);
    const kindAt = (now: string) => comeNow(moments, now)?.kind ?? null;

    expect(kindAt('2026-04-16T08:29:59.999+08:00')).toBeNull();
    expect(kindAt('2026-04-16T08:30:00.000+08:00')).toBe('due-half');
    expect(kindAt('2026-05-29T08:29:59.999+08:00')).toBe('due-half');
    expect(kindAt('2026-05-31T12:00:00.000+08:00')).toBe('due-today');
    expect(kindAt('2030-01-01T00:00:00.000+08:00')).toBe('overdue');
  });
});
