import { describe, expect, test } from 'vitest';
import { roomSearchIn, searchOf } from './room-search.ts';

describe('the address of the reading room', () => {
  test('given a part, a command and a record, when it is read, then all stay', () => {
    expect(roomSearchIn({ part: 'rounds', do: 'acceptReview', record: '12' })).toEqual({
      part: 'rounds',
      do: 'acceptReview',
      record: 12,
    });
  });

  test.each([
    { part: 'toString', do: 'a b', record: 'x' },
    { part: 3, do: null, record: 0 },
    { record: 1.5 },
    { record: 10_000_000 },
  ])('given %o, when it is read, then nothing of it stays', (search) => {
    expect(roomSearchIn(search)).toEqual({});
  });
});

describe('where an act of the review is done', () => {
  test('given an opinion while a record is shown, then its form opens and the record stays', () => {
    expect(searchOf('giveOpinion', { record: 4 })).toEqual({ record: 4, do: 'giveOpinion' });
  });

  test('given help of counsel, then beside the requests, where the address is shown once', () => {
    expect(searchOf('requestCounsel', {})).toEqual({ part: 'duty' });
  });
});
