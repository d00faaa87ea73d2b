import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  addressClosedUntil,
  hasRoomForAddress,
  hasRoomForName,
  lockedUntil,
  lockoutLimits,
} from './lockout.ts';

const minute = 60_000;
const wrong = (at: number): Attempt => ({ at, outcome: 'failed' });

describe('five wrong tries within fifteen minutes close a name for fifteen minutes', () => {
  const five = [0, 1, 2, 3, 4].map((n) => wrong(n * minute));

  test('given four wrong tries, then the name is open', () => {
    expect(lockedUntil(five.slice(0, 4), 4 * minute)).toBeNull();
  });

  test('given the fifth, then it is closed until fifteen minutes later, to the millisecond', () => {
    const until = 19 * minute;
    expect(lockedUntil(five, 4 * minute)).toBe(until);
    expect(lockedUntil(five, until - 1)).toBe(until);
    expect(lockedUntil(five, until)).toBeNull();
  });

  test('given a fifth try exactly fifteen minutes after the first, then the first no longer counts', () => {
    expect(lockedUntil([...five.slice(0, 4), wrong(15 * minute)], 15 * minute)).toBeNull();
    expect(lockedUntil([...five.slice(0, 4), wrong(15 * minute - 1)], 15 * minute)).not.toBeNull();
  });

  test('given a right try in between, then the count starts again', () => {
    const tries = [
      ...five.slice(0, 4),
      { at: 3.5 * minute, outcome: 'succeeded' } as const,
      wrong(4 * minute),
    ];
    expect(lockedUntil(tries, 4 * minute)).toBeNull();
  });

  test('given a try that stopped at the second factor, then it neither counts nor clears', () => {
    const half: Attempt = { at: 3.5 * minute, outcome: 'incomplete' };
    expect(lockedUntil([...five.slice(0, 4), half], 4 * minute)).toBeNull();
    expect(lockedUntil([...five.slice(0, 4), half, wrong(4 * minute)], 4 * minute)).not.toBeNull();
  });

  test('given tries that are still being compared, then they close nothing and others wait for them', () => {
    const pending = five.map(({ at }) => ({ at, outcome: 'pending' }) as const);
    const now = 4 * minute;
    const young = pending.map((one) => ({ ...one, at: now }));

    expect(lockedUntil(pending, now)).toBeNull();
    expect(hasRoomForName(young.slice(0, 4), now)).toBe(true);
    expect(hasRoomForName(young, now)).toBe(false);
    expect(hasRoomForName([...five.slice(0, 4), ...young.slice(0, 1)], now)).toBe(false);
  });

  test('given a comparison that was cut off, then nobody waits for it after half a minute', () => {
    const pending = five.map(() => ({ at: 0, outcome: 'pending' }) as const);

    expect(hasRoomForName(pending, 29_999)).toBe(false);
    expect(hasRoomForName(pending, 30_000)).toBe(true);
  });

  test('given an administrator clears the lock, then the name is open at once', () => {
    expect(lockedUntil([...five, { at: 5 * minute, outcome: 'cleared' }], 5 * minute)).toBeNull();
  });

  test('given any wrong tries, then no fifteen minutes admit more than one lock and the tries before the next', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * minute), { maxLength: 60 }), (gaps) => {
        const admitted: Attempt[] = [];
        let at = 0;
        for (const gap of gaps) {
          at += gap;
          if (lockedUntil(admitted, at) === null) admitted.push(wrong(at));
        }
        for (const { at: from } of admitted) {
          const within = admitted.filter(
            (one) => one.at >= from && one.at < from + lockoutLimits.windowMillis,
          );
          expect(within.length).toBeLessThanOrEqual(lockoutLimits.perName * 2 - 1);
        }
      }),
    );
  });
});

describe('thirty wrong tries within fifteen minutes close an address', () => {
  const thirty = Array.from({ length: 30 }, (_, n) => wrong(n * 1000));

  test('given twenty-nine, then it is open; given thirty, then it is closed until the first is old', () => {
    expect(addressClosedUntil(thirty.slice(1), 29_000)).toBeNull();
    expect(addressClosedUntil(thirty, 29_000)).toBe(15 * minute);
    expect(addressClosedUntil(thirty, 15 * minute)).toBeNull();
  });

  test('given right tries, then they close no address, however many come at once', () => {
    const right = Array.from({ length: 60 }, () => ({ at: 0, outcome: 'succeeded' }) as const);
    const pending = thirty.map(() => ({ at: 29_000, outcome: 'pending' }) as const);

    expect(addressClosedUntil([...right, ...pending], 29_000)).toBeNull();
    expect(hasRoomForAddress(right, 29_000)).toBe(true);
    expect(hasRoomForAddress(pending, 29_000)).toBe(false);
  });
});
