import { describe, expect, test } from 'vitest';
import { isLive, needsTouch, sessionLimits } from './session.ts';

const minute = 60_000;
const start = 1_800_000_000_000;

describe('a session ends when nobody uses it, and after half a day in any case', () => {
  test('given no request for exactly thirty minutes, when one comes, then it still holds', () => {
    const times = { startedAt: start, lastSeenAt: start, ended: false };
    expect(isLive(times, start + 30 * minute)).toBe(true);
    expect(isLive(times, start + 30 * minute + 1)).toBe(false);
  });

  test('given a request every minute, when twelve hours are over, then it ends', () => {
    const at = start + 12 * 60 * minute;
    expect(isLive({ startedAt: start, lastSeenAt: at, ended: false }, at)).toBe(true);
    expect(isLive({ startedAt: start, lastSeenAt: at, ended: false }, at + 1)).toBe(false);
  });

  test('given an ended session, when it is used at once, then it does not hold', () => {
    expect(isLive({ startedAt: start, lastSeenAt: start, ended: true }, start)).toBe(false);
  });

  test('given a sight less than a minute old, then it is not written again', () => {
    const times = { startedAt: start, lastSeenAt: start, ended: false };
    expect(needsTouch(times, start + sessionLimits.touchMillis - 1)).toBe(false);
    expect(needsTouch(times, start + sessionLimits.touchMillis)).toBe(true);
  });
});
