import { expect, test } from 'vitest';
import { byPlace } from './clause-place.ts';

test('given clauses of one paragraph and one twice, then the place is named once and each clause stands there once', () => {
  const a = { id: 'a', locator: '三、5', text: '甲' };
  const b = { id: 'b', locator: '一、4', text: '乙' };
  const c = { id: 'c', locator: '三、5', text: '丙' };
  expect(byPlace([a, b, c, a])).toEqual([
    ['三、5', [a, c]],
    ['一、4', [b]],
  ]);
  expect(byPlace([])).toEqual([]);
});
