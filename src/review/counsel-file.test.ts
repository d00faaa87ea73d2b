import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { toldOf } from '../../tests/support/told-review.ts';
import { type FullEvent, materialsFor } from './counsel-file.ts';

const stage = await penaltyStage();
const { view } = toldOf(stage, 'anze', { through: 'submitForReview' });
const given = {
  procedure: view.procedure,
  state: view.state,
  context: view.context,
  departments: {},
};
const event = (sequence: number, kind: string, data: FullEvent['data']): FullEvent => ({
  sequence,
  kind,
  at: '2026-03-12T09:00:00.000+08:00',
  data,
});
const shown = (...events: readonly FullEvent[]) =>
  materialsFor(events, given).map(({ sequence, particulars }) => [
    sequence,
    particulars.map(({ text }) => text).join(),
  ]);

describe('[kaifu-3.2-c] [anze-L7-3] a counsel is shown what the question is about', () => {
  test('given a draft that was replaced by a later submission, then only the later one is shown', () => {
    expect(
      shown(
        event(1, 'reviewSubmitted', { draft: '拟罚五千元。' }),
        event(2, 'opinionGiven', { findings: '请改正。' }),
        event(3, 'reviewSubmitted', { draft: '拟罚一万元。' }),
      ),
    ).toEqual([[3, '拟罚一万元。']]);
  });

  test('given what the body decides within itself, then nothing of it is shown', () => {
    expect(shown(event(1, 'filingRequested', { opinion: '建议立案' }))).toEqual([]);
  });
});
