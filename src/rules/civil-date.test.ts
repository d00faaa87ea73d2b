import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  civilDate,
  civilDateOf,
  dayNumber,
  daysBetween,
  daysInMonth,
  isCivilDate,
  weekday,
  yearOf,
} from './civil-date.ts';

/** Days of the years 0001 to 9999, as numbers. */
const anyDayNumber = fc.integer({ min: -719_162, max: 2_932_896 });

describe('a civil date is text that exists in the Gregorian calendar', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
    'given %s, then it is a day',
    (text) => {
      expect(isCivilDate(text)).toBe(true);
    },
  );

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026/01/01',
    '2026-01-01 ',
    '20260101',
    '２０２６-０１-０１',
    '',
  ])('given %j, then it is none', (text) => {
    expect(isCivilDate(text)).toBe(false);
  });

  test('given text that is no date, when it is numbered, then it is a fault and not a wrong day', () => {
    expect(() => dayNumber('2026-1-1')).toThrow(RangeError);
    expect(() => dayNumber('abcd-ef-gh')).toThrow(RangeError);
  });

  test('given a day past the year 9999, when it is written, then it is a fault', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => civilDate(Number.NaN)).toThrow(RangeError);
  });
});

describe('days are numbered without gaps', () => {
  test('given known days, then their numbers are those of the world', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('2000-03-01')).toBe(11_017);
    expect(civilDate(-1)).toBe('1969-12-31');
    expect(civilDate(20_454)).toBe('2026-01-01');
  });

  test('given any number, when it is written and read, then it comes back', () => {
    fc.assert(
      fc.property(anyDayNumber, (number) => {
        expect(dayNumber(civilDate(number))).toBe(number);
        expect(isCivilDate(civilDate(number))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('given any day, then it agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(anyDayNumber, (number) => {
        const platform = new Date(number * 86_400_000);
        expect(civilDate(number)).toBe(platform.toISOString().slice(0, 10));
        expect(weekday(civilDate(number))).toBe(platform.getUTCDay() || 7);
      }),
      { numRuns: 2000 },
    );
  });

  test('given any two days, then the order of the texts is the order of time', () => {
    fc.assert(
      fc.property(anyDayNumber, anyDayNumber, (a, b) => {
        expect(civilDate(a) < civilDate(b)).toBe(a < b);
        expect(daysBetween(civilDate(a), civilDate(b))).toBe(b - a);
      }),
    );
  });
});

describe('months and years end on the corresponding day', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -13, '2025-02-28'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('given %s and %i months, then %s', (from, n, expected) => {
    expect(addMonths(from, n)).toBe(expected);
  });

  test('given 29 February, when a year is added, then it is 28 February unless that year leaps too', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });

  test('given any day and months, then the day of the month is kept or the month is at its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: -600, max: 600 }),
        (number, n) => {
          const from = civilDate(number);
          const to = addMonths(from, n);
          const months =
            (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
          expect(months).toBe(n);
          const isKept = to.slice(8) === from.slice(8);
          const isLast = Number(to.slice(8)) === daysInMonth(yearOf(to), Number(to.slice(5, 7)));
          expect(isKept || (isLast && to.slice(8) < from.slice(8))).toBe(true);
        },
      ),
    );
  });

  test('given a day past the end of its month, when it is named, then it is the last day', () => {
    expect(civilDateOf(2026, 2, 31)).toBe('2026-02-28');
  });
});
