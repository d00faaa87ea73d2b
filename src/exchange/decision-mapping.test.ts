import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOfCell, isDayFormat } from './cell-day.ts';
import { type Mapping, mappingFor, readMapping } from './decision-mapping.ts';
import { readDecisionRow } from './decision-row.ts';

const today = '2026-11-21';
const trafficRow = {
  party: '于某',
  org: 'false',
  date: '2023-02-23',
  time: '22:10',
  place: '市府路',
  act: '醉酒后驾驶机动车',
  law: '某法第一条',
  punish: '罚款2000元，并处吊销驾驶证',
};
const traffic = mappingFor(Object.keys(trafficRow)) as Mapping;

function read(row: Record<string, string>, mapping: Mapping = traffic) {
  const result = readDecisionRow(row, mapping, today);
  if ('problems' in result) throw new Error(result.problems.join('；'));
  return result.decision;
}

describe('a row becomes a decision by its mapping', () => {
  test('given a row of the traffic file, when read, then case, facts, kinds and fine are told', () => {
    expect(read(trafficRow)).toMatchObject({
      caseName: '于某醉酒后驾驶机动车案',
      partyName: '于某',
      facts: '2023-02-23 22:10，于某在市府路醉酒后驾驶机动车。',
      penaltyKinds: ['罚款', '吊销许可证件'],
      amountFen: 200_000,
      decidedOn: '2023-02-23',
    });
  });

  test('given headings of the credit publicity list, when no mapping is named, then they are understood', () => {
    const row = {
      CF_WSH: '测罚〔2025〕1号',
      CF_XDR_MC: '测试商贸有限公司',
      CF_SY: '超范围经营',
      CF_YJ: '某法',
      CF_NR: '警告',
      CF_JDRQ: '2025/1/2',
    };
    const mapping = mappingFor(Object.keys(row)) as Mapping;
    expect(read(row, mapping)).toMatchObject({
      decisionNumber: '测罚〔2025〕1号',
      caseName: '测试商贸有限公司行政处罚案',
      penaltyKinds: ['警告'],
      decidedOn: '2025-01-02',
    });
  });

  test('given a table without a day of decision, when no mapping is named, then none fits', () => {
    expect(mappingFor(['当事人', '处罚内容'])).toBeNull();
  });

  test('given a mapping file with mistakes, when read, then each is named', () => {
    const result = readMapping({
      fields: { decidedOn: { column: '日期', format: 'YY' }, colour: '颜色' },
      more: 1,
    });
    expect(
      'refusals' in result && result.refusals.map(({ field }) => field ?? '').toSorted(),
    ).toEqual(['/fields/colour', '/fields/decidedOn', '/fields/more', '/fields/punishment']);
  });

  test('given a mapping file, when a row is read by it, then column, constant, template and format hold', () => {
    const result = readMapping({
      fields: {
        decidedOn: { column: '日期', format: 'D/M/YYYY' },
        punishment: ['结果', '处理'],
        caseName: { template: '{谁}一案' },
        law: { constant: '某条例' },
        party: '谁',
        partyKind: '类',
      },
      organisations: ['机构'],
    });
    if (!('mapping' in result)) throw new Error('the mapping was refused');
    expect(
      read(
        { 日期: '3/9/2025', 结果: '', 处理: '警告', 谁: '测试中心', 类: '机构' },
        result.mapping,
      ),
    ).toMatchObject({
      decidedOn: '2025-09-03',
      punishment: '警告',
      caseName: '测试中心一案',
      law: '某条例',
      partyName: '测试中心',
    });
  });
});

describe('[anze-P15-2] an imported row shows no more of a person than may be shown', () => {
  test.each([
    ['于某', 'false', '于某'],
    ['赵测试', 'false', '赵某'],
    ['欧阳测试', 'false', '欧阳某'],
    ['周测试', 'true', '周某'],
    ['史测试/某市测试运输有限公司', 'true', '史某/某市测试运输有限公司'],
    ['某市测试运输有限公司', 'true', '某市测试运输有限公司'],
  ])(
    'given the party %s (organisation: %s), when read, then it is shown as %s',
    (party, org, shown) => {
      const decision = read({ ...trafficRow, party, org });
      expect(decision.partyName).toBe(shown);
      expect(JSON.stringify(decision)).not.toContain('测试/');
      if (party !== shown) expect(JSON.stringify(decision)).not.toContain(party);
    },
  );

  test('given numbers of a person in the facts, when read, then they are blanked', () => {
    const decision = read({
      ...trafficRow,
      place: '路口（电话13800138000，身份证号11010519491231002X）',
    });
    expect(decision.facts).not.toMatch(/13800138000|11010519491231002X/);
  });
});

describe('a day is read as it is written, or not at all', () => {
  test.each([
    ['2026-09-28', '2026-09-28'],
    ['2026/9/8', '2026-09-08'],
    ['2026.9.8', '2026-09-08'],
    ['2026年9月8日', '2026-09-08'],
    ['20260908', '2026-09-08'],
    ['２０２６－０９－０８', '2026-09-08'],
    ['2026-09-08 12:30', '2026-09-08'],
    ['2026-09-08T00:00:00.000Z', '2026-09-08'],
  ])('given %s, when read, then %s', (cell, day) => expect(dayOfCell(cell)).toBe(day));

  test.each(['2026-02-30', '26-1-1', '9月8日', '', '2026-13-01', '昨天'])(
    'given %s, when read, then nothing',
    (cell) => expect(dayOfCell(cell)).toBeNull(),
  );

  test('given a format without a month, when checked, then it is none', () => {
    expect(isDayFormat('YYYY年D日')).toBe(false);
    expect(isDayFormat('YYYY年M月D日')).toBe(true);
  });

  test('given any text and any format, when read, then a civil day or nothing, quickly', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('YYYY-MM-DD', 'D.M.YYYY', 'YYYY年M月D日', '(YYYY)[M]{D}'),
        (cell, format) => {
          for (const day of [dayOfCell(cell), dayOfCell(cell, format)])
            if (day !== null) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
        },
      ),
    );
  });
});

test.each([
  ['决定日期晚于今天', { date: '2026-11-22' }],
  ['缺少决定日期', { date: '' }],
  ['缺少处罚内容', { punish: ' ' }],
  ['违法事实超过 20000 个字', { act: '长'.repeat(20_001) }],
])('given a row with the fault “%s”, when read, then the fault is named', (problem, change) => {
  const result = readDecisionRow({ ...trafficRow, ...change }, traffic, today);
  expect('problems' in result && result.problems).toContain(problem);
});

test('given any cells under any headings, when a row is read, then a decision or problems, never a fault', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2025-01-01', '罚款１万元', '__proto__', '\0'),
  );
  const heading = fc.oneof(
    fc.constantFrom(...Object.keys(trafficRow), '__proto__', 'constructor'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.dictionary(heading, cell), (row) => {
      const result = readDecisionRow(row, traffic, today);
      expect('decision' in result || result.problems.length > 0).toBe(true);
    }),
  );
});

test('given anything as the content of a mapping file, when read, then a mapping or refusals', () => {
  fc.assert(
    fc.property(fc.anything(), (content) => {
      const result = readMapping(content);
      expect('mapping' in result || result.refusals.length > 0).toBe(true);
    }),
  );
});
