// How the benches of the database take turns: eight clients, each waiting for its answer before it goes on.

import type { Database } from '../../src/store/index.store.ts';
import { agencyId } from './case-load.ts';

export const clients = 8;

/** The middle value. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** How often a second something is done by all clients together. */
export async function perSecond(
  once: (client: number) => Promise<void>,
  millis: number,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  const work = async (client: number) => {
    while (performance.now() - start < millis) {
      await once(client);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return done / ((performance.now() - start) / 1000);
}

/** One durable insert into the table `bare` of a database. */
export function bareInsert({ pool }: Database, body: () => string): () => Promise<void> {
  return async () => {
    await pool.query({
      name: 'bare-insert',
      text: 'insert into bare (agency_id, body) values ($1, $2)',
      values: [agencyId, body()],
    });
  };
}
