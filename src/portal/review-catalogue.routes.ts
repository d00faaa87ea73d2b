import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import {
  readCatalogueCopy,
  readCatalogueVersions,
  readReviewCatalogue,
} from '../disclosure/index.store.ts';
import { answer, sendNotFound } from './answer.routes.ts';
import { cataloguePage } from './review-catalogue.pages.ts';
import { isId } from './search-address.ts';

const open = { config: { permission: 'public' } } as const;

/** The review catalogues of bodies, as a page and as a table. */
export function reviewCatalogueRoutes(
  app: FastifyInstance,
  { publicPool, publicUrl }: { readonly publicPool: pg.Pool; readonly publicUrl: string | null },
): void {
  const found = async (request: FastifyRequest) => {
    const agencyId = (request.params as { id: string }).id.toLowerCase();
    const number = versionIn(request.query as Readonly<Record<string, unknown>>);
    if (!isId(agencyId) || number === undefined) return null;
    return readReviewCatalogue(publicPool, { agencyId, number });
  };

  app.get('/bodies/:id/review-catalogue', open, async (request, reply) => {
    const catalogue = await found(request);
    if (catalogue === null) return sendNotFound(request, reply);
    const versions = await readCatalogueVersions(publicPool, catalogue.agencyId);
    return answer(request, reply, cataloguePage(catalogue, versions), { publicUrl });
  });

  app.get('/bodies/:id/review-catalogue.csv', open, async (request, reply) => {
    const catalogue = await found(request);
    const copy = catalogue === null ? null : await readCatalogueCopy(publicPool, catalogue);
    if (catalogue === null || copy === null) return sendNotFound(request, reply);
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'public, no-cache')
      .header(
        'content-disposition',
        `attachment; filename="review-catalogue-${catalogue.number}.csv"`,
      )
      .header('x-content-type-options', 'nosniff')
      .send(copy);
  });
}

/** The version that is asked for: null for the one in force, undefined for what is no number. */
function versionIn({ version }: Readonly<Record<string, unknown>>): number | null | undefined {
  if (version === undefined || version === '') return null;
  return typeof version === 'string' && /^[1-9]\d{0,5}$/.test(version)
    ? Number(version)
    : undefined;
}
