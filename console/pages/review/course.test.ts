import { describe, expect, test } from 'vitest';
import type { CaseOption } from '../workspace/case-file.ts';
import { leastKindFor, reviewActs, sortActs } from './course.ts';

const option = (command: string, differs: Partial<CaseOption> = {}): CaseOption => ({
  command,
  path: `/api/cases/x/commands/${command}`,
  title: command,
  step: 'review',
  open: true,
  refusals: [],
  consequence: null,
  fields: [],
  roles: [],
  roleTitles: [],
  awaited: false,
  usual: false,
  done: false,
  repeat: true,
  clauses: [],
  ...differs,
});
const names = (options: readonly CaseOption[]) => options.map(({ command }) => command);

describe('the acts of a review', () => {
  test('given acts of all steps, then those of the review and what it leads to stay in their order', () => {
    const options = [
      option('registerLead', { step: 'lead' }),
      option('giveOpinion'),
      option('discussCase', { step: 'discussion' }),
      option('makeDecision', { step: 'decision' }),
      option('transferCase', { step: 'closing' }),
    ];

    expect(names(reviewActs(options))).toEqual(['giveOpinion', 'discussCase', 'transferCase']);
  });

  test('given open and awaited acts, then each stands once where it belongs', () => {
    const sorted = sortActs([
      option('acceptReview', { awaited: true }),
      option('requestSupplement'),
      option('answerOpinion', { awaited: true, open: false }),
      option('countersignOpinion', { open: false }),
    ]);

    expect(Object.values(sorted).map(names)).toEqual([
      ['acceptReview'],
      ['requestSupplement'],
      ['answerOpinion'],
      ['countersignOpinion'],
    ]);
  });
});

describe('what the problems ask for', () => {
  const item = (code: string, kind: string | null, gravity = 0) => ({
    code,
    title: code,
    clauses: [],
    leastKind: kind === null ? null : { code: kind, title: kind, gravity },
  });
  const checklist = [
    item('procedure', 'correct', 1),
    item('crime', 'transfer', 3),
    item('other', null),
  ];

  test('given several problems, then the gravest of what they ask for', () => {
    expect(leastKindFor(checklist, ['procedure', 'crime'])?.code).toBe('transfer');
  });

  test('given no problem, or one to which nothing is tied, then nothing', () => {
    expect([leastKindFor(checklist, []), leastKindFor(checklist, ['other'])]).toEqual([null, null]);
  });
});
