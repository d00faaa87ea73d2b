import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import {
  readBodies,
  readBody,
  readPublicDecision,
  readWithdrawals,
  readYears,
  searchDecisions,
} from '../disclosure/index.store.ts';
import { bodyPage } from './body.pages.ts';
import { decisionPage, endPage, withdrawalPage } from './decision.pages.ts';
import { homePage } from './home.pages.ts';
import { type PageFrame, pageOf } from './layout.pages.ts';
import { ledgerPage } from './ledger.pages.ts';
import { faultPage, notFoundPage } from './notice.pages.ts';
import { resultsPage } from './results.pages.ts';
import { isId, searchRequestOf } from './search-address.ts';

/** What the public site is given. */
export type PortalDeps = {
  /** Role mingfa_public: nothing else is read. */
  readonly publicPool: pg.Pool;
  /** The newest checkpoint and the key that verifies it. */
  readonly ledger: () => Promise<{
    readonly checkpoint: string | null;
    readonly verifierKey: string;
  }>;
  /** How outsiders reach the site, without a slash at the end; what they ask for when absent. */
  readonly publicUrl?: string | null;
};

const style = readFileSync(new URL('./site.css', import.meta.url), 'utf8');
const styleVersion = createHash('sha256').update(style).digest('hex').slice(0, 12);
const styleAddress = `/site.css?v=${styleVersion}`;
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const open = { config: { permission: 'public' } } as const;

/** The public site. Every page works without JavaScript. */
export function portalRoutes(
  app: FastifyInstance,
  { publicPool, ledger, publicUrl }: PortalDeps,
): void {
  app.get('/', open, async (request, reply) => {
    const [newest, bodies] = await Promise.all([
      searchDecisions(publicPool, { typed: '' }),
      readBodies(publicPool),
    ]);
    return send(request, reply, homePage(newest.cards.slice(0, 10), bodies));
  });

  app.get('/decisions', open, async (request, reply) => {
    const sought = searchRequestOf(request.query as Record<string, unknown>);
    const [page, bodies, years] = await Promise.all([
      searchDecisions(publicPool, sought),
      readBodies(publicPool),
      readYears(publicPool),
    ]);
    return send(request, reply, resultsPage(sought, page, { bodies, years }));
  });

  app.get('/decisions/:id', open, async (request, reply) => {
    const id = idOf(request);
    const found = id === null ? null : await readPublicDecision(publicPool, id);
    if (found === null) return sendNotFound(request, reply);
    if (found.kind === 'decision') return send(request, reply, decisionPage(found));
    const gone = found.kind === 'withdrawal' ? withdrawalPage(found) : endPage();
    return send(request, reply, gone, 410);
  });

  app.get('/bodies/:id', open, async (request, reply) => {
    const id = idOf(request);
    const body = id === null ? null : await readBody(publicPool, id);
    if (body === null) return sendNotFound(request, reply);
    const [newest, withdrawals] = await Promise.all([
      searchDecisions(publicPool, { typed: '', agencyId: body.agencyId }),
      readWithdrawals(publicPool, body.agencyId),
    ]);
    return send(request, reply, bodyPage(body, newest.cards.slice(0, 10), withdrawals));
  });

  app.get('/ledger', open, async (request, reply) =>
    send(
      request,
      reply,
      ledgerPage({ ...(await ledger()), origin: publicUrl ?? askedOrigin(request) }),
    ),
  );

  app.get('/site.css', open, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(style),
  );

  app.get('/robots.txt', open, async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send('User-agent: *\nDisallow: /decisions?\nDisallow: /api/\nDisallow: /console/\n'),
  );
}

/** Answers with the page that nothing is there. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(request, reply, notFoundPage(), 404);
}

/** Answers with the page that something of ours went wrong. */
export function sendFault(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(request, reply, faultPage(), 500);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  frame: PageFrame,
  status = 200,
): FastifyReply {
  const page = pageOf(frame, styleAddress);
  const tag = `"${createHash('sha256').update(page).digest('base64url').slice(0, 24)}"`;
  reply
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cache-control', status === 200 ? 'public, max-age=30' : 'no-store');
  if (status === 200) {
    reply.header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  }
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}

const hostForm = /^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The origin that was asked for; people copy it into a command line, so it is shown only if it is no more than that. */
function askedOrigin({ protocol, host }: FastifyRequest): string {
  return hostForm.test(host) ? `${protocol}://${host}` : '<本站地址>';
}

function idOf(request: FastifyRequest): string | null {
  const { id } = request.params as { id: string };
  return isId(id.toLowerCase()) ? id.toLowerCase() : null;
}
