// What a reading room tells of a review, on cases that were played by the rules of each pack.

import { describe, expect, test } from 'vitest';
import type { Act, Went } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { idOf, type Look, toldOf } from '../../tests/support/told-review.ts';
import type { JsonObject } from '../casework/index.ts';
import { reviewRow } from './review-row.ts';
import { tellReview } from './review-telling.ts';
import { compareRounds } from './round-comparison.ts';

const stage = await penaltyStage();

type Item = { readonly code: string; readonly title: string };
const itemsOf = (pack: string): readonly Item[] => {
  const rule = stage.rulesOf(pack, {}).get('review.checklist', '2026-03-02');
  return (rule?.value ?? []) as readonly Item[];
};

const problem = (pack: string, code: string): JsonObject => {
  const checklist = Object.fromEntries(
    itemsOf(pack)
      .filter((item) => item.code !== 'other')
      .map((item) => [
        item.code,
        item.code === code
          ? { conclusion: 'problem', ground: '笔录没有签名', place: '9' }
          : { conclusion: 'ok' },
      ]),
  );
  return { checklist };
};
const findings = (pack: string, kind: string, code: string): JsonObject => ({
  kind,
  findings: '请补正后再送审。',
  ...problem(pack, code),
});

describe('[anze-L12-2] [anze-L12-4] each item of the check list tells the kind a problem in it asks for at least', () => {
  const leastIn = (pack: string) => {
    const told = toldOf(stage, pack, { through: 'submitForReview', acts: [] });
    const { checklist } = tellReview(told);
    return new Map(checklist.map(({ code, leastKind }) => [code, leastKind?.code ?? null]));
  };

  test('given anze, then a flaw of the procedure asks for a correction, a crime for a transfer', () => {
    const least = leastIn('anze');

    expect(least.get('procedure')).toBe('correct');
    expect(least.get('crime-transfer')).toBe('transfer');
  });

  test('given kaifu, whose kinds have no conditions, then nothing is asked', () => {
    expect(new Set(leastIn('kaifu').values())).toEqual(new Set([null]));
  });
});

describe('[kaifu-3.5-e] a case that comes back tells both of its rounds', () => {
  const [first] = itemsOf('kaifu');
  const told = toldOf(stage, 'kaifu', {
    through: 'submitForReview',
    with: { submitForReview: { draft: '决定罚款 5000 元。', handlingReview: '同意。' } },
    acts: [
      {
        on: '2026-03-13',
        who: '审核员',
        do: 'giveOpinion',
        with: findings('kaifu', 'not-passed', first?.code ?? ''),
      },
      { on: '2026-03-16', who: '机关负责人', do: 'countersignOpinion' },
      {
        on: '2026-03-17',
        who: '承办人甲',
        do: 'answerOpinion',
        with: {
          response: 'adopt',
          handling: '已补签',
          handled: { [first?.code ?? '']: '已补签名' },
        },
      },
      {
        on: '2026-03-18',
        who: '承办人甲',
        do: 'submitForReview',
        with: { draft: '决定罚款 4000 元。', handlingReview: '同意。' },
      },
      { on: '2026-03-26', who: '审核员', do: 'giveOpinion' },
      { on: '2026-03-27', who: '机关负责人', do: 'countersignOpinion' },
    ],
  });
  const review = tellReview(told);

  test('given findings and their handling, then the first round has them in words, and did not pass', () => {
    expect(review.rounds[0]).toMatchObject({
      round: 1,
      submittedBy: '承办人甲',
      draft: '决定罚款 5000 元。',
      outcome: 'not-passed',
      isLate: false,
      opinion: {
        reviewerName: '审核员',
        kindTitle: '审核未通过',
        findings: '请补正后再送审。',
        problems: [first?.code],
        method: '书面审核',
        copies: null,
      },
      countersigned: { agreed: true, byName: '机关负责人' },
      answer: { responseTitle: '采纳', handled: [{ title: first?.title, text: '已补签名' }] },
      dispute: null,
    });
    expect(review.rounds[0]?.opinion?.checklist[0]).toEqual({
      code: first?.code,
      title: first?.title,
      conclusion: 'problem',
      conclusionTitle: '有问题',
      ground: '笔录没有签名',
      place: '9',
    });
  });

  test('[kaifu-3.5-c] given the second opinion on the seventh workday, then it is late and the first was not', () => {
    expect(review.rounds[1]).toMatchObject({ outcome: 'passed', workdays: 7, isLate: true });
    expect(review).toMatchObject({ standing: 'passed', standingTitle: '审核通过', round: 2 });
    expect(reviewRow(told.view)).toMatchObject({
      open: null,
      rounds: [
        { round: 1, outcome: 'not-passed', problems: [first?.code], workdays: 2, isLate: false },
        { round: 2, outcome: 'passed', problems: [], workdays: 7, isLate: true },
      ],
    });
  });

  test('given both rounds, then what changed between them is told piece by piece', () => {
    const [before, after] = review.rounds;
    if (before === undefined || after === undefined) throw new Error('two rounds');
    const { parts, penalty } = compareRounds(before, after);

    expect(parts[0]?.pieces).toEqual([
      { kind: 'same', text: '决定罚款 ' },
      { kind: 'removed', text: '5000' },
      { kind: 'added', text: '4000' },
      { kind: 'same', text: ' 元。' },
    ]);
    expect(parts[1]?.pieces).toEqual([{ kind: 'same', text: '同意。' }]);
    expect(penalty.before).toBe(penalty.after);
  });

  test('[kaifu-3.6-a] given all of it, then who answers for what, with those who acted', () => {
    expect(review.responsibilities.find(({ code }) => code === 'material')).toMatchObject({
      bearerNames: ['承办人甲'],
      clauses: ['kaifu-3.6-a'],
    });
    expect(review.responsibilities.find(({ code }) => code === 'opinion')?.bearerNames).toEqual([
      '审核员',
      '机关负责人',
    ]);
  });
});

describe('[anze-L14-3] pauses, supplements and their ends are told with the clock', () => {
  const acts: readonly Act[] = [
    { on: '2026-03-16', who: '审核员', do: 'requestSupplement', with: { missing: '补充听证笔录' } },
    { on: '2026-03-18', who: '承办人甲', do: 'supplementReview', with: { note: '已补充' } },
    {
      on: '2026-03-19',
      who: '审核员',
      do: 'pauseReview',
      with: { ground: 'interpretation', reason: '请示' },
    },
  ];
  test('given a supplement that came and an interpretation awaited, then both, and the clock rests', () => {
    const review = tellReview(
      toldOf(stage, 'anze', { through: 'acceptReview', acts, day: '2026-03-25' }),
    );
    expect(review.rounds[0]).toMatchObject({
      supplements: [{ missing: '补充听证笔录', note: '已补充', answered: { byName: '承办人甲' } }],
      pauses: [{ groundTitle: '提请有权机关解释', reason: '请示', answered: null }],
      outcome: null,
      workdays: null,
    });
    expect(review.clock).toMatchObject({
      standing: 'paused',
      dueOn: null,
      warning: null,
      pauses: [
        { after: '2026-03-16', until: '2026-03-18' },
        { after: '2026-03-19', until: null },
      ],
    });
  });
});

describe('[anze-L14-1] what was over before the clock began is no pause of it', () => {
  const acts: readonly Act[] = [
    { on: '2026-03-16', who: '审核员', do: 'requestSupplement', with: { missing: '缺代拟稿' } },
    {
      on: '2026-03-18',
      who: '承办人甲',
      do: 'supplementReview',
      with: { note: '现补齐', materials: ['draft-decision', 'other'] },
    },
    { on: '2026-03-19', who: '审核员', do: 'acceptReview' },
  ];
  const sent = {
    through: 'submitForReview',
    with: { submitForReview: { materials: ['proposal', 'final-report', 'basis-and-evidence'] } },
  };
  const toldAfter = (count: number) =>
    toldOf(stage, 'anze', { ...sent, acts: acts.slice(0, count), day: '2026-03-25' });

  test('given a supplement before the acceptance, then the clock has run since, without a pause', () => {
    const { clock } = tellReview(toldAfter(3));

    expect(clock).toMatchObject({ from: '2026-03-19', pauses: [], standing: 'running' });
  });

  test('[anze-L10-1] given materials of the supplement, then they have its record', () => {
    const told = toldAfter(3);
    const supplement = told.view.last('reviewSupplemented')?.sequence;
    const found = tellReview(told).rounds[0]?.materials ?? [];

    expect(found.filter(({ missing }) => missing)).toEqual([]);
    expect(found.find(({ code }) => code === 'draft-decision')?.sequences).toEqual([supplement]);
  });

  test('[anze-L10-1] given a supplement that corrects the draft, then the round is about that, and the change is told', () => {
    const draft = '拟处罚款五千元，裁量从轻。';
    const correcting = acts.map((act) =>
      act.do === 'supplementReview'
        ? { ...act, with: { note: '已更正', materials: ['other'], draft } }
        : act,
    );
    const told = toldOf(stage, 'anze', {
      through: 'submitForReview',
      with: { submitForReview: { draft: '拟处罚款五千元。' } },
      acts: correcting,
      day: '2026-03-25',
    });
    const supplement = told.view.last('reviewSupplemented')?.sequence;
    const round = tellReview(told).rounds[0];

    expect(round?.draft).toBe(draft);
    expect(round?.supplements[0]?.draftChange).toEqual([
      { kind: 'same', text: '拟处罚款五千元' },
      { kind: 'added', text: '，裁量从轻' },
      { kind: 'same', text: '。' },
    ]);
    const [first, second] =
      round?.materials.find(({ code }) => code === 'draft-decision')?.sequences ?? [];
    expect([first, second]).toEqual([round?.submittedSequence, supplement]);
  });

  test('given material that is awaited, then the standing says so; given it came, then what comes next', () => {
    const titles = [1, 2, 3].map((count) => tellReview(toldAfter(count)).standingTitle);

    expect(titles).toEqual(['等待补充材料', '待确认材料', '审核中']);
  });
});

describe('[anze-L15-1] an opinion that nobody objects to counts as adopted', () => {
  const flaw = itemsOf('anze').find(({ code }) => code === 'procedure')?.code ?? '';
  const opinion: Act = {
    on: '2026-03-17',
    who: '审核员',
    do: 'giveOpinion',
    with: findings('anze', 'correct', flaw),
  };
  const again: Act = {
    on: '2026-03-19',
    who: '承办人甲',
    do: 'submitForReview',
    with: { draft: '已补正。' },
  };
  const answer: Act = {
    on: '2026-03-18',
    who: '承办人甲',
    do: 'answerOpinion',
    with: { response: 'adopt', handling: '已补正' },
  };
  const adoptedAfter = (acts: readonly Act[]) =>
    tellReview(toldOf(stage, 'anze', { through: 'acceptReview', acts })).rounds.map(
      ({ adopted }) => adopted,
    );

  test('given a new submission without an answer, then the round before says so', () => {
    expect(adoptedAfter([opinion, again])).toEqual([true, false]);
  });

  test('given an answer, or no new submission yet, then nothing is said', () => {
    expect(adoptedAfter([opinion, answer, again])).toEqual([false, false]);
    expect(adoptedAfter([opinion])).toEqual([false]);
  });
});

describe('the course of a review is that of the pack', () => {
  const courseOf = (pack: string, went: Went & Look) =>
    tellReview(toldOf(stage, pack, went)).course.map(({ id, standing }) => `${id} ${standing}`);

  test('[kaifu-T15-2] given two levels, then the countersignature is a step, and material is not confirmed', () => {
    expect(courseOf('kaifu', { through: 'giveOpinion' })).toEqual([
      'scope skipped',
      'submission done',
      'opinion done',
      'countersigning current',
      'follow-up ahead',
      'dispute ahead',
      'passed ahead',
    ]);
  });

  test('[yueqing-4.5-3] given every case and an own examination, then no question of scope, and the examination first', () => {
    expect(courseOf('yueqing', { through: 'finishInvestigation' })).toEqual([
      'examination current',
      'submission ahead',
      'opinion ahead',
      'follow-up ahead',
      'dispute ahead',
      'passed ahead',
    ]);
  });

  test('[anze-L14-1] given material to confirm, then that is a step; given a pass, then nothing is ahead', () => {
    expect(courseOf('anze', { through: 'submitForReview' })).toContain('acceptance current');
    expect(courseOf('anze', { through: 'giveOpinion' }).slice(-3)).toEqual([
      'follow-up skipped',
      'dispute skipped',
      'passed done',
    ]);
  });
});

describe('[anze-L10-1] what was handed in is told with its records, and what is missing by name', () => {
  test('given a submission without the draft, then the draft is missing and the report has its record', () => {
    const materials = ['proposal', 'final-report', 'basis-and-evidence'];
    const told = toldOf(stage, 'anze', {
      through: 'submitForReview',
      with: { submitForReview: { materials } },
    });
    const report = told.view.last('investigationFinished')?.sequence;
    const found = tellReview(told).rounds[0]?.materials;

    expect(found?.filter(({ missing }) => missing).map(({ title }) => title)).toEqual([
      '决定书代拟稿',
    ]);
    expect(found?.find(({ code }) => code === 'final-report')?.sequences).toEqual([report]);
  });
});

describe('people who might review are shown to those who assign, with what bars them', () => {
  test('[anze-L8-4] given a declared interest, then the person is shown with it; a handler sees nobody', () => {
    const went: Went & Look = {
      through: 'acceptReview',
      acts: [{ on: '2026-03-13', who: '审核员', do: 'declareInterest' }],
    };
    const people = (as: string) => tellReview(toldOf(stage, 'anze', { ...went, as })).people;
    const own = people('机关负责人').find(({ accountId }) => accountId === idOf(stage, '审核员'));

    expect(own?.conflicts.join('')).toContain('已申报');
    expect(people('承办人甲')).toEqual([]);
    expect(tellReview(toldOf(stage, 'anze', { ...went, as: '审核员' }))).toMatchObject({
      mayReview: false,
      whyNot: [expect.stringContaining('已申报')],
    });
  });

  test('[anze-L8-4] given that everybody who may review has an interest, then all are told that somebody is missing', () => {
    const reviewers = Object.entries(stage.book.cast)
      .filter(([, { mayReview }]) => mayReview)
      .map(([name]) => name);
    const declared = (count: number) =>
      toldOf(stage, 'anze', {
        through: 'acceptReview',
        acts: reviewers.slice(0, count).map((who) => {
          return { on: '2026-03-13', who, do: 'declareInterest' };
        }),
        as: '承办人甲',
      });

    expect(tellReview(declared(reviewers.length)).notes).toEqual([
      expect.stringContaining('没有可以审核本案的人员'),
    ]);
    expect(tellReview(declared(0)).notes).toEqual([]);
  });
});

describe('what changed after a pass is told with its record', () => {
  test('[anze-L5-1] given evidence after the opinion, then the review is stale because of that record', () => {
    const told = toldOf(stage, 'anze', {
      through: 'giveOpinion',
      acts: [{ on: '2026-03-17', who: '承办人甲', do: 'addEvidence' }],
    });
    const review = tellReview(told);

    expect(review).toMatchObject({
      standing: 'stale',
      staleReasons: [
        { sequence: told.view.last('evidenceAdded')?.sequence, text: '审核之后收集了新的证据' },
      ],
    });
    expect(review.course.find(({ id }) => id === 'submission')?.standing).toBe('current');
  });
});
