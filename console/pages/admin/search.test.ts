import { describe, expect, test } from 'vitest';
import { accountSearch, agencySearch } from './search.ts';

describe('what an address holds', () => {
  test('given an unknown tab, when it is read, then the first is open', () => {
    expect(agencySearch({ tab: 'packs' })).toEqual({ tab: 'packs' });
    expect(agencySearch({ tab: '<script>' })).toEqual({});
  });

  test('given digits, blanks and nonsense, when filters are read, then only what makes sense is taken', () => {
    expect(accountSearch({ text: 42, standing: 'disabled', role: ' ' })).toEqual({
      text: '42',
      standing: 'disabled',
    });
    expect(accountSearch({ text: ['a'], agencyId: null, standing: 'x' })).toEqual({});
  });
});
