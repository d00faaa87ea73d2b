import { expect, test } from 'vitest';
import { Refused } from './refusal.ts';

test('given refusals, when they are thrown, then the message that is logged holds codes only', () => {
  const refused = new Refused(
    { code: 'case.changed', text: '案件已被他人更新。请刷新后重试。', clauses: [] },
    { code: 'review.not-passed', text: '该决定尚未通过法制审核。', clauses: ['anze-L5-1'] },
  );

  expect(refused.message).toBe('case.changed, review.not-passed');
  expect(refused.refusals[1]?.clauses).toEqual(['anze-L5-1']);
  expect(refused).toBeInstanceOf(Error);
});
