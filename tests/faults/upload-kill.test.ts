// The server is killed in the middle of an upload, again and again: nothing that was acknowledged is lost, and in the end the
// file is what was sent.

import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { toneRecording } from '../../src/demonstration/index.ts';
import { FileFolder, Uploads } from '../../src/recording/index.store.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';

const program = fileURLToPath(new URL('./upload-until-killed.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingfa 上传 '));
const piece = 64 * 1024;
/** A sound, then noise, so that a piece in the wrong place would show. */
const bytes = Buffer.concat([toneRecording(1, [440]), randomBytes(16 * 1024 * 1024)]);
const source = join(folder, 'source.wav');
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  writeFileSync(source, bytes);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends until it has ended or is killed; the answer is how far it says it has come. */
async function sendUntilKilled(key: object, kill: boolean): Promise<number> {
  const connection = { ...inject('testServer'), database: db.name, user: 'mingfa' };
  const child = spawn(process.execPath, [
    program,
    JSON.stringify({ connection, folder, key, source, piece }),
  ]);
  let told = 0;
  let problem = '';
  child.stderr.on('data', (text) => {
    problem += text;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [what, n] = line.split(' ');
    told = Number(n);
    if (what === 'from' && kill) setTimeout(() => child.kill('SIGKILL'), randomInt(20, 300));
  });
  await Promise.all([once(child, 'close'), once(lines, 'close')]);
  expect(problem).toBe('');
  return told;
}

describe('a server that is killed in the middle of an upload', () => {
  test('given kills at random moments, then what was acknowledged is on disk and the digest is that of what was sent', async () => {
    const uploads = new Uploads({
      db,
      files: new FileFolder(folder),
      limits: { maxBytes: bytes.length, reserveBytes: 0 },
      now: () => '2026-09-28T09:00:00.000+08:00',
    });
    const of = { agencyId: randomUUID(), caseId: randomUUID(), startedBy: randomUUID() };
    const { uploadId } = await uploads.begin(of, { fileName: 'a.wav', sizeBytes: bytes.length });
    const key = { ...of, uploadId };
    for (let n = 0; n < 6; n += 1) {
      const told = await sendUntilKilled(key, true);
      const { receivedBytes } = await uploads.read(key);
      expect(receivedBytes, `after kill ${n}`).toBeGreaterThanOrEqual(told);
      if (n === 0) expect(receivedBytes).toBeLessThan(bytes.length);
      const lying = readFileSync(join(folder, 'drafts', uploadId)).subarray(0, receivedBytes);
      expect(lying.equals(bytes.subarray(0, receivedBytes)), `after kill ${n}`).toBe(true);
    }

    expect(await sendUntilKilled(key, false)).toBe(bytes.length);
    const { sha256 } = await uploads.finish(key);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  }, 180_000);
});
