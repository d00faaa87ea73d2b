import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, NotCanonical } from './canonical-json.ts';

describe('canonical JSON is one text for one value', () => {
  test('given keys in any order, then the text is the same and has no spaces', () => {
    expect(canonicalJson({ 乙: [1, true, null], 甲: 'x', a: { c: 2, b: -0 } })).toBe(
      '{"a":{"b":0,"c":2},"乙":[1,true,null],"甲":"x"}',
    );
  });

  test('given keys that compare differently as code points and as code units, then code units decide', () => {
    expect(canonicalJson({ '\uFF61': 1, '\u{1F600}': 2 })).toBe('{"\u{1F600}":2,"\uFF61":1}');
  });

  test('given a member that is undefined, then it does not exist', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test('given any JSON of integers, when it is read back, then it is equal and its text is the same', () => {
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, false),
        fc.maxSafeInteger(),
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        fc.array(tie('any')),
        fc.dictionary(
          fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
          tie('any'),
        ),
      ),
    })).any;
    fc.assert(
      fc.property(value, (given) => {
        const text = canonicalJson(given);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toHaveLength(text.length);
      }),
    );
  });
});

describe('what a jsonb column would refuse or alter has no canonical form', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

  test.each([
    ['a fraction', { a: [1, 0.5] }, 'not-an-integer', '/a/1'],
    ['an integer that a double does not hold', { a: 2 ** 53 }, 'not-an-integer', '/a'],
    ['no number', Number.NaN, 'not-an-integer', ''],
    ['NUL in a string', { 'a/b': 'x\0' }, 'bad-string', '/a~1b'],
    ['a lone surrogate', ['\uD800'], 'bad-string', '/0'],
    ['a lone surrogate in a key', { '\uDC00': 1 }, 'bad-string', '/\uDC00'],
    ['a function', { a: () => 1 }, 'not-json', '/a'],
    ['a hole in an array', [undefined], 'not-json', '/0'],
    ['a big integer', 1n, 'not-json', ''],
    ['an object with a class', new Map(), 'not-json', ''],
    ['nesting beyond the limit', nested(101), 'too-deep', '/0'.repeat(100)],
  ])('given %s, then it is refused and its place named', (_title, value, reason, pointer) => {
    const attempt = () => canonicalJson(value);
    expect(attempt).toThrow(NotCanonical);
    expect(attempt).toThrow(expect.objectContaining({ reason, pointer }));
  });

  test('given nesting at the limit, then it is written', () => {
    expect(canonicalJson(nested(100))).toBe(`${'['.repeat(100)}1${']'.repeat(100)}`);
  });
});
