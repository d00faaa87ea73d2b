import { describe, expect, test } from 'vitest';
import {
  amountProblem,
  amountsProblem,
  type Item,
  sentItem,
  typedItem,
  usualLevel,
} from './catalogue.ts';

const typed = { title: '较大数额罚款', actKind: 'penalty', basis: '行政处罚法' } as const;

describe('an item goes to the server as it was typed', () => {
  test('given nothing said of field and amount, then they are left out, so that the server asks for them', () => {
    expect(sentItem({ ...typed, standard: '' })).toEqual(typed);
  });

  test('given that neither matters, then null says so', () => {
    expect(sentItem({ ...typed, fieldLimit: 'any', field: '旧的', amount: 'none' })).toEqual({
      ...typed,
      field: null,
      amount: null,
    });
  });

  test('given amounts in yuan, then fen are sent; 万 counts as ten thousand', () => {
    const item = {
      ...typed,
      amount: 'fine',
      citizenYuan: '1,000.5',
      organisationYuan: '1.5 万元',
    } as const;

    expect(sentItem(item)).toMatchObject({
      amount: { of: 'fine', citizenFen: 100_050, organisationFen: 1_500_000 },
    });
    expect(sentItem({ ...item, organisationYuan: '0' })).toMatchObject({
      amount: { organisationFen: null },
    });
  });

  test('given lines in a text, then one line is sent', () => {
    expect(sentItem({ ...typed, basis: '第一条 \n第二条\n' })).toMatchObject({
      basis: '第一条 第二条',
    });
  });

  test('given an item of the register, then typing nothing new sends the same', () => {
    const item = {
      ...typed,
      level: 'county',
      field: '公证',
      penaltyKinds: ['fine'],
      amount: { of: 'taken', citizenFen: null, organisationFen: 1_000_050 },
      trigger: 'complex',
      standard: '一万元以上',
      other: '',
    } as unknown as Item;
    const { other: _none, ...sent } = sentItem(typedItem(item));

    expect(sent).toEqual({
      ...typed,
      level: 'county',
      field: '公证',
      penaltyKinds: ['fine'],
      amount: { of: 'taken', citizenFen: null, organisationFen: 1_000_050 },
      trigger: 'complex',
      standard: '一万元以上',
    });
  });

  test('given what is no amount, then it is said and not left out in silence', () => {
    expect(['', '5万', '50,000', '0.5万元', undefined].map(amountProblem)).toEqual(
      Array.from({ length: 5 }).fill(null),
    );
    expect(['十万', '5万多', '-3'].map((text) => amountProblem(text) !== null)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('given a standard by amount, then one of the two starts is asked for', () => {
    expect(amountsProblem('', '0')).toMatch('至少填写一个起点');
    expect(amountsProblem('5万', '')).toBeNull();
    expect(amountsProblem('', '50000')).toBeNull();
    expect(amountsProblem('十万', '')).toBeNull();
  });

  test('given items of a body, then the next one opens with their level', () => {
    const items = [{ level: null }, { level: 'county' }] as unknown as readonly Item[];

    expect(usualLevel({ items })).toBe('county');
    expect(usualLevel({ items: [] })).toBeUndefined();
  });
});
