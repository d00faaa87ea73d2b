// For those who watch over the server: is it there, can it work, how does it fare.

import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../rules/index.ts';
import type { Database, SealerStanding } from '../store/index.store.ts';
import { type Gauge, RequestFigures } from './metrics.ts';
import { requestRefusals } from './request-refusals.ts';

/** What the routes of health look at. */
export type HealthDeps = {
  readonly db: Database;
  /** How the sealer of this process fares; null where another process seals. */
  readonly sealer: () => SealerStanding | null;
  /** With which figures may be read from another machine; null where they may not. */
  readonly metricsToken: string | null;
};

const open = { schema: { hide: true }, config: { permission: 'public' } } as const;
const plain = 'text/plain; charset=utf-8';

/** `/healthz`: the process answers. `/readyz`: it can work. `/metrics`: figures, for this machine or with the token. */
export function healthRoutes(app: FastifyInstance, deps: HealthDeps): void {
  const figures = new RequestFigures();
  figures.watch(app);

  app.get('/healthz', open, async (_request, reply) => reply.type(plain).send('ok\n'));

  app.get('/readyz', open, async (request, reply) => {
    const troubles = await troublesOf(deps).catch((error: unknown) => {
      request.log.error({ err: error }, 'not ready');
      return ['database'];
    });
    const isReady = troubles.length === 0;
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready: isReady, troubles });
  });

  app.get('/metrics', open, async (request, reply) => {
    if (!isOwnMachine(request) && !hasToken(request, deps.metricsToken))
      throw new Refused(requestRefusals.metricsClosed);
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(figures.text(gaugesOf(deps)));
  });
}

const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
/** What proxies add. One on the same machine hands on what others ask. */
const handedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'] as const;

function isOwnMachine({ ip, socket, headers }: FastifyRequest): boolean {
  return (
    loopback.test(ip) &&
    loopback.test(socket.remoteAddress ?? '') &&
    handedOn.every((name) => headers[name] === undefined)
  );
}

function hasToken({ headers }: FastifyRequest, token: string | null): boolean {
  if (token === null) return false;
  // Digests have one length, whatever was sent.
  const digest = (text: string) => hash('sha256', text, 'buffer');
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

async function troublesOf({ db, sealer }: HealthDeps): Promise<readonly string[]> {
  await db.pool.query('select');
  return (sealer()?.trouble ?? null) === null ? [] : ['ledger'];
}

function gaugesOf({ db, sealer }: HealthDeps): readonly Gauge[] {
  return [
    {
      name: 'mingfa_database_connections_busy',
      help: 'Connections of the pool that are at work.',
      value: () => db.pool.totalCount - db.pool.idleCount,
    },
    {
      name: 'mingfa_database_waiting',
      help: 'Requests that wait for a connection.',
      value: () => db.pool.waitingCount,
    },
    {
      name: 'mingfa_ledger_size',
      help: 'Leaves in the ledger.',
      value: () => sealer()?.size ?? null,
    },
    {
      name: 'mingfa_ledger_quarantined',
      help: 'Rows that the server did not write.',
      value: () => sealer()?.quarantined ?? null,
    },
    {
      name: 'mingfa_ledger_trouble',
      help: '1 when the ledger may not be continued.',
      value: () => {
        const standing = sealer();
        return standing === null ? null : Number(standing.trouble !== null);
      },
    },
  ];
}
