import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  aRuleBook,
  aRuleFolder,
  type RuleFiles,
  validRules,
} from '../../tests/support/rule-folder.ts';
import { loadRuleBook } from './index.store.ts';

/** Every problem as 'file:line code'. */
async function problemsOf(different: RuleFiles): Promise<readonly string[]> {
  const problems = (await aRuleBook(different)).check();
  return problems.map(({ file, line, code }) => `${file}:${line} ${code}`);
}

/** The valid rules of the county with one more entry; it stands on line 14. */
function withRule(entry: string): RuleFiles {
  return { 'jiaxian/rules.yaml': `${validRules['jiaxian/rules.yaml']}${entry}\n` };
}

const cited = "clauses: [jiaxian-1], checkedOn: '2026-11-20'";

describe('a bad rule is named with file, line and reason', () => {
  test.each([
    [
      'an unknown clause',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, clauses: [jiaxian-9], checkedOn: '2026-11-20' }`,
      'rules.unknown-clause',
    ],
    [
      'another county’s clause',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, clauses: [yixian-1], checkedOn: '2026-11-20' }`,
      'rules.unknown-clause',
    ],
    [
      'an unknown clause inside a value',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, value: [{ clauses: [jiaxian-9] }], ${cited} }`,
      'rules.unknown-clause',
    ],
    [
      'an unknown key',
      `disclosure.penalti: { from: penalty-decision-made, within: { n: 7, unit: workday }, ${cited} }`,
      'rules.unknown-key',
    ],
    [
      'no clause',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, checkedOn: '2026-11-20' }`,
      'rules.missing-field',
    ],
    [
      'no day of checking',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, clauses: [jiaxian-1] }`,
      'rules.missing-field',
    ],
    [
      'a period without a start',
      `disclosure.penalty: { within: { n: 7, unit: workday }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'an unknown start',
      `disclosure.penalty: { from: penalty-decided, within: { n: 7, unit: workday }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'a period without a unit',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7 }, ${cited} }`,
      'rules.missing-field',
    ],
    [
      'a period of nothing',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 0, unit: workday }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'a period in fractions',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 1.5, unit: workday }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'a slip of the pen',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 70000, unit: workday }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'an unknown unit',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: 工作日 }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'a date that is none',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, clauses: [jiaxian-1], checkedOn: '2026-02-30' }`,
      'rules.wrong-kind',
    ],
    [
      'a misspelt part',
      `disclosure.penalty: { from: penalty-decision-made, with: { n: 7, unit: workday }, ${cited} }`,
      'rules.unknown-field',
    ],
    ['nothing', 'disclosure.penalty:', 'rules.missing-field'],
    [
      'content beside unset',
      `disclosure.penalty: { unset: 未定, within: { n: 7, unit: workday }, checkedOn: '2026-11-20' }`,
      'rules.unknown-field',
    ],
    [
      'a period for a value',
      `review.opinions: { value: [], from: disclosed, within: { n: 7, unit: day }, ${cited} }`,
      'rules.twice',
    ],
    [
      'an own number beside the text’s',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, ours: { n: 5, unit: workday, reason: 惯例 }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'a promptly beside a number',
      `disclosure.penalty: { from: penalty-decision-made, promptly: true, within: { n: 7, unit: workday }, ${cited} }`,
      'rules.wrong-kind',
    ],
    [
      'an unknown office',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 5, unit: workday }, value: { approver: treasurer }, ${cited} }`,
      'rules.unknown-office',
    ],
    [
      'an unknown office in a list of those who carry a duty',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 5, unit: workday }, value: [{ carriers: [review-office, treasurer] }], ${cited} }`,
      'rules.unknown-office',
    ],
    ...["'2020-13'", "'2020-05-31'", '2020', '[]'].map((month): [string, string, string] => [
      `a month of completion that is ${month}`,
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 5, unit: workday }, value: [{ completeBy: ${month} }], ${cited} }`,
      'rules.wrong-kind',
    ]),
    [
      'an unknown catalogue',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 5, unit: workday }, value: { catalog: fees }, ${cited} }`,
      'rules.unknown-catalog',
    ],
    [
      'a fraction in a value',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 5, unit: workday }, value: { ratio: 0.05 }, ${cited} }`,
      'rules.not-whole',
    ],
    [
      'a last day before the first',
      `disclosure.penalty: { from: penalty-decision-made, within: { n: 5, unit: workday }, ${cited}, inForceFrom: '2025-01-01', inForceUntil: '2024-12-31' }`,
      'rules.wrong-kind',
    ],
    ['one key twice', `review.complete: { unset: 未定, checkedOn: '2026-11-20' }`, 'rules.twice'],
    ['a list where a map belongs', 'disclosure.penalty: [within]', 'rules.wrong-kind'],
  ])('given %s, then it is found on its line', async (_, entry, code) => {
    expect(await problemsOf(withRule(entry))).toContain(`jiaxian/rules.yaml:13 ${code}`);
  });

  test('given a misspelt key, then the likely one is offered', async () => {
    const book = await aRuleBook(withRule(`disclosure.penalti: { promptly: true, ${cited} }`));

    expect(book.check()[0]?.text).toContain('多半是“disclosure.penalty”');
  });

  test('given two entries of one key whose days meet, then the second is found; apart, then none is', async () => {
    const entries = (until: string) => ({
      'jiaxian/rules.yaml': `
review.complete:
  - { from: review-complete, within: { n: 10, unit: workday }, ${cited}, inForceUntil: '${until}' }
  - { from: review-complete, within: { n: 8, unit: workday }, ${cited}, inForceFrom: '2025-01-01' }
`,
    });

    expect(await problemsOf(entries('2025-01-01'))).toEqual([
      'jiaxian/rules.yaml:2 rules.two-rules',
    ]);
    expect(await problemsOf(entries('2024-12-31'))).toEqual([]);
  });

  test('given a list of many mistakes, then all are named at once and in order', async () => {
    const found = await problemsOf({
      'jiaxian/pack.yaml': 'id: jiaxian\ntitle: 甲县\ninForceFrom: 2023\nextends: [省级]\n',
      'jiaxian/rules.yaml': `a: 1\nb: 2\nreview.complete: { from: 起, ${cited} }\n`,
    });

    expect(found).toEqual([
      'jiaxian/pack.yaml:3 rules.wrong-kind',
      'jiaxian/pack.yaml:4 rules.unknown-pack',
      'jiaxian/rules.yaml:1 rules.unknown-key',
      'jiaxian/rules.yaml:2 rules.unknown-key',
      'jiaxian/rules.yaml:3 rules.wrong-kind',
      'jiaxian/rules.yaml:3 rules.wrong-kind',
    ]);
  });
});

describe('a local rule may not loosen a law it cannot override', () => {
  const penalty = (length: string, more = '') =>
    withRule(
      `disclosure.penalty: { from: penalty-decision-made, within: ${length}, ${more}${cited} }`,
    );

  test.each([
    ['as long', '{ n: 7, unit: workday }'],
    ['shorter', '{ n: 6, unit: workday }'],
    ['in natural days that never reach further, make-up days included', '{ n: 8, unit: day }'],
    ['in hours that never reach further', '{ n: 168, unit: hour }'],
  ])('given a period %s, then it stands', async (_, length) => {
    expect(await problemsOf(penalty(length))).toEqual([]);
  });

  test.each([
    ['one workday longer', '{ n: 8, unit: workday }'],
    ['in natural days that reach further only before a make-up day', '{ n: 9, unit: day }'],
    ['in months', '{ n: 1, unit: month }'],
  ])('given a period %s, then it is refused', async (_, length) => {
    expect(await problemsOf(penalty(length))).toEqual(['jiaxian/rules.yaml:13 rules.loosens-law']);
  });

  test('given the reason, then it shows a day on which the two differ, and the law', async () => {
    const [problem] = (await aRuleBook(penalty('{ n: 8, unit: workday }'))).check();

    expect(problem?.text).toContain('law-1-1');
    expect(problem?.text).toMatch(/例如自 \d{4}-\d\d-\d\d 起算，本规则到 .+，国家规定到 /);
  });

  test.each([
    ['an extension the law does not know', 'extend: { n: 1, unit: workday, approver: head }, '],
    ['a pause the law does not know', 'pauses: [supplement], '],
  ])('given %s, then it is refused', async (_, more) => {
    expect(await problemsOf(penalty('{ n: 7, unit: workday }', more))).toEqual([
      'jiaxian/rules.yaml:13 rules.loosens-law',
    ]);
  });

  test('given another start, then it cannot be shown to be as strict', async () => {
    const later = `disclosure.penalty: { from: decision-served, within: { n: 7, unit: workday }, ${cited} }`;

    expect(await problemsOf(withRule(later))).toEqual(['jiaxian/rules.yaml:13 rules.loosens-law']);
  });

  test('given a law and a pack that calls it unset, then the law is not made to vanish', async () => {
    const unset = "disclosure.penalty: { unset: 本县未定, checkedOn: '2026-11-20' }";

    expect(await problemsOf(withRule(unset))).toEqual(['jiaxian/rules.yaml:13 rules.loosens-law']);
  });

  test.each([
    ['five workdays', '{ n: 5, unit: workday }', []],
    ['six workdays', '{ n: 6, unit: workday }', []],
    ['four workdays', '{ n: 4, unit: workday }', ['jiaxian/rules.yaml:13 rules.loosens-law']],
    ['seven natural days', '{ n: 7, unit: day }', ['jiaxian/rules.yaml:13 rules.loosens-law']],
  ])(
    'given a party’s five workdays and a pack that gives %s, then %j',
    async (_, length, found) => {
      const entry = `hearing.request: { from: notice-served, within: ${length}, ${cited} }`;

      expect(await problemsOf(withRule(entry))).toEqual(found);
    },
  );

  test('given a local rule that ended before the law began, then the two never meet', async () => {
    const entry = `disclosure.penalty: { from: penalty-decision-made, within: { n: 20, unit: workday }, ${cited}, inForceUntil: '2024-12-31' }`;
    const law = (from: string) => ({
      ...withRule(entry),
      'national/rules.yaml': validRules['national/rules.yaml'].replaceAll(
        "checkedOn: '2026-11-20' }",
        `checkedOn: '2026-11-20', inForceFrom: '${from}' }`,
      ),
    });

    expect(await problemsOf(law('2025-01-01'))).toEqual([]);
    expect(await problemsOf(law('2024-12-31'))).toEqual([
      'jiaxian/rules.yaml:13 rules.loosens-law',
    ]);
  });
});

describe('a bad pack is named with file, line and reason', () => {
  test.each<[string, RuleFiles, string]>([
    [
      'a pack without a title',
      { 'jiaxian/pack.yaml': "id: jiaxian\ninForceFrom: '2023-01-01'\n" },
      'jiaxian/pack.yaml:1 rules.missing-field',
    ],
    [
      'a pack that names no first day',
      { 'jiaxian/pack.yaml': 'id: jiaxian\ntitle: 甲县\nextends: [national]\n' },
      'jiaxian/pack.yaml:1 rules.missing-field',
    ],
    [
      'a pack in the wrong folder',
      {
        'jiaxian/pack.yaml':
          "id: yixian\ntitle: 乙县\ninForceFrom: '2023-01-01'\nextends: [national]\n",
      },
      'jiaxian/pack.yaml:1 rules.wrong-kind',
    ],
    [
      'a version in the wrong folder',
      {
        'jiaxian@2025-01-01/pack.yaml': "id: jiaxian\ntitle: 甲县\ninForceFrom: '2025-02-01'\n",
        'jiaxian@2025-01-01/rules.yaml': '{}',
        'jiaxian@2025-01-01/clauses.yaml': '[]',
      },
      'jiaxian@2025-01-01/pack.yaml:3 rules.wrong-kind',
    ],
    [
      'an end before the beginning',
      {
        'jiaxian/pack.yaml':
          "id: jiaxian\ntitle: 甲县\ninForceFrom: '2023-01-01'\ninForceUntil: '2022-01-01'\nextends: [national]\n",
      },
      'jiaxian/pack.yaml:4 rules.wrong-kind',
    ],
    [
      'packs that extend each other',
      {
        'national/pack.yaml':
          "id: national\ntitle: 国家\ninForceFrom: '2021-07-15'\nextends: [jiaxian]\noffices: { head: 负责人 }\n",
      },
      'national/pack.yaml:4 rules.circular-extends',
    ],
    [
      'a pack without rules',
      { 'jiaxian/rules.yaml': null },
      'jiaxian/rules.yaml:1 rules.missing-file',
    ],
    [
      'a pack without clauses',
      { 'jiaxian/clauses.yaml': null },
      'jiaxian/clauses.yaml:1 rules.missing-file',
    ],
    [
      'a folder without a pack',
      { 'yixian/rules.yaml': '{}' },
      'yixian/pack.yaml:1 rules.missing-file',
    ],
    [
      'a clause twice',
      {
        'jiaxian/clauses.yaml': `${validRules['jiaxian/clauses.yaml']}- { id: jiaxian-1, locator: 又一条, system: review, kind: gate, obligation: 重复, feature: review, software: none }\n`,
      },
      'jiaxian/clauses.yaml:5 rules.duplicate-clause',
    ],
    [
      'a clause of another pack’s number',
      {
        'jiaxian/clauses.yaml': `${validRules['jiaxian/clauses.yaml']}- { id: law-1-1, locator: 借用, system: review, kind: gate, obligation: 借用, feature: review, software: none }\n`,
      },
      'national/pack.yaml:1 rules.duplicate-clause',
    ],
    [
      'a clause with an unknown demand on software',
      {
        'national/clauses.yaml':
          '- { id: law-1-1, locator: 一, system: a, kind: b, obligation: c, feature: d, software: maybe }\n',
      },
      'national/clauses.yaml:1 rules.wrong-kind',
    ],
    [
      'a catalogue that cites nothing real',
      { 'jiaxian/catalogs/opinions.yaml': '- { code: agree, clauses: [jiaxian-7] }\n' },
      'jiaxian/catalogs/opinions.yaml:1 rules.unknown-clause',
    ],
    [
      'a key of unknown kind',
      { 'keys.yaml': 'a.b: { title: 甲, kind: length, subject: 乙 }\n' },
      'keys.yaml:1 rules.wrong-kind',
    ],
    [
      'a floor that cannot be compared',
      {
        'keys.yaml': 'a.b: { title: 甲, kind: value, subject: 乙, nationalFloor: tighten-only }\n',
      },
      'keys.yaml:1 rules.floor-on-value',
    ],
    ['no keys', { 'keys.yaml': '{}' }, 'keys.yaml:1 rules.no-keys'],
    ['no list of keys', { 'keys.yaml': null }, 'keys.yaml:1 rules.unreadable'],
  ])('given %s, then it is found', async (_, different, expected) => {
    expect(await problemsOf(different)).toContain(expected);
  });

  test('given two versions that name overlapping days, then the later one is found', async () => {
    const version = (from: string) => ({
      'jiaxian/pack.yaml': `{ id: jiaxian, title: 甲县, inForceFrom: '2023-01-01', inForceUntil: '2025-06-30', extends: [national], offices: { head: 县长 } }\n`,
      [`jiaxian@${from}/pack.yaml`]: `{ id: jiaxian, title: 甲县新版, inForceFrom: '${from}', extends: [national] }\n`,
      [`jiaxian@${from}/clauses.yaml`]: '[]\n',
      [`jiaxian@${from}/rules.yaml`]: '{}\n',
    });

    expect(await problemsOf(version('2025-06-30'))).toEqual([
      'jiaxian@2025-06-30/pack.yaml:1 rules.overlapping-versions',
    ]);
    expect(await problemsOf(version('2025-07-01'))).toEqual([]);
  });

  test('given two versions that begin on one day, then one of them is found', async () => {
    const found = await problemsOf({
      'jiaxian@2023-01-01/pack.yaml': "{ id: jiaxian, title: 甲县, inForceFrom: '2023-01-01' }\n",
      'jiaxian@2023-01-01/clauses.yaml': '[]\n',
      'jiaxian@2023-01-01/rules.yaml': '{}\n',
    });

    expect(found).toEqual(['jiaxian@2023-01-01/pack.yaml:1 rules.overlapping-versions']);
  });

  test('given a folder that does not exist, then that is said and nothing is thrown', async () => {
    const book = await loadRuleBook(join(aRuleFolder(), 'no-such-folder'));

    expect(book.check().map((problem) => problem.code)).toContain('rules.no-packs');
    expect(book.packs).toEqual([]);
  });

  test('given a folder where a file belongs, then that is said', async () => {
    const folder = aRuleFolder({ 'jiaxian/rules.yaml': null });
    mkdirSync(join(folder, 'jiaxian', 'rules.yaml'));
    const [problem] = (await loadRuleBook(folder)).check();

    expect(problem).toMatchObject({ file: 'jiaxian/rules.yaml', code: 'rules.missing-file' });
  });
});
