// The description of the interface for people: the document that programs read, as pages.

import type { FastifyInstance } from 'fastify';
import { type ApiDescription, apiIndexPage, apiTagPage } from '../portal/index.pages.ts';
import { answer, sendNotFound } from '../portal/index.routes.ts';

const open = { schema: { hide: true }, config: { permission: 'public' } } as const;

/** Serves the pages; call it after all routes are made. */
export function apiDocsRoutes(
  app: FastifyInstance,
  options: { readonly publicUrl: string | null },
): void {
  let api: ApiDescription | null = null;
  // The routes do not change while the server runs.
  const described = () => {
    api ??= app.swagger() as unknown as ApiDescription;
    return api;
  };

  app.get('/api/docs', open, async (request, reply) =>
    answer(request, reply, apiIndexPage(described()), options),
  );

  app.get('/api/docs/:tag', open, async (request, reply) => {
    const page = apiTagPage(described(), (request.params as { tag: string }).tag);
    return page === null ? sendNotFound(request, reply) : answer(request, reply, page, options);
  });
}
