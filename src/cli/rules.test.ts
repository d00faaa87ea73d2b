import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { aRuleFolder, type RuleFiles } from '../../tests/support/rule-folder.ts';
import { Refused } from '../rules/index.ts';
import { clauses } from './clauses.ts';
import { deadline } from './deadline.ts';
import { explain } from './explain.ts';
import { checkRules, diffRules, importCalendar, listRules } from './rules.ts';
import { type Shell, tableOf } from './shell.ts';
import { wordsIn } from './usage.ts';

const home = fileURLToPath(new URL('../../', import.meta.url));

type Heard = Shell & { readonly printed: string[]; readonly complained: string[] };

/** A shell that remembers what was printed, over the real packs or over a small folder. */
function aShell(rules: string = join(home, 'rules'), language: 'zh' | 'en' = 'zh'): Heard {
  const printed: string[] = [];
  const complained: string[] = [];
  return {
    folders: { rules, extraCalendar: join(aRuleFolder(), 'own') },
    proceduresFolder: join(home, 'procedures'),
    home,
    today: '2026-11-20',
    words: wordsIn(language),
    out: (text) => void printed.push(text),
    err: (text) => void complained.push(text),
    printed,
    complained,
  };
}

const small = (different: RuleFiles = {}) => aShell(aRuleFolder(different));

function jsonOf(shell: Heard): unknown {
  return JSON.parse(shell.printed.join('\n'));
}

/** The codes an act is refused with. */
async function codesOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('mingfa deadline answers with clauses', () => {
  async function asked(pack: string, rule: string, from: string) {
    const shell = aShell();
    const code = await deadline({ pack, rule, from, json: true }, shell);
    return { code, answer: jsonOf(shell), complained: shell.complained };
  }

  test('[anze-P13-2] given a decision before the National Day, then it is published by 13 October', async () => {
    expect(await asked('anze', 'disclosure.penalty', '2026-09-28')).toEqual({
      code: 0,
      answer: {
        pack: 'anze',
        rule: 'disclosure.penalty',
        clauses: ['anze-P13-2', 'anze-P13-3'],
        from: '2026-09-28',
        due: '2026-10-13',
        provisional: false,
      },
      complained: [],
    });
  });

  test('[yueqing-3.4.1-4] given an urgent start at nine, then the 24 hours end at nine the next day', async () => {
    const { answer } = await asked('yueqing', 'initiation.backfill', '2026-09-30 09:00');

    expect(answer).toMatchObject({
      from: '2026-09-30T09:00:00.000+08:00',
      due: '2026-10-01T09:00:00.000+08:00',
      clauses: ['yueqing-3.4.1-4'],
    });
  });

  test('[dazhou-2.1.4-1f] given a document that takes effect before a holiday, then one natural day', async () => {
    const { answer, complained } = await asked('dazhou', 'disclosure.withdrawal', '2026-09-30');

    expect(answer).toMatchObject({ due: '2026-10-01', clauses: ['dazhou-2.1.4-1f'] });
    expect(complained.join()).toContain('征求意见稿');
  });

  test('[kaifu-1.4-e] given "promptly" before a law with three workdays, then the law limits it', async () => {
    const { answer } = await asked('kaifu', 'disclosure.withdrawal', '2026-09-28');

    expect(answer).toMatchObject({
      due: '2026-10-08',
      origin: 'behind',
      promptly: true,
      clauses: ['kaifu-1.4-e', 'apl-2021-48', 'apl-2021-85'],
    });
  });

  test('[kaifu-1.4-h] given the 20th, then the monthly report is still in time; a day later, not', async () => {
    expect((await asked('kaifu', 'report.monthly', '2026-12-20')).answer).toMatchObject({
      due: '2026-12-20',
    });
    expect((await asked('kaifu', 'report.monthly', '2026-12-21')).answer).toMatchObject({
      due: '2027-01-20',
    });
  });

  test('given a rule of the national pack, then its pack is named beside the one asked for', async () => {
    const { answer } = await asked('anze', 'case.decide', '2026-11-20');

    expect(answer).toMatchObject({ pack: 'anze', setBy: 'national', due: '2027-02-18' });
  });

  test('given workdays beyond the last notice, then the day is provisional', async () => {
    const { answer } = await asked('anze', 'disclosure.penalty', '2026-12-30');

    expect(answer).toMatchObject({ due: '2027-01-08', provisional: true });
  });

  test('given a time of keeping without a number, then there is no day and the word for it', async () => {
    const { code, answer } = await asked('kaifu', 'recording.retain', '2026-09-28');

    expect(code).toBe(0);
    expect(answer).toMatchObject({ due: null, keep: 'long-term' });
  });

  test('[yueqing-6-2] given the last day of the pack and the day after, then it counts and counts no more', async () => {
    const last = await asked('yueqing', 'recording.store', '2026-11-23');
    const after = await asked('yueqing', 'recording.store', '2026-11-24');

    expect(last).toMatchObject({ code: 0, answer: { due: '2026-11-25' } });
    expect(last.complained.join()).toContain('将于 2026-11-23 失效');
    expect(after.code).toBe(2);
    expect(after.complained.join()).toContain('已于 2026-11-23 失效');
  });

  test.each([
    ['yueqing', 'review.complete', '原文'],
    ['kaifu', 'disclosure.permit', ''],
    ['anze', 'no.such.key', '没有“no.such.key”这个规则键'],
    ['anze', 'review.complet', '多半是“review.complete”'],
  ])('given %s and %s, which no pack sets, then exit 2 and the reason', async (pack, rule, why) => {
    const shell = aShell();
    const code = await deadline({ pack, rule, from: '2018-01-02', json: true }, shell);

    expect(code).toBe(2);
    expect(shell.complained.join()).toContain('未规定');
    expect(jsonOf(shell)).toMatchObject({ pack, rule, clauses: [], due: null });
    if (rule !== 'review.complete') expect(shell.complained.join()).toContain(why);
  });

  test.each([
    ['nowhere', 'disclosure.penalty', '2026-09-28', 'rules.unknown-pack'],
    ['anze', 'disclosure.penalty', '2026-02-29', 'rules.bad-from'],
    ['anze', 'disclosure.penalty', '明天', 'rules.bad-from'],
    ['anze', 'disclosure.penalty', '9999-12-31', 'rules.bad-from'],
    ['anze', 'disclosure.penalty', '0001-01-01', 'rules.bad-from'],
    ['yueqing', 'initiation.backfill', '2026-09-28', 'rules.from-needs-time'],
    ['anze', 'review.opinions', '2026-09-28', 'rules.not-a-period'],
  ])('given %s %s %s, then it is refused', async (pack, rule, from, code) => {
    expect(await codesOf(deadline({ pack, rule, from }, aShell()))).toBe(code);
  });

  test('given a person who asks, then the answer is readable in both languages', async () => {
    const question = { pack: 'anze', rule: 'review.complete', from: '2026-12-28' };
    const chinese = aShell();
    const english = aShell(undefined, 'en');
    await deadline(question, chinese);
    await deadline(question, english);

    expect(chinese.printed.join()).toMatch(/最后期限\s+2027-01-11（暂定/);
    expect(chinese.printed.join()).toContain('anze-L14-1');
    expect(english.printed.join()).toMatch(/last day\s+2027-01-11 \(provisional/);
  });
});

describe('mingfa rules check, list and diff', () => {
  test('given the packs that ship, then nothing is wrong', async () => {
    const shell = aShell();

    expect(await checkRules(undefined, {}, shell)).toBe(0);
    expect(shell.printed.join()).toContain('没有错误');
  });

  test('given a mistake, then exit 1 with file, line and remedy', async () => {
    const shell = small({ 'jiaxian/rules.yaml': 'review.complet: 1\n' });

    expect(await checkRules(undefined, {}, shell)).toBe(1);
    expect(shell.printed.join()).toMatch(/jiaxian\/rules\.yaml:1:1 没有“review\.complet”.*多半是/);
    expect(shell.complained.join()).toContain('共 1 处错误');
  });

  test('given another folder, then that one is checked', async () => {
    const shell = aShell();

    expect(await checkRules(aRuleFolder({ 'keys.yaml': '{' }), { json: true }, shell)).toBe(1);
    expect(jsonOf(shell)).toMatchObject([{ file: 'keys.yaml', line: 1 }]);
  });

  test('given the packs that ship, then the list says how each stands', async () => {
    const shell = aShell();
    await listRules({ json: true }, shell);

    expect(jsonOf(shell)).toMatchObject([
      { id: 'anze', standing: '施行中', clauses: 147 },
      { id: 'dazhou', standing: '草案', clauses: 105 },
      { id: 'kaifu', standing: '施行中', clauses: 138 },
      { id: 'national', standing: '施行中' },
      { id: 'yueqing', standing: '施行中', clauses: 198, inForceUntil: '2026-11-23' },
    ]);
  });

  test.each([
    ['2023-11-23', '未施行'],
    ['2023-11-24', '施行中'],
    ['2026-11-23', '施行中'],
    ['2026-11-24', '已失效'],
  ])('[yueqing-6-2] given %s, then yueqing is %s', async (on, standing) => {
    const shell = aShell();
    await listRules({ on, json: true }, shell);
    const rows = jsonOf(shell) as readonly { id: string; standing: string }[];

    expect(rows.find((row) => row.id === 'yueqing')?.standing).toBe(standing);
  });

  test('given one pack, then each key is listed with its content or as unset', async () => {
    const shell = small();
    await listRules({ pack: 'jiaxian' }, shell);
    const text = shell.printed.join();

    expect(text).toMatch(
      /review\.complete .*10 个工作日；经负责人批准可延长 10 个工作日；扣除 补充材料/,
    );
    expect(text).toMatch(/recording\.retain .*未规定：原文只写按规定保存/);
    expect(text).toMatch(/review\.opinions .*同意、纠正/);
    expect(text).toMatch(/report\.monthly .*每月 20 日前/);
  });

  test('given a broken pack, then the list says so instead of failing', async () => {
    const shell = small({ 'jiaxian/rules.yaml': 'x: 1\n' });
    await listRules({}, shell);

    expect(shell.printed.join()).toMatch(/jiaxian .*有错误/);
  });

  test('given two packs, then only what differs is told, key by key', async () => {
    const shell = small();
    await diffRules(['jiaxian', 'national'], {}, shell);
    const text = shell.printed.join();

    expect(text).toContain('review.complete');
    expect(text).toMatch(/national\s+未规定/);
    expect(text).not.toContain('disclosure.penalty');
    expect(shell.complained.join()).toContain('5 个规则键不同，2 个相同');
  });

  test('given the same pack twice, then nothing differs', async () => {
    const shell = small();
    await diffRules(['jiaxian', 'jiaxian'], { json: true }, shell);

    expect(jsonOf(shell)).toEqual([]);
  });

  test('[yueqing-3.5.2-4] given anze and yueqing, then two days and two workdays are no equals', async () => {
    const shell = aShell();
    await diffRules(['anze', 'yueqing'], { json: true }, shell);
    const rows = jsonOf(shell) as readonly { key: string; differs: boolean }[];

    expect(rows.find((row) => row.key === 'recording.store')).toMatchObject({
      differs: true,
      a: { rule: { within: { n: 2, unit: 'workday' } } },
      b: { rule: { within: { n: 2, unit: 'day' } } },
    });
  });

  test.each(['2026-2-1', '昨天'])('given %s as the day, then it is refused', async (on) => {
    expect(await codesOf(listRules({ on }, small()))).toBe('rules.bad-day');
    expect(await codesOf(diffRules(['jiaxian', 'national'], { on }, small()))).toBe(
      'rules.bad-day',
    );
  });
});

describe('mingfa rules calendar import', () => {
  const notice = `
year: 2027
source: 示例通知
rest: ['2027-01-01..2027-01-03', '2027-05-01..2027-05-05', '2027-10-01..2027-10-07']
makeUp: ['2027-10-09']
`;

  test('given a notice, then it is added once and the deadline is certain', async () => {
    const shell = small();
    const file = join(mkdtempSync(join(tmpdir(), 'mingfa-notice-')), '2027.yaml');
    writeFileSync(file, notice);
    const question = {
      pack: 'jiaxian',
      rule: 'disclosure.penalty',
      from: '2026-12-30',
      json: true,
    };

    expect(await importCalendar(file, shell)).toBe(0);
    expect(await importCalendar(file, shell)).toBe(0);
    expect(shell.printed.join()).toContain('内容相同');
    const asking = { ...shell, printed: [] as string[] };
    await deadline(question, { ...asking, out: (text) => void asking.printed.push(text) });
    expect(JSON.parse(asking.printed.join())).toMatchObject({
      due: '2027-01-11',
      provisional: false,
    });
  });

  test('given a file that is wrong or not there, then exit 1 and the reason', async () => {
    const shell = small();

    expect(await importCalendar(join(shell.folders.rules, 'none.yaml'), shell)).toBe(1);
    expect(shell.complained.join()).toContain('日历未变');
  });
});

describe('mingfa clauses', () => {
  test('given coverage, then each pack and kind is counted and the open ones that matter are named', async () => {
    const shell = aShell();
    await clauses({ coverage: true, json: true }, shell);
    const { rows, totals } = jsonOf(shell) as {
      rows: readonly { pack: string; clauses: number; proved: number; open: readonly string[] }[];
      totals: { clauses: number; mustBeProved: number };
    };

    const local = rows.filter(({ pack }) => pack !== 'national');
    expect(local.reduce((sum, row) => sum + row.clauses, 0)).toBe(588);
    expect(totals.mustBeProved).toBeGreaterThanOrEqual(210);
    for (const row of rows) expect(row.proved + row.open.length).toBe(row.clauses);
    expect(rows.flatMap((row) => row.open)).not.toContain('yueqing-6-2');
  });

  test('given one pack, then its clauses are listed', async () => {
    const shell = small();
    await clauses({ pack: 'jiaxian' }, shell);

    expect(shell.printed.join()).toContain('jiaxian-2  [enforce]  第二条');
    expect(shell.printed.join()).not.toContain('law-1-1');
  });

  test('given an unknown pack, then it is refused', async () => {
    expect(await codesOf(clauses({ pack: 'nowhere' }, small()))).toBe('rules.unknown-pack');
  });
});

describe('mingfa explain', () => {
  type Explained = {
    steps: readonly {
      id: string;
      commands: readonly { id: string; rules: readonly { key: string; clauses: string[] }[] }[];
    }[];
    documents: readonly { key: string; items: readonly string[]; clauses: readonly string[] }[];
    gates: readonly { name: string; asks: readonly string[]; clauses: readonly string[] }[];
    clocks: readonly {
      name: string;
      rule: { key: string; unset?: string } | null;
      clauses: readonly string[];
    }[];
  };

  async function explained(pack: string): Promise<Explained> {
    const shell = aShell();
    expect(await explain({ pack, procedure: 'penalty', json: true }, shell)).toBe(0);
    return jsonOf(shell) as Explained;
  }

  test.each(['kaifu', 'dazhou', 'anze', 'yueqing'])(
    'given %s, then steps, documents, gates and clocks cite its clauses',
    async (pack) => {
      const { steps, documents, gates, clocks } = await explained(pack);

      expect(steps.map((step) => step.id)).toContain('review');
      expect(documents.length).toBeGreaterThan(0);
      for (const part of [documents, gates, clocks]) {
        expect(part.flatMap((each) => each.clauses).some((id) => id.startsWith(`${pack}-`))).toBe(
          true,
        );
      }
      expect(clocks.find((clock) => clock.name === 'disclose')?.clauses).not.toEqual([]);
    },
  );

  test('[yueqing-4.4.1-2] given a pack without a review period, then the clock says it is unset', async () => {
    const { clocks } = await explained('yueqing');
    const review = clocks.find((clock) => clock.name === 'review');

    expect(review?.rule?.unset).toContain('原文');
    expect(review?.clauses).toEqual([]);
  });

  test('given a person who asks, then it can be read', async () => {
    const shell = aShell();
    await explain({ pack: 'anze', procedure: 'penalty' }, shell);

    expect(shell.printed.join()).toContain('送法制审核');
    expect(shell.printed.join()).toContain('时限');
    expect(shell.printed.join()).toMatch(/见证人：“送达方式”为“留置送达”时必填（送达决定书）/);
    expect(shell.printed.join()).toMatch(/归档：归档后.*不能取消归档/);
  });

  test.each([
    [{ pack: 'anze', procedure: '../rules/keys' }, 'procedure.unknown'],
    [{ pack: 'anze', procedure: 'penalti' }, 'procedure.unknown'],
    [{ pack: 'nowhere', procedure: 'penalty' }, 'rules.unknown-pack'],
    [{ pack: 'anze', procedure: 'penalty', on: '2026-13-01' }, 'rules.bad-day'],
  ])('given %j, then it is refused', async (question, code) => {
    expect(await codesOf(explain(question, aShell()))).toBe(code);
  });
});

test('given Chinese and Latin cells, then columns stand under each other', () => {
  expect(
    tableOf([
      ['规则', 'a', 'x'],
      ['ab', '甲乙', 'y'],
    ]),
  ).toBe('规则  a     x\nab    甲乙  y');
});
