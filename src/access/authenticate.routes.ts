// Who is asking, and may they.
//
// Every route names its permission, or says that it is public; one that does neither stops the server from starting. For
// all others the order is: a live session, else 401; a request that comes from our own pages, else 403; a password of
// one's own, else 403; the permission, else 403. These answers come before anything is looked up, so they tell nothing
// about what exists. What lies outside an account's data scope is answered 404 by the room that looks it up.

import fastifyCookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import { type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { isPermission, type Permission, permits } from './permission.ts';
import { accessRefusals } from './refusals.ts';
import { findActor, type Origin, type SignedInActor } from './session.store.ts';
import { sessionLimits } from './session.ts';
import { csrfTokenOf, isSameText } from './token.store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller must be permitted; `public` for everybody. */
    permission?: Permission | 'public';
  }
  interface FastifyRequest {
    /** Who acts; null on public routes. */
    actor: SignedInActor | null;
  }
}

/** What the routes of access need. */
export type AccessDeps = {
  readonly db: Database;
  readonly now: () => Instant;
  /** Whether browsers reach the server over https; the cookie then travels over nothing else. */
  readonly secureCookies: boolean;
};

/** A server whose routes take their types from their schemas. */
export type TypedApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Name of the session cookie. */
export const sessionCookie = 'mingfa_session';

/** Header that carries the CSRF token. */
export const csrfHeader = 'x-csrf-token';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

async function plugin(app: FastifyInstance, deps: AccessDeps): Promise<void> {
  if (!app.hasRequestDecorator('cookies')) await app.register(fastifyCookie);
  app.decorateRequest('actor', null);
  app.addHook('onRoute', (route) => {
    const permission: string | undefined = route.config?.permission;
    if (permission === undefined || (permission !== 'public' && !isPermission(permission)))
      throw new Error(`route ${String(route.method)} ${route.url} names no permission`);
  });
  // Most requests are for pages that everybody may see: these wait for no promise.
  app.addHook('onRequest', (request, _reply, done) => {
    const isOpen = request.routeOptions.config.permission === 'public';
    if (request.is404 || (isOpen && safeMethods.has(request.method))) done();
    // oxlint-disable-next-line promise/no-callback-in-promise -- the callback is the point
    else admit(deps, request).then(() => done(), done);
  });
}

/**
 * Checks session, CSRF token and permission of every route that is registered after it.
 *
 * Register it before any route. It applies to the whole server and not only to an enclosed part.
 */
export const accessPlugin = Object.assign(plugin, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'mingfa-access',
});

/**
 * Who acts in a request.
 *
 * @throws Refused (`access.not-signed-in`) on a public route
 */
export function requestActor(request: FastifyRequest): SignedInActor {
  if (request.actor === null) throw new Refused(accessRefusals.notSignedIn);
  return request.actor;
}

/** Where a request came from, as far as it says. */
export function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, browser: request.headers['user-agent'] ?? '' };
}

/** Puts the session token into the cookie: not for scripts, not for other sites, not after the session's end. */
export function setSessionCookie(deps: AccessDeps, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie, token, {
    ...cookieFlags(deps),
    maxAge: sessionLimits.absoluteMillis / 1000,
  });
}

/** Takes the session token out of the browser. */
export function clearSessionCookie(deps: AccessDeps, reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, cookieFlags(deps));
}

function cookieFlags(deps: AccessDeps) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secureCookies } as const;
}

async function admit(deps: AccessDeps, request: FastifyRequest): Promise<void> {
  const permission = request.routeOptions.config.permission;
  const isUnsafe = !safeMethods.has(request.method);
  if (isUnsafe) refuseForeignSite(request);
  if (permission === 'public') return;
  const token = request.cookies[sessionCookie];
  const actor = token === undefined ? null : await findActor(deps.db, token, deps.now());
  if (actor === null || token === undefined) throw new Refused(accessRefusals.notSignedIn);
  if (isUnsafe) refuseWithoutCsrfToken(deps, request, token);
  refuseUnlessPermitted(actor, permission);
  request.actor = actor;
}

function refuseUnlessPermitted(actor: SignedInActor, permission: Permission | undefined): void {
  if (actor.mustChangePassword && permission !== 'own:session')
    throw new Refused(accessRefusals.passwordMustChange);
  if (permission === undefined || !permits(actor.roles, permission))
    throw new Refused(accessRefusals.notPermitted);
}

/** Also for public routes: nobody is to be signed in as somebody else by another site. */
function refuseForeignSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw new Refused(accessRefusals.foreignSite);
}

function refuseWithoutCsrfToken(deps: AccessDeps, request: FastifyRequest, token: string): void {
  const given = request.headers[csrfHeader];
  if (typeof given !== 'string' || !isSameText(given, csrfTokenOf(deps.db, token)))
    throw new Refused(accessRefusals.csrf);
}
