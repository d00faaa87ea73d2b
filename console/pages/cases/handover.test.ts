import { describe, expect, test } from 'vitest';
import { batchesOf, nothingYet, remaining, withAnswer } from './handover.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `case-${at + 1}`);

describe('handing over many cases', () => {
  test.each([
    [0, []],
    [1, [1]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('given %i cases, when they are cut into requests, then these hold %j', (count, sizes) => {
    const batches = batchesOf(ids(count));

    expect(batches.map((batch) => batch.length)).toEqual(sizes);
    expect(batches.flat()).toEqual(ids(count));
  });

  test('given a break after the first request, when the work goes on, then nobody is asked twice', () => {
    const refused = [{ caseId: 'case-2', title: '某案', refusals: [] }];
    const so = withAnswer(nothingYet, { done: ['case-1', 'case-3'], refused });

    expect(remaining(ids(5), so)).toEqual(['case-4', 'case-5']);
  });
});
