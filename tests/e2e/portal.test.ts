import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  endPublication,
  publishBody,
  publishDecision,
  withdrawPublication,
} from '../../src/disclosure/index.store.ts';
import { importDecisions } from '../../src/exchange/index.store.ts';
import { portalRoutes, sendNotFound } from '../../src/portal/index.routes.ts';
import { aBrowser } from '../support/browser.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';
import { aServer, type TestServer } from '../support/server.ts';

const pictures = process.env['MINGFA_SCREENSHOTS'];
const sizes = {
  wide: { width: 1366, height: 768 },
  narrow: { width: 390, height: 844 },
  smallest: { width: 320, height: 640 },
};
const checkpoint =
  'example.org/log\n1234\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.org/log az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
const verifierKey = 'example.org/log+6b3de0ae+AZpfG1r5g7rjC0XMEFqX7lF5gGsq6q8o3w2mF0cH8Xqk';

let db: TestDatabase;
let empty: TestDatabase;
let many: TestDatabase;
let whole: TestServer;
let browser: Browser;
const servers: FastifyInstance[] = [];
let site: string;
let emptySite: string;
let manySite: string;
let wholeSite: string;
const agencyId = randomUUID();
const fullId = randomUUID();
const withdrawnId = randomUUID();
const longId = randomUUID();
const endedId = randomUUID();
const longBodyId = randomUUID();
const longNamedId = randomUUID();
const manyCount = 10_050;

beforeAll(async () => {
  [db, empty, many, browser] = await Promise.all([
    aDatabase(),
    aDatabase(),
    aDatabase(),
    aBrowser(),
  ]);
  await Promise.all([fill(), fillWithMany()]);
  whole = await aServer(empty);
  wholeSite = await whole.app.listen({ port: 0, host: '127.0.0.1' });
  site = await serve(db);
  emptySite = await serve(empty);
  manySite = await serve(many);
});
afterAll(async () => {
  await browser?.close();
  await whole?.close();
  await Promise.all(servers.map((server) => server.close()));
  await Promise.all([db?.close(), empty?.close(), many?.close()]);
});

async function serve(on: TestDatabase): Promise<string> {
  const app = Fastify();
  const hasRecords = on === db;
  portalRoutes(app, {
    publicPool: on.publicPool,
    ledger: async () => ({ checkpoint: hasRecords ? checkpoint : null, verifierKey }),
  });
  app.setNotFoundHandler((request, reply) => sendNotFound(request, reply));
  servers.push(app);
  return app.listen({ port: 0, host: '127.0.0.1' });
}

async function fill(): Promise<void> {
  await publishBody(db.pool, {
    agencyId,
    name: '示范县综合行政执法局',
    ruleTitle: '示范县行政执法三项制度',
    facts: [
      { title: '执法类型', value: '行政处罚、行政检查' },
      { title: '办公地址', value: '示范县文昌路一号' },
    ],
  });
  await publishBody(db.pool, {
    agencyId: longBodyId,
    name: '示范市示范区示范街道办事处综合行政执法队第一中队（原示范镇城市管理执法中队）',
    ruleTitle: null,
    facts: [],
  });
  await importDecisions(db, {
    file: join(import.meta.dirname, '../../demo/decisions.jsonl'),
    agencyId,
    actorId: null,
    now: '2026-11-21T09:00:00.000+08:00',
  });
  const given = {
    agencyId,
    caseId: randomUUID(),
    decisionNumber: '示罚决字〔2026〕第900号',
    caseName: '云栖餐饮管理有限公司未安装油烟净化设施案',
    party: { name: '云栖餐饮管理有限公司', isPerson: false },
    facts: null,
    law: null,
    punishment: '罚款8000元',
    penaltyKinds: ['罚款'],
    amountFen: 800_000,
    decidedOn: '2026-11-10',
    publishedAt: '2026-11-16T09:00:00.000+08:00',
    fields: [],
    isNameRequired: false,
    privateTexts: [],
  };
  const document = `行政处罚决定书\n\n示罚决字〔2026〕第900号\n\n当事人：云栖餐饮管理有限公司\n\n${'经查，当事人在经营场所从事餐饮服务，产生油烟，未安装油烟净化设施。上述事实有现场检查笔录、照片和询问笔录为证。'.repeat(6)}\n\n本机关决定：罚款人民币8000元。`;
  await publishDecision(db.pool, { ...given, decisionId: fullId, form: 'full', document });
  await publishDecision(db.pool, {
    ...given,
    decisionId: longId,
    form: 'summary',
    document: null,
    decidedOn: '2026-11-11',
    caseName: `${'新疆示范维吾尔自治州示范县阿依古丽布力布力国际进出口贸易股份有限公司乌鲁木齐第二分公司'.repeat(3)}违法经营案`,
    fields: [
      { code: 'agency', title: '执法机关', value: '示范县综合行政执法局' },
      {
        code: 'party',
        title: '执法对象',
        value: 'AVeryLongForeignCompanyNameWithoutAnySpaceInItAtAllWhichMustBreakSomewhere'.repeat(
          2,
        ),
      },
      { code: 'kind', title: '执法类别', value: '行政处罚' },
      { code: 'result', title: '执法结论', value: '' },
    ],
  });
  await publishDecision(db.pool, {
    ...given,
    agencyId: longBodyId,
    decisionId: longNamedId,
    decisionNumber: null,
    caseName: '未公示许可证案',
    form: 'full',
    decidedOn: '2026-11-09',
    party: { name: `${'示范第一综合农贸市场服务'.repeat(5)}部`.slice(0, 60), isPerson: false },
    document: `行政处罚决定书\n\n${'当事人经营场所未公示许可证。'.repeat(200)}`,
  });
  await publishDecision(db.pool, {
    ...given,
    decisionId: withdrawnId,
    decisionNumber: '示罚决字〔2026〕第901号',
    form: 'summary',
    document: null,
  });
  await withdrawPublication(db.pool, {
    agencyId,
    decisionId: withdrawnId,
    reason: '行政复议机关撤销了原处罚决定',
    withdrawnAt: '2026-11-20T09:00:00.000+08:00',
  });
  await publishDecision(db.pool, {
    ...given,
    decisionId: endedId,
    decisionNumber: '示罚决字〔2021〕第902号',
    form: 'summary',
    document: null,
  });
  await endPublication(db.pool, {
    agencyId,
    decisionId: endedId,
    endedAt: '2026-11-20T09:00:00.000+08:00',
  });
}

async function fillWithMany(): Promise<void> {
  await publishBody(many.pool, { agencyId, name: '示范县执法局', ruleTitle: null, facts: [] });
  const folder = mkdtempSync(join(tmpdir(), 'mingfa-test-'));
  const file = join(folder, 'many.jsonl');
  const lines = Array.from({ length: manyCount }, (_, at) =>
    JSON.stringify({
      decisionNumber: `示罚决字〔2026〕第${at + 1}号`,
      caseName: `第${at + 1}号占道经营案`,
      party: `示范第${at + 1}商店`,
      partyKind: '法人',
      facts: '占用道路经营。',
      law: '《城市道路管理条例》第四十二条',
      punishment: '罚款200元',
      decidedOn: `2026-${String(1 + (at % 10)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`,
    }),
  );
  writeFileSync(file, lines.join('\n'));
  const now = '2026-11-21T09:00:00.000+08:00';
  const { added } = await importDecisions(many, { file, agencyId, actorId: null, now });
  rmSync(folder, { recursive: true });
  expect(added).toBe(manyCount);
}

async function open(address: string, size: keyof typeof sizes): Promise<Page> {
  const context = await browser.newContext({
    viewport: sizes[size],
    javaScriptEnabled: false,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

const pages: Record<string, () => string> = {
  home: () => `${site}/`,
  list: () => `${site}/decisions`,
  found: () => `${site}/decisions?q=${encodeURIComponent('食品 没收')}&year=&body=&kind=`,
  nothing: () => `${site}/decisions?q=${encodeURIComponent('没有这样的词语')}`,
  full: () => `${site}/decisions/${fullId}`,
  long: () => `${site}/decisions/${longId}`,
  withdrawn: () => `${site}/decisions/${withdrawnId}`,
  ended: () => `${site}/decisions/${endedId}`,
  body: () => `${site}/bodies/${agencyId}`,
  'long-named': () => `${site}/decisions/${longNamedId}`,
  'long-body': () => `${site}/bodies/${longBodyId}`,
  ledger: () => `${site}/ledger`,
  help: () => `${site}/help`,
  'help-search': () => `${site}/help/search`,
  'help-verification': () => `${site}/help/verification`,
  'help-correction': () => `${site}/help/correction`,
  'help-accessibility': () => `${site}/help/accessibility`,
  'help-open-data': () => `${site}/help/open-data`,
  guide: () => `${site}/help/guide`,
  'guide-administrators': () => `${site}/help/guide/administrators`,
  interface: () => `${wholeSite}/api/docs`,
  'interface-cases': () => `${wholeSite}/api/docs/${encodeURIComponent('案件')}`,
  'many-home': () => `${manySite}/`,
  'many-list': () => `${manySite}/decisions`,
  missing: () => `${site}/decisions/none`,
  'empty-home': () => `${emptySite}/`,
  'empty-list': () => `${emptySite}/decisions`,
  'empty-ledger': () => `${emptySite}/ledger`,
};

/** One page of each make, and those with the longest words: what these bear, the others bear. */
const telling = Object.entries(pages).filter(([name]) =>
  [
    'home',
    'found',
    'full',
    'long',
    'long-body',
    'ledger',
    'guide-administrators',
    'interface-cases',
    'many-home',
  ].includes(name),
);

describe('the public pages serve everybody', () => {
  describe.each([
    { size: 'wide', colorScheme: 'light', look: '', zoom: 1 },
    { size: 'narrow', colorScheme: 'dark', look: '', zoom: 1 },
    { size: 'narrow', colorScheme: 'light', look: 'largest.high-dark', zoom: 1 },
    { size: 'wide', colorScheme: 'light', look: 'large.high', zoom: 2 },
    { size: 'smallest', colorScheme: 'light', look: 'largest.standard', zoom: 1 },
    { size: 'narrow', colorScheme: 'light', look: '', zoom: 2 },
  ] as const)('$size, $colorScheme, look $look, text times $zoom', (shown) => {
    const { size, colorScheme, look, zoom } = shown;
    const isUsual = look === '' && zoom === 1;
    let context: BrowserContext;
    beforeAll(async () => {
      context = await browser.newContext({ viewport: sizes[size], colorScheme });
    });
    afterAll(() => context.close());

    test.each(isUsual ? Object.entries(pages) : telling)(
      'given the page %s, when shown, then no barrier is found and nothing runs off the side',
      async (name, address) => {
        const url = address();
        if (look !== '') await context.addCookies([{ name: 'mingfa_look', value: look, url }]);
        const page = await context.newPage();
        await page.goto(url);
        // Only the letters grow, as in a browser that is told to enlarge text and nothing else.
        if (zoom !== 1)
          await page.evaluate(`document.documentElement.style.fontSize = '${zoom * 100}%'`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        ).toEqual([]);
        expect(
          await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        ).toBeLessThanOrEqual(0);
        if (pictures !== undefined) {
          mkdirSync(pictures, { recursive: true });
          const way = [size, colorScheme, look, zoom].filter(Boolean).join('-');
          await page.screenshot({ path: join(pictures, `${name}-${way}.png`), fullPage: true });
        }
        await page.close();
      },
    );
  });

  test.each(telling)(
    'given the page %s, when printed, then it is only what one wants on paper',
    async (_name, address) => {
      const page = await open(address(), 'wide');
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false);
      expect(await page.getByRole('form', { name: '显示设置' }).isVisible()).toBe(false);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      const pdf = await page.pdf({ format: 'A4' });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      await page.context().close();
    },
  );

  test('given a decision on paper, then its address is under it', async () => {
    const page = await open(`${site}/decisions/${fullId}`, 'wide');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(`本页网址：${site}/decisions/${fullId}`).isVisible()).toBe(true);
    await page.context().close();
  });

  test('given a dark screen, when a decision is printed, then it is black on white', async () => {
    const page = await open(`${site}/decisions/${fullId}`, 'wide');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const shown = await page.evaluate(
      'const { backgroundColor, color } = getComputedStyle(document.body); [backgroundColor, color]',
    );
    expect(shown).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    await page.context().close();
  });

  test('given no JavaScript, when larger text and strong contrast are chosen, then the reader stays, and the next page is so too', async () => {
    const page = await open(`${site}/decisions?q=${encodeURIComponent('油烟')}`, 'narrow');
    const before = page.url();
    const sizeOf = async () => {
      const box = await page.getByRole('heading', { level: 1 }).boundingBox();
      return box?.height ?? 0;
    };
    const small = await sizeOf();
    await page.getByRole('button', { name: '特大', exact: true }).click();
    expect(new URL(page.url()).searchParams.get('q')).toBe(new URL(before).searchParams.get('q'));
    expect(await sizeOf()).toBeGreaterThan(small * 1.4);
    await page.getByRole('button', { name: '黑底高对比' }).click();
    await page.getByRole('link', { name: '存证核验' }).first().click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('high-dark');
    expect(await page.locator('html').getAttribute('data-text')).toBe('largest');
    expect(
      await page.getByRole('button', { name: '特大', exact: true }).getAttribute('aria-pressed'),
    ).toBe('true');
    await page.getByRole('group', { name: '字号' }).getByRole('button', { name: '标准' }).click();
    expect(await page.locator('html').getAttribute('data-text')).toBeNull();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('high-dark');
    await page.context().close();
  });

  test('given the first page, when its chart is read by a program, then it has a name, and its numbers are a table', async () => {
    const page = await open(manySite, 'wide');
    const chart = page.getByRole('img', { name: '近十二个月作出的决定' });
    expect(await chart.count()).toBe(1);
    await page.getByText('看各月的数字').click();
    expect(await page.getByRole('row', { name: '2026-10' }).textContent()).toContain('1005');
    expect(await page.getByRole('row', { name: '罚款' }).textContent()).toContain('10050');
    await page.context().close();
  });

  test('given more decisions than one file holds, when taken file by file, then every decision comes once', async () => {
    const ids = new Set<string>();
    let after = '';
    for (let files = 0; files < 2; files += 1) {
      const text = await (await fetch(`${manySite}/decisions.ndjson${after}`)).text();
      const rows = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      for (const { id } of rows) ids.add(id);
      const { decidedOn, id } = rows.at(-1);
      after = `?after=${decidedOn}~${id}`;
    }
    expect(ids.size).toBe(manyCount);
  });

  test('given feed and maps, when read as XML, then they are whole', async () => {
    const page = await (await browser.newContext()).newPage();
    for (const path of [
      '/feed.xml',
      '/sitemap.xml',
      '/sitemap/pages.xml',
      '/sitemap/decisions-1-0.xml',
    ]) {
      const text = await (await fetch(site + path)).text();
      const root = await page.evaluate(
        `new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml').documentElement.nodeName`,
      );
      expect(['feed', 'sitemapindex', 'urlset'], path).toContain(root);
    }
    await page.context().close();
  });

  test('[kaifu-4.1-f] given no JavaScript, when a word is typed and sent, then the decisions that hold it are listed and open', async () => {
    const page = await open(site, 'narrow');
    await page.getByRole('searchbox').fill('油烟净化');
    await page.getByRole('button', { name: '检索' }).click();
    expect(await page.getByRole('status').textContent()).toContain('找到 6 件');
    await page
      .getByRole('main')
      .getByRole('link', { name: /油烟净化设施/ })
      .first()
      .click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(
      '未安装油烟净化设施案',
    );
    await page.context().close();
  });

  test('given no JavaScript, when the pages of the list are turned, then every decision comes once', async () => {
    const page = await open(`${site}/decisions`, 'wide');
    const seen: string[] = [];
    for (;;) {
      seen.push(
        ...(await page.evaluate<string[]>(
          "[...document.querySelectorAll('.cards h3 a')].map((link) => link.getAttribute('href'))",
        )),
      );
      const next = page.getByRole('link', { name: '下一页' });
      if ((await next.count()) === 0) break;
      await next.click();
    }
    expect(seen).toHaveLength(63);
    expect(new Set(seen).size).toBe(63);
    await page.context().close();
  });

  test('given the keyboard alone, when tabbing from the top, then the first stops lead to the main part and to the search', async () => {
    const page = await open(site, 'wide');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到检索');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('q');
    await page.goto(site);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#main$/);
    await page.context().close();
  });
});

describe('the public pages are safe and light', () => {
  test('given every page, when fetched, then it is under 100 kB, forbids scripts, and names itself unchanged the second time', async () => {
    for (const [name, address] of Object.entries(pages)) {
      const response = await fetch(address());
      const text = await response.text();
      expect(Buffer.byteLength(text), name).toBeLessThan(100_000);
      expect(response.headers.get('content-security-policy'), name).toContain("default-src 'none'");
      expect(text, name).not.toContain('<script');
      const tag = response.headers.get('etag');
      if (response.status === 200)
        expect(
          (await fetch(address(), { headers: { 'if-none-match': tag ?? '' } })).status,
          name,
        ).toBe(304);
    }
  });

  test('given markup as words, when sought, then it is shown as text', async () => {
    const response = await fetch(
      `${site}/decisions?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`,
    );
    expect(await response.text()).not.toContain('<img');
  });

  test.each([
    '?q=%00&year=x&body=1&kind=no&after=9999-99-99~x',
    '?q[]=a&q[]=b',
    '?after=2026-02-30~00000000-0000-0000-0000-000000000000',
    `?q=${'x'.repeat(5000)}`,
    '?q=%E4%B8',
    '?year=2024.5',
  ])('given the odd address %s, when fetched, then a page is shown', async (query) => {
    const response = await fetch(`${site}/decisions${query}`);
    expect(response.status).toBe(200);
  });

  test('[apl-2021-48] given a withdrawn decision, when opened, then the page is gone and says why', async () => {
    const response = await fetch(`${site}/decisions/${withdrawnId}`);
    expect(response.status).toBe(410);
    const text = await response.text();
    expect(text).toContain('行政复议机关撤销了原处罚决定');
    expect(text).not.toContain('云栖餐饮');
  });

  test('[yueqing-2.3-6] given a decision whose term is over, when opened, then the page says that and nothing of the case', async () => {
    const response = await fetch(`${site}/decisions/${endedId}`);
    expect(response.status).toBe(410);
    const text = await response.text();
    expect(text).toContain('公示期限已经届满');
    expect(text).not.toMatch(/云栖餐饮|902|示范县|2026-11/);
  });

  test('given an address that nothing answers to, when opened, then the page says so', async () => {
    for (const path of [
      '/nothing',
      '/decisions/none',
      `/decisions/${randomUUID()}`,
      `/bodies/${randomUUID()}`,
      '/bodies/%00',
    ])
      expect((await fetch(site + path)).status, path).toBe(404);
  });
});
