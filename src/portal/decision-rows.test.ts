import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLine, type ListedDecision, tableHead, tableLine } from './decision-rows.ts';

const row: ListedDecision = {
  id: '0b6e0a52-4f0e-4f0e-8f0e-000000000001',
  agencyId: '0b6e0a52-4f0e-4f0e-8f0e-000000000002',
  bodyName: '示范县综合行政执法局',
  decisionNumber: '示罚决字〔2026〕第1号',
  caseName: '某案，含“引号”和"逗号",以及\n换行',
  partyName: null,
  punishment: '罚款8000元',
  penaltyKinds: ['罚款', '警告'],
  decidedOn: '2026-11-10',
  correctedOn: null,
};
const origin = 'https://site.example';

test('given any text in a decision, when the table is read again, then the text is there and is no formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (caseName) => {
      const text = tableHead() + tableLine({ ...row, caseName }, origin);
      const [read] = parse<Record<string, string>>(text, { bom: true, columns: true });
      const cell = read?.['案件名称'] ?? '';
      expect([caseName, `'${caseName}`]).toContain(cell);
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      expect(read?.['网址']).toBe(`${origin}/decisions/${row.id}`);
    }),
  );
});

test('given a decision, when written as a line of JSON, then it is one line and says what the list says', () => {
  const line = jsonLine(row, origin);
  expect(line.trimEnd()).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({
    caseName: row.caseName,
    partyName: null,
    penaltyKinds: row.penaltyKinds,
  });
});

test('[foi-2019-41] given a decision that was corrected, then table and JSON name the day', () => {
  const corrected = { ...row, correctedOn: '2026-11-20' };
  const [read] = parse<Record<string, string>>(tableHead() + tableLine(corrected, origin), {
    bom: true,
    columns: true,
  });

  expect(read?.['更正日期']).toBe('2026-11-20');
  expect(JSON.parse(jsonLine(corrected, origin))).toMatchObject({ correctedOn: '2026-11-20' });
  expect(JSON.parse(jsonLine(row, origin))).toMatchObject({ correctedOn: null });
});
