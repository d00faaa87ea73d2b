import { describe, expect, test } from 'vitest';
import { type Cell, type ComparedRow, cellText, differs, rowsWith } from './rule.ts';

const aCell = (text: string): Cell => ({
  text,
  clauses: ['a-1'],
  pack: 'a',
  unset: null,
  ours: false,
});
const aRow = (key: string, texts: Readonly<Record<string, string>>): ComparedRow => ({
  key,
  title: `规则${key}`,
  subject: 'review',
  subjectTitle: '法制审核',
  cells: Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, aCell(text)])),
});
const all = { packs: ['a', 'b'], text: '', subject: null, onlyDifferences: false };

describe('what stands beside each other', () => {
  const same = aRow('x', { a: '7 日', b: '7 日', c: '3 日' });
  const different = aRow('y', { a: '7 日', b: '未规定', c: '7 日' });

  test('given packs that are not chosen, when differences are sought, then they do not count', () => {
    expect(differs(same, ['a', 'b'])).toBe(false);
    expect(differs(same, ['a', 'c'])).toBe(true);
    expect(rowsWith([same, different], { ...all, onlyDifferences: true })).toEqual([different]);
  });

  test('given words, when rows are sought, then title, key and chosen cells are looked at', () => {
    expect(rowsWith([same, different], { ...all, text: '未规定' })).toEqual([different]);
    expect(rowsWith([same, different], { ...all, text: '规则X' })).toEqual([same]);
    expect(rowsWith([same, different], { ...all, text: '3 日' })).toEqual([]);
    expect(rowsWith([same], { ...all, subject: 'archive' })).toEqual([]);
  });

  test('given a cell, when it is exported, then its clauses stand behind it', () => {
    const clauses = new Map([['a-1', { id: 'a-1', locator: '第一条', text: '' }]]);
    expect(cellText(same.cells['a'], clauses)).toBe('7 日（第一条）');
    expect(cellText(undefined, clauses)).toBe('');
  });
});
