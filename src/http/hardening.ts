import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyUnderPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../rules/index.ts';
import { requestRefusals } from './request-refusals.ts';

/** How much one caller and the server as a whole may be asked. */
export type Limits = {
  /** Requests of one person in a minute, or from one address by who is not signed in: a whole office may share it. */
  readonly perMinute: number;
  /** Tries to sign in from one address in a minute. A whole office may come from one; wrong passwords close it sooner. */
  readonly signInsPerMinute: number;
  /** How late the event loop may run before requests are turned away; 0 for never. */
  readonly eventLoopDelayMillis: number;
};

/** Limits for use. */
export const usualLimits: Limits = {
  perMinute: 3000,
  signInsPerMinute: 120,
  eventLoopDelayMillis: 2000,
};

const startMillis = 10_000;
const watched = new Set(['/healthz', '/readyz', '/metrics']);
const guarded = new Set(['/api/session', '/api/set-up', '/api/session/password']);

/** Security headers, rate limits, and turning away what is too much. Call it before any route is made. */
export async function harden(
  app: FastifyInstance,
  options: { readonly limits: Limits; readonly isSecure: boolean },
): Promise<void> {
  const { limits, isSecure } = options;
  const hardenedAt = performance.now();
  await app.register(fastifyHelmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    hsts: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  // What a signed-in person reads is nobody else's, also not that of the next person at the same machine.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  app.addHook('onRoute', (route) => {
    const isSignIn =
      guarded.has(route.url) &&
      [route.method].flat().some((method) => method !== 'GET' && method !== 'HEAD');
    if (isSignIn)
      route.config = {
        ...route.config,
        rateLimit: { max: limits.signInsPerMinute, timeWindow: 60_000 },
      };
  });
  await app.register(fastifyRateLimit, {
    global: true,
    max: limits.perMinute,
    timeWindow: 60_000,
    // What is left is told only to those who have used it up.
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    // Who is signed in is known before this is asked.
    keyGenerator: (request) => request.actor?.id ?? request.ip,
    errorResponseBuilder: () => new Refused(requestRefusals.tooMany),
  });
  await app.register(fastifyUnderPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMillis,
    exposeStatusRoute: false,
    pressureHandler: (request) => {
      // The start itself keeps the loop busy, and who asks how the server fares must hear it above all when it is busy.
      const isStarting = performance.now() - hardenedAt < startMillis;
      if (isStarting || watched.has(request.routeOptions.url ?? '')) return;
      throw new Refused(requestRefusals.busy);
    },
  });
}
