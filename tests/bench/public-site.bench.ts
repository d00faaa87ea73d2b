// The public site: how quick a decision is beside a bare route of the same size, how heavy the pages are, and what
// Lighthouse says of them.
//
// The server is whole: sign-in, limits and headers as in use. Bare route and decision take turns in one run.
// The page holds for the lease after the database was asked, as in use; nothing is left out.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fastify from 'fastify';
import lighthouse from 'lighthouse';
import { publishBody, publishDecision } from '../../src/disclosure/index.store.ts';
import { importDecisions } from '../../src/exchange/index.store.ts';
import { openDatabase } from '../../src/store/index.store.ts';
import type { Figure } from '../../tools/bench.ts';
import { aBrowser } from '../support/browser.ts';
import type { TestDatabase } from '../support/database.ts';
import { aServer } from '../support/server.ts';
import type { Round, RoundResult } from './asking-worker.ts';
import { median } from './rounds.ts';

const agencyId = randomUUID();
const decisionId = randomUUID();
const connections = 10;
const usual = { perMinute: 1e9, signInsPerMinute: 120, eventLoopDelayMillis: 2000 };

/** Starts the server on a new database with decisions and measures. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mingfa-bench-'));
  try {
    const db = await openDatabase({ dataFolder, connections });
    const given: TestDatabase = { ...db, dataFolder, name: 'bench' };
    const server = await aServer(given, { limits: usual });
    try {
      await fill(given);
      await server.app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = server.app.server.address() as AddressInfo;
      return [
        await speed(port, quick ? 4 : 12),
        await weight(port),
        ...(await scores(`http://127.0.0.1:${port}`)),
      ];
    } finally {
      await server.close();
      await db.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function fill(db: TestDatabase): Promise<void> {
  await publishBody(db.pool, {
    agencyId,
    name: '示范县综合行政执法局',
    ruleTitle: '示范县行政执法三项制度',
    facts: [{ title: '办公地址', value: '示范县文昌路一号' }],
  });
  await importDecisions(db, {
    file: join(import.meta.dirname, '../../demo/decisions.jsonl'),
    agencyId,
    actorId: null,
    now: '2026-11-21T09:00:00.000+08:00',
  });
  const told =
    '经查，当事人在经营场所从事餐饮服务，产生油烟，未安装油烟净化设施。上述事实有现场检查笔录、照片和询问笔录为证。';
  await publishDecision(db.pool, {
    agencyId,
    decisionId,
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
    form: 'full',
    fields: [],
    document: `行政处罚决定书\n\n示罚决字〔2026〕第900号\n\n${`${told}\n`.repeat(12)}\n本机关决定：罚款人民币8000元。\n\n2026年11月10日`,
    isNameRequired: false,
    privateTexts: [],
  });
}

async function speed(port: number, rounds: number): Promise<Figure> {
  const path = `/decisions/${decisionId}`;
  const page = Buffer.from(await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer());
  const bare = fastify();
  bare.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  await bare.listen({ port: 0, host: '127.0.0.1' });
  const barePort = (bare.server.address() as AddressInfo).port;
  const asking = new Worker(new URL('./asking-worker.ts', import.meta.url));
  const perSecond = async (round: Pick<Round, 'port' | 'path'>) => {
    const { answers, millis } = await ask(asking, { ...round, connections, millis: 700 });
    return answers / (millis / 1000);
  };
  try {
    const pairs: (readonly [number, number])[] = [];
    for (let at = -2; at < rounds; at += 1) {
      const ours = await perSecond({ port, path });
      const theirs = await perSecond({ port: barePort, path: '/' });
      if (at >= 0) pairs.push([ours, theirs]);
    }
    const [ours, theirs] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
    return {
      name: '公开决定页每秒次数',
      value: median(pairs.map(([a, b]) => a / b)),
      target: 0.5,
      unit: '',
      better: 'higher',
      compared: `${Math.round(ours)} 比 ${Math.round(theirs)}（发送同样 ${page.length} 字节的空 Fastify 路由，各 ${connections} 个连接）`,
    };
  } finally {
    await asking.terminate();
    await bare.close();
  }
}

async function ask(asking: Worker, round: Round): Promise<RoundResult> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  asking.postMessage(round);
  const [result] = await once(asking, 'message');
  return result;
}

/** Pages, and the operations of the interface, which grow with it. */
async function weight(port: number): Promise<Figure> {
  const origin = `http://127.0.0.1:${port}`;
  const index = await (await fetch(`${origin}/api/docs`)).text();
  const groups = new Set([...index.matchAll(/href="(\/api\/docs\/[^"#]+)"/g)].map(([, to]) => to));
  const paths = [
    '/',
    '/decisions',
    `/decisions/${decisionId}`,
    `/bodies/${agencyId}`,
    '/ledger',
    '/help',
    '/help/accessibility',
    '/api/docs',
    ...groups,
  ];
  const style = await sentBytes(`${origin}/site.css`);
  const weights: { readonly path: string; readonly bytes: number }[] = [];
  for (const path of paths) {
    const bytes = style + (await sentBytes(origin + path));
    weights.push({ path: decodeURIComponent(path ?? ''), bytes });
  }
  const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes)[0];
  return {
    name: '公开页面字节数（最重的一页）',
    value: (heaviest?.bytes ?? 0) / 1000,
    target: 100,
    unit: 'kB',
    better: 'lower',
    compared: `${heaviest?.path}，连同样式，gzip；共 ${weights.length} 页`,
  };
}

/** How many bytes an answer takes on the line to a browser, which unpacks it. */
async function sentBytes(address: string): Promise<number> {
  const answer = await fetch(address);
  await answer.arrayBuffer();
  if (answer.headers.get('content-encoding') !== 'gzip')
    throw new Error(`${address} is not packed`);
  return Number(answer.headers.get('content-length'));
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

async function scores(origin: string): Promise<readonly Figure[]> {
  const port = await freePort();
  const browser = await aBrowser([`--remote-debugging-port=${port}`]);
  try {
    const pages = { 首页: '/', 检索: '/decisions', 决定: `/decisions/${decisionId}` };
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(pages)) {
      // One look depends on what else the machine does in that second; Lighthouse itself advises the middle of several.
      const looks: Look[] = [];
      for (let at = 0; at < 3; at += 1) looks.push(await look(origin + path, port));
      const middle = looks.toSorted((one, other) => one.lowest - other.lowest)[1];
      figures.push({
        name: `Lighthouse ${name}`,
        value: middle?.lowest ?? 0,
        target: 95,
        unit: '分',
        better: 'higher',
        compared: `四项中最低，三次取中：${middle?.told}`,
      });
    }
    return figures;
  } finally {
    await browser.close();
  }
}

type Look = { readonly lowest: number; readonly told: string };

async function look(address: string, port: number): Promise<Look> {
  const options = { port, logLevel: 'error', onlyCategories: categories } as const;
  const result = await lighthouse(address, options);
  const found = Object.values(result?.lhr.categories ?? {}).map(({ title, score }) => ({
    title,
    score: Math.round((score ?? 0) * 100),
  }));
  return {
    lowest: Math.min(...found.map(({ score }) => score)),
    told: found.map(({ title, score }) => `${title} ${score}`).join('，'),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
