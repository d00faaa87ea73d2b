// The public site for programs: the same decisions as on the pages, no more.

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import {
  readBodies,
  readNewlyPublished,
  readPublicTotal,
  readSitemapPart,
  searchDecisions,
} from '../disclosure/index.store.ts';
import type { SearchRequest } from '../disclosure/index.ts';
import { askedOrigin, digestOf, isKnown, sendNotFound } from './answer.routes.ts';
import { jsonLine, type ListedDecision, tableHead, tableLine } from './decision-rows.ts';
import { guidePaths } from './guide.pages.ts';
import { guideShelf } from './guide.store.ts';
import { helpPaths } from './help.pages.ts';
import { datasetOf, feedOf, pagesSitemapOf, sitemapIndexOf, sitemapOf } from './machine.pages.ts';
import { searchRequestOf } from './search-address.ts';
import { partsFor, rangeOfPart } from './sitemap.ts';

type MachineDeps = { readonly publicPool: pg.Pool; readonly publicUrl: string | null };

const open = { config: { permission: 'public' } } as const;
const [mostRows, rowsAtOnce] = [10_000, 200];

const robots = (origin: string) => `User-agent: *
Disallow: /decisions?
Disallow: /decisions.
Disallow: /appearance
Disallow: /api/
Allow: /api/docs
Disallow: /console/

Sitemap: ${origin}/sitemap.xml
`;

/** Feed, maps, description of the data, and the list of decisions as files. */
export function machineRoutes(app: FastifyInstance, deps: MachineDeps): void {
  const { publicPool } = deps;
  const originOf = (request: FastifyRequest) =>
    deps.publicUrl ?? askedOrigin(request) ?? 'http://localhost';

  app.get('/feed.xml', open, async (request, reply) => {
    const feed = feedOf(await readNewlyPublished(publicPool), originOf(request));
    return sendText(request, reply, 'application/atom+xml', feed);
  });

  app.get('/sitemap.xml', open, async (request, reply) => {
    const parts = partsFor(await readPublicTotal(publicPool));
    return sendText(request, reply, 'application/xml', sitemapIndexOf(parts, originOf(request)));
  });

  app.get('/sitemap/:name', open, async (request, reply) => {
    const name = /^(.{1,40})\.xml$/.exec((request.params as { name: string }).name)?.[1] ?? '';
    const map = await mapOf(publicPool, name, originOf(request));
    if (map === null) return sendNotFound(request, reply);
    return sendText(request, reply, 'application/xml', map);
  });

  app.get('/data.json', open, async (request, reply) => {
    const description = JSON.stringify(datasetOf(originOf(request)), null, 1);
    return sendText(request, reply, 'application/json', description);
  });

  app.get('/robots.txt', open, async (request, reply) =>
    sendText(request, reply, 'text/plain', robots(originOf(request))),
  );

  app.get('/decisions.csv', open, async (request, reply) => {
    const lines = linesOf(deps, request, tableLine, tableHead());
    return sendFile(reply, { lines, type: 'text/csv; charset=utf-8', name: 'decisions.csv' });
  });

  app.get('/decisions.ndjson', open, async (request, reply) => {
    const lines = linesOf(deps, request, jsonLine);
    return sendFile(reply, { lines, type: 'application/x-ndjson', name: 'decisions.ndjson' });
  });

  async function* linesOf(
    { publicPool: pool }: MachineDeps,
    request: FastifyRequest,
    lineOf: (row: ListedDecision, origin: string) => string,
    head?: string,
  ): AsyncGenerator<string> {
    const sought = searchRequestOf(request.query as Record<string, unknown>);
    const origin = originOf(request);
    if (head !== undefined) yield head;
    for await (const rows of partsOf(pool, sought))
      yield rows.map((row) => lineOf(row, origin)).join('');
  }
}

/** The same search as on the page, part by part, so that no more is held than one part. */
async function* partsOf(
  pool: pg.Pool,
  sought: SearchRequest,
): AsyncGenerator<readonly ListedDecision[]> {
  let after = sought.after;
  for (let left = mostRows; left > 0; left -= rowsAtOnce) {
    const page = await searchDecisions(pool, { ...sought, after }, Math.min(left, rowsAtOnce));
    yield page.cards;
    if (page.next === null) return;
    after = page.next;
  }
}

async function mapOf(pool: pg.Pool, name: string, origin: string): Promise<string | null> {
  if (name === 'pages') {
    const guides = guidePaths(await guideShelf());
    const paths = ['/', '/decisions', '/ledger', ...helpPaths, ...guides, '/api/docs'];
    return pagesSitemapOf(paths, await readBodies(pool), origin);
  }
  const range = rangeOfPart(name);
  return range === null ? null : sitemapOf(await readSitemapPart(pool, range), origin);
}

function sendText(request: FastifyRequest, reply: FastifyReply, type: string, text: string) {
  const tag = `"${digestOf(text).slice(0, 24)}"`;
  reply.headers({
    etag: tag,
    'cache-control': 'public, no-cache',
    'x-content-type-options': 'nosniff',
  });
  if (isKnown(request, tag)) return reply.code(304).send();
  return reply.type(`${type}; charset=utf-8`).send(text);
}

function sendFile(
  reply: FastifyReply,
  { lines, type, name }: { lines: AsyncGenerator<string>; type: string; name: string },
) {
  return reply
    .type(type)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .send(Readable.from(lines, { objectMode: false }));
}
