// Lists with ten thousand cases, with one and with none: narrowing, order, reading on, sharing, keeping, saving as a file.

import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseSteps } from '../../src/casework/index.ts';
import { aBody, type CastBody } from '../support/body.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { fillWithCases, overdueRows, rowNames, waitingRows } from '../support/case-rows.ts';
import { aConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { endTour } from '../support/console-hand.ts';
import { chooseIn } from '../support/console-parts.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';
import { skipWithout } from '../support/skip-without.ts';

const noBrowser = await whyNoBrowser();
skipWithout(noBrowser);

const count = 10_000;

let db: TestDatabase;
let stage: TestConsole;
let many: CastBody;
let one: CastBody;
let none: CastBody;
beforeAll(async () => {
  if (noBrowser !== null) return;
  db = await aDatabase();
  stage = await aConsole(db, { at: '2026-03-02T09:00:00.000+08:00' });
  const { ruleBook, stage: rules } = stage.server();
  const newBody = () => aBody(db, ruleBook, rules.book, { pack: 'anze' });
  [many, one, none] = [await newBody(), await newBody(), await newBody()];
  const player = new ConsolePlayer(stage, 'anze', many);
  await player.playQuickly(
    courseSteps(
      stage.server().stage,
      {
        from: '2026-01-05',
        through: 'makeDecision',
        with: {
          registerLead: { party: { name: '城南独有餐饮有限公司' } },
          makeDecision: { number: '独有罚〔2026〕8号' },
        },
      },
      'general',
      '通常经过',
    ),
  );
  const waiting = new ConsolePlayer(stage, 'anze', many);
  await waiting.playQuickly(
    courseSteps(
      stage.server().stage,
      { from: '2026-01-05', through: 'addEvidence' },
      'general',
      '通常经过',
    ),
  );
  await fillWithCases(db, many, count, waiting.caseId);
  await fillWithCases(db, one, 1);
  stage.setClock('2026-03-30T09:00:00.000+08:00');
}, 240_000);
afterAll(async () => {
  await stage?.close();
  await db?.close();
});

async function open(visitor: Visitor | undefined, address: string): Promise<Page> {
  if (visitor === undefined) throw new Error('nobody');
  const { page } = await stage.seat(visitor);
  await page.goto(`${stage.url}/console${address}`);
  return page;
}

const rows = (page: Page) => page.locator('.records tbody tr');
const heads = async (page: Page) => rows(page).getByRole('rowheader').allInnerTexts();
/** Waits until the first row is this one. */
const firstIs = (page: Page, name: string) => rows(page).first().getByText(name).waitFor();

async function save(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: '导出' }).click();
  const download: Promise<Download> = page.waitForEvent('download', { timeout: 200_000 });
  await page.getByRole('menuitem', { name: format }).click();
  const refused = page.locator('.ant-message-error');
  const outcome = await Promise.race([download, refused.innerText({ timeout: 200_000 })]);
  if (typeof outcome === 'string') throw new Error(outcome);
  const file = outcome;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

describe('the list of ten thousand cases', () => {
  test('given no filter, when it opens, then it shows the latest, and reads on without a row twice', async () => {
    const page = await open(many.people['机关负责人'], '/cases');
    await firstIs(page, rowNames(count).title);
    await page.getByText(/已显示 \d+ 条，共 1000 以上 条/).waitFor();
    const before = await rows(page).count();
    await page.getByRole('button', { name: '再显示一些' }).click();
    await rows(page).nth(before).waitFor();

    const names = await heads(page);
    expect(names.length).toBeGreaterThan(before);
    expect(new Set(names).size).toBe(names.length);
  }, 240_000);

  test('given filters and an order, when they are chosen, then rows and address follow, and a colleague sees the same', async () => {
    const page = await open(many.people['机关负责人'], '/cases');
    await firstIs(page, rowNames(count).title);
    await chooseIn(page, '步骤', '法制审核');
    await firstIs(page, rowNames(9999).title);
    await chooseIn(page, '排序', '最先到期的在前');
    await firstIs(page, rowNames(3).title);
    await page.getByRole('checkbox', { name: '有期限已过' }).check();
    await page.getByText(`全部 ${Math.floor(overdueRows / 3)} 条`).waitFor();
    const names = await heads(page);

    const other = await open(many.people['办公室'], new URL(page.url()).href.split('/console')[1]!);
    await firstIs(other, rowNames(3).title);
    await other.getByText(`全部 ${Math.floor(overdueRows / 3)} 条`).waitFor();
    expect(await heads(other)).toEqual(names);
    await expect(other.getByRole('checkbox', { name: '有期限已过' }).isChecked()).resolves.toBe(
      true,
    );
  }, 240_000);

  test('given words, when they are typed, then what holds them is there; nothing found says what to do', async () => {
    const page = await open(many.people['机关负责人'], '/cases');
    const field = page.getByRole('searchbox', { name: '查找' });
    await field.fill('示范商行04711');
    await page.getByText('全部 1 条').waitFor();
    await firstIs(page, rowNames(4711).title);
    await field.fill('没有这样的案件');
    await page.getByText('没有符合条件的案件').waitFor();
    await page.getByRole('link', { name: '清除全部条件' }).click();
    await firstIs(page, rowNames(count).title);
  }, 240_000);

  test('given a question, when it is kept as a view, then it opens by name and first, until it is deleted', async () => {
    const page = await open(many.people['机关负责人'], '/cases?overdue=true&order=due');
    await firstIs(page, rowNames(1).title);
    await page.getByRole('button', { name: '保存为视图' }).click();
    await page.getByLabel('视图的名称').fill('快看超期');
    const kept = page.waitForResponse(/\/api\/preferences\/views\.cases$/);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click();
    await kept;
    const views = page.getByRole('navigation', { name: '已保存的视图' });
    await views.getByRole('link', { name: '全部案件' }).click();
    await firstIs(page, rowNames(count).title);
    await views.getByRole('link', { name: '快看超期' }).click();
    await firstIs(page, rowNames(1).title);

    const first = page.waitForResponse(/\/api\/preferences\/views\.cases$/);
    await page.getByRole('button', { name: '管理视图' }).click();
    await page.getByRole('menuitem', { name: '打开“案件”时先显示' }).click();
    await first;
    await page.goto(`${stage.url}/console/cases`);
    await firstIs(page, rowNames(1).title);

    const gone = page.waitForResponse(/\/api\/preferences\/views\.cases$/);
    await page.getByRole('button', { name: '管理视图' }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /删\s*除/ })
      .click();
    await gone;
    await page.goto(`${stage.url}/console/cases`);
    await firstIs(page, rowNames(count).title);
    await expect(views.getByRole('link', { name: '快看超期' }).count()).resolves.toBe(0);
  }, 240_000);

  test('given the whole list, when it is saved as a workbook, then every case stands in it, and that it was saved is known', async () => {
    const page = await open(many.people['机关负责人'], '/cases');
    await firstIs(page, rowNames(count).title);
    const { name, bytes } = await save(page, 'Excel 表格（XLSX）');
    await page.getByText(`已导出 ${count + 2} 条。`).waitFor();

    expect(name).toBe('案件.xlsx');
    const sheet = await readSheet(bytes);
    expect(sheet).toHaveLength(count + 3);
    const at = (title: string) => sheet[0]?.indexOf(title) ?? -1;
    expect(sheet[1]?.[at('案号')]).toBe(rowNames(count).caseNumber);
    expect(new Set(sheet.slice(1).map((line) => line[at('案号')])).size).toBe(count + 2);
    expect(sheet[1]?.[at('当事人')]).toBe(rowNames(count).partyName);
    expect(sheet[1]?.[at('承办人')]).toBe('承办人甲、承办人乙');
    const { rows: saved } = await db.pool.query(
      `select data from mingfa.event where kind = 'listExported'`,
    );
    expect(saved).toHaveLength(1);
    expect(saved[0].data).toMatchObject({ list: 'cases', format: 'xlsx', rows: count + 2 });
  }, 300_000);

  test('given a narrowed list, when it is saved as text, then only that stands in it, and no cell is a formula', async () => {
    const page = await open(many.people['机关负责人'], '/cases?overdue=true&order=due');
    await firstIs(page, rowNames(1).title);
    const { name, bytes } = await save(page, '逗号分隔文本（CSV）');

    expect(name).toBe('案件.csv');
    const text = bytes.toString('utf8');
    expect(text.startsWith('\ufeff案号,案件,')).toBe(true);
    const lines = text.trim().split('\r\n');
    // The head, and the case whose decision was never served.
    expect(lines).toHaveLength(overdueRows + 2);
    expect(lines[7]).toContain("'=1+1 示范商行");
  }, 240_000);
});

describe('short lists', () => {
  test('given a single case, when the list opens, then it says so', async () => {
    const page = await open(one.people['机关负责人'], '/cases');
    await firstIs(page, rowNames(1).title);
    await page.getByText('全部 1 条').waitFor();
    await expect(page.getByRole('button', { name: '再显示一些' }).count()).resolves.toBe(0);
  }, 240_000);

  test('given no case, when the lists open, then they say what to do', async () => {
    const page = await open(none.people['承办人甲'], '/cases');
    await page.getByText('还没有案件').waitFor();
    await page.goto(`${stage.url}/console/tasks`);
    await page.getByText('没有等您办理的事').waitFor();
  }, 240_000);
});

describe('finding and keeping at hand', () => {
  test.each([
    ['a number', '示范列〔2026〕04711号', '案件', rowNames(4711).title],
    ['a party', '城南独有餐饮', '案件', '某食品店未按规定公示许可证案'],
    ['a document', '独有罚〔2026〕8号', '文书', '独有罚〔2026〕8号'],
    ['a clause', '行政处罚法 第五十七条', '条款', '第五十七条'],
    ['a page', '我的待办', '页面', '我的待办'],
  ])(
    'given %s, when it is looked for with Ctrl+K, then it is found and opens',
    async (_what, text, group, title) => {
      const page = await open(many.people['承办人甲'], '/tasks');
      await page.locator('#main h1').waitFor();
      await page.keyboard.press('Control+k');
      const dialog = page.getByRole('dialog', { name: '查找' });
      await dialog.getByRole('combobox').fill(text);
      const found = dialog.getByRole('group', { name: group }).getByText(title).first();
      await found.waitFor();
      await found.click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('#main h1').waitFor();
      expect(stage.server().faults).toEqual([]);
    },
    240_000,
  );

  test('given more tasks than a list holds, when it opens, then the most pressing stand first and the arrows lead to them', async () => {
    const page = await open(many.people['承办人甲'], '/tasks');
    await rows(page).first().waitFor();
    await page.getByText('这里只列最急的 1000 项').waitFor();
    expect(waitingRows).toBeGreaterThan(1000);
    const first = rows(page).first();
    await expect(first.innerText()).resolves.toContain('已超期');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const focused = rows(page).nth(1).locator('a:focus');
    await focused.waitFor();
    await page
      .getByRole('list', { name: '待办的数量' })
      .getByRole('link', { name: '已超期' })
      .click();
    await page.waitForURL(/urgency=overdue/);
    for (const row of await rows(page).allInnerTexts()) expect(row).toContain('已超期');
  }, 240_000);

  test('given a case, when it is pinned in the list, then it stands on the first page until it is let go', async () => {
    const { page } = await stage.seat(many.people['承办人乙']!);
    await endTour(page);
    await page.goto(`${stage.url}/console/cases?text=示范商行00042`);
    const { title } = rowNames(42);
    const kept = page.waitForResponse(/\/api\/preferences\/pinned$/);
    await page.getByRole('button', { name: `置顶：${title}` }).click();
    await kept;
    await page.goto(`${stage.url}/console/`);
    const pinned = page.getByRole('region', { name: /^置顶的案件/ });
    await pinned.getByRole('link', { name: title }).waitFor();
    await pinned.getByRole('button', { name: `移除置顶：${title}` }).click();
    await pinned.getByRole('link', { name: title }).waitFor({ state: 'detached' });
  }, 240_000);
});
