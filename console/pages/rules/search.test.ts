import { expect, test } from 'vitest';
import { packSearch } from './search.ts';

test('given an address with digits, an unknown system and a tab, when it is read, then only what makes sense is taken', () => {
  expect(packSearch({ tab: 'rules', text: 15, system: 'review' })).toEqual({
    tab: 'rules',
    text: '15',
    system: 'review',
  });
  expect(packSearch({ tab: 'x', text: ' ', system: 'toString' })).toEqual({});
});
