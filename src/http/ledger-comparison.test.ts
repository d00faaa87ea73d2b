import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { verifierKey } from '../ledger/index.store.ts';
import { appendAction, ledgerReader } from '../store/index.store.ts';
import { sealBatch } from '../store/ledger-seal.store.ts';
import { ledgerRoutes } from './ledger.routes.ts';

const at = '2026-09-28T09:00:00.000+08:00';
const origin = 'log.test/mingfa';
const missing = ['python3', 'openssl'].filter(
  (tool) => spawnSync(tool, ['--version']).error !== undefined,
);

let db: TestDatabase;
let app: FastifyInstance;
let folder: string;
let site: string;
let key: string;
let old: string;
beforeAll(async () => {
  db = await aDatabase();
  key = verifierKey(origin, db.secret.publicKey);
  folder = mkdtempSync(join(tmpdir(), 'mingfa-comparison-'));
  const secretFolder = join(db.dataFolder, 'secret');
  const deps = { pool: db.pool, key: db.secret, origin, secretFolder, now: () => at };
  const write = async (count: number) => {
    const event = { kind: 'leadReceived', at, actorId: null, data: { n: 1 }, clauses: [] };
    const action = { agencyId: randomUUID(), streamId: randomUUID(), expectedVersion: 0 };
    await appendAction(db, { ...action, events: Array.from({ length: count }, () => event) });
    await sealBatch(deps, 1_000_000);
  };
  await sealBatch(deps, 0);
  await write(299);
  const ledger = ledgerReader(db.pool);
  old = (await ledger.checkpoint()) ?? '';
  await write(300);
  app = fastify();
  ledgerRoutes(app, { ledger });
  site = await app.listen({ host: '127.0.0.1', port: 0 });
  const program = await (await fetch(`${site}/ledger/compare.py`)).text();
  writeFileSync(join(folder, 'compare.py'), program);
});
afterAll(async () => {
  await app.close();
  await db.close();
  rmSync(folder, { recursive: true });
});

/** What the program says of a checkpoint, and how it ends. */
async function compare(checkpoint: string, ...more: readonly string[]) {
  const file = join(folder, randomUUID());
  writeFileSync(file, checkpoint);
  const run = promisify(execFile)('python3', [join(folder, 'compare.py'), site, file, ...more], {
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, said: stdout }),
  );
}

const changed = (line: number, text: string) => old.split('\n').with(line, text).join('\n');
const otherRoot = Buffer.alloc(32, 7).toString('base64');

describe.skipIf(missing.length > 0)('an outsider compares an older checkpoint by one file', () => {
  test('given a ledger that only grew over several tiles, then it says so, with the signatures checked', async () => {
    const { code, said } = await compare(old, key);
    expect(said).toContain('前 299 条记录没有被动过；其后新增 300 条。');
    expect(code).toBe(0);
  });

  test('given the checkpoint of today, then nothing is new', async () => {
    const today = await (await fetch(`${site}/ledger/checkpoint`)).text();
    expect((await compare(today)).said).toContain('前 599 条记录没有被动过；其后新增 0 条。');
  });

  test('given a history that is another than it was, then it says how much, and fails', async () => {
    const { code, said } = await compare(changed(2, otherRoot));
    expect(said).toContain('前 299 条记录被动过');
    expect(code).toBe(1);
  });

  test('given a ledger that has become shorter, then it fails', async () => {
    const { code, said } = await compare(changed(1, '600'));
    expect(said).toContain('记录变少了');
    expect(code).toBe(1);
  });

  test('given a checkpoint that was signed by nobody we know, then it fails before it compares', async () => {
    expect(await compare(changed(2, otherRoot), key)).toMatchObject({ code: 1 });
    expect((await compare(changed(2, otherRoot), key)).said).toContain('签名与公钥不符');
  });

  test('given another ledger or no checkpoint at all, then nothing is compared', async () => {
    expect(await compare(changed(0, 'other.test/log'))).toMatchObject({ code: 2 });
    expect(await compare(`${origin}\n不是数\n`)).toMatchObject({ code: 2 });
  });
});
