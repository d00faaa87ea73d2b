import { describe, expect, test } from 'vitest';
import { rowsFor } from './text-rows.ts';

describe('a field of a summary is as high as what stands in it', () => {
  test('given nothing, a line, a longer one and a line break, then one, one, two and two rows', () => {
    expect(['', '罚', '罚'.repeat(31), '甲\n乙'].map(rowsFor)).toEqual([1, 1, 2, 2]);
  });

  test('given a whole document, then it does not push the rest of the form away', () => {
    expect(rowsFor('罚'.repeat(10_000))).toBe(8);
  });
});
