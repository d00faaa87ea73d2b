import { describe, expect, test } from 'vitest';
import { capitalsOf, fenOf, yuanOf, yuanText } from './money.ts';

describe('an amount is typed in yuan and sent in fen', () => {
  test.each([
    ['5000', 500_000],
    ['5000.5', 500_050],
    ['5,000.05', 500_005],
    ['￥５０００．００', 500_000],
    ['0.29', 29],
    ['5000.', 500_000],
    ['5万', 5_000_000],
    ['1.25 万元', 1_250_000],
    ['999999999999.99', 99_999_999_999_999],
  ])('given %s, then it is %d fen', (text, fen) => {
    expect(fenOf(text)).toBe(fen);
  });

  test.each([
    '',
    'abc',
    '-1',
    '1.234',
    '1e3',
    '1.2.3',
    '9999999999999',
    '十万',
    '5万多',
    '1.23456万',
  ])('given %s, then it is no amount', (text) => {
    expect(fenOf(text)).toBeNull();
  });

  test('given fen, then they are shown as yuan', () => {
    expect(yuanOf(500_005)).toBe('5000.05');
    expect(yuanText(123_456_789)).toBe('1,234,567.89 元');
  });
});

describe('an amount is repeated in Chinese capitals', () => {
  test.each([
    [0, '零元整'],
    [500_000, '伍仟元整'],
    [500_005, '伍仟元零伍分'],
    [500_050, '伍仟元伍角整'],
    [50, '伍角整'],
    [5, '伍分'],
    [1_050_000, '壹万零伍佰元整'],
    [10_050_000, '壹拾万零伍佰元整'],
    [100_000_000, '壹佰万元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_010_000_000, '壹亿零壹拾万元整'],
    [2_010_304_000, '贰仟零壹拾万叁仟零肆拾元整'],
    [110_000_000_000_000, '壹万壹仟亿元整'],
    [123_456_789, '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
  ])('given %d fen, then it reads %s', (fen, text) => {
    expect(capitalsOf(fen)).toBe(text);
  });
});
