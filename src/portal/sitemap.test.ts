import { describe, expect, test } from 'vitest';
import { partName, partsFor, rangeOfPart } from './sitemap.ts';

describe('how all decisions are divided for search engines', () => {
  test.each([0, 1, 25_000, 25_001, 60_000, 1_000_000, 3_000_000])(
    'given %i decisions, when divided, then the parts meet each other, leave nothing out and are small enough',
    (decisions) => {
      const parts = partsFor(decisions);
      const ranges = Array.from({ length: parts }, (_, part) => rangeOfPart(partName(part, parts)));
      expect(ranges[0]?.from).toBe(0);
      expect(ranges.at(-1)?.to).toBe(0xffff);
      for (const [at, range] of ranges.entries())
        if (at > 0) expect(range?.from).toBe((ranges[at - 1]?.to ?? Number.NaN) + 1);
      expect(decisions / parts).toBeLessThanOrEqual(25_000);
    },
  );

  test.each([
    'decisions-3-0',
    'decisions-4-4',
    'decisions-0-0',
    'decisions-8192-0',
    'decisions-4',
    'x',
    '',
  ])('given the name %s, then there is no such part', (name) => {
    expect(rangeOfPart(name)).toBeNull();
  });
});
