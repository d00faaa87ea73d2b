import { describe, expect, test } from 'vitest';
import { type Clause, clausesInScenario, clausesInTitles, coverageOf } from './index.ts';

describe('a test proves the clauses at the start of its title', () => {
  // The samples wear other brackets here, else this very file would claim to prove them.
  const found = (sample: string) => [
    ...clausesInTitles(sample.replaceAll('〔', '[').replaceAll('〕', ']')),
  ];

  test.each([
    ["describe('〔kaifu-1.4-a〕 a decision', () => {})", ['kaifu-1.4-a']],
    ['test("〔anze-L5-1; anze-L5-2〕 given", f)', ['anze-L5-1', 'anze-L5-2']],
    ['test(`〔anze-L5-1〕〔anze-L5-2〕 given`, f)', ['anze-L5-1', 'anze-L5-2']],
    ["test.each(〔\n  〔'a', 1〕,\n〕)('〔yueqing-6-2〕 given %s', f)", ['yueqing-6-2']],
    ['test.each`\na | b\n`("〔yueqing-6-2〕 $a", f)', ['yueqing-6-2']],
    ["describe.each(packs)('〔apl-2021-60、apl-2021-61〕 x', f)", ['apl-2021-60', 'apl-2021-61']],
    ["it(\n  '〔apl-2021-85〕 given', f)", ['apl-2021-85']],
    [
      "test.each(〔\n  〔'apl-2021-60', 'a (b)'〕,\n  〔'anze-L5-1', f('y')〕,\n〕 as const)('〔%s〕 %s', f)",
      ['apl-2021-60', 'anze-L5-1'],
    ],
  ])('given %j, then %j', (sample, expected) => {
    expect(found(sample)).toEqual(expected);
  });

  test.each([
    "test('given 〔kaifu-1.4-a〕 later in the title', f)",
    "const title = '〔kaifu-1.4-a〕 not a title';",
    "// test: '〔kaifu-1.4-a〕'",
    "expect(text).toBe('〔kaifu-1.4-a〕')",
  ])('given %j, then nothing is proved', (sample) => {
    expect(found(sample)).toEqual([]);
  });
});

test('given a scenario, then the clauses it names anywhere are proved, and nothing else', () => {
  const scenario = [
    { scenario: '甲', clauses: ['anze-L5-1'], expected: { refused: { clauses: ['anze-L5-2'] } } },
    { scenario: '乙', clauses: 'anze-L5-3', note: 'anze-L5-4' },
  ];

  expect([...clausesInScenario(scenario)]).toEqual(['anze-L5-1', 'anze-L5-2', 'anze-L5-3']);
});

test('given clauses and what is proved, then each pack and kind is counted', () => {
  const clause = (id: string, pack: string, software: string): Clause => ({
    id,
    pack,
    software,
    locator: '',
    citation: '',
    system: '',
    kind: '',
    obligation: '',
    actor: '',
    trigger: '',
    feature: '',
  });
  const clauses = [
    clause('a-1', 'a', 'enforce'),
    clause('a-2', 'a', 'enforce'),
    clause('a-3', 'a', 'clock'),
    clause('b-1', 'b', 'enforce'),
  ];

  expect(coverageOf(clauses, new Set(['a-1', 'b-1', 'z-9']))).toEqual([
    { pack: 'a', software: 'enforce', clauses: 2, proved: 1, open: ['a-2'] },
    { pack: 'a', software: 'clock', clauses: 1, proved: 0, open: ['a-3'] },
    { pack: 'b', software: 'enforce', clauses: 1, proved: 1, open: [] },
  ]);
});
