import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookAtIdentityNumber } from './identity-number.ts';

const today = '2026-03-02';
const lookAt = (number: string, partyKind?: string) =>
  lookAtIdentityNumber(number, { today, partyKind });

// The example of the standard, and numbers that its rule completes.
const card = '11010519491231002X';
const credit = '91350100M000100Y43';

describe('a number of a citizen (GB 11643)', () => {
  test('given a right one, also in lower case and with spaces, then nothing is said and the birthday is read', () => {
    const found = { kind: 'id-card', warnings: [], bornOn: '1949-12-31' };

    expect(lookAt(card, 'citizen')).toEqual(found);
    expect(lookAt(' 110105 19491231 002x ')).toEqual(found);
  });

  test.each([
    ['110105194912310021', '校验码'],
    ['11010519491331002X', '出生日期'],
    ['11010520991231002X', '出生日期'],
    ['11010518491231002X', '出生日期'],
    ['99010519491231002X', '行政区划'],
  ])('given %s, then a warning names the %s', (number, what) => {
    const { kind, warnings } = lookAt(number, 'citizen');

    expect(kind).toBe('id-card');
    expect(warnings.join('')).toContain(what);
  });

  test('given any one digit typed wrong, then it is noticed', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const wrong = String((Number(card[place]) + by) % 10);
        const number = card.slice(0, place) + wrong + card.slice(place + 1);

        expect(lookAt(number, 'citizen').warnings).not.toEqual([]);
      }),
    );
  });

  test('given an old number of fifteen digits, then the new one is asked for', () => {
    expect(lookAt('110105491231002')).toMatchObject({
      kind: 'unknown',
      warnings: [expect.stringContaining('15 位')],
    });
  });
});

describe('a credit code of a body (GB 32100)', () => {
  test('given a right one, then nothing is said', () => {
    expect(lookAt(credit, 'organisation')).toEqual({ kind: 'uscc', warnings: [], bornOn: null });
    expect(lookAt(credit.toLowerCase(), 'sole-trader').warnings).toEqual([]);
  });

  test('given any one character typed wrong, then it is noticed', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 30 }), (place, by) => {
        const wrong = alphabet[(alphabet.indexOf(credit[place] ?? '') + by) % 31] ?? '';
        const code = credit.slice(0, place) + wrong + credit.slice(place + 1);

        expect(lookAt(code, 'organisation').warnings).not.toEqual([]);
      }),
    );
  });

  test('given a first character that no registrar has, then it is named', () => {
    expect(lookAt(`X1${credit.slice(2)}`).warnings.join('')).toContain('登记管理部门');
  });
});

describe('the number and the party must fit', () => {
  test('given a citizen with a credit code, or a body with a number of a citizen, then it is said', () => {
    expect(lookAt(credit, 'citizen').warnings).toEqual([expect.stringContaining('当事人类别')]);
    expect(lookAt(card, 'organisation').warnings).toEqual([expect.stringContaining('当事人类别')]);
    expect(lookAt(card, 'sole-trader').warnings).toEqual([]);
  });

  test('given anything else, then it is looked at without a fault, and never called right', () => {
    expect(lookAt('E12345678').warnings).toEqual([expect.stringContaining('护照')]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (number) => {
        const { kind, warnings } = lookAt(number);

        expect(kind !== 'unknown' || warnings.length > 0).toBe(true);
      }),
    );
  });
});
