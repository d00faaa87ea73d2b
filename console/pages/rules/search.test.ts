import { expect, test } from 'vitest';
import { compareSearch, packSearch } from './search.ts';

test('given an address with digits, an unknown system and a tab, when it is read, then only what makes sense is taken', () => {
  expect(packSearch({ tab: 'rules', text: 15, system: 'review' })).toEqual({
    tab: 'rules',
    text: '15',
    system: 'review',
  });
  expect(packSearch({ tab: 'x', text: ' ', system: 'toString' })).toEqual({});
});

test('given the address that the search of the console leads to, when it is read, then the rule is sought', () => {
  expect(compareSearch({ text: ' review.complete ' })).toEqual({ text: 'review.complete' });
  expect(compareSearch({ text: '' })).toEqual({});
  expect(compareSearch({ text: ['x'] })).toEqual({});
});
