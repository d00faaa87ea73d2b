import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OfficerFacts } from '../casework/index.ts';
import type { DesignationTerm } from '../registers/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { type Staffing, staffingOn } from './staffing.ts';

const book = await loadRuleBook(join(import.meta.dirname, '../../rules'));
const on = '2026-09-28';
const ratio = (pack: string) =>
  book
    .rulesFor([pack, 'national'], { confirmedDrafts: ['dazhou'] })
    .get('review.reviewer-ratio', on);

const officer = (differs: Partial<OfficerFacts> = {}): OfficerFacts => ({
  name: '甲',
  certificates: [
    { number: '1', validFrom: '2020-01-01', validUntil: '2026-09-28', revokedOn: null },
  ],
  ...differs,
});
const term = (differs: Partial<DesignationTerm> = {}): DesignationTerm => ({
  level: 'review-office',
  validFrom: '2026-01-01',
  validUntil: null,
  endedOn: null,
  endGround: null,
  ...differs,
});
const reviewer = (differs: Partial<DesignationTerm> = {}): OfficerFacts => ({
  name: '乙',
  certificates: [],
  mayReview: true,
  designations: [term(differs)],
});
const body = (officers: number, reviewers: number) => [
  ...Array.from({ length: officers }, () => officer()),
  ...Array.from({ length: reviewers }, () => reviewer()),
];
const count = (people: readonly OfficerFacts[], pack = 'anze', day = on): Staffing =>
  staffingOn(people, day, ['review-office'], ratio(pack));

describe('[dazhou-2.3.9-1c][anze-L7-2] reviewers for officers with a valid certificate', () => {
  test.each(['dazhou', 'anze'])(
    'given %s, when exactly 5 per cent, then enough; with one officer more, below',
    (pack) => {
      expect(count(body(20, 1), pack)).toMatchObject({
        percent: '5.0',
        standing: 'enough',
        needed: 1,
      });
      const below = count(body(21, 1), pack);
      expect(below).toMatchObject({ percent: '4.7', standing: 'below', needed: 2 });
      expect(below.text).toContain('请再指定 1 名');
      expect(below.clauses).toEqual(ratio(pack)?.clauses);
    },
  );

  test('given somebody who is both, then counted on both sides', () => {
    const both = { ...officer(), mayReview: true };
    expect(count([both])).toMatchObject({ officers: 1, reviewers: 1, percent: '100.0' });
  });

  test('given certificates or designations that do not count that day, then they are not counted', () => {
    const people = [...body(20, 0), reviewer({ validUntil: '2026-09-27' })];
    expect(count(people)).toMatchObject({ reviewers: 0, standing: 'below' });
    expect(count([...body(20, 1)], 'anze', '2026-09-29')).toMatchObject({
      officers: 0,
      percent: null,
      standing: 'no-officers',
    });
  });

  test('[kaifu-T15-2] given the second level, then it is no reviewer in the count', () => {
    const people = [...body(20, 0), reviewer({ level: 'deputy-head' })];
    expect(staffingOn(people, on, ['review-head', 'deputy-head'], ratio('kaifu')).reviewers).toBe(
      0,
    );
  });

  test('given no rule, then the figure alone, without a warning or clauses', () => {
    expect(staffingOn(body(100, 1), on, [], null)).toMatchObject({
      percent: '1.0',
      standing: 'no-rule',
      needed: null,
      clauses: [],
    });
  });

  test('given any numbers, then it warns exactly when there are less than 5 in a hundred', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 30 }), (n, m) => {
        const { standing, needed } = count(body(n, m));
        expect(standing === 'below').toBe(m * 100 < n * 5);
        expect(count(body(n, needed ?? 0)).standing).toBe('enough');
      }),
      { numRuns: 60 },
    );
  });
});
