import { expect, test } from 'vitest';
import { directionOf, nextRow } from './row-keys.ts';

test.each([
  ['ArrowDown', true, 1],
  ['j', true, 1],
  ['ArrowUp', true, -1],
  ['k', true, -1],
  ['x', true, null],
  ['j', false, null],
  ['k', false, null],
  ['ArrowDown', false, 1],
])(
  'given the key %s and single keys %s, when it is pressed, then it leads %j',
  (key, isOn, way) => {
    expect(directionOf(key, isOn)).toBe(way);
  },
);

test.each([
  [-1, 1, 0],
  [-1, -1, 2],
  [0, -1, 0],
  [0, 1, 1],
  [2, 1, 2],
] as const)(
  'given row %i of three, when the key leads %i, then row %i is next',
  (at, way, next) => {
    expect(nextRow(at, way, 3)).toBe(next);
  },
);
