import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRuleBook } from './index.store.ts';
import { deadlineOf, type Period, type Rule, type RuleBook } from './index.ts';

let book: RuleBook;
beforeAll(async () => {
  book = await loadRuleBook(fileURLToPath(new URL('../../rules', import.meta.url)));
});

function aRule(content: Partial<Rule>): Rule {
  const rule = { key: 'a.b', pack: 'jiaxian', title: '某期限', clauses: ['jiaxian-1'] };
  return { ...rule, checkedOn: '2026-11-20', from: 'disclosed', ...content };
}

const deadline = (content: Partial<Rule>, from: string) =>
  deadlineOf(aRule(content), from, book.calendar);

describe('a deadline follows from whoever gave the number', () => {
  const three: Period = { n: 3, unit: 'workday' };

  test('given the text’s number, then it counts', () => {
    expect(deadline({ within: three }, '2026-09-28')).toMatchObject({
      due: '2026-10-08',
      origin: 'text',
      provisional: false,
    });
  });

  test('given "promptly" with the body’s number and the law’s, then the body’s counts', () => {
    const ours = { n: 1, unit: 'workday', reason: '惯例' } as const;
    const behind = aRule({ within: three, clauses: ['law-1'] });

    expect(deadline({ promptly: true, ours, behind }, '2026-09-28')).toMatchObject({
      due: '2026-09-29',
      origin: 'ours',
      clauses: ['jiaxian-1'],
    });
    expect(deadline({ promptly: true, behind }, '2026-09-28')).toMatchObject({
      due: '2026-10-08',
      origin: 'behind',
      clauses: ['jiaxian-1', 'law-1'],
    });
  });

  test('given "promptly" alone or a time of keeping, then there is no last day', () => {
    expect(deadline({ promptly: true }, '2026-09-28')).toMatchObject({ due: null, origin: 'none' });
    expect(deadline({ keep: 'permanent' }, '2026-09-28')).toMatchObject({ due: null });
  });

  test('given hours, then a moment is needed and answered', () => {
    const within: Period = { n: 24, unit: 'hour' };

    expect(deadline({ within }, '2026-09-28')).toBeNull();
    expect(deadline({ within }, '2026-09-28T17:30:00.000+08:00')).toMatchObject({
      due: '2026-09-29T17:30:00.000+08:00',
    });
  });

  test('given days and a moment, then the day of the moment starts them', () => {
    expect(deadline({ within: three }, '2026-09-28T23:59:59.999+08:00')).toMatchObject({
      from: '2026-09-28',
      due: '2026-10-08',
    });
  });

  test('given a day that comes back, then it is the next one', () => {
    const every = { unit: 'year', month: 12, day: 20 } as const;

    expect(deadline({ every }, '2026-12-21')).toMatchObject({
      due: '2027-12-20',
      origin: 'schedule',
      provisional: false,
    });
  });
});

test('given every period of every pack on many days, then each is answered and none ends before it starts', () => {
  for (const { id } of book.packs) {
    const rules = book.rulesFor([id], { confirmedDrafts: [id] });
    for (const key of book.keys.keys()) {
      for (const day of ['2023-11-24', '2024-02-29', '2026-09-30', '2026-11-23', '2027-06-01']) {
        const rule = rules.get(key, day);
        if (rule === null) continue;
        const found = deadlineOf(rule, `${day}T09:00:00.000+08:00`, book.calendar);
        expect(found).not.toBeNull();
        expect(found?.due === null || (found?.due ?? '') >= day).toBe(true);
      }
    }
  }
});
