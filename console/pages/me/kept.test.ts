import { expect, test } from 'vitest';
import { draftsIn } from './kept.ts';

const caseId = '0b8e7c52-7a55-4b5e-9a4d-1f2f6d1f0a01';

test('given views, pinned cases and drafts, when drafts are listed, then only they are, the latest first', () => {
  const found = draftsIn({
    'views.cases': [],
    [`draft.${caseId}.request-filing`]: { typed: {}, savedAt: '2026-11-20T01:00:00.000Z' },
    'draft.new': { typed: {}, savedAt: '2026-11-21T01:00:00.000Z' },
    'draft.gone': null,
  });
  expect(found.map(({ key }) => key)).toEqual(['draft.new', `draft.${caseId}.request-filing`]);
  expect(found[1]).toMatchObject({ caseId, command: 'requestFiling' });
  expect(found[0]).toMatchObject({ caseId: null, command: null });
});
