import { describe, expect, test } from 'vitest';
import { forceWords, moved, type Pack, packName } from './pack.ts';

const aPack: Pack = {
  id: 'kaifu',
  folder: 'kaifu',
  title: '甲办法',
  issuer: null,
  documentNumber: null,
  issuedOn: null,
  inForceFrom: '2019-01-01',
  inForceUntil: null,
  draft: false,
  extends: ['national'],
  note: null,
  clauseCount: 1,
  ruleCount: 1,
  warnings: [],
};

describe('the order of packs', () => {
  test('given a place between, when a pack is moved, then it changes places with its neighbour', () => {
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  });

  test('given an end or an unknown pack, when it is moved, then nothing changes', () => {
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'x', 1)).toEqual(['a', 'b']);
  });
});

describe('what a pack is called', () => {
  test('given a draft and one that ends, when they are named, then both are said', () => {
    expect(packName({ ...aPack, draft: true })).toBe('甲办法（征求意见稿）');
    expect(packName({ ...aPack, title: '甲办法（征求意见稿）', draft: true })).toBe(
      '甲办法（征求意见稿）',
    );
    expect(forceWords({ ...aPack, inForceUntil: '2026-11-23' })).toBe(
      '2019-01-01 起施行，2026-11-23 失效',
    );
    expect(forceWords({ ...aPack, draft: true, inForceFrom: null })).toBe(
      '征求意见稿，施行日期未定',
    );
  });
});
