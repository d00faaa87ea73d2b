// Materials that were asked for and have not come keep the file incomplete.

import { describe, expect, test } from 'vitest';
import type { Act } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { toldOf } from '../../tests/support/told-review.ts';
import { options } from '../casework/index.ts';

const stage = await penaltyStage();

function confirmationAfter(acts: readonly Act[]) {
  const { view } = toldOf(stage, 'anze', { through: 'submitForReview', acts, day: '2026-03-25' });
  const offered = options(stage.composition, view.state, view.context);
  return offered.find(({ command }) => command === 'acceptReview');
}

const ask: Act = {
  on: '2026-03-16',
  who: '审核员',
  do: 'requestSupplement',
  with: { missing: '缺听证笔录' },
};

describe('[anze-L14-1] the materials are not complete while the review office waits for some', () => {
  test('given a supplement that has not come, then the materials cannot be confirmed', () => {
    const option = confirmationAfter([ask]);

    expect(option).toMatchObject({ open: false, refusals: [{ code: 'review.paused' }] });
  });

  test('given the supplement came, then they can', () => {
    const given: Act = {
      on: '2026-03-18',
      who: '承办人甲',
      do: 'supplementReview',
      with: { note: '已补充' },
    };

    expect(confirmationAfter([ask, given])?.open).toBe(true);
  });
});
