import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, makeCalendar } from './calendar.ts';
import { addDays, type CivilDate, civilDate } from './civil-date.ts';
import { due, dueAt, nextOn } from './due.ts';
import type { Period } from './rule.ts';

const calendar = makeCalendar([
  {
    year: 2025,
    source: '示例通知',
    rest: ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'],
    makeUp: ['2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    source: '示例通知',
    rest: ['2026-01-01', '2026-01-02', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06'],
    makeUp: ['2026-01-04', '2026-10-10'],
  },
]);

describe('[apl-2021-85] workdays leave out rest days and take in make-up days', () => {
  test('given a Friday in ordinary weeks, when seven workdays run, then the last is a Tuesday', () => {
    expect(due({ n: 7, unit: 'workday' }, '2026-03-06', calendar)).toEqual({
      on: '2026-03-17',
      provisional: false,
    });
  });

  test('given a start on a rest day, then the next workday is the first one counted', () => {
    expect(due({ n: 1, unit: 'workday' }, '2026-03-07', calendar).on).toBe('2026-03-09');
  });

  test('given a make-up Saturday, then it counts and may be the last day', () => {
    expect(due({ n: 3, unit: 'workday' }, '2026-10-07', calendar).on).toBe('2026-10-10');
  });
});

describe('natural days, months and years keep their last day unless the law rolls it', () => {
  test('given thirty days that end on a Saturday, then the Saturday is the last day', () => {
    expect(due({ n: 30, unit: 'day' }, '2026-02-19', calendar).on).toBe('2026-03-21');
    expect(due({ n: 30, unit: 'day', lastDayAtRest: 'stays' }, '2026-02-19', calendar).on).toBe(
      '2026-03-21',
    );
  });

  test('given the same period under a law that rolls, then the Monday is the last day', () => {
    const period: Period = { n: 30, unit: 'day', lastDayAtRest: 'rolls-forward' };

    expect(due(period, '2026-02-19', calendar).on).toBe('2026-03-23');
  });

  test('given a rolled last day before a long holiday, then it moves behind the whole holiday', () => {
    const period: Period = { n: 1, unit: 'month', lastDayAtRest: 'rolls-forward' };

    expect(due(period, '2026-09-01', calendar).on).toBe('2026-10-07');
  });

  test('given three months from the end of November, then the end of February', () => {
    expect(due({ n: 3, unit: 'month' }, '2025-11-30', calendar).on).toBe('2026-02-28');
    expect(due({ n: 2, unit: 'year' }, '2024-02-29', calendar).on).toBe('2026-02-28');
  });
});

describe('a date that an unannounced notice could still move is provisional', () => {
  test('given workdays that end in the last announced year, then it is certain', () => {
    expect(due({ n: 3, unit: 'workday' }, '2026-12-28', calendar)).toEqual({
      on: '2026-12-31',
      provisional: false,
    });
  });

  test('given workdays that end one day later, then it is provisional', () => {
    expect(due({ n: 4, unit: 'workday' }, '2026-12-28', calendar)).toEqual({
      on: '2027-01-01',
      provisional: true,
    });
  });

  test('given a start before the first announced year, then the way was counted through the unknown', () => {
    expect(due({ n: 5, unit: 'workday' }, '2024-12-30', calendar).provisional).toBe(true);
    expect(due({ n: 5, unit: 'workday' }, '2024-12-31', calendar).provisional).toBe(false);
  });

  test('given natural days that stay, then no calendar was asked and nothing can move', () => {
    expect(due({ n: 90, unit: 'day' }, '2026-12-01', calendar)).toEqual({
      on: '2027-03-01',
      provisional: false,
    });
  });

  test('given natural days that roll, then only the last day is asked about', () => {
    const period: Period = { n: 30, unit: 'day', lastDayAtRest: 'rolls-forward' };

    expect(due(period, '2026-12-10', calendar).provisional).toBe(true);
    expect(due(period, '2024-12-10', calendar).provisional).toBe(false);
  });
});

describe('property: the tables agree with counting on a wall calendar', () => {
  /** The definition, one day at a time. */
  function walk(period: Period, from: CivilDate, wall: Calendar): CivilDate {
    const isCounted = (day: CivilDate) => period.unit === 'day' || wall.isWorkday(day);
    let on = from;
    for (let counted = 0; counted < period.n; ) {
      on = addDays(on, 1);
      if (isCounted(on)) counted += 1;
    }
    while (period.lastDayAtRest === 'rolls-forward' && !wall.isWorkday(on)) on = addDays(on, 1);
    return on;
  }

  const anyPeriod = fc.record({
    n: fc.integer({ min: 1, max: 120 }),
    unit: fc.constantFrom('day' as const, 'workday' as const),
    lastDayAtRest: fc.constantFrom('stays' as const, 'rolls-forward' as const),
  });
  const anyDay = fc.integer({ min: 19_900, max: 20_900 }).map(civilDate);

  test('given any period and day, then the last day is the same', () => {
    fc.assert(
      fc.property(anyPeriod, anyDay, (period, from) => {
        expect(due(period, from, calendar).on).toBe(walk(period, from, calendar));
      }),
      { numRuns: 1000 },
    );
  });

  test('given any period, when it starts later, then it never ends earlier', () => {
    fc.assert(
      fc.property(anyPeriod, anyDay, (period, from) => {
        expect(due(period, addDays(from, 1), calendar).on >= due(period, from, calendar).on).toBe(
          true,
        );
      }),
    );
  });

  test('given a date that is not provisional, when the next notice arrives, then it does not move', () => {
    const later = makeCalendar([
      {
        year: 2025,
        source: '',
        rest: daysAtRest(calendar, 2025),
        makeUp: ['2025-09-28', '2025-10-11'],
      },
      {
        year: 2026,
        source: '',
        rest: daysAtRest(calendar, 2026),
        makeUp: ['2026-01-04', '2026-10-10'],
      },
      {
        year: 2027,
        source: '',
        rest: ['2027-01-01', '2027-02-05', '2027-02-08'],
        makeUp: ['2027-01-03'],
      },
    ]);
    fc.assert(
      fc.property(
        anyPeriod,
        fc.integer({ min: 20_700, max: 20_900 }).map(civilDate),
        (period, from) => {
          const before = due(period, from, calendar);
          fc.pre(!before.provisional);
          expect(due(period, from, later).on).toBe(before.on);
        },
      ),
    );
  });

  function daysAtRest(wall: Calendar, year: number): CivilDate[] {
    const days: CivilDate[] = [];
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      if (!wall.isWorkday(day)) days.push(day);
    }
    return days;
  }
});

describe('hours and schedules', () => {
  test('given 24 hours, then the last moment is the same moment of the next day', () => {
    expect(dueAt({ n: 24, unit: 'hour' }, '2026-09-30T17:30:00.000+08:00')).toBe(
      '2026-10-01T17:30:00.000+08:00',
    );
  });

  test('given the wrong kind of period, then it is a fault and not a wrong date', () => {
    expect(() => due({ n: 24, unit: 'hour' }, '2026-09-30', calendar)).toThrow(RangeError);
    expect(() => dueAt({ n: 1, unit: 'day' }, '2026-09-30T17:30:00.000+08:00')).toThrow(RangeError);
  });

  test('[kaifu-1.4-h] given the 20th of each month, then the 20th is in time and the 21st waits a month', () => {
    const monthly = { unit: 'month', day: 20 } as const;

    expect(nextOn(monthly, '2026-09-20')).toBe('2026-09-20');
    expect(nextOn(monthly, '2026-09-21')).toBe('2026-10-20');
    expect(nextOn(monthly, '2026-12-21')).toBe('2027-01-20');
  });

  test('[dazhou-2.1.4-2b] given 10 January of each year, then 11 January waits a year', () => {
    const yearly = { unit: 'year', month: 1, day: 10 } as const;

    expect(nextOn(yearly, '2026-01-10')).toBe('2026-01-10');
    expect(nextOn(yearly, '2026-01-11')).toBe('2027-01-10');
  });

  test('given the 31st of each month, then shorter months report on their last day', () => {
    expect(nextOn({ unit: 'month', day: 31 }, '2026-02-05')).toBe('2026-02-28');
  });
});
