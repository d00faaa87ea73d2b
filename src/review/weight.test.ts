import { describe, expect, test } from 'vitest';
import type { Went } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { toldOf } from '../../tests/support/told-review.ts';
import type { JsonObject } from '../casework/index.ts';
import { reviewRow, workdaysTaken } from './review-row.ts';
import { triggerTitles, weightOf } from './weight.ts';

const stage = await penaltyStage();
const viewOf = (pack: string, went: Went) => toldOf(stage, pack, went).view;
const fined = (fineFen: number, rest: JsonObject = {}): Went => ({
  through: 'submitForReview',
  with: { finishInvestigation: { penalty: { kinds: ['fine'], fineFen }, ...rest } },
});

describe('a review weighs by what is taken, by what the scope says, and by rounds', () => {
  test('given a fine below a sum and at it, then one more', () => {
    const weigh = (fen: number) => weightOf(viewOf('yueqing', fined(fen))).weight;

    expect(weigh(1_000_000) - weigh(999_999)).toBe(1);
    expect(weigh(10_000)).toBe(weigh(99_999));
  });

  test('given a trigger that the report names, then it weighs and is told', () => {
    const plain = viewOf('anze', fined(20_000));
    const marked = viewOf('anze', fined(20_000, { majorTriggers: ['complex'] }));

    expect(triggerTitles(plain)).toEqual([]);
    expect(triggerTitles(marked)).toEqual(['案件情况疑难复杂、涉及多个法律关系']);
    expect(weightOf(marked).weight - weightOf(plain).weight).toBe(2);
    expect(weightOf(marked).reasons).toContain('案件情况疑难复杂、涉及多个法律关系');
  });

  test('[yueqing-4.2-1] given a body all of whose decisions are reviewed, then no trigger is told', () => {
    expect(triggerTitles(viewOf('yueqing', fined(20_000)))).toEqual([]);
  });
});

describe('what is kept for the desk follows from the case', () => {
  test('given no submission, then nothing; given one, then the case lies with the review', () => {
    expect(reviewRow(viewOf('anze', { through: 'finishInvestigation' }))).toBeNull();
    expect(reviewRow(viewOf('anze', { through: 'submitForReview' }))).toMatchObject({
      open: { standing: 'submitted', reviewerId: null },
      rounds: [],
    });
  });

  test('given a transfer, then it lies no longer with the review, and comes back with the case', () => {
    const out = { on: '2026-03-13', who: '机关负责人', do: 'transferCase' };
    const back = { on: '2026-03-16', who: '办公室', do: 'recordTransferReturn' };

    expect(reviewRow(viewOf('anze', { through: 'acceptReview', acts: [out] }))).toMatchObject({
      open: null,
    });
    expect(reviewRow(viewOf('anze', { through: 'acceptReview', acts: [out, back] }))).toMatchObject(
      { open: { standing: 'under-review' } },
    );
  });

  test('[anze-L14-3] given two workdays of waiting for material, then they are no part of the time taken', () => {
    const acts = [
      { on: '2026-03-13', who: '审核员', do: 'requestSupplement' },
      { on: '2026-03-17', who: '承办人甲', do: 'supplementReview' },
      { on: '2026-03-18', who: '审核员', do: 'giveOpinion' },
    ];
    expect(workdaysTaken(viewOf('anze', { through: 'acceptReview', acts }))).toBe(2);
    expect(workdaysTaken(viewOf('anze', { through: 'acceptReview' }))).toBeNull();
  });

  test('[anze-L15-1] given an opinion that does not pass, then the round counts and the desk is rid of it', () => {
    const went: Went = {
      through: 'acceptReview',
      acts: [
        {
          on: '2026-03-16',
          who: '审核员',
          do: 'giveOpinion',
          with: {
            kind: 'correct',
            checklist: { documents: { conclusion: 'problem', ground: '没有写明救济途径' } },
          },
        },
      ],
    };
    expect(reviewRow(viewOf('anze', went))).toMatchObject({
      open: null,
      rounds: [{ round: 1, kind: 'correct', outcome: 'not-passed', problems: ['documents'] }],
    });
  });
});
