import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts, type Piece } from './text-comparison.ts';

const told = (before: string, after: string) =>
  compareTexts(before, after).map(
    ({ kind, text }) => `${{ same: '', added: '+', removed: '-' }[kind]}${text}`,
  );
const side = (pieces: readonly Piece[], without: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('what changed between two texts is told sentence by sentence, then within', () => {
  test('given the same text, then one piece; given two empty ones, then none', () => {
    expect(told('罚款五千元。', '罚款五千元。')).toEqual(['罚款五千元。']);
    expect(told('', '')).toEqual([]);
  });

  test('given one figure changed, then only the figure comes and goes, whole', () => {
    expect(told('决定罚款 5000 元。依法送达。', '决定罚款 8000 元。依法送达。')).toEqual([
      '决定罚款 ',
      '-5000',
      '+8000',
      ' 元。依法送达。',
    ]);
  });

  test('given a sentence more, then it is added and nothing else is', () => {
    expect(told('甲。丙。', '甲。乙。丙。')).toEqual(['甲。', '+乙。', '丙。']);
  });

  test('given a sentence less and another changed, then what went stands before what came', () => {
    expect(told('甲。当事人未申辩。', '当事人已申辩。')).toEqual([
      '-甲。',
      '当事人',
      '-未',
      '+已',
      '申辩。',
    ]);
  });

  test('given a sentence that shares only its stops with the new one, then it is replaced whole', () => {
    expect(told('承办机构已审查，事实清楚。', '同意送审。')).toEqual([
      '-承办机构已审查，事实清楚。',
      '+同意送审。',
    ]);
  });

  test('given texts of twenty thousand characters without a stop, then replaced as a whole, without delay', () => {
    expect(compareTexts('甲'.repeat(20_000), '乙'.repeat(20_000)).map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
    ]);
  });

  test('given any two texts, then what stayed and went is the one, what stayed and came the other', () => {
    const text = fc
      .array(fc.constantFrom('甲', '乙', '。', '；', '\n', ' ', '12', 'ab', '丙丁。', '😀'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = compareTexts(before, after);

        expect(side(pieces, 'added')).toBe(before);
        expect(side(pieces, 'removed')).toBe(after);
        expect(pieces.every(({ kind }, index) => kind !== pieces[index - 1]?.kind)).toBe(true);
        expect(pieces.every(({ text: held }) => held !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('given a line added after the last one, then the line before it has not changed', () => {
  expect(
    compareTexts('拟决定：罚款一万元。', '拟决定：罚款一万元。\n裁量理由：初次违法。'),
  ).toEqual([
    { kind: 'same', text: '拟决定：罚款一万元。' },
    { kind: 'added', text: '\n裁量理由：初次违法。' },
  ]);
});
