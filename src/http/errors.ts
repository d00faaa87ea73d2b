// How what goes wrong is answered: refusals with what is missing and by which clause, faults bare with an id.

import { randomUUID } from 'node:crypto';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchema,
} from 'fastify';
import pg from 'pg';
import { type Refusal, Refused } from '../rules/index.ts';
import { type ClauseFinder, type Problem, problemOf } from './problem.ts';
import { statusOfRefusal } from './refusal-status.ts';
import { requestRefusals } from './request-refusals.ts';
import { fieldRefusals } from './schema-sentences.ts';

/** Shows a page instead of a problem, for people who look at the public site. */
export type PublicNotices = {
  readonly notFound: (request: FastifyRequest, reply: FastifyReply) => unknown;
  readonly fault: (request: FastifyRequest, reply: FastifyReply) => unknown;
};

/** Answers everything that goes wrong in one way. */
export function answerErrors(
  app: FastifyInstance,
  clauseOf: ClauseFinder,
  notices: PublicNotices,
): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusals = refusalsOf(error, request.routeOptions.schema);
    if (refusals === null) return answerFault(error, request, reply, notices);
    const status = statusOfRefusal(refusals[0]?.code ?? '');
    if (status === 500) return answerFault(error, request, reply, notices);
    if (status === 503 || status === 429) reply.header('retry-after', 10);
    return send(reply, problemOf(refusals, status, clauseOf));
  });
  app.setNotFoundHandler((request, reply) => {
    if (isForPeople(request)) return notices.notFound(request, reply);
    return send(reply, problemOf([requestRefusals.unknownRoute], 404, clauseOf));
  });
}

/** Sends a problem. */
export function send(reply: FastifyReply, problem: Problem) {
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(problem);
}

/**
 * What an error says no to; null for a fault.
 *
 * @param schema - what the route asks of requests; fields are named by the titles that it gives them
 */
export function refusalsOf(error: FastifyError, schema?: FastifySchema): readonly Refusal[] | null {
  if (error instanceof Refused) return error.refusals;
  if (error.validation !== undefined) {
    const part = error.validationContext ?? 'body';
    return fieldRefusals(error.validation, part, schema?.[part as keyof FastifySchema]);
  }
  const { code, statusCode = 0 } = error;
  if (error instanceof pg.DatabaseError)
    return unsaveable.has(code) ? [requestRefusals.unsaveable] : null;
  const known = refusalByCode[code];
  return known === undefined ? (refusalByStatus[statusCode] ?? null) : [known];
}

const refusalByStatus: Readonly<Record<number, readonly Refusal[]>> = {
  400: [requestRefusals.badBody],
  413: [requestRefusals.tooLarge],
  415: [requestRefusals.mediaType],
  429: [requestRefusals.tooMany],
};

/** A text that PostgreSQL cannot keep: with NUL, or not in Unicode. */
const unsaveable = new Set(['22021', '22P05']);

const refusalByCode: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: requestRefusals.badBody,
  FST_ERR_CTP_EMPTY_JSON_BODY: requestRefusals.badBody,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: requestRefusals.badBody,
  FST_ERR_CTP_BODY_TOO_LARGE: requestRefusals.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: requestRefusals.mediaType,
  FST_ERR_BAD_URL: requestRefusals.badAddress,
  FST_ERR_MAX_PARAM_LENGTH: requestRefusals.badAddress,
};

/** A fault is told in full to the log, and to the outside with its number only. */
function answerFault(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  notices: PublicNotices,
) {
  const id = randomUUID();
  request.log.error({ err: error, fault: id }, 'fault');
  if (isForPeople(request)) return notices.fault(request, reply);
  const title = '系统出现故障';
  return reply
    .code(500)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send({
      type: 'about:blank',
      title,
      status: 500,
      detail: `故障编号 ${id}。请把编号告诉系统管理员。`,
      id,
    });
}

/** Programs ask under /api; everything else is the public site. */
function isForPeople({ url }: FastifyRequest): boolean {
  return !/^\/(?:api(?:[/?]|$)|healthz|readyz|metrics)/.test(url);
}
