import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardPlace } from './tour-place.ts';

const desk = { width: 1366, height: 768 };

test('given an entry of the navigation, when it is pointed at, then the card stands beside it', () => {
  const place = cardPlace({ left: 12, top: 320, width: 192, height: 36 }, desk);

  expect(place).toEqual({ left: 218, top: 320 });
});

test('given a button at the right edge, when it is pointed at, then the card stands below it', () => {
  const place = cardPlace({ left: 1200, top: 15, width: 36, height: 36 }, desk);

  expect(place.top).toBe(65);
  expect(place.left + 340).toBeLessThanOrEqual(1366);
});

test('given nothing to point at, when the card is placed, then it stands in the middle', () => {
  expect(cardPlace(null, desk)).toEqual({ left: 513, top: 279 });
});

test('given any target on a telephone, when the card is placed, then it is wholly on the screen', () => {
  const phone = { width: 390, height: 844 };
  const target = fc.record({
    left: fc.integer({ min: 0, max: 389 }),
    top: fc.integer({ min: 0, max: 843 }),
    width: fc.integer({ min: 1, max: 390 }),
    height: fc.integer({ min: 1, max: 2000 }),
  });
  fc.assert(
    fc.property(target, (one) => {
      const { left, top } = cardPlace(one, phone);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + 340).toBeLessThanOrEqual(390);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + 210).toBeLessThanOrEqual(844);
    }),
  );
});
