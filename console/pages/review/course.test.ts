import { describe, expect, test } from 'vitest';
import type { CaseOption } from '../workspace/case-file.ts';
import { reviewActs, sortActs } from './course.ts';

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
