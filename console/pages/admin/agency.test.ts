import { describe, expect, test } from 'vitest';
import { type Agency, agenciesWith, agencyMeant, codeWarning, treeOf } from './agency.ts';

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

describe('a credit code is looked at and never refused', () => {
  test('given one whose check digit is wrong, then that is said; given a right one, then nothing', () => {
    const warnings = ['统一社会信用代码的校验码不符，请核对。'];
    expect(codeWarning({ kind: 'uscc', warnings })).toBe(
      '统一社会信用代码的校验码不符，请核对。仍可以保存。',
    );
    expect(codeWarning({ kind: 'uscc', warnings: [] })).toBeNull();
  });

  test('given the number of a person, then that is said whatever its check digit', () => {
    expect(codeWarning({ kind: 'id-card', warnings: [] })).toContain('像公民身份号码');
  });
});
