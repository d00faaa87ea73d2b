import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarYear, makeCalendar } from './calendar.ts';
import { addDays, civilDate, weekday } from './civil-date.ts';

const notice2026: CalendarYear = {
  year: 2026,
  source: '示例通知',
  rest: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  makeUp: ['2026-09-20', '2026-10-10'],
};

describe('[apl-2021-85] a workday is what the yearly notice makes of it', () => {
  const calendar = makeCalendar([notice2026]);

  test('given ordinary days, then Monday to Friday are worked', () => {
    expect(calendar.isWorkday('2026-09-28')).toBe(true);
    expect(calendar.isWorkday('2026-09-26')).toBe(false);
    expect(calendar.isWorkday('2026-09-27')).toBe(false);
  });

  test('given a holiday and a make-up day, then the notice wins over the week', () => {
    expect(calendar.isWorkday('2026-10-01')).toBe(false);
    expect(calendar.isWorkday('2026-10-10')).toBe(true);
    expect(calendar.isWorkday('2026-09-20')).toBe(true);
  });

  test('given a year without a notice, then it is not announced', () => {
    expect(calendar.isAnnounced('2026-12-31')).toBe(true);
    expect(calendar.isAnnounced('2027-01-01')).toBe(false);
    expect(calendar.isAnnounced('2025-12-31')).toBe(false);
    expect(calendar.years).toEqual([2026]);
  });

  test('given a notice that names days of the December before, then they rest too', () => {
    const reaching = makeCalendar([
      { ...notice2026, rest: ['2025-12-31'], makeUp: ['2025-12-28'] },
    ]);

    expect(reaching.isWorkday('2025-12-31')).toBe(false);
    expect(reaching.isWorkday('2025-12-28')).toBe(true);
    expect(reaching.isAnnounced('2025-12-31')).toBe(false);
  });

  test('given the eve of the National Day, when workdays are counted, then the holiday is left out', () => {
    expect(calendar.workdayAfter('2026-09-30', 1)).toBe('2026-10-08');
    expect(calendar.workdayAfter('2026-09-30', 3)).toBe('2026-10-10');
    expect(calendar.workdayAfter('2026-09-30', 0)).toBe('2026-09-30');
    expect(calendar.workdaysBetween('2026-09-30', '2026-10-10')).toBe(3);
    expect(calendar.workdaysBetween('2026-10-10', '2026-09-30')).toBe(0);
  });
});

describe('the tables count as a person would', () => {
  const anyNotice = fc
    .uniqueArray(fc.integer({ min: 0, max: 700 }), { maxLength: 120 })
    .map((offsets) => offsets.map((offset) => addDays('2025-01-01', offset)))
    .map((days) =>
      makeCalendar([
        {
          year: 2025,
          source: '随机',
          rest: days.filter((day) => weekday(day) <= 5),
          makeUp: days.filter((day) => weekday(day) > 5),
        },
      ]),
    );
  /** Also days on both sides of the tables' edges, 1990 and 2100. */
  const anyDay = fc
    .oneof(
      fc.integer({ min: 20_000, max: 21_000 }),
      fc.integer({ min: 7_200, max: 7_400 }),
      fc.integer({ min: 47_700, max: 48_000 }),
    )
    .map(civilDate);

  test('given any notice, when n workdays are counted, then walking day by day agrees', () => {
    fc.assert(
      fc.property(anyNotice, anyDay, fc.integer({ min: 0, max: 90 }), (calendar, from, n) => {
        let day = from;
        for (let left = n; left > 0; ) {
          day = addDays(day, 1);
          if (calendar.isWorkday(day)) left -= 1;
        }
        expect(calendar.workdayAfter(from, n)).toBe(day);
        expect(calendar.workdaysBetween(from, day)).toBe(n);
      }),
      { numRuns: 300 },
    );
  });
});
