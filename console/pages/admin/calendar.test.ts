import { describe, expect, test } from 'vitest';
import { type CalendarYear, daysText, monthsOf } from './calendar.ts';

const aYear: CalendarYear = {
  year: 2026,
  source: '国办发明电〔2025〕7号',
  restDays: 3,
  makeUpDays: 1,
  imported: false,
  rest: ['2026-01-01', '2026-01-02', '2026-01-03'],
  makeUp: ['2026-01-04'],
};

describe('the picture of a year', () => {
  test('given January 2026, when it is drawn, then the first is a Thursday and Sunday the fourth is worked', () => {
    const [january] = monthsOf(aYear);
    expect(january?.before).toBe(3);
    expect(january?.days.slice(0, 5).map(({ kind }) => kind)).toEqual([
      'rest',
      'rest',
      'rest',
      'make-up',
      'work',
    ]);
    expect(january?.days[9]?.kind).toBe('weekend');
  });

  test('given a common and a leap year, when February is drawn, then it has 28 and 29 days', () => {
    expect(monthsOf(aYear)[1]?.days).toHaveLength(28);
    expect(monthsOf({ ...aYear, year: 2028 })[1]?.days).toHaveLength(29);
  });
});

describe('days in words', () => {
  test('given runs within and across months, when they are told, then each run is one', () => {
    expect(daysText(['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-10'])).toBe(
      '10 月 1 日至 3 日，10 月 10 日',
    );
    expect(daysText(['2023-09-29', '2023-09-30', '2023-10-01'])).toBe('9 月 29 日至 10 月 1 日');
    expect(daysText([])).toBe('');
  });
});
