import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeOf } from './byte-range.ts';

describe('the part of a file that a header asks for', () => {
  test.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=9-', { first: 9, last: 9 }],
    ['bytes=10-', 'beyond'],
    ['bytes=-1', { first: 9, last: 9 }],
    ['bytes=-0', 'beyond'],
    ['bytes=-11', { first: 0, last: 9 }],
    ['bytes=3-99', { first: 3, last: 9 }],
    [' bytes=1-2 ', { first: 1, last: 2 }],
    ['bytes=2-1', null],
    ['bytes=-', null],
    ['bytes=1-2,4-5', null],
    ['Bytes=1-2', null],
    ['items=1-2', null],
    [undefined, null],
  ] as const)('given %j of ten bytes, then %j', (header, part) => {
    expect(rangeOf(header, 10)).toEqual(part);
  });

  test('given anything, then the part lies within the file', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,17}-\d{0,17}$/)),
        fc.integer({ min: 1, max: 2 ** 45 }),
        (header, size) => {
          const part = rangeOf(header, size);
          if (part === null || part === 'beyond') return;
          expect(part.first).toBeGreaterThanOrEqual(0);
          expect(part.last).toBeLessThan(size);
          expect(part.first).toBeLessThanOrEqual(part.last);
        },
      ),
    );
  });
});
