// The console as a browser gets it: what the first page and each later page weigh, and how long a list takes with many
// cases against few.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { loadScenarioBook } from '../../src/casework/index.store.ts';
import { builtConsole } from '../../src/http/console-build.ts';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import type { Database } from '../../src/store/index.store.ts';
import type { Figure } from '../../tools/bench.ts';
import { aBody, type CastBody } from '../support/body.ts';
import { aBrowser } from '../support/browser.ts';
import { signIn } from '../support/console.ts';
import { aServer } from '../support/server.ts';
import { aClock, loadCases, startBenchServer } from './case-load.ts';
import { median } from './rounds.ts';

const home = join(import.meta.dirname, '../..');
const later = ['/tasks', '/cases', '/cases/new', '/figures', '/rules/compare', '/me', '/help'];

/** Long enough for everything a page asks for to have been asked for. */
const settleMillis = 3_000;

/** Measures; `quick` takes fewer cases and rounds. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const bench = await startBenchServer();
  const browser = await aBrowser();
  try {
    const folder = await builtConsole({ home, dataFolder: home }, () => {});
    const few = await open(await bench.open('few'), folder, 100);
    const many = await open(await bench.open('many'), folder, quick ? 10_000 : 100_000);
    await bench.settle([few.db, many.db]);
    try {
      const sight = await (await browser.newContext()).newPage();
      const weights = await weigh(sight, few, folder);
      const rounds: { readonly few: number; readonly many: number }[] = [];
      const [fewPage, manyPage] = [await browser.newPage(), await browser.newPage()];
      await seat(fewPage, few);
      await seat(manyPage, many);
      for (let round = 0; round < (quick ? 7 : 21); round += 1)
        rounds.push({
          few: await millisToRows(fewPage, few.url),
          many: await millisToRows(manyPage, many.url),
        });
      return [...weights, listFigure(rounds, quick)];
    } finally {
      await few.close();
      await many.close();
    }
  } finally {
    await browser.close();
    await bench.stop();
  }
}

type Office = {
  readonly db: Database;
  readonly body: CastBody;
  readonly url: string;
  readonly close: () => Promise<void>;
};

async function open(db: Database, consoleFolder: string, cases: number): Promise<Office> {
  const ruleBook = await loadRuleBook(join(home, 'rules'));
  const book = await loadScenarioBook(join(home, 'procedures/penalty.examples.yaml'));
  const body = await aBody(db, ruleBook, book, { pack: 'anze' });
  const handlers = ['承办人甲', '承办人乙'].map((name) => body.people[name]?.id ?? '');
  await loadCases(db, {
    cases,
    state: { facts: {} },
    data: {},
    clocks: [aClock('decision', 3), aClock('limitation', 9)],
    owner: { agencyId: body.agencyId, departmentId: body.departmentId, handlerIds: handlers },
  });
  const server = await aServer(db, { consoleFolder });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  return { db, body, url, close: () => server.close() };
}

async function seat(page: Page, { url, body }: Office): Promise<void> {
  await page.goto(`${url}/console/`);
  await signIn(page, { userName: body.people['机关负责人']?.userName ?? '' });
}

/** From asking for the address to the rows on the screen, the program itself already in the browser's cache. */
async function millisToRows(page: Page, url: string): Promise<number> {
  const began = performance.now();
  await page.goto(`${url}/console/cases`);
  await page.locator('.records tbody tr').nth(20).waitFor();
  return performance.now() - began;
}

async function weigh(page: Page, office: Office, folder: string): Promise<readonly Figure[]> {
  const sizes = sizesOf(folder);
  const loaded = new Set<string>();
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/assets/')[1];
    if (name !== undefined) loaded.add(name);
  });
  await seat(page, office);
  await page.waitForTimeout(settleMillis);
  const first = sum(loaded, sizes);
  const grown: { readonly path: string; readonly kilobytes: number }[] = [];
  for (const path of later) {
    // A page of its own each time: what another one brought along does not count for it.
    const own = await page.context().newPage();
    const brought = new Set<string>();
    own.on('request', (request) => {
      const name = new URL(request.url()).pathname.split('/assets/')[1];
      if (name !== undefined && !loaded.has(name)) brought.add(name);
    });
    await own.goto(`${office.url}/console${path}`);
    await own.locator('#main h1').waitFor();
    await own.waitForTimeout(settleMillis);
    grown.push({ path, kilobytes: sum(brought, sizes) });
    await own.close();
  }
  const heaviest = grown.reduce((a, b) => (b.kilobytes > a.kilobytes ? b : a));
  return [
    {
      name: '办案系统首次打开的大小',
      value: first,
      target: 600,
      unit: 'kB',
      better: 'lower',
      compared: 'gzip，登录到首页全部脚本和样式',
    },
    {
      name: '办案系统再打开一页的大小',
      value: heaviest.kilobytes,
      target: 120,
      unit: 'kB',
      better: 'lower',
      compared: `gzip，${later.length} 个页面中最大的（${heaviest.path}）新增的脚本和样式`,
    },
  ];
}

function sizesOf(folder: string): ReadonlyMap<string, number> {
  const assets = join(folder, 'assets');
  const names = readdirSync(assets).filter((name) => name.endsWith('.gz'));
  return new Map(names.map((name) => [name.slice(0, -3), statSync(join(assets, name)).size]));
}

function sum(names: ReadonlySet<string>, sizes: ReadonlyMap<string, number>): number {
  const bytes = [...names].reduce((all, name) => all + (sizes.get(name) ?? 0), 0);
  return Math.round(bytes / 100) / 10;
}

function listFigure(
  rounds: readonly { readonly few: number; readonly many: number }[],
  quick: boolean,
): Figure {
  const middle = (which: 'few' | 'many') => Math.round(median(rounds.map((one) => one[which])));
  return {
    name: '案件列表：案件多与少',
    value: median(rounds.map(({ few, many }) => many / few)),
    target: 1.5,
    unit: '×',
    better: 'lower',
    compared: `${quick ? '1 万' : '10 万'}件与 100 件，从打开地址到看见各行，${middle('many')} 与 ${middle('few')} 毫秒`,
  };
}
