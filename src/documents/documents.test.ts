import { describe, expect, test } from 'vitest';
import { aFiledCase, lastSequenceOf, type Went } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { JsonObject } from '../casework/index.ts';
import { contentsOf, type DocumentKind, documentOf, documentsOf } from './index.ts';

const stage = await penaltyStage();
const filed = (pack: string, went: Went) => aFiledCase(stage, pack, went);

const ok = { conclusion: 'ok' };
const problem = { conclusion: 'problem', ground: '笔录没有见证人签名。', place: '7' };
const anzeChecklist = {
  'subject-officers': ok,
  procedure: ok,
  'facts-evidence': problem,
  'law-discretion': ok,
  competence: ok,
  documents: ok,
  'crime-transfer': { conclusion: 'not-applicable' },
};
const correction = {
  kind: 'correct',
  findings: '证据有瑕疵。\n\n请补正。',
  checklist: anzeChecklist,
};
/** The documents of a case besides the sheet of its whole review. */
const papersOf = (source: ReturnType<typeof filed>) =>
  documentsOf(source).filter(({ kind }) => kind !== 'review-file');
const corrected = (paper: boolean) =>
  filed('anze', {
    through: 'giveOpinion',
    with: { giveOpinion: paper ? { ...correction, paper } : correction },
  });

/** What the last document of a kind holds. */
function heldIn(source: ReturnType<typeof filed>, kind: DocumentKind): JsonObject {
  const found = documentsOf(source).findLast((one) => one.kind === kind);
  const contents = contentsOf(source, kind, found?.sequence ?? 0);
  if (contents === null) throw new Error(`no ${kind}`);
  return contents;
}

describe('[anze-L13-1] a written opinion is made in two copies, one for the case file, one for the review office', () => {
  test('given an opinion on paper, then the list and the document name both and who keeps them', () => {
    const source = corrected(true);
    const keepers = ['承办机构存入执法案卷', '法制审核机构留存归档'];

    expect(papersOf(source)).toMatchObject([
      {
        kind: 'review-opinion',
        copies: keepers.map((keeper, index) => ({ n: index + 1, keeper })),
        paperless: false,
        clauses: ['anze-L13-1', 'anze-L13-2'],
      },
    ]);
    expect(heldIn(source, 'review-opinion')['copies']).toBe(
      '本意见书一式2份：一份由承办机构存入执法案卷，一份由法制审核机构留存归档。',
    );
  });
});

describe('[anze-L13-2] an opinion given online needs no separate paper', () => {
  test('given an opinion without paper, then no copies are asked for, and list and document say so', () => {
    const source = corrected(false);

    expect(papersOf(source)).toMatchObject([
      { copies: [], paperless: true, note: expect.stringContaining('免予另行出具') },
    ]);
    expect(heldIn(source, 'review-opinion')).toMatchObject({
      copies: null,
      note: expect.stringContaining('免予另行出具'),
    });
  });

  test('given a body whose rules ask for no number of copies, then nothing is said of paper', () => {
    const source = filed('dazhou', { through: 'giveOpinion' });

    expect(papersOf(source)).toMatchObject([{ copies: [], paperless: false, note: null }]);
  });
});

describe('[anze-L12-2] [kaifu-3.4-b] [dazhou-2.3.11-2a] [yueqing-4.4.4-9] the opinion shows every kind of the pack and the one that was given', () => {
  test('given a correction, then item, ground and place stand beside it, and clauses of other kinds are left out', () => {
    const held = heldIn(corrected(true), 'review-opinion');

    expect(held['kinds']).toEqual([
      { title: '同意', chosen: false },
      { title: '纠正', chosen: true },
      { title: '不予作出行政执法决定', chosen: false },
      { title: '移送', chosen: false },
    ]);
    expect(held['conditions']).toBe('存在问题的项目：第3项');
    expect((held['checklist'] as JsonObject[])[2]).toMatchObject({
      n: 3,
      word: '存在问题',
      ground: ['笔录没有见证人签名。'],
      place: '见案卷第7号记录',
    });
    expect(held['findings']).toEqual(['证据有瑕疵。', '请补正。']);
    const grounds = (held['grounds'] as string[]).join('；');
    expect(grounds).toContain('第十二条第（二）项');
    expect(grounds).not.toContain('第十二条第（三）项');
  });

  test('given seven kinds in yueqing, then all of them are shown', () => {
    const held = heldIn(filed('yueqing', { through: 'giveOpinion' }), 'review-opinion');
    const offered = stage.rulesOf('yueqing', {}).get('review.opinions', '2026-03-16')?.value;

    expect((held['kinds'] as unknown[]).length).toBe((offered as unknown[]).length);
    expect(held['issuer']).toBe('政策法规办公室');
  });
});

describe('[kaifu-T15-2] an opinion of two levels takes effect with the second', () => {
  test('given only the section head, then there is no opinion to print yet', () => {
    expect(papersOf(filed('kaifu', { through: 'giveOpinion' }))).toEqual([]);
  });

  test('given the leader in charge agrees, then the document is made from that record and holds both', () => {
    const source = filed('kaifu', { through: 'countersignOpinion' });
    const sequence = lastSequenceOf(source, 'opinionCountersigned');

    expect(papersOf(source)).toMatchObject([{ kind: 'review-opinion', sequence }]);
    expect(contentsOf(source, 'review-opinion', sequence)).toMatchObject({
      issuer: '行政执法监督科',
      signatures: [{ label: '审核人员', name: '审核员' }],
      countersign: {
        title: '分管局领导把关意见',
        signatures: [{ label: '分管局领导', name: '机关负责人' }],
      },
    });
  });

  test('given the leader does not agree, then there is none', () => {
    const source = filed('kaifu', {
      through: 'countersignOpinion',
      with: { countersignOpinion: { agreed: false } },
    });

    expect(papersOf(source)).toEqual([]);
  });
});

describe('[anze-L14-3] a request for material is a notice that says that the clock stands still', () => {
  const asked = (pack: string) =>
    filed(pack, {
      through: 'submitForReview',
      acts: [
        {
          on: '2026-03-13',
          who: '审核员',
          do: 'requestSupplement',
          with: { missing: '一、甲\n二、乙' },
        },
      ],
    });

  test('given anze, then what is missing line by line, and that the days are not counted', () => {
    const held = heldIn(asked('anze'), 'supplement-notice');

    expect(held['missing']).toEqual(['一、甲', '二、乙']);
    expect((held['closing'] as string[]).join('')).toContain('不计入审核期限');
  });

  test('given a body whose rules know no such pause, then nothing is said of it', () => {
    const held = heldIn(asked('kaifu'), 'supplement-notice');

    expect((held['closing'] as string[]).join('')).not.toContain('不计入');
  });
});

describe('[apl-2021-27] a case that goes to another body goes with a letter', () => {
  const acts = [{ on: '2026-03-20', who: '机关负责人', do: 'transferCase' }];

  test('[anze-L12-4] given a suspected crime, then receiver, ground, list of materials and a slip to send back', () => {
    const crime = [
      { on: '2026-03-18', who: '承办人甲', do: 'reportTransfer' },
      { on: '2026-03-19', who: '机关负责人', do: 'decideTransfer' },
      ...acts.map((one) => ({ ...one, with: { ground: 'crime', receiver: '示范区公安机关' } })),
    ];
    const source = filed('anze', { through: 'finishInvestigation', acts: crime });
    const held = heldIn(source, 'transfer-letter');

    expect(held).toMatchObject({
      addressee: '示范区公安机关',
      issuer: '示范县综合行政执法局',
      date: '2026年3月20日',
      opening: [expect.stringContaining('涉嫌犯罪（示范罪名）')],
      parts: [{ title: '移送材料清单', paragraphs: ['案卷材料一册。'] }],
      receipt: { text: expect.stringContaining('2026年3月20日') },
    });
  });

  test('[yueqing-4.4.4-7] given another jurisdiction, then the letter says so', () => {
    const source = filed('yueqing', { through: 'finishInvestigation', acts });

    expect(heldIn(source, 'transfer-letter')['opening']).toEqual([
      expect.stringContaining('不属于本机关管辖'),
    ]);
  });

  test('[anze-R23-1] given violence against the recording, then a letter to the police', () => {
    const source = filed('anze', {
      through: 'finishInvestigation',
      acts: [{ on: '2026-03-20', who: '机关负责人', do: 'transferObstruction' }],
    });

    expect(heldIn(source, 'obstruction-letter')).toMatchObject({
      addressee: '示范区公安机关',
      opening: [expect.stringContaining('以暴力阻挠')],
    });
  });
});

describe('[apl-2021-57] a collective discussion leaves a record with every participant', () => {
  test('given views and a conclusion, then each participant has a place to sign', () => {
    const source = filed('dazhou', {
      through: 'reviewStatement',
      acts: [{ on: '2026-03-24', who: '机关负责人', do: 'discussCase' }],
    });

    expect(heldIn(source, 'discussion-record')).toMatchObject({
      participants: ['主要负责人', '分管负责人', '承办机构负责人'],
      parts: [
        { title: '各人意见', paragraphs: ['一致同意。'] },
        { title: '结论', paragraphs: ['同意拟处罚意见。'] },
      ],
      signedNote: expect.stringContaining('已在原始记录上签名'),
    });
  });
});

describe('[yueqing-4.2-3] the whole review of a case fits on one sheet', () => {
  const checklist = (pack: string) => {
    const listed = stage.rulesOf(pack, {}).get('review.checklist', '2026-03-16')?.value;
    const codes = (listed as { code: string }[]).map(({ code }) => code);
    return Object.fromEntries(codes.map((code, index) => [code, index === 3 ? problem : ok]));
  };
  const disputed = () =>
    filed('dazhou', {
      through: 'submitForReview',
      acts: [
        {
          on: '2026-03-16',
          who: '审核员',
          do: 'giveOpinion',
          with: { kind: 'problems', findings: '请补正。', checklist: checklist('dazhou') },
        },
        { on: '2026-03-17', who: '承办人甲', do: 'answerOpinion', with: { response: 'object' } },
        { on: '2026-03-18', who: '审核员', do: 'consultDispute' },
        { on: '2026-03-19', who: '机关负责人', do: 'decideDispute' },
        { on: '2026-03-20', who: '承办人甲', do: 'submitForReview', with: { draft: '改过的稿。' } },
        { on: '2026-03-23', who: '审核员', do: 'giveOpinion' },
      ],
    });

  test('[dazhou-2.3.11-2b] given an objection and a second round, then each round with its opinion and what became of it', () => {
    const held = heldIn(disputed(), 'review-file');

    expect(held['rounds']).toMatchObject([
      {
        title: '第1次送审',
        course: [
          { act: '送法制审核' },
          { act: '出具审核意见', who: '审核员' },
          { act: '处理审核意见' },
          { act: '就审核意见协商' },
          { act: '决定审核争议', who: '机关负责人' },
        ],
        opinion: { kind: '存在问题', problems: [{ n: 4, ground: ['笔录没有见证人签名。'] }] },
        handling: [
          { paragraphs: ['有异议', '已按意见修改。'] },
          { paragraphs: ['协商未达成一致', '双方意见仍不一致。'] },
          { paragraphs: ['维持审核意见', '维持审核意见。'] },
        ],
      },
      { title: '第2次送审', opinion: { kind: '同意', problems: [] }, handling: [] },
    ]);
  });

  test('[anze-L10-1] given a supplement, then its material stands with its round', () => {
    const source = filed('anze', {
      through: 'submitForReview',
      with: { submitForReview: { materials: ['proposal'] } },
      acts: [
        { on: '2026-03-13', who: '审核员', do: 'requestSupplement' },
        {
          on: '2026-03-16',
          who: '承办人甲',
          do: 'supplementReview',
          with: { materials: ['draft-decision'] },
        },
      ],
    });
    expect(heldIn(source, 'review-file')['rounds']).toMatchObject([
      { materials: [{ title: '决定建议及其情况说明' }, { title: '决定书代拟稿' }] },
    ]);
  });

  test('[anze-L10-1] given a supplement that corrects the draft, then the material names the corrected one too', () => {
    const source = filed('anze', {
      through: 'submitForReview',
      acts: [
        { on: '2026-03-13', who: '审核员', do: 'requestSupplement' },
        {
          on: '2026-03-16',
          who: '承办人甲',
          do: 'supplementReview',
          with: { materials: null, draft: '拟处罚款五千元，从轻。' },
        },
      ],
    });
    const last = lastSequenceOf(source, 'reviewSupplemented');
    const rounds = heldIn(source, 'review-file')['rounds'] as {
      materials: { records: string }[];
    }[];
    const draft = rounds[0]?.materials.find(({ records }) => records.includes(`${last}`));

    expect(draft).toMatchObject({ title: '决定书代拟稿' });
  });

  test('given more of the review, then it is listed once, from the last record of it', () => {
    const source = disputed();
    const listed = documentsOf(source).filter(({ kind }) => kind === 'review-file');

    expect(listed).toMatchObject([{ sequence: lastSequenceOf(source, 'opinionGiven') }]);
    // As it stood earlier it can still be made.
    expect(
      contentsOf(source, 'review-file', lastSequenceOf(source, 'opinionAnswered')),
    ).toMatchObject({ rounds: [{ title: '第1次送审' }] });
  });
});

describe('a document is of its record and of nothing that came later', () => {
  test('given more acts after it, when it is made again, then it holds the same', () => {
    const before = filed('anze', { through: 'giveOpinion', with: { giveOpinion: correction } });
    const after = filed('anze', {
      through: 'giveOpinion',
      with: { giveOpinion: correction },
      acts: [
        { on: '2026-03-19', who: '承办人甲', do: 'addEvidence' },
        { on: '2026-03-20', who: '机关负责人', do: 'transferCase' },
      ],
    });
    const sequence = lastSequenceOf(before, 'opinionGiven');

    expect(contentsOf(after, 'review-opinion', sequence)).toEqual(
      contentsOf(before, 'review-opinion', sequence),
    );
  });

  test('given a record of another kind, or none, then there is no such document', () => {
    const source = corrected(true);

    for (const sequence of [0, 1, 999]) {
      expect(documentOf(source, 'review-opinion', sequence)).toBeNull();
      expect(contentsOf(source, 'review-opinion', sequence)).toBeNull();
    }
  });

  test('given control characters in a name of the registers, then none of them reaches the paper', () => {
    const source = corrected(true);
    const names = { ...source.names, agency: '示范\u0007局' };
    const held = heldIn({ ...source, names }, 'review-opinion');

    expect(held['agency']).toBe('示范 局');
  });
});
