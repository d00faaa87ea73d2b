import type { FastifyInstance } from 'fastify';
import { answer, isKnown, sendNotFound } from './answer.routes.ts';
import { guidePage } from './guide.pages.ts';
import { guideShelf } from './guide.store.ts';

const open = { config: { permission: 'public' } } as const;
const oneYear = 'public, max-age=31536000, immutable';

/** The guides of each role, with their pictures. */
export function guideRoutes(
  app: FastifyInstance,
  { publicUrl }: { readonly publicUrl: string | null },
): void {
  app.get('/help/guide', open, async (request, reply) => {
    const page = guidePage(await guideShelf(), 'index');
    if (page === null) return sendNotFound(request, reply);
    return answer(request, reply, page, { publicUrl });
  });

  app.get<{ Params: { page: string } }>('/help/guide/:page', open, async (request, reply) => {
    const { page: name } = request.params;
    if (name === 'index') return reply.redirect('/help/guide', 308);
    const page = guidePage(await guideShelf(), name);
    if (page === null) return sendNotFound(request, reply);
    return answer(request, reply, page, { publicUrl });
  });

  app.get<{ Params: { name: string }; Querystring: { v?: unknown } }>(
    '/help/guide/pictures/:name',
    open,
    async (request, reply) => {
      const picture = (await guideShelf()).pictures.get(request.params.name);
      if (picture === undefined) return sendNotFound(request, reply);
      const tag = `"${picture.digest}"`;
      // Only an address that names this version may be kept for ever.
      const isNamed = request.query.v === picture.digest;
      reply.headers({
        'cache-control': isNamed ? oneYear : 'public, no-cache',
        'x-content-type-options': 'nosniff',
        etag: tag,
      });
      if (isKnown(request, tag)) return reply.code(304).send();
      return reply.type('image/png').send(picture.content);
    },
  );
}
