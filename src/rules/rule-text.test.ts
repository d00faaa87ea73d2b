import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aRuleBook } from '../../tests/support/rule-folder.ts';
import { loadRuleBook } from './index.store.ts';
import { differences, type Rule, ruleText } from './index.ts';
import { nearest } from './nearest.ts';

function textOf(content: Partial<Rule>): string {
  const rule = { key: 'a.b', pack: 'jiaxian', title: '某期限', clauses: ['jiaxian-1'] };
  return ruleText({ ...rule, checkedOn: '2026-11-20', ...content });
}

describe('a rule is told in one line', () => {
  test.each<[Partial<Rule>, string]>([
    [{ from: 'disclosed', within: { n: 5, unit: 'year' } }, '自网上公示的次日起 5 年'],
    [
      { from: 'disclosed', within: { n: 1, unit: 'year' }, bound: 'min' },
      '自网上公示的次日起 至少 1 年',
    ],
    [{ from: 'procedure-started', within: { n: 24, unit: 'hour' } }, '自程序启动起 24 小时'],
    [
      { from: 'litigation-known', within: { n: 6, unit: 'month', lastDayAtRest: 'rolls-forward' } },
      '自知道行政行为（诉讼）的次日起 6 个月（末日遇休息日顺延）',
    ],
    [{ from: 'disclosed', promptly: true }, '网上公示后及时（原文没有数字）'],
    [{ promptly: true }, '及时（原文没有数字）'],
    [
      { promptly: true, ours: { n: 3, unit: 'day', reason: '惯例' } },
      '及时（原文没有数字）；本机关补定 3 日（惯例）',
    ],
    [{ every: { unit: 'month', day: 20 } }, '每月 20 日前'],
    [{ every: { unit: 'year', month: 1, day: 10 } }, '每年 1 月 10 日前'],
    [{ keep: 'same-as-case-file' }, '与案卷同期'],
    [{ unset: '原文缺目' }, '未规定：原文缺目'],
    [{ value: [{ code: 'a', title: '同意' }, '其他'] }, '同意、其他'],
    [{ value: { by: 'head', secrecy: true, clauses: ['x-1'] } }, '由谁：负责人，保密审查：是'],
    [
      {
        value: [
          {
            code: 'a',
            title: '明确程序',
            lead: null,
            carriers: ['review-office', 'office'],
            assistants: [],
            completeBy: '2020-05',
            thereafter: 'long-term',
          },
        ],
      },
      '明确程序（责任：法制审核机构、办公室，完成时限：2020-05，完成后：长期执行）',
    ],
    [{ value: 2, yieldsTo: ['law', 'rule'] }, '2；法律、规章另有规定的从其规定'],
  ])('given %j, then %s', (content, expected) => {
    expect(textOf(content)).toBe(expected);
  });
});

describe('two sets of rules are compared by what they demand', () => {
  async function compared(rule: string) {
    const book = await aRuleBook({
      'jiaxian/rules.yaml': `disclosure.penalty: { from: penalty-decision-made, ${rule}, clauses: [jiaxian-2], checkedOn: '2020-01-01', note: 说明 }\n`,
    });
    const rows = differences(
      book.rulesFor(['jiaxian']),
      book.rulesFor(['national']),
      book.keys.values(),
      '2026-03-01',
    );
    return rows.find((row) => row.key === 'disclosure.penalty');
  }

  test('given the same demand by another clause, then there is no difference', async () => {
    expect(await compared('within: { n: 7, unit: workday }')).toMatchObject({
      differs: false,
      a: { pack: 'jiaxian', clauses: ['jiaxian-2'] },
      b: { pack: 'national', clauses: ['law-1-1'] },
    });
  });

  test.each([
    'within: { n: 6, unit: workday }',
    'within: { n: 7, unit: day }',
    'within: { n: 7, unit: workday, lastDayAtRest: stays }',
    'promptly: true',
  ])('given %s, then there is one', async (rule) => {
    expect((await compared(rule))?.differs).toBe(true);
  });
});

describe('a misspelt name finds its neighbour', () => {
  const names = ['disclosure.penalty', 'disclosure.permit', 'review.complete'];

  test.each([
    ['disclosure.penalti', 'disclosure.penalty'],
    ['disclosure-penalty', 'disclosure.penalty'],
    ['reveiw.complete', 'review.complete'],
    ['payment', null],
    ['', null],
    ['x'.repeat(10_000), null],
  ])('given %s, then %s', (word, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });
});

describe('what the packs set is told in Chinese only', () => {
  test('given every rule that ships, then no name or code of ours is left in its text', async () => {
    const book = await loadRuleBook(join(import.meta.dirname, '../../rules'));
    const texts = book.packs.flatMap((pack) =>
      pack.rules
        .filter(({ unset }) => unset === undefined)
        .map((rule) => `${pack.id} ${rule.key}: ${ruleText(rule)}`),
    );

    expect(texts.filter((text) => /[a-z]{2}/i.test(text.slice(text.indexOf(': '))))).toEqual([]);
  });

  test('given an office that the pack names, then its own name is told', () => {
    const rule = { value: { by: 'head' } } as unknown as Parameters<typeof ruleText>[0];

    expect(ruleText(rule, (key) => `${key} 的名称`)).toBe('由谁：head 的名称');
  });

  test.each([
    [{ maxFen: 10_000 }, '上限：100 元'],
    [{ perDayPermille: 30, capPermille: 1000 }, '每日：3%，上限：100%'],
    [{ deemedAfter: { n: 30, unit: 'day' } }, '视为送达：30 日'],
    [{ mode: 'every', triggers: [] }, '方式：所有决定'],
  ])('given the value %j, then %s', (value, text) => {
    expect(ruleText({ value } as unknown as Parameters<typeof ruleText>[0])).toBe(text);
  });
});
