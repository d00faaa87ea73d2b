import { expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { emptyCase, makeClock, viewOf } from './index.ts';

test('[anze-L14-3] given a clock that stood still and was extended, then it says when and by how much', async () => {
  const { composition, calendar, rulesOf } = await penaltyStage();
  const { procedure } = composition;
  const rules = rulesOf('anze', {});
  const now = '2026-03-20T09:00:00.000+08:00';
  const actor = { id: '', name: '', roles: [] };
  const context = { rules, calendar, now, actor, officers: {} };
  const view = viewOf(procedure, emptyCase(procedure, '', '', 'general'), context);
  const rule = view.rule('review.complete');
  if (rule === null) throw new Error('anze sets no review period');
  const facts = { name: 'review', title: '完成法制审核', rule, from: '2026-03-02', ended: null };
  const stood = { after: '2026-03-04', until: '2026-03-10' };

  const running = makeClock(view, {
    ...facts,
    pauses: [stood],
    extensions: [{ n: 10, unit: 'workday' }],
  });
  const still = makeClock(view, { ...facts, pauses: [{ after: '2026-03-04', until: null }] });

  // Ten workdays after 2 March end on 16 March; four workdays do not count, ten more are added.
  expect(running).toMatchObject({
    dueOn: '2026-04-03',
    pauses: [stood],
    extensions: [{ n: 10, unit: 'workday' }],
  });
  expect(still).toMatchObject({ standing: 'paused', dueOn: null, pauses: [{ until: null }] });
});
