import { describe, expect, test } from 'vitest';
import {
  csvCell,
  exportedRow,
  exportHeadings,
  type PublishedDecision,
} from './exported-decision.ts';

const aDecision = (given: Partial<PublishedDecision> = {}): PublishedDecision => ({
  body: '示范局',
  decisionNumber: '示罚〔2026〕1号',
  caseName: '占道经营案',
  partyName: '示某',
  facts: null,
  law: null,
  punishment: null,
  penaltyKinds: ['警告', '罚款'],
  amountFen: 250_050,
  decidedOn: '2026-03-02',
  publishedAt: '2026-03-04T09:00:00+08:00',
  correctedOn: null,
  fields: [],
  document: null,
  ...given,
});

describe('an exported decision shows what is public of it', () => {
  test('given a summary with its own fields, then facts, basis and punishment come from them', () => {
    const row = exportedRow(
      aDecision({
        fields: [
          { code: 'main-facts', title: '主要违法事实', value: '在路口摆摊。' },
          { code: 'kind-and-basis', title: '种类和依据', value: '依某条例，罚款100元。' },
        ],
      }),
    );

    expect(row).toMatchObject({
      违法事实: '在路口摆摊。',
      处罚依据: '依某条例，罚款100元。',
      处罚内容: '依某条例，罚款100元。',
      公示内容: '主要违法事实：在路口摆摊；种类和依据：依某条例，罚款100元',
    });
  });

  test('given a full decision without fields, then kinds and fine tell the punishment, and its text is there', () => {
    const row = exportedRow(aDecision({ document: '行政处罚决定书' }));

    expect(row).toMatchObject({
      处罚内容: '警告，罚款2500.5元',
      决定书: '行政处罚决定书',
      违法事实: null,
      公示内容: null,
    });
  });

  test('given words of its own, then they are not replaced', () => {
    const row = exportedRow(aDecision({ facts: '事实', law: '依据', punishment: '警告' }));

    expect(row).toMatchObject({ 违法事实: '事实', 处罚依据: '依据', 处罚内容: '警告' });
    expect(Object.keys(row)).toEqual(exportHeadings);
  });
});

describe('a cell of a table stays a text', () => {
  test.each(['=1+1', '+1', '-1', '@a', '＝1+1', '＋1', '－1', '＠a', '\t=1', '\n=1'])(
    'given %j, which a spreadsheet may run, then it begins with an apostrophe',
    (text) => {
      expect(csvCell(text)).toMatch(/^"?'/);
    },
  );

  test('given quotes, commas and lines within, then the text is quoted and nothing is lost', () => {
    expect(csvCell('甲,"乙"\n丙')).toBe('"甲,""乙""\n丙"');
    expect(csvCell('甲=乙')).toBe('甲=乙');
    expect(csvCell(null)).toBe('');
  });
});
