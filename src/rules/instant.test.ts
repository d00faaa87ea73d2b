import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addHours,
  dayOf,
  endOfDay,
  instantFromMillis,
  isInstant,
  millisOf,
  parseInstant,
  startOfDay,
} from './instant.ts';

const anyMillis = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });

describe('an instant is read from what people and programs write', () => {
  test.each([
    ['2026-09-28 09:00', '2026-09-28T09:00:00.000+08:00'],
    ['2026-09-28T09:00', '2026-09-28T09:00:00.000+08:00'],
    ['2026-09-28 09:00:59', '2026-09-28T09:00:59.000+08:00'],
    ['2026-09-28T09:00:00.5', '2026-09-28T09:00:00.500+08:00'],
    ['2026-09-28T01:00:00Z', '2026-09-28T09:00:00.000+08:00'],
    ['2026-09-27T17:30:00.123Z', '2026-09-28T01:30:00.123+08:00'],
    ['2026-09-27T20:00:00-0500', '2026-09-28T09:00:00.000+08:00'],
    ['2026-09-28T09:00:00.000+08:00', '2026-09-28T09:00:00.000+08:00'],
    [' 2026-12-31 23:59 ', '2026-12-31T23:59:00.000+08:00'],
  ])('given %j, then it is %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test('given parts finer than a millisecond, then they are cut and never rounded past a limit', () => {
    expect(parseInstant('2026-09-28T23:59:59.9999999')).toBe('2026-09-28T23:59:59.999+08:00');
  });

  test.each([
    '2026-09-28',
    '2026-09-28 24:00',
    '2026-09-28 09:60',
    '2026-09-28 09:00:60',
    '2026-02-29 09:00',
    '2026-09-28 9:00',
    '2026-09-28T09:00:00+15:00',
    '2026-09-28T09:00:00+08:61',
    '9999-12-31T23:59:59-01:00',
    '0001-01-01T00:00:00+14:00',
    '上午九点',
    '',
  ])('given %j, then it is no instant', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('given any text, when it is read, then it is a valid instant or null, never a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const instant = parseInstant(text);
        expect(instant === null || isInstant(instant)).toBe(true);
      }),
    );
  });
});

describe('an instant has one form', () => {
  test.each([
    '2026-09-28T09:00:00+08:00',
    '2026-09-28T01:00:00.000Z',
    '2026-09-28T24:00:00.000+08:00',
    '2026-02-30T09:00:00.000+08:00',
    '2026-09-28 09:00:00.000+08:00',
  ])('given %s, then it is not in that form', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  test('given any moment, when it is written and read, then it comes back and agrees with the platform', () => {
    fc.assert(
      fc.property(anyMillis, (millis) => {
        const instant = instantFromMillis(millis);
        expect(isInstant(instant)).toBe(true);
        expect(millisOf(instant)).toBe(millis);
        expect(new Date(instant).getTime()).toBe(millis);
        expect(parseInstant(instant)).toBe(instant);
      }),
    );
  });

  test('given any two moments, then the order of the texts is the order of time', () => {
    fc.assert(
      fc.property(anyMillis, anyMillis, (a, b) => {
        expect(instantFromMillis(a) < instantFromMillis(b)).toBe(a < b);
      }),
    );
  });

  test('given a fraction of a millisecond, when it is written, then it is cut', () => {
    expect(instantFromMillis(0.9)).toBe('1970-01-01T08:00:00.000+08:00');
    expect(instantFromMillis(-0.1)).toBe('1970-01-01T07:59:59.999+08:00');
  });
});

describe('days and hours of an instant', () => {
  test('given the last and the first moment of two days, then each falls on its Beijing day', () => {
    expect(dayOf(instantFromMillis(Date.UTC(2026, 8, 28, 15, 59, 59, 999)))).toBe('2026-09-28');
    expect(dayOf(instantFromMillis(Date.UTC(2026, 8, 28, 16)))).toBe('2026-09-29');
    expect(startOfDay('2026-09-28')).toBe('2026-09-28T00:00:00.000+08:00');
    expect(endOfDay('2026-09-28')).toBe('2026-09-28T23:59:59.999+08:00');
  });

  test('[yueqing-3.4.1-4] given a start on the eve of a holiday, when 24 hours run, then nights and holidays count', () => {
    expect(addHours('2026-09-30T17:30:00.000+08:00', 24)).toBe('2026-10-01T17:30:00.000+08:00');
    expect(addHours('2026-12-31T23:59:59.999+08:00', 24)).toBe('2027-01-01T23:59:59.999+08:00');
  });

  test('given any moment and hours, then they add up', () => {
    fc.assert(
      fc.property(anyMillis, fc.integer({ min: -10_000, max: 10_000 }), (millis, n) => {
        expect(millisOf(addHours(instantFromMillis(millis), n))).toBe(millis + n * 3_600_000);
      }),
    );
  });
});
