import { describe, expect, test } from 'vitest';
import { aRuleBook, type RuleFiles } from '../../tests/support/rule-folder.ts';
import { type BodySettings, periodOf, Refused, type Rules } from './index.ts';

async function rulesOf(settings?: BodySettings, different: RuleFiles = {}): Promise<Rules> {
  return (await aRuleBook(different)).rulesFor(['jiaxian'], settings);
}

async function refusedCodes(settings: BodySettings, different: RuleFiles = {}): Promise<string> {
  const book = await aRuleBook(different);
  try {
    book.rulesFor(['jiaxian'], settings);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('a body follows its packs, the most specific first', () => {
  test('given the valid folder, then nothing is wrong with it', async () => {
    expect((await aRuleBook()).check()).toEqual([]);
  });

  test('given a pack that extends the national one, then both are followed without naming both', async () => {
    const rules = await rulesOf();

    expect(rules.packs).toEqual(['jiaxian', 'national']);
    expect(rules.get('review.complete', '2026-03-01')?.pack).toBe('jiaxian');
    expect(rules.get('disclosure.penalty', '2026-03-01')?.pack).toBe('national');
  });

  test('given a rule, then it carries title, clauses, period, extension and pauses', async () => {
    const rule = (await rulesOf()).get('review.complete', '2026-03-01');

    expect(rule).toMatchObject({
      title: '法制审核期限',
      clauses: ['jiaxian-1'],
      from: 'review-complete',
      within: { n: 10, unit: 'workday', lastDayAtRest: 'stays' },
      extend: { n: 10, unit: 'workday', approver: 'head' },
      pauses: ['supplement', 'expert-discussion'],
      checkedOn: '2026-11-20',
    });
  });

  test('given a key that no pack sets, then it is not invented', async () => {
    const rules = await rulesOf();

    expect(rules.get('no.such.key', '2026-03-01')).toBeNull();
    expect(rules.unsetReason('no.such.key', '2026-03-01')).toBeNull();
  });

  test('given a key that is unset, then there is no rule but a reason', async () => {
    const rules = await rulesOf();

    expect(rules.get('recording.retain', '2026-03-01')).toBeNull();
    expect(rules.unsetReason('recording.retain', '2026-03-01')).toBe('原文只写按规定保存');
  });

  test('given a key that a local pack leaves unset, then the rule above it does not come through', async () => {
    const different = {
      'keys.yaml': 'review.complete: { title: 法制审核期限, kind: period, subject: review }\n',
      'national/rules.yaml':
        "review.complete: { from: review-received, within: { n: 9, unit: day }, clauses: [law-1-1], checkedOn: '2026-11-20' }\n",
      'jiaxian/rules.yaml': "review.complete: { unset: 本县未定, checkedOn: '2026-11-20' }\n",
    };
    const rules = await rulesOf({}, different);

    expect(rules.get('review.complete', '2026-03-01')).toBeNull();
    expect(rules.unsetReason('review.complete', '2026-03-01')).toBe('本县未定');
  });

  test('given a catalogue named by a rule, then its content is the value', async () => {
    const rule = (await rulesOf()).get('review.opinions', '2026-03-01');

    expect(rule?.value).toEqual([
      { code: 'agree', title: '同意', outcome: 'passed', clauses: ['jiaxian-1'] },
      { code: 'correct', title: '纠正', outcome: 'not-passed' },
    ]);
  });

  test('given an office with a local name and one without, then the nearest name is used', async () => {
    const rules = await rulesOf();

    expect(rules.office('review-office', '2026-03-01')).toBe('政策法规科');
    expect(rules.office('head', '2026-03-01')).toBe('行政机关负责人');
    expect(rules.office('treasurer', '2026-03-01')).toBe('treasurer');
  });

  test('given a clause of any pack followed, then it is found, and no other', async () => {
    const rules = await rulesOf();

    expect(rules.clause('jiaxian-2')).toMatchObject({
      pack: 'jiaxian',
      locator: '第二条',
      citation: '第二条',
    });
    expect(rules.clause('law-1-3')).toMatchObject({ software: 'clock' });
    expect(rules.clause('jiaxian-99')).toBeNull();
  });
});

describe('a rule counts on the days it is in force, the first and the last included', () => {
  const ending = {
    'jiaxian/pack.yaml':
      "{ id: jiaxian, title: 甲县办法, inForceFrom: '2023-11-24', inForceUntil: '2026-11-23', extends: [national], warnDaysBeforeEnd: 90 }\n",
  };

  test.each([
    ['2023-11-23', null],
    ['2023-11-24', 'jiaxian'],
    ['2026-11-23', 'jiaxian'],
    ['2026-11-24', null],
  ])('given %s, then the local rule comes from %s', async (on, pack) => {
    const rules = await rulesOf({}, ending);

    expect(rules.get('review.complete', on)?.pack ?? null).toBe(pack);
    expect(rules.get('disclosure.penalty', on)?.pack).toBe('national');
  });

  test.each([
    ['2023-11-23', 'not-yet-in-force'],
    ['2026-08-24', undefined],
    ['2026-08-25', 'ending'],
    ['2026-11-23', 'ending'],
    ['2026-11-24', 'ended'],
  ])('given %s, then the warning is %s', async (on, code) => {
    const book = await aRuleBook(ending);

    expect(book.warnings(['jiaxian'], on)[0]?.code).toBe(code);
  });

  test('given a pack without a first day of its own, then it counts from its issue', async () => {
    const rules = await rulesOf(
      {},
      {
        'jiaxian/pack.yaml':
          "{ id: jiaxian, title: 甲县办法, issuedOn: '2020-05-09', inForceFrom: null, note: 施行日未另定, extends: [national] }\n",
      },
    );

    expect(rules.get('review.complete', '2020-05-08')).toBeNull();
    expect(rules.get('review.complete', '2020-05-09')?.pack).toBe('jiaxian');
  });

  test('given a later version in a folder of its own, then the earlier one gives way on its first day', async () => {
    const rules = await rulesOf(
      {},
      {
        'jiaxian@2026-07-01/pack.yaml':
          "{ id: jiaxian, title: 甲县办法（修订）, shortTitle: 甲县, inForceFrom: '2026-07-01', extends: [national], offices: { review-office: 法制科 } }\n",
        'jiaxian@2026-07-01/clauses.yaml':
          '- { id: jiaxian-1, locator: 第一条（修订）, system: review, kind: deadline, obligation: 五个工作日, feature: review, software: clock }\n',
        'jiaxian@2026-07-01/rules.yaml':
          "review.complete: { from: review-received, within: { n: 5, unit: workday }, clauses: [jiaxian-1], checkedOn: '2026-11-20' }\n",
      },
    );

    expect(rules.get('review.complete', '2026-06-30')?.within?.n).toBe(10);
    expect(rules.get('review.complete', '2026-07-01')?.within?.n).toBe(5);
    expect(rules.get('report.monthly', '2026-06-30')).not.toBeNull();
    expect(rules.get('report.monthly', '2026-07-01')).toBeNull();
    expect(rules.office('review-office', '2026-07-01')).toBe('法制科');
    expect(rules.clause('jiaxian-1')).toMatchObject({
      locator: '第一条（修订）',
      citation: '甲县 第一条（修订）',
    });
  });

  test('given one key amended inside a version, then each entry counts on its own days', async () => {
    const rules = await rulesOf(
      {},
      {
        'jiaxian/rules.yaml': `
review.complete:
  - { from: review-complete, within: { n: 10, unit: workday }, clauses: [jiaxian-1], checkedOn: '2026-11-20', inForceUntil: '2024-12-31' }
  - { from: review-complete, within: { n: 8, unit: workday }, clauses: [jiaxian-1], checkedOn: '2026-11-20', inForceFrom: '2025-01-01' }
`,
      },
    );

    expect(rules.get('review.complete', '2024-12-31')?.within?.n).toBe(10);
    expect(rules.get('review.complete', '2025-01-01')?.within?.n).toBe(8);
  });
});

describe('a word without a number is counted only with a number of somebody', () => {
  test('given "promptly" before a law with a number, then the law is the outer limit and both are cited', async () => {
    const rule = (await rulesOf()).get('disclosure.withdrawal', '2026-03-01');

    expect(rule?.promptly).toBe(true);
    expect(rule && periodOf(rule)).toEqual({
      period: { n: 3, unit: 'workday' },
      origin: 'behind',
      clauses: ['jiaxian-2', 'law-1-2'],
    });
  });

  test('given a number of the body, then it is shown as its own and used', async () => {
    const ours = {
      'disclosure.withdrawal': { n: 1, unit: 'workday', reason: '局务会决定' },
    } as const;
    const rule = (await rulesOf({ ours })).get('disclosure.withdrawal', '2026-03-01');

    expect(rule?.within).toBeUndefined();
    expect(rule?.ours).toEqual({ n: 1, unit: 'workday', reason: '局务会决定' });
    expect(rule && periodOf(rule)).toEqual({
      period: { n: 1, unit: 'workday' },
      origin: 'ours',
      clauses: ['jiaxian-2'],
    });
  });

  test('given "promptly" and no number anywhere, then nothing is counted', async () => {
    const rules = await rulesOf(
      {},
      {
        'jiaxian/rules.yaml':
          "review.complete: { from: review-complete, promptly: true, clauses: [jiaxian-1], checkedOn: '2026-11-20' }\n",
      },
    );
    const rule = rules.get('review.complete', '2026-03-01');

    expect(rule?.promptly).toBe(true);
    expect(rule && periodOf(rule)).toBeNull();
  });

  test('given the same question twice, then the answer is the same value', async () => {
    const rules = await rulesOf();

    expect(rules.get('disclosure.withdrawal', '2026-03-01')).toBe(
      rules.get('disclosure.withdrawal', '2026-03-02'),
    );
  });

  test.each([
    ['disclosure.withdrawal', { n: 3, unit: 'workday', reason: '惯例' }, 'accepted'],
    ['disclosure.withdrawal', { n: 4, unit: 'workday', reason: '惯例' }, 'rules.ours-too-loose'],
    ['disclosure.withdrawal', { n: 4, unit: 'day', reason: '惯例' }, 'rules.ours-too-loose'],
    ['disclosure.withdrawal', { n: 0, unit: 'day', reason: '惯例' }, 'rules.ours-out-of-range'],
    ['disclosure.withdrawal', { n: 1.5, unit: 'day', reason: '惯例' }, 'rules.ours-out-of-range'],
    ['disclosure.withdrawal', { n: 1, unit: 'day', reason: ' ' }, 'rules.ours-without-reason'],
    ['review.complete', { n: 3, unit: 'day', reason: '惯例' }, 'rules.ours-not-open'],
    ['toString', { n: 3, unit: 'day', reason: '惯例' }, 'rules.ours-not-open'],
  ] as const)('given %s set to %j, then it is %s', async (key, own, expected) => {
    expect(await refusedCodes({ ours: { [key]: own } })).toBe(expected);
  });
});

describe('a pack that cannot be relied on is refused', () => {
  const draft = {
    'jiaxian/pack.yaml':
      '{ id: jiaxian, title: 甲县办法（征求意见稿）, inForceFrom: null, note: 未定, draft: true, extends: [national] }\n',
  };

  test('given a draft nobody confirmed, then it is refused; confirmed, then it is used', async () => {
    expect(await refusedCodes({}, draft)).toBe('rules.draft-not-confirmed');
    expect(await refusedCodes({ confirmedDrafts: ['jiaxian'] }, draft)).toBe('accepted');
    expect((await aRuleBook(draft)).warnings(['jiaxian'], '2026-03-01')[0]?.code).toBe('draft');
  });

  test('given an unknown pack, then it is refused by name', async () => {
    const book = await aRuleBook();

    expect(() => book.rulesFor(['yixian', 'national'])).toThrow('rules.unknown-pack');
  });

  test.each([
    ['jiaxian/rules.yaml', 'review.complete: {'],
    ['national/clauses.yaml', '- { id: 1 }'],
    ['keys.yaml', 'x: [1'],
    ['calendar/2026.yaml', 'year: 1066'],
  ])('given a mistake in %s, then the pack is refused and not half used', async (file, content) => {
    expect(await refusedCodes({}, { [file]: content })).toMatch(/^rules\.broken/);
  });

  test('given a mistake in another local pack, then this one is still used', async () => {
    const book = await aRuleBook({ 'yixian/pack.yaml': 'id: yixian' });

    expect(book.check()).not.toEqual([]);
    expect(book.rulesFor(['jiaxian']).get('review.complete', '2026-03-01')).not.toBeNull();
  });
});
