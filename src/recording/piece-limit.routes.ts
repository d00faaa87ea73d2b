import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestActor } from '../access/index.routes.ts';
import { Refused } from '../rules/index.ts';
import { recordingRefusals } from './refusals.ts';

/** More than a person's windows send at once. */
const most = 8;

/**
 * Lets one person send only so many pieces at once.
 *
 * Each is in memory until it is whole: somebody who sends hundreds, slowly, would leave none for the others.
 */
export function limitPieces(app: FastifyInstance): void {
  const underWay = new Map<string, number>();
  const counted = new WeakMap<FastifyRequest, string>();
  const release = (request: FastifyRequest) => {
    const id = counted.get(request);
    if (id === undefined) return;
    counted.delete(request);
    const left = (underWay.get(id) ?? 1) - 1;
    if (left === 0) underWay.delete(id);
    else underWay.set(id, left);
  };
  app.addHook('onRequest', async (request, reply) => {
    const { id } = requestActor(request);
    const already = underWay.get(id) ?? 0;
    if (already >= most) throw new Refused(recordingRefusals.tooManyPieces);
    underWay.set(id, already + 1);
    counted.set(request, id);
    // A sender who is gone in the middle is answered by nobody, so that no other hook is called.
    reply.raw.once('close', () => release(request));
  });
  app.addHook('onResponse', async (request) => release(request));
}
