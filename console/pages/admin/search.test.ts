import { describe, expect, test } from 'vitest';
import { accountSearch, agencySearch, standingQuery } from './search.ts';

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

  test('given a standing of accounts, when the server is asked, then only for what can be worked on', () => {
    expect(accountSearch({ standing: 'reset' })).toEqual({ standing: 'reset' });
    expect(standingQuery('reset')).toEqual({ disabled: false, resetPending: true });
    expect(standingQuery('active')).toEqual({ disabled: false });
    expect(standingQuery(undefined)).toEqual({});
  });
});
