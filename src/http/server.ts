// The server: all rooms' routes behind one door, with the same answers to what goes wrong.

import type { Socket } from 'node:net';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { accessPlugin, accessRoutes, accountRoutes } from '../access/index.routes.ts';
import { caseRoutes } from '../casework/index.routes.ts';
import type { CaseDesk } from '../casework/index.store.ts';
import type { JsonObject } from '../casework/index.ts';
import {
  type CaseToFollow,
  decisionIdOf,
  publishReviewCatalogue,
} from '../disclosure/index.store.ts';
import { documentRoutes } from '../documents/index.routes.ts';
import { makeTypesetter } from '../documents/index.store.ts';
import { notificationRoutes } from '../notification/index.routes.ts';
import { type DeliverySettings, nothingLeaves } from '../notification/index.ts';
import { cataloguePath, portalRoutes, sendFault, sendNotFound } from '../portal/index.routes.ts';
import { recordingRoutes } from '../recording/index.routes.ts';
import { FileFolder, Uploads } from '../recording/index.store.ts';
import { registerRoutes } from '../registers/index.routes.ts';
import { reviewRoutes } from '../review/index.routes.ts';
import type { Instant, RuleBook } from '../rules/index.ts';
import type { Database, LedgerReader, SealerStanding } from '../store/index.store.ts';
import { administrationRoutes } from './administration.routes.ts';
import { apiDocsRoutes } from './api-docs.routes.ts';
import { consoleRoutes } from './console.routes.ts';
import { answerErrors, send } from './errors.ts';
import { harden, type Limits, usualLimits } from './hardening.ts';
import { healthRoutes } from './health.routes.ts';
import type { Installation } from './installation.ts';
import { readJsonBodies } from './json-body.ts';
import { ledgerRoutes } from './ledger.routes.ts';
import { describeApi, serveDescription } from './openapi.ts';
import { type ClauseFinder, type Problem, problemOf } from './problem.ts';
import { requestRefusals } from './request-refusals.ts';

/** What a server is built from. */
export type ServerDeps = {
  readonly db: Database;
  readonly desk: CaseDesk;
  readonly ruleBook: RuleBook;
  /** What is usually submitted, by command; shown in the description of the interface. */
  readonly examples: Readonly<Record<string, JsonObject>>;
  readonly ledger: LedgerReader;
  /** With which outsiders verify checkpoints. */
  readonly verifierKey: string;
  /** How the sealer of this process fares; null where another process seals. */
  readonly sealer: () => SealerStanding | null;
  readonly installation: Installation;
  readonly now: () => Instant;
  /** Where the bundled console lies; null when it could not be bundled, absent when it is not served. */
  readonly consoleFolder?: string | null;
  /** How notifications leave the system; they do not when absent. */
  readonly delivery?: DeliverySettings;
  /** How outsiders reach the server; what they ask for when absent. */
  readonly publicUrl?: string | null;
  /** Whether browsers reach the server over https. */
  readonly isSecure: boolean;
  /** Addresses of proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustedProxies?: readonly string[];
  /** With which figures may be read from another machine; from none when absent. */
  readonly metricsToken?: string | null;
  readonly limits?: Limits;
  readonly logger?: FastifyBaseLogger;
  readonly version?: string;
};

const oneMegabyte = 1_048_576;

/** Builds the server. It does not listen yet. */
export async function buildServer(deps: ServerDeps): Promise<FastifyInstance> {
  const clauseOf = clauseFinder(deps.ruleBook);
  const app = fastify({
    ...(deps.logger === undefined ? { logger: false } : { loggerInstance: deps.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: deps.trustedProxies?.length ? [...deps.trustedProxies] : false,
    bodyLimit: oneMegabyte,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true } },
    frameworkErrors: (_error, _request, reply) => {
      send(reply, problemOf([requestRefusals.badAddress], 400, clauseOf));
    },
    clientErrorHandler: answerBrokenRequest,
  });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  readJsonBodies(app);
  answerErrors(app, clauseOf, { notFound: sendNotFound, fault: sendFault });
  logAnswers(app);
  await harden(app, { limits: deps.limits ?? usualLimits, isSecure: deps.isSecure });
  const access = { db: deps.db, now: deps.now, secureCookies: deps.isSecure };
  await app.register(accessPlugin, access);
  await describeApi(app, deps.version ?? '0');
  await app.register(async (inner) => addRoutes(inner, deps, access));
  serveDescription(app);
  apiDocsRoutes(app, { publicUrl: deps.publicUrl ?? null });
  await app.ready();
  return app;
}

async function addRoutes(
  app: FastifyInstance,
  deps: ServerDeps,
  access: Parameters<typeof accessRoutes>[1],
): Promise<void> {
  const { db, desk, ruleBook, examples, ledger } = deps;
  await accessRoutes(app, access);
  await accountRoutes(app, access);
  await registerRoutes(app, { ...access, shelf: ruleBook });
  // What was changed in a register counts for the next action, not two seconds later.
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (request.method !== 'GET' && /^\/api\/(?:agencies|review-catalogue)\b/.test(request.url))
      desk.deps.bodies.forget();
    done(null, payload);
  });
  const publicPath = (which: CaseToFollow) => `/decisions/${decisionIdOf(which)}`;
  caseRoutes(app, { db, desk, ruleBook, examples, publicPath });
  const { folders, fontsFolder = null, files } = deps.installation;
  const typesetter = makeTypesetter({ rules: folders.rules, fonts: fontsFolder });
  app.addHook('onClose', () => typesetter.close());
  documentRoutes(app, { db, desk, ruleBook, typesetter, now: deps.now });
  const { folder, limits } = files;
  const uploads = new Uploads({ db, files: new FileFolder(folder), limits, now: deps.now });
  await recordingRoutes(app, { db, desk, uploads });
  const catalogue = { publish: publishReviewCatalogue, publicPath: cataloguePath };
  const { publicUrl = null } = deps;
  reviewRoutes(app, { db, desk, ruleBook, examples, publicPath, publicUrl, catalogue });
  await notificationRoutes(app, { ...access, delivery: deps.delivery ?? nothingLeaves });
  await administrationRoutes(app, deps);
  ledgerRoutes(app, { ledger });
  const checkpoint = async () => ({
    checkpoint: await ledger.checkpoint(),
    verifierKey: deps.verifierKey,
  });
  portalRoutes(app, {
    publicPool: db.publicPool,
    ledger: checkpoint,
    publicUrl: deps.publicUrl ?? null,
  });
  if (deps.consoleFolder !== undefined) await consoleRoutes(app, { folder: deps.consoleFolder });
  healthRoutes(app, { db, sealer: deps.sealer, metricsToken: deps.metricsToken ?? null });
}

function clauseFinder(ruleBook: RuleBook): ClauseFinder {
  const all = new Map(ruleBook.packs.flatMap((pack) => [...pack.clauses]));
  return (id) => {
    const clause = all.get(id);
    return clause === undefined ? null : { id, locator: clause.citation, text: clause.obligation };
  };
}

/** One line a request, without address, query or person: the route's pattern says enough. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, id } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const millis = Math.round(reply.elapsedTime);
    request.log.debug({ method, route, status: reply.statusCode, millis, request: id }, 'answered');
    done();
  });
}

const brokenCodes: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no HTTP at all gets an answer that is. */
function answerBrokenRequest(
  error: Error & { code?: string; rawPacket?: unknown },
  socket: Socket,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = brokenCodes[error.code ?? ''] ?? 400;
  const problem: Problem = problemOf([requestRefusals.badBody], status, () => null);
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${status} Bad Request`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
