import { describe, expect, test } from 'vitest';
import { figuresSearchIn, shareText, usualPeriods } from './figures.ts';

describe('the period of the figures', () => {
  test('given days, when the address is read, then they stay; anything else is left out', () => {
    expect(figuresSearchIn({ from: '2026-01-01', until: '明天' })).toEqual({ from: '2026-01-01' });
  });

  test.each([
    ['2026-11-21', ['2026-11-01', '2026-10-01', '2026-01-01', '2025-12-01']],
    ['2026-12-31', ['2026-12-01', '2026-10-01', '2026-01-01', '2026-01-01']],
    ['2026-01-05', ['2026-01-01', '2026-01-01', '2026-01-01', '2025-02-01']],
  ])('given %s, then the usual periods begin on the first of a month', (today, starts) => {
    expect(usualPeriods(today).map(({ from }) => from)).toEqual(starts);
    expect(new Set(usualPeriods(today).map(({ until }) => until))).toEqual(new Set([today]));
  });
});

describe('a share', () => {
  test.each([
    [1, 3, '33.3%'],
    [2, 2, '100%'],
    [0, 5, '0%'],
    [0, 0, '—'],
  ])('given %i of %i, then %s', (part, whole, text) => {
    expect(shareText(part, whole)).toBe(text);
  });
});
