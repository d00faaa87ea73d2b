import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { tileAddress, tileWidth } from '../ledger/index.ts';
import type { LedgerReader } from '../store/index.store.ts';

/** Compares an older checkpoint with the ledger as it is; needs nothing but Python. */
const comparison = readFileSync(new URL('./compare-ledger.py', import.meta.url), 'utf8');
const isPublic = { permission: 'public' } as const;

/**
 * The ledger for everybody, in the layout of C2SP tlog-tiles under `/ledger/`.
 *
 * Every tile is the beginning of a wider one and never changes, so full tiles may be kept for ever. Partial ones are
 * kept for a day: clients stop asking for them when the tile is full.
 */
export const ledgerRoutes = (app: FastifyInstance, { ledger }: { ledger: LedgerReader }): void => {
  app.get('/ledger/checkpoint', { config: isPublic }, async (_request, reply) => {
    const note = await ledger.checkpoint();
    if (note === null) return notFound(reply);
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .send(note);
  });

  app.get('/ledger/compare.py', { config: isPublic }, async (_request, reply) =>
    reply
      .type('text/x-python; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-disposition', 'attachment; filename="compare.py"')
      .send(comparison),
  );

  app.get<{ Params: { '*': string } }>(
    '/ledger/tile/*',
    { config: isPublic },
    async (request, reply) => {
      const address = tileAddress(`tile/${request.params['*']}`);
      const bytes = address === null ? null : await ledger.tile(address);
      if (address === null || bytes === null) return notFound(reply);
      const age = address.width === tileWidth ? 'max-age=31536000, immutable' : 'max-age=86400';
      return reply
        .type('application/octet-stream')
        .header('cache-control', `public, ${age}`)
        .header('access-control-allow-origin', '*')
        .send(Buffer.from(bytes));
    },
  );
};

function notFound(reply: FastifyReply) {
  return reply
    .code(404)
    .type('text/plain; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send('没有这一项。\n');
}
