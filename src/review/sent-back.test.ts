import { describe, expect, test } from 'vitest';
import type { Act } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { toldOf } from '../../tests/support/told-review.ts';
import { options } from '../casework/index.ts';

const stage = await penaltyStage();

/** What a case waits for after an opinion of a kind that the department adopts, and after what it did then. */
function awaitedAfter(pack: string, opinion: readonly [string, string], acts: readonly Act[] = []) {
  const [kind, item] = opinion;
  const checklist = { [item]: { conclusion: 'problem', ground: '理由' } };
  const given: Act = {
    on: '2026-03-18',
    who: '审核员',
    do: 'giveOpinion',
    with: { kind, checklist },
  };
  const adopted: Act = { on: '2026-03-19', who: '承办人甲', do: 'answerOpinion' };
  const { view } = toldOf(stage, pack, {
    through: pack === 'anze' ? 'acceptReview' : 'submitForReview',
    acts: [given, adopted, ...acts],
    day: '2026-03-25',
  });
  return options(stage.composition, view.state, view.context)
    .filter((option) => option.awaited && option.command !== 'assignOfficers')
    .map(({ command }) => command);
}

describe('[yueqing-4.4.4-2] a file sent back for investigation', () => {
  const opinion = ['supplement', 'evidence'] as const;

  test('given it was adopted, then the case waits for the investigation, not for a submission', () => {
    expect(awaitedAfter('yueqing', opinion)).toEqual(['resumeInvestigation']);
  });

  test('given the investigation goes on, then neither is awaited any more', () => {
    const resumed: Act = { on: '2026-03-20', who: '机构负责人', do: 'resumeInvestigation' };

    expect(awaitedAfter('yueqing', opinion, [resumed])).toEqual([]);
  });

  test('given evidence was added without that, then the submission is awaited', () => {
    const added: Act = { on: '2026-03-20', who: '承办人甲', do: 'addEvidence' };

    expect(awaitedAfter('yueqing', opinion, [added])).toEqual(['submitForReview']);
  });

  test('given another kind of opinion, then the submission is awaited at once', () => {
    expect(awaitedAfter('yueqing', ['correct', 'procedure'])).toEqual(['submitForReview']);
  });
});

describe('[yueqing-4.4.4-7][anze-L12-4] an opinion to transfer', () => {
  const outside = ['transfer', 'subject-officers'] as const;

  test('given the case is outside the competence, then the leader has to send it on', () => {
    expect(awaitedAfter('yueqing', outside)).toEqual(['transferCase']);
  });

  test('given it was sent on, then its receipt is awaited before the case is closed', () => {
    const sent: Act = {
      on: '2026-03-20',
      who: '机关负责人',
      do: 'transferCase',
      with: { ground: 'jurisdiction', receiver: '交通运输局' },
    };
    const receipt: Act = { on: '2026-03-23', who: '承办人甲', do: 'recordTransferReceipt' };

    expect(awaitedAfter('yueqing', outside, [sent])).toEqual(['recordTransferReceipt']);
    expect(awaitedAfter('yueqing', outside, [sent, receipt])).toEqual(['closeCase']);
  });

  test('given a suspected crime, then a report of it is awaited and nothing is sent before', () => {
    expect(awaitedAfter('anze', ['transfer', 'crime-transfer'])).toEqual(['reportTransfer']);
  });
});
