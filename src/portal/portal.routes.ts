import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import {
  type PublicFigures,
  readBodies,
  readBody,
  readCatalogueVersions,
  readFigures,
  readPublicDecision,
  readPublicTotal,
  readWithdrawals,
  readYears,
  searchDecisions,
} from '../disclosure/index.store.ts';
import {
  answer,
  answerRendered,
  askedOrigin,
  type Rendered,
  rendered,
  sendNotFound,
  sendPacked,
  settingOf,
  styleSheet,
  wantedLook,
} from './answer.routes.ts';
import { bodyPage } from './body.pages.ts';
import { decisionPage, endPage, withdrawalPage } from './decision.pages.ts';
import { DecisionShelf } from './decision-shelf.routes.ts';
import { guideRoutes } from './guide.routes.ts';
import { helpIndexPage, helpPage } from './help.pages.ts';
import { homePage } from './home.pages.ts';
import { ledgerPage } from './ledger.pages.ts';
import { chosenLook, lookCookie, lookText, wayBack } from './look.ts';
import { machineRoutes } from './machine.routes.ts';
import { resultsPage } from './results.pages.ts';
import { cataloguePath } from './review-catalogue.pages.ts';
import { reviewCatalogueRoutes } from './review-catalogue.routes.ts';
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

const open = { config: { permission: 'public' } } as const;
const newestShown = 8;

/** The public site. Every page works without JavaScript. */
export function portalRoutes(app: FastifyInstance, deps: PortalDeps): void {
  listRoutes(app, deps);
  decisionRoutes(app, deps);
  standingRoutes(app, deps);
  guideRoutes(app, { publicUrl: deps.publicUrl ?? null });
  reviewCatalogueRoutes(app, { publicPool: deps.publicPool, publicUrl: deps.publicUrl ?? null });
  machineRoutes(app, { publicPool: deps.publicPool, publicUrl: deps.publicUrl ?? null });
}

function listRoutes(app: FastifyInstance, { publicPool, publicUrl = null }: PortalDeps): void {
  const siteFigures = heldShortly(() => readFigures(publicPool));

  app.get('/', open, async (request, reply) => {
    const [found, bodies, figures] = await Promise.all([
      searchDecisions(publicPool, { typed: '' }),
      readBodies(publicPool),
      siteFigures(),
    ]);
    const newest = found.cards.slice(0, newestShown);
    return answer(request, reply, homePage({ newest, bodies, figures }), { publicUrl });
  });

  app.get('/decisions', open, async (request, reply) => {
    const sought = searchRequestOf(request.query as Record<string, unknown>);
    const [page, bodies, years, decisions] = await Promise.all([
      searchDecisions(publicPool, sought),
      readBodies(publicPool),
      readYears(publicPool),
      readPublicTotal(publicPool),
    ]);
    const choices = { bodies, years, decisions };
    return answer(request, reply, resultsPage(sought, page, choices), { publicUrl });
  });

  app.get('/bodies/:id', open, async (request, reply) => {
    const id = idOf(request);
    const body = id === null ? null : await readBody(publicPool, id);
    if (body === null) return sendNotFound(request, reply);
    const { agencyId } = body;
    const [found, withdrawals, figures, catalogues] = await Promise.all([
      searchDecisions(publicPool, { typed: '', agencyId }),
      readWithdrawals(publicPool, agencyId),
      readFigures(publicPool, agencyId),
      readCatalogueVersions(publicPool, agencyId),
    ]);
    const catalogue = catalogues.length === 0 ? null : cataloguePath(agencyId);
    const facts = { newest: found.cards.slice(0, newestShown), withdrawals, figures, catalogue };
    return answer(request, reply, bodyPage(body, facts), { publicUrl });
  });
}

function decisionRoutes(app: FastifyInstance, { publicPool, publicUrl = null }: PortalDeps): void {
  const shelf = new DecisionShelf(publicPool);

  // The headers of protection are set with the page; making them anew for each request takes longer than the page.
  app.get('/decisions/:id', { ...open, helmet: false }, async (request, reply) => {
    const id = idOf(request);
    if (id === null) return sendNotFound(request, reply);
    const setting = settingOf(request, publicUrl);
    const variant = `${lookText(setting.look)} ${setting.origin}`;
    const kept = shelf.known(id, variant) ?? (await shelf.asked(id, variant));
    if (kept !== null) return answerRendered(request, reply, kept);
    const found = await readPublicDecision(publicPool, id);
    if (found === null) return sendNotFound(request, reply);
    if (found.kind === 'decision') {
      const page = rendered(decisionPage(found), setting);
      shelf.keep(id, variant, { version: found.version, page });
      return answerRendered(request, reply, page);
    }
    const gone = found.kind === 'withdrawal' ? withdrawalPage(found) : endPage();
    return answer(request, reply, gone, { publicUrl, status: 410 });
  });
}

function standingRoutes(app: FastifyInstance, { ledger, publicUrl = null }: PortalDeps): void {
  app.get('/ledger', open, async (request, reply) => {
    const origin = publicUrl ?? askedOrigin(request) ?? '<本站地址>';
    return answer(request, reply, ledgerPage({ ...(await ledger()), origin }), { publicUrl });
  });

  app.get('/help', open, async (request, reply) =>
    answer(request, reply, helpIndexPage(), { publicUrl }),
  );

  app.get('/help/:topic', open, async (request, reply) => {
    const page = helpPage((request.params as { topic: string }).topic);
    if (page === null) return sendNotFound(request, reply);
    return answer(request, reply, page, { publicUrl });
  });

  app.get('/appearance', open, async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    // Another site may lead here, but does not decide how ours looks.
    const isOurs = request.headers['sec-fetch-site'] !== 'cross-site';
    if (isOurs) reply.header('set-cookie', cookieOf(request, query));
    return reply
      .header('cache-control', 'no-store')
      .redirect(isOurs ? wayBack(query['back']) : '/', 303);
  });

  const style: Rendered = { body: Buffer.from(styleSheet), tag: '' };
  app.get('/site.css', open, async (request, reply) =>
    sendPacked(
      request,
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding'),
      style,
    ),
  );
}

function cookieOf(request: FastifyRequest, query: Readonly<Record<string, unknown>>): string {
  const look = chosenLook(query, wantedLook(request));
  const secure = request.protocol === 'https' ? '; Secure' : '';
  return `${lookCookie}=${lookText(look)}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${secure}`;
}

const heldMillis = 10_000;

/** Figures of the whole site may be some seconds old; so a rush on the first page does not add them up each time. */
function heldShortly(read: () => Promise<PublicFigures>): () => Promise<PublicFigures> {
  let held: { readonly until: number; readonly figures: Promise<PublicFigures> } | null = null;
  return () => {
    if (held !== null && held.until > performance.now()) return held.figures;
    const figures = read();
    held = { until: performance.now() + heldMillis, figures };
    figures.catch(() => {
      held = null;
    });
    return figures;
  };
}

function idOf(request: FastifyRequest): string | null {
  const { id } = request.params as { id: string };
  return isId(id.toLowerCase()) ? id.toLowerCase() : null;
}
