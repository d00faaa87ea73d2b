import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchPlan, tsqueryOf } from './search-plan.ts';
import {
  gramsOfText,
  gramsOfWord,
  MAX_WORD_LENGTH,
  MAX_WORDS,
  plainText,
  queryOf,
  searchText,
} from './search-words.ts';

const anything = fc.string({
  unit: fc.constantFrom(
    ...Array.from("食品安全某公司ＡＢab12３４（）(〕 　\n\0'\\%_"),
    '𠮷',
    '\ud800',
    'ﬁ',
    'İ',
    '①',
    '㈱',
  ),
});

describe('a text that holds a word holds all pieces of the word', () => {
  test('given any text and any part of it, when both are cut, then no piece of the part is missing in the text', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat(), (text, from, length) => {
        const whole = searchText([text]);
        const characters = Array.from(whole);
        const start = from % (characters.length + 1);
        const part = characters.slice(start, start + (length % 9)).join('');
        fc.pre(part !== '' && !/[ \n]/.test(part));
        const held = new Set(gramsOfText(whole));
        expect(gramsOfWord(part).filter((piece) => !held.has(piece))).toEqual([]);
      }),
    );
  });

  test('given a number, when cut, then by four in a row, because pairs of digits select nothing', () => {
    expect(gramsOfWord('第00123号')).toEqual(['0012', '0123', '第0', '3号']);
    expect(gramsOfWord('12')).toEqual(['12']);
    expect(gramsOfWord('123')).toEqual(['123']);
  });

  test('given fields, when joined, then no piece reaches from one into the other', () => {
    expect(gramsOfText(searchText(['甲', '乙']))).toEqual(['甲', '乙']);
  });
});

describe('words are compared in plain form', () => {
  test.each([
    ['ＡＢＣ１２', 'abc12'],
    ['（２０２３）', '(2023)'],
    [' 甲　\t乙 ', '甲 乙'],
    ['a\u0000b', 'a b'],
    ['\ud800甲', '\ufffd甲'],
  ])('given %j, when made plain, then %j', (text, plain) => expect(plainText(text)).toBe(plain));

  test('given any text, when made plain twice, then the same as once', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });

  test('given the same word twice and too many words, when read, then each once and the query is called shortened', () => {
    const typed = Array.from({ length: MAX_WORDS + 1 }, (_, index) => `词${index}`).join(' ');
    expect(queryOf(`甲 甲 乙`)).toEqual({ words: ['甲', '乙'], shortened: false });
    expect(queryOf(typed)).toMatchObject({ shortened: true });
    expect(queryOf(typed).words).toHaveLength(MAX_WORDS);
    expect(queryOf('长'.repeat(MAX_WORD_LENGTH + 1))).toEqual({
      words: ['长'.repeat(MAX_WORD_LENGTH)],
      shortened: true,
    });
  });
});

describe('the way of a search is chosen from the shares', () => {
  const shares = {
    decisions: 200_000,
    shareOf: new Map([
      ['食品', 0.3],
      ['罚款', 0.9],
      ['危险', 0.03],
      ['#body:a', 0.25],
    ]),
  };
  const wayOf = (words: string[], filter = {}) => searchPlan(words, filter, shares).way;

  test('given a word whose pieces are all frequent, when planned, then by date', () => {
    expect(wayOf(['食品'])).toBe('date');
    expect(wayOf(['危险'])).toBe('date');
  });

  test('given a word with a rare piece, when planned, then by index, and only the rare pieces are asked for', () => {
    expect(searchPlan(['罚款食品'], {}, shares)).toEqual({
      way: 'index',
      lexemes: ['款食'],
      isSurelyMany: false,
    });
  });

  test('given frequent words that seldom meet, when planned, then by index', () => {
    expect(wayOf(['危险', '食品'])).toBe('date');
    expect(wayOf(['危险', '食品'], { agencyId: 'a' })).toBe('index');
    expect(wayOf(['危险', '罕见'])).toBe('index');
  });

  test('given nothing measured, when planned, then by index', () => {
    expect(searchPlan(['食品'], {}, { decisions: 0, shareOf: new Map() }).way).toBe('index');
  });

  test('given nothing sought, when planned, then by date without lexemes', () => {
    expect(searchPlan([], {}, shares)).toMatchObject({ way: 'date', lexemes: [] });
  });

  test('given a frequent word of two characters, when planned, then more than a thousand are sure; of four, not', () => {
    expect(searchPlan(['食品'], {}, shares).isSurelyMany).toBe(true);
    expect(searchPlan(['食品罚款'.slice(0, 2)], { agencyId: 'a' }, shares).isSurelyMany).toBe(
      false,
    );
  });

  test('given quotes and backslashes, when made a query, then they are doubled', () => {
    expect(tsqueryOf(["'", '\\a'])).toBe("'''' & '\\\\a'");
  });
});
