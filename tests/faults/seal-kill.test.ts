// The sealer is killed at random moments while events are written: no leaf is lost, doubled or out of order, and the next
// process goes on from where the database stands.

import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { appendAction, startSealer, verifyHistory } from '../../src/store/index.store.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';

const kills = 30;
const at = '2026-09-28T09:00:00.000+08:00';

let db: TestDatabase;
let secretFolder: string;
beforeAll(async () => {
  db = await aDatabase();
  secretFolder = join(db.dataFolder, 'secret');
});
afterAll(() => db.close());

async function sealUntilKilled(afterMillis: number): Promise<string> {
  const connection = { ...inject('testServer'), database: db.name, user: 'mingfa' };
  const child = spawn(process.execPath, [
    fileURLToPath(new URL('./seal-until-killed.ts', import.meta.url)),
    JSON.stringify({ connection, secretFolder }),
  ]);
  let told = '';
  child.stderr.on('data', (text) => {
    told += text;
  });
  await once(child.stdout, 'data');
  await pause(afterMillis);
  child.kill('SIGKILL');
  await once(child, 'close');
  return told;
}

describe('a sealer that is killed leaves nothing half done', () => {
  test(`given ${kills} kills while events are written, then the log stays whole and every event is sealed once`, async () => {
    const ending = new AbortController();
    let written = 0;
    const event = { kind: 'leadReceived', at, actorId: null, data: {}, clauses: [] };
    const events = [event, event, event];
    const agencyId = randomUUID();
    const writing = (async () => {
      while (!ending.signal.aborted) {
        await appendAction(db, { agencyId, streamId: randomUUID(), expectedVersion: 0, events });
        written += events.length;
        await pause(3);
      }
    })();
    for (let n = 0; n < kills; n += 1) {
      const told = await sealUntilKilled(randomInt(400));
      expect(told).toBe('');
      const { findings } = await verifyHistory({ pool: db.pool, key: db.secret, secretFolder });
      expect(findings, `after kill ${n}`).toEqual([]);
    }
    ending.abort();
    await writing;

    const fail = (trouble: unknown) => {
      throw new Error(String(trouble));
    };
    const deps = {
      pool: db.pool,
      key: db.secret,
      origin: 'log.test/mingfa',
      secretFolder,
      now: () => at,
    };
    const sealer = startSealer(deps, { onTrouble: fail, onQuarantine: fail, onFault: fail });
    while (sealer.standing().size !== written) await pause(20);
    await sealer.stop();
    const verified = await verifyHistory({ pool: db.pool, key: db.secret, secretFolder });
    expect(verified).toMatchObject({ isWhole: true, size: written, pending: 0 });
    expect(written).toBeGreaterThan(kills);
  }, 900_000);
});
