import { describe, expect, test } from 'vitest';
import { type Agency, agenciesWith, agencyMeant, treeOf } from './agency.ts';

const anAgency = (agencyId: string, parentId: string | null): Agency => ({
  agencyId,
  parentId,
  name: `${agencyId}局`,
  shortName: agencyId,
  creditCode: null,
  regionCode: '410200',
  nature: 'statutory',
  packs: ['national'],
  unconfirmedDrafts: [],
  drafts: {},
  ours: {},
  standing: 'active',
});

describe('bodies under their superiors', () => {
  test('given a superior and two below, when the tree is made, then they stand under it', () => {
    const [root] = treeOf([anAgency('b', 'a'), anAgency('a', null), anAgency('c', 'a')]);
    expect(root?.agency.agencyId).toBe('a');
    expect(root?.below.map(({ agency }) => agency.agencyId)).toEqual(['b', 'c']);
  });

  test('given a superior that is not listed, when the tree is made, then the body is a root', () => {
    expect(treeOf([anAgency('b', 'elsewhere')])).toHaveLength(1);
  });

  test('given two that stand above each other, when the tree is made, then both are there once', () => {
    const trees = treeOf([anAgency('a', 'b'), anAgency('b', 'a')]);
    expect(trees).toHaveLength(1);
    expect(trees[0]?.below).toHaveLength(1);
    expect(trees[0]?.below[0]?.below).toEqual([]);
  });
});

describe('finding a body', () => {
  test('given part of a name or of a code, when it is sought, then it is found', () => {
    const all = [anAgency('甲', null), anAgency('乙', null)];
    expect(agenciesWith(all, '甲局')).toHaveLength(1);
    expect(agenciesWith(all, '4102')).toHaveLength(2);
    expect(agenciesWith(all, '丙')).toHaveLength(0);
  });
});

describe('the body of a new account', () => {
  test('given one body, or a list narrowed to one, then it is meant; given several, then none', () => {
    const [one, other] = [anAgency('甲', null), anAgency('乙', null)];
    expect(agencyMeant([one], undefined)).toEqual({ agencyId: '甲' });
    expect(agencyMeant([one, other], '乙')).toEqual({ agencyId: '乙' });
    expect(agencyMeant([one, other], undefined)).toEqual({});
    expect(agencyMeant([one, other], 'elsewhere')).toEqual({});
  });
});
