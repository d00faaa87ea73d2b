import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthMark, scaleFor, shortNumber } from './chart-scale.ts';

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [6, [0, 2, 4, 6]],
  [7, [0, 2, 4, 6, 8]],
  [41, [0, 20, 40, 60]],
  [100, [0, 50, 100]],
])('given %i cases at most, when marks are chosen, then they are %j', (largest, marks) => {
  expect(scaleFor(largest).marks).toEqual(marks);
});

test('given any number of cases, when marks are chosen, then they are few, whole and reach it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000_000 }), (largest) => {
      const { top, marks } = scaleFor(largest);
      expect(top).toBeGreaterThanOrEqual(largest);
      expect(marks.at(-1)).toBe(top);
      expect(marks.length).toBeLessThanOrEqual(6);
      expect(marks.every(Number.isInteger)).toBe(true);
    }),
  );
});

test.each([
  [9999, '9999'],
  [10_000, '1 万'],
  [128_400, '12.8 万'],
])('given %i, when it stands beside the axis, then it reads %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

test('given months, when they stand under the chart, then the year is told once a year', () => {
  expect(monthMark('2025-12', true)).toBe('25年12月');
  expect(monthMark('2026-01', false)).toBe('26年1月');
  expect(monthMark('2026-02', false)).toBe('2月');
});
