import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { sha256, verifierFor } from '../ledger/index.store.ts';
import { openNote, parseCheckpoint, TreeEdge, toHex } from '../ledger/index.ts';
import { appendAction, ledgerReader, startSealer } from '../store/index.store.ts';
import { ledgerRoutes } from './ledger.routes.ts';

const origin = 'log.test/mingfa';
const at = '2026-09-28T09:00:00.000+08:00';

describe('the ledger is open to everybody', () => {
  let db: TestDatabase;
  let app: FastifyInstance;
  beforeAll(async () => {
    db = await aDatabase();
    app = fastify();
    ledgerRoutes(app, { ledger: ledgerReader(db.pool) });
  });
  afterAll(async () => {
    await app.close();
    await db.close();
  });
  const get = (url: string) => app.inject({ url });

  test('given no checkpoint yet, then there is none to read', async () => {
    expect((await get('/ledger/checkpoint')).statusCode).toBe(404);
  });

  test('given a sealed log, when a stranger reads checkpoint and tiles, then the root is the signed one', async () => {
    const events = Array.from({ length: 260 }, (_, n) => ({
      kind: 'leadReceived',
      at,
      actorId: null,
      data: { n },
      clauses: [],
    }));
    const action = { agencyId: randomUUID(), streamId: randomUUID(), expectedVersion: 0, events };
    await appendAction(db, action);
    const fail = (trouble: unknown) => {
      throw new Error(`sealer: ${String(trouble)}`);
    };
    const sealer = startSealer(
      {
        pool: db.pool,
        key: db.secret,
        origin,
        secretFolder: join(db.dataFolder, 'secret'),
        now: () => at,
      },
      { onTrouble: fail, onQuarantine: fail, onFault: fail },
    );
    while (sealer.standing().size !== 260) await new Promise((resume) => setTimeout(resume, 20));
    await sealer.stop();

    const answer = await get('/ledger/checkpoint');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const text = openNote(answer.body, [verifierFor(origin, db.secret.publicKey)]) ?? '';
    const checkpoint = parseCheckpoint(text);

    const edge = new TreeEdge(sha256, () => {});
    for (const path of ['tile/0/000', 'tile/0/001.p/4']) {
      const { rawPayload, statusCode } = await get(`/ledger/${path}`);
      expect(statusCode).toBe(200);
      for (let from = 0; from < rawPayload.length; from += 32) edge.appendHash(rawPayload, from);
    }
    expect(edge.size).toBe(checkpoint?.size);
    expect(toHex(edge.root())).toBe(toHex(checkpoint?.root ?? new Uint8Array()));
  });

  test('given full and partial tiles, then only the full ones are kept for ever', async () => {
    const full = await get('/ledger/tile/0/000');
    expect(full.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(full.headers['content-type']).toBe('application/octet-stream');
    expect((await get('/ledger/tile/1/000.p/1')).headers['cache-control']).toBe(
      'public, max-age=86400',
    );
    expect((await get('/ledger/tile/entries/000')).rawPayload).toHaveLength(256 * 34);
  });

  test.each([
    '0/001',
    '0/001.p/5',
    '0/x001/000',
    '9/000',
    '0/0',
    'entries/001',
    '0/..%2f..%2fetc',
    '%00',
  ])('given %s, which is no tile of this log, then there is nothing', async (path) => {
    const { statusCode, headers } = await get(`/ledger/tile/${path}`);
    expect(statusCode).toBe(404);
    expect(headers['cache-control']).toBe('no-cache');
  });
});
