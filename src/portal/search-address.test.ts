import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerptOf, piecesOf } from './highlight.ts';
import { searchAddress, searchRequestOf } from './search-address.ts';

const id = '0f0e0d0c-0b0a-4908-8706-050403020100';

describe('an address and what it asks for mean the same', () => {
  test('given a request, when written as an address and read, then the same request', () => {
    const request = {
      typed: '罚款 & 100%',
      agencyId: id,
      year: 2024,
      penaltyKind: '警告',
      after: { decidedOn: '2024-02-29', id },
    };
    const address = new URL(searchAddress(request), 'http://example.org');
    expect(searchRequestOf(Object.fromEntries(address.searchParams))).toEqual(request);
  });

  test.each([
    { year: '20x4' },
    { year: '2024.5' },
    { body: '1' },
    { kind: '没有的种类' },
    { after: `2023-02-29~${id}` },
    { after: '2023-02-28~x' },
    { q: ['a', 'b'] },
  ])('given %j, when read, then it is passed over', (query) =>
    expect(searchAddress(searchRequestOf(query))).toBe('/decisions'),
  );

  test('given anything, when read and written, then an address', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('q', 'body', 'year', 'kind', 'after'), fc.anything()),
        (query) => {
          expect(searchAddress(searchRequestOf(query))).toMatch(/^\/decisions(\?|$)/);
        },
      ),
    );
  });
});

describe('words found are marked as the search compares them', () => {
  test.each([
    ['食品ＡＢ案', ['ab'], ['食品', 'ＡＢ', '案']],
    ['食品食品', ['食品'], ['食品食品']],
    ['甲乙丙', ['乙丙', '甲乙'], ['甲乙丙']],
    ['甲乙', ['丙'], ['甲乙']],
    ['㈱甲', ['(株)甲'], ['㈱甲']],
  ])('given %s and %j, when divided, then %j', (text, words, pieces) => {
    expect(piecesOf(text, words).map((piece) => piece.text)).toEqual(pieces);
  });

  test('given any text and words, when divided, then the pieces make the text again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, words) => {
          expect(
            piecesOf(text, words)
              .map((piece) => piece.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });

  test('given a long text, when shortened, then the first word found is in it', () => {
    const text = `${'前'.repeat(300)}罚款${'后'.repeat(300)}`;
    expect(excerptOf(text, ['罚款'], 40)).toContain('罚款');
    expect(excerptOf(text, [], 40)).toBe(`${'前'.repeat(40)}…`);
    expect(excerptOf('短文', ['文'], 40)).toBe('短文');
  });
});
