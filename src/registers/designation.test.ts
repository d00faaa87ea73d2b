import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DesignationEntry,
  type DesignationTerm,
  designationOn,
  designationRefusals,
  designationStandingOn,
  endingRefusals,
  maskedIdentity,
  plainIdentity,
  reviewerStanding,
  reviewsOn,
} from './designation.ts';

const term = (differs: Partial<DesignationTerm> = {}): DesignationTerm => ({
  level: 'review-office',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  endedOn: null,
  endGround: null,
  ...differs,
});
const entry = (differs: Partial<DesignationEntry> = {}): DesignationEntry => ({
  level: 'review-head',
  qualification: 'law-licence',
  proofNumber: '示范-1',
  validFrom: '2026-01-01',
  validUntil: null,
  isFirstEngaged: true,
  ...differs,
});
const rules = {
  levels: ['review-head', 'deputy-head'],
  needsLicence: true,
  clauses: ['apl-2021-58-2', 'kaifu-3.2-a'],
};
const codesOf = (of: DesignationEntry, existing: readonly DesignationTerm[] = []) =>
  designationRefusals(of, existing, rules).map(({ code }) => code);

describe('[yueqing-4.1-3] who reviews is designated by name and for a time', () => {
  test('given a term, when a day is its first or last, then it counts, and the days beside it do not', () => {
    const on = (day: string) => designationStandingOn(term(), day);
    expect([on('2025-12-31'), on('2026-01-01'), on('2026-12-31'), on('2027-01-01')]).toEqual([
      'not-yet-valid',
      'valid',
      'valid',
      'expired',
    ]);
  });

  test('given a term ended early, when its day of ending comes, then it counts no more', () => {
    const ended = term({ endedOn: '2026-06-01', endGround: 'post' });
    expect(designationStandingOn(ended, '2026-05-31')).toBe('valid');
    expect(designationStandingOn(ended, '2026-06-01')).toBe('ended');
  });

  test('given two terms, when both count, then the one that began later does', () => {
    const later = term({ validFrom: '2026-05-01', level: 'review-head' });
    expect(designationOn([term(), later], '2026-06-01')).toBe(later);
    expect(designationOn([later, term()], '2026-04-30')?.level).toBe('review-office');
  });
});

describe('[apl-2021-58-2] whether somebody may review on a day', () => {
  const standing = (designations: readonly DesignationTerm[], on = '2026-06-15') =>
    reviewerStanding({ mayReview: true, designations }, on);

  test('given nobody, or somebody not entered as a reviewer, then never', () => {
    expect(reviewerStanding(undefined, '2026-06-15')).toBe('never');
    expect(reviewerStanding({ mayReview: false, designations: [term()] }, '2026-06-15')).toBe(
      'never',
    );
  });

  test('given an entry without a term, then it counts until a term is set', () => {
    expect(standing([])).toBe('unrecorded');
    expect(reviewsOn({ mayReview: true }, '2026-06-15')).toBe(true);
  });

  test('given terms past or to come, then why it does not count is told', () => {
    expect(standing([term({ validFrom: '2026-07-01' })])).toBe('not-yet');
    expect(standing([term({ validUntil: '2026-06-14' })])).toBe('term-over');
    expect(standing([term({ endedOn: '2026-06-15', endGround: 'post' })])).toBe('term-over');
    expect(standing([term({ endedOn: '2026-06-15', endGround: 'qualification' })])).toBe(
      'qualification-over',
    );
  });

  test('given an act before the end, then it is judged by its own day', () => {
    const lost = term({ endedOn: '2026-06-15', endGround: 'qualification' });
    expect(standing([lost], '2026-06-14')).toBe('designated');
  });

  test('given any terms, then somebody reviews on a day exactly when one of them counts on it', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-06-${String(n).padStart(2, '0')}`);
    const any = fc.record({
      level: fc.constant('review-office'),
      validFrom: day,
      validUntil: fc.option(day, { nil: null }),
      endedOn: fc.option(day, { nil: null }),
      endGround: fc.constantFrom('post' as const, 'qualification' as const),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), day, (terms, on) => {
        const counts = terms.some(
          ({ validFrom, validUntil, endedOn }) =>
            validFrom <= on && (validUntil ?? on) >= on && (endedOn === null || on < endedOn),
        );
        expect(reviewsOn({ mayReview: true, designations: terms }, on)).toBe(counts);
      }),
    );
  });
});

describe('[kaifu-T15-1] entering a designation', () => {
  test('given the head of the section with the legal qualification, then it may be entered', () => {
    expect(codesOf(entry())).toEqual([]);
  });

  test('given a level that the body does not have, then it is refused with the clauses of its reviewers', () => {
    const [refusal] = designationRefusals(entry({ level: 'review-office' }), [], rules);
    expect(refusal).toMatchObject({ code: 'reviewer.level-unknown', field: 'level' });
    expect(refusal?.clauses).toContain('kaifu-3.2-a');
  });

  test('[apl-2021-58-2] given somebody new to it without the qualification, then it is refused; who reviewed before is not', () => {
    const background = entry({ qualification: 'law-background', proofNumber: null });
    expect(codesOf(background)).toEqual(['reviewer.licence-needed']);
    expect(codesOf({ ...background, isFirstEngaged: false })).toEqual([]);
  });

  test('[kaifu-T15-2] given the second level, which reviews no draft itself, then no qualification is asked for', () => {
    const leader = entry({
      level: 'deputy-head',
      qualification: 'engaged-before',
      proofNumber: null,
    });
    expect(codesOf(leader)).toEqual([]);
  });

  test('given the qualification without its number, or days the wrong way round, then each is said', () => {
    const wrong = entry({ proofNumber: null, validFrom: '2026-02-01', validUntil: '2026-01-31' });
    expect(codesOf(wrong)).toEqual(['reviewer.proof-missing', 'reviewer.period-reversed']);
  });

  test('given a term that still runs, then a second one is refused until the first has ended', () => {
    expect(codesOf(entry({ validFrom: '2026-12-31' }), [term()])).toEqual([
      'reviewer.designated-already',
    ]);
    expect(codesOf(entry({ validFrom: '2027-01-01' }), [term()])).toEqual([]);
    const ended = term({ endedOn: '2026-03-01', endGround: 'post' });
    expect(codesOf(entry({ validFrom: '2026-02-28' }), [ended])).toHaveLength(1);
    expect(codesOf(entry({ validFrom: '2026-03-01' }), [ended])).toEqual([]);
  });
});

describe('ending a designation', () => {
  test('given it stands, then it ends on its first day or later, and only once', () => {
    const codes = (of: DesignationTerm, on: string) => endingRefusals(of, on).map((r) => r.code);
    expect(codes(term(), '2026-01-01')).toEqual([]);
    expect(codes(term(), '2025-12-31')).toEqual(['reviewer.ended-too-early']);
    expect(codes(term({ endedOn: '2026-02-01' }), '2026-03-01')).toEqual([
      'reviewer.ended-already',
    ]);
  });
});

describe('numbers of identity', () => {
  test('given a number, then all but its ends is hidden, and nothing at all of a short one is shown', () => {
    expect(maskedIdentity('11010119900307001x')).toBe('110*************1X');
    expect(maskedIdentity('123456')).toBe('******');
  });

  test('given the same number typed differently, then it is one number', () => {
    expect(plainIdentity(' 110101 19900307 001x ')).toBe('11010119900307001X');
  });
});
