import { describe, expect, test } from 'vitest';
import { fileProblem, mappingText, mostBytes, typeOf } from './decision-import.ts';

describe('files of past decisions', () => {
  test('given names in any case, when the type is asked, then tables are known and others not', () => {
    expect(typeOf('历史.CSV')).toBe('text/csv');
    expect(typeOf('历史.xlsx')).toBe('application/octet-stream');
    expect(typeOf('历史.xls')).toBeNull();
  });

  test('given the largest file and one byte more, when it is chosen, then only the second is too large', () => {
    expect(fileProblem({ name: 'a.csv', size: mostBytes })).toBeNull();
    expect(fileProblem({ name: 'a.csv', size: mostBytes + 1 })).toContain('20 MB');
    expect(fileProblem({ name: 'a.csv', size: 0 })).toContain('空');
    expect(fileProblem({ name: 'a.doc', size: 1 })).toContain('.xlsx');
  });

  test('given no, one and two columns for a field, when the mapping is made, then it is left out, named, joined', () => {
    const chosen = { decidedOn: ['日期'], facts: ['时间', '行为'], law: [] };
    expect(JSON.parse(mappingText(chosen))).toEqual({
      fields: { decidedOn: '日期', facts: { columns: ['时间', '行为'] } },
    });
  });
});
