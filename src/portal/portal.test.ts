import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  endPublication,
  publishBody,
  publishDecision,
  publishReviewCatalogue,
  withdrawPublication,
} from '../disclosure/index.store.ts';
import type { Publication } from '../disclosure/index.ts';
import { portalRoutes, sendNotFound } from './index.routes.ts';

let db: TestDatabase;
let site: FastifyInstance;
let named: FastifyInstance;
const agencyId = randomUUID();
const day = '2026-11-16T09:00:00.000+08:00';

beforeAll(async () => {
  db = await aDatabase();
  site = aSite(null);
  named = aSite('https://gs.example.gov.cn');
  await publishBody(db.pool, { agencyId, name: '示范县执法局', ruleTitle: null, facts: [] });
});
afterAll(async () => {
  await Promise.all([site?.close(), named?.close()]);
  await db?.close();
});

function aSite(publicUrl: string | null): FastifyInstance {
  const app = Fastify();
  const ledger = async () => ({ checkpoint: null, verifierKey: '' });
  portalRoutes(app, { publicPool: db.publicPool, ledger, publicUrl });
  app.setNotFoundHandler((request, reply) => sendNotFound(request, reply));
  return app;
}

async function published(change: Partial<Publication> = {}): Promise<Publication> {
  const publication: Publication = {
    agencyId,
    decisionId: randomUUID(),
    caseId: randomUUID(),
    decisionNumber: null,
    caseName: '某餐饮店油烟案',
    party: null,
    facts: null,
    law: null,
    punishment: '罚款100元',
    penaltyKinds: ['罚款'],
    amountFen: 10_000,
    decidedOn: '2026-11-10',
    publishedAt: day,
    form: 'summary',
    fields: [{ code: 'party', title: '执法对象', value: '某餐饮店' }],
    document: null,
    isNameRequired: false,
    privateTexts: [],
    ...change,
  };
  await publishDecision(db.pool, publication);
  return publication;
}

const get = (url: string, headers: Record<string, string> = {}) =>
  site.inject({ method: 'GET', url, headers });

describe('[apl-2021-48] a page that is kept is never older than the decision', () => {
  test('given a page that was sent before, when the decision is corrected, withdrawn or ended, then the next answer says so', async () => {
    const decision = await published();
    const url = `/decisions/${decision.decisionId}`;
    const first = await get(url);
    const tag = String(first.headers['etag']);
    expect((await get(url)).body).toBe(first.body);
    expect((await get(url, { 'if-none-match': tag })).statusCode).toBe(304);
    await publishDecision(db.pool, { ...decision, caseName: '更正后的案件名称' });
    const corrected = await get(url, { 'if-none-match': tag });
    expect(corrected.statusCode).toBe(200);
    expect(corrected.body).toContain('更正后的案件名称');
    await publishBody(db.pool, { agencyId, name: '示范县城管局', ruleTitle: null, facts: [] });
    expect((await get(url)).body).toContain('示范县城管局');
    await withdrawPublication(db.pool, { ...decision, reason: '原决定被撤销', withdrawnAt: day });
    const gone = await get(url, { 'if-none-match': String(corrected.headers['etag']) });
    expect(gone.statusCode).toBe(410);
    expect(gone.headers['cache-control']).toBe('no-store');
    expect(gone.body).not.toContain('更正后的案件名称');
    const other = await published();
    await get(`/decisions/${other.decisionId}`);
    await endPublication(db.pool, { ...other, endedAt: day });
    expect((await get(`/decisions/${other.decisionId}`)).statusCode).toBe(410);
  });

  test('given many who ask at once while it is withdrawn, when they ask again after, then none sees it', async () => {
    const decision = await published();
    const url = `/decisions/${decision.decisionId}`;
    const asked = () => Promise.all(Array.from({ length: 30 }, () => get(url)));
    await asked();
    const [during] = await Promise.all([
      asked(),
      withdrawPublication(db.pool, { ...decision, reason: '撤销', withdrawnAt: day }),
    ]);
    expect(new Set(during.map(({ statusCode }) => statusCode)).size).toBeLessThanOrEqual(2);
    const after = await asked();
    expect(after.map(({ statusCode }) => statusCode)).toEqual(after.map(() => 410));
  });

  test('given pages that show decisions, then no cache uses them without asking, and each look is a page of its own', async () => {
    const { decisionId } = await published();
    for (const url of [
      '/',
      '/decisions',
      `/bodies/${agencyId}`,
      `/decisions/${decisionId}`,
      '/feed.xml',
    ]) {
      const { headers } = await get(url);
      expect([url, headers['cache-control']]).toEqual([url, 'public, no-cache']);
    }
    const url = `/decisions/${decisionId}`;
    const plain = await get(url);
    const high = await get(url, { cookie: 'mingfa_look=largest.high-dark' });
    expect(plain.headers['vary']).toBe('cookie, accept-encoding');
    expect(high.headers['etag']).not.toBe(plain.headers['etag']);
    expect(high.body).toContain('<html lang="zh-CN" data-text="largest" data-theme="high-dark">');
    expect((await get(url)).body).toBe(plain.body);
  });

  test('given a browser that unpacks, when it asks, then the page and its style come packed and are the same', async () => {
    const { decisionId } = await published();
    for (const url of [`/decisions/${decisionId}`, '/', '/site.css']) {
      const plain = await get(url);
      const packed = await get(url, { 'accept-encoding': 'br, gzip' });
      const refused = await get(url, { 'accept-encoding': 'gzip;q=0' });

      expect([url, packed.headers['content-encoding']]).toEqual([url, 'gzip']);
      expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
      expect([plain, refused].map(({ headers }) => headers['content-encoding'])).toEqual([
        undefined,
        undefined,
      ]);
      expect(packed.headers['etag']).toBe(plain.headers['etag']);
    }
  });
});

describe('the choice of text size and colours', () => {
  test('given a choice, when sent, then it is kept and the reader is back where it was made', async () => {
    const chosen = await get(
      `/appearance?text=large&back=${encodeURIComponent('/decisions?q=%E7%BD%9A')}`,
    );
    expect(chosen.statusCode).toBe(303);
    expect(chosen.headers['location']).toBe('/decisions?q=%E7%BD%9A');
    expect(chosen.headers['set-cookie']).toMatch(
      /^mingfa_look=large\.standard; Path=\/; .*HttpOnly/,
    );
    const cookie = String(chosen.headers['set-cookie']).split(';')[0] ?? '';
    const next = await get('/appearance?theme=high&back=/', { cookie });
    expect(next.headers['set-cookie']).toMatch(/^mingfa_look=large\.high;/);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%0d%0aSet-Cookie:a=b',
  ])('given the way back %s, when sent, then the reader stays here', async (back) => {
    const { headers } = await get(`/appearance?text=large&back=${encodeURIComponent(back)}`);
    const { origin } = new URL(String(headers['location']), 'https://site.example');
    expect(origin).toBe('https://site.example');
    expect(String(headers['set-cookie'])).toMatch(/^mingfa_look=large\.standard;/);
  });

  test('given another site that sends its visitors here, then it does not decide how our pages look', async () => {
    const { headers } = await get('/appearance?theme=high&back=/ledger', {
      'sec-fetch-site': 'cross-site',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['location']).toBe('/');
  });
});

describe('[kaifu-4.1-f] what programs read is what the pages list', () => {
  test('given decisions, one withdrawn, when the list is taken as a file, then it holds those that the page lists', async () => {
    const word = `独有词${randomUUID().slice(0, 6)}`;
    const shown = await published({
      caseName: `${word}，"引号"案`,
      penaltyKinds: ['罚款', '警告'],
    });
    const withdrawn = await published({ caseName: `${word}二` });
    await withdrawPublication(db.pool, { ...withdrawn, reason: '撤销', withdrawnAt: day });
    const query = `q=${encodeURIComponent(word)}`;
    const table = await named.inject(`/decisions.csv?${query}`);
    const rows = parse<Record<string, string>>(table.body, { bom: true, columns: true });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      编号: shown.decisionId,
      案件名称: shown.caseName,
      处罚种类: '罚款、警告',
      网址: `https://gs.example.gov.cn/decisions/${shown.decisionId}`,
    });
    const lines = (await named.inject(`/decisions.ndjson?${query}`)).body.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([shown.decisionId]);
    const kept = await named.inject(
      `/decisions.ndjson?${query}&kind=${encodeURIComponent('行政拘留')}`,
    );
    expect(kept.body).toBe('');
  });

  test('given the map of the site, when its parts are followed, then every public decision is in it once', async () => {
    const { decisionId } = await published();
    const index = (await named.inject('/sitemap.xml')).body;
    const parts = [
      ...index.matchAll(/<loc>https:\/\/gs\.example\.gov\.cn(\/sitemap\/[^<]+)<\/loc>/g),
    ];
    const maps = await Promise.all(parts.map(([, path]) => named.inject(path ?? '')));
    const all = maps.flatMap(({ body }) =>
      [...body.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc]) => loc),
    );
    expect(all).toContain('https://gs.example.gov.cn/');
    expect(all).toContain(`https://gs.example.gov.cn/bodies/${agencyId}`);
    expect(all.filter((loc) => loc?.endsWith('/review-catalogue'))).toEqual([]);
    expect(all.filter((loc) => loc?.endsWith(decisionId))).toHaveLength(1);
    const { rows } = await db.publicPool.query(
      'select count(*)::int as n from public_site.decision',
    );
    expect(all.filter((loc) => loc?.includes('/decisions/'))).toHaveLength(rows[0].n);
    expect((await site.inject('/robots.txt')).body).toContain(
      'Sitemap: http://localhost:80/sitemap.xml',
    );
    for (const name of ['decisions-3-0.xml', 'nothing.xml', 'pages', '..%2f..%2fetc'])
      expect((await site.inject(`/sitemap/${name}`)).statusCode, name).toBe(404);
  });

  test('[kaifu-3.3-d] given a published review catalogue, when the map of the site is read, then its page is in it once', async () => {
    const other = randomUUID();
    await publishReviewCatalogue(db.pool, {
      agencyId: other,
      bodyName: '示范县公开目录的机关',
      ruleTitle: null,
      number: 1,
      inForceFrom: '2026-11-16',
      publishedAt: day,
      digest: '0'.repeat(64),
      items: [],
      copy: '',
      flow: null,
      basis: [],
    });
    const { body } = await named.inject('/sitemap/pages.xml');
    const page = `https://gs.example.gov.cn/bodies/${other}/review-catalogue`;
    expect(body.split(`<loc>${page}</loc>`)).toHaveLength(2);
    expect(body).not.toContain(`${agencyId}/review-catalogue`);
    expect((await named.inject(new URL(page).pathname)).statusCode).toBe(200);
  });

  test('given texts with marks of XML and characters that XML forbids, when the feed is read, then it stays whole', async () => {
    await published({
      caseName: `<b>&"某案" ${String.fromCharCode(1)}]]>`,
      publishedAt: '2026-12-01T09:00:00.000+08:00',
    });
    const { body, headers } = await named.inject('/feed.xml');
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(body).toContain('&#60;b&#62;&#38;&#34;某案&#34;');
    // oxlint-disable-next-line no-control-regex -- these are what must not stand in XML
    expect(body).not.toMatch(/[\u0000-\u0008]|<b>/);
  });

  test('given the description of the data, when its files are fetched, then each is there', async () => {
    const { dataset } = JSON.parse((await named.inject('/data.json')).body);
    const addresses = dataset.flatMap((each: any) =>
      each.distribution.map((one: any) => one.downloadURL),
    );
    const paths = addresses
      .map((address: string) => address.replace('https://gs.example.gov.cn', ''))
      .filter((path: string) => path !== '/ledger/checkpoint');
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect((await named.inject(path)).statusCode, path).toBe(200);
  });
});

describe('what search engines are told', () => {
  test('given pages of the site, then each names itself once, and what is no page of its own is passed over', async () => {
    const { decisionId } = await published();
    for (const path of [
      '/',
      '/decisions',
      `/bodies/${agencyId}`,
      `/decisions/${decisionId}`,
      '/ledger',
      '/help/search',
    ]) {
      const { body } = await named.inject(path);
      expect(body, path).toContain(
        `<link rel="canonical" href="https://gs.example.gov.cn${path}">`,
      );
      expect(body, path).toMatch(/<meta name="description" content=".{10,}">/);
      expect(body, path).not.toContain('noindex');
    }
    for (const path of ['/decisions?q=a', '/nothing', '/help/none'])
      expect((await named.inject(path)).body, path).toContain('noindex');
  });

  test('given a Host that is no host, when a page is asked for, then it names no address', async () => {
    const { body } = await get('/', { host: '"><b>' });
    expect(body).not.toContain('canonical');
    expect(body).not.toContain('"><b>');
  });
});
