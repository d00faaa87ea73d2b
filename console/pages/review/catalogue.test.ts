import { describe, expect, test } from 'vitest';
import { type Item, sentItem, typedItem } from './catalogue.ts';

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

  test('given amounts in yuan, then fen are sent; what is no amount is none', () => {
    const item = {
      ...typed,
      amount: 'fine',
      citizenYuan: '1,000.5',
      organisationYuan: '十万',
    } as const;

    expect(sentItem(item)).toMatchObject({
      amount: { of: 'fine', citizenFen: 100_050, organisationFen: null },
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
});
