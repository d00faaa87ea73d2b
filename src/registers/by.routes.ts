import type { FastifyRequest } from 'fastify';
import { type AccessDeps, requestActor } from '../access/index.routes.ts';
import type { By } from '../access/index.store.ts';

/** Who changes something through a request, and when. */
export function by(deps: AccessDeps, request: FastifyRequest): By & { readonly actorId: string } {
  return { actorId: requestActor(request).id, now: deps.now() };
}
