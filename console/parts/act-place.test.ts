import { describe, expect, test } from 'vitest';
import { placeOfAct } from './act-place.ts';

describe('where the form of an act is opened', () => {
  test('given an act of the reviewer, then it is the reading room, which opens with the opinion by itself', () => {
    expect(placeOfAct('giveOpinion')).toEqual({ to: '/review/$caseId', search: {} });
    expect(placeOfAct('acceptReview')).toEqual({
      to: '/review/$caseId',
      search: { do: 'acceptReview' },
    });
  });

  test('given any other act, or none, then it is the case', () => {
    expect(placeOfAct('submitForReview')).toEqual({
      to: '/cases/$caseId',
      search: { do: 'submitForReview' },
    });
    expect(placeOfAct(null)).toEqual({ to: '/cases/$caseId', search: {} });
  });
});
