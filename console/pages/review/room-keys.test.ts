import { describe, expect, test } from 'vitest';
import { nextItem, roomActOf } from './room-keys.ts';

describe('the keys of the reading room', () => {
  test.each([
    ['j', { kind: 'item', direction: 1 }],
    ['2', { kind: 'conclude', at: 1 }],
    ['g', { kind: 'press', what: 'take-place' }],
    ['[', { kind: 'record', direction: -1 }],
  ])('given %s, then it asks for something', (key, act) => {
    expect(roomActOf(key)).toEqual(act);
  });

  test.each(['4', 'x', 'Enter', 'toString', 'constructor'])(
    'given %s, then it asks for nothing',
    (key) => {
      expect(roomActOf(key)).toBeNull();
    },
  );
});

describe('going through the check list', () => {
  const items = [{ isOpen: false }, { isOpen: true }, { isOpen: true }];

  test('given no item at hand, then the first open one', () => {
    expect(nextItem(items, -1, 1)).toBe(1);
  });

  test('given all concluded and none at hand, then the first', () => {
    expect(nextItem([{ isOpen: false }], -1, -1)).toBe(0);
  });

  test.each([
    [0, 1, 1],
    [2, 1, 2],
    [1, -1, 0],
    [0, -1, 0],
  ] as const)('given item %i and the direction %i, then item %i', (at, direction, next) => {
    expect(nextItem(items, at, direction)).toBe(next);
  });
});
