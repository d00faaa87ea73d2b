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

function awaited(through: string, acts: readonly Act[], sent = {}) {
  const { view } = toldOf(stage, 'anze', {
    through,
    acts,
    day: '2026-03-25',
    with: { submitForReview: sent },
  });
  return options(stage.composition, view.state, view.context)
    .filter((option) => option.awaited && option.command !== 'assignOfficers')
    .map(({ command, roles }) => `${command} ${roles.join()}`);
}

describe('[anze-L14-1] [anze-L14-3] a review that stands still waits for somebody', () => {
  test('given a submission without its materials, then the reviewer has to ask for them', () => {
    expect(awaited('submitForReview', [], { materials: ['proposal'] })).toEqual([
      'requestSupplement reviewer',
    ]);
    expect(awaited('submitForReview', [])).toEqual(['acceptReview reviewer']);
  });

  test('given a pause for an expert, then the reviewer has to let the clock run again', () => {
    const pause: Act = {
      on: '2026-03-19',
      who: '审核员',
      do: 'pauseReview',
      with: { ground: 'expert-discussion', reason: '请专家论证' },
    };

    expect(awaited('acceptReview', [pause])).toEqual(['resumeReview reviewer']);
  });
});

describe('[anze-L14-2] a request for more time waits for the leader', () => {
  const request: Act = {
    on: '2026-03-19',
    who: '审核员',
    do: 'requestReviewExtension',
    with: { reason: '案情复杂' },
  };
  const answeredBy = (command: string): Act => ({
    on: '2026-03-20',
    who: '机关负责人',
    do: command,
    with: { reason: '已核对' },
  });
  const opinion = 'giveOpinion reviewer';

  test('given no request, then nobody has to extend anything', () => {
    expect(awaited('acceptReview', [])).toEqual([opinion]);
  });

  test('given a request, then the leader has to answer it', () => {
    expect(awaited('acceptReview', [request])).toEqual(['extendReview leader', opinion]);
  });

  test.each(['extendReview', 'declineReviewExtension'])(
    'given it was answered by %s, then nobody has to any more',
    (command) => {
      expect(awaited('acceptReview', [request, answeredBy(command)])).toEqual([opinion]);
    },
  );
});

describe('[kaifu-3.5-f] who decides a dispute is told how before the form is filled in', () => {
  const items = stage.rulesOf('kaifu', {}).get('review.checklist', '2026-03-16')?.value;
  const [first, ...others] = (items as readonly { readonly code: string }[]).map(
    ({ code }) => code,
  );
  const checklist = {
    [first ?? '']: { conclusion: 'problem', ground: '证据不足' },
    ...Object.fromEntries(others.map((code) => [code, { conclusion: 'ok' }])),
  };
  const acts: readonly Act[] = [
    {
      on: '2026-03-16',
      who: '审核员',
      do: 'giveOpinion',
      with: { kind: 'not-passed', findings: '请补正。', checklist },
    },
    { on: '2026-03-17', who: '机关负责人', do: 'countersignOpinion' },
    {
      on: '2026-03-18',
      who: '承办人甲',
      do: 'answerOpinion',
      with: { response: 'object', handling: '证据充分' },
    },
  ];

  test('given kaifu, whose leadership meets, then the meeting and its record are named', () => {
    const look = { day: '2026-03-20', as: '机关负责人' };
    const { view } = toldOf(stage, 'kaifu', { through: 'submitForReview', acts, ...look });
    const offered = options(stage.composition, view.state, view.context);
    const option = offered.find(({ command }) => command === 'decideDispute');

    expect(option?.open).toBe(true);
    expect(option?.notes.join('')).toContain('局班子会议');
  });
});
