import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifierKey } from '../ledger/index.store.ts';
import {
  appendAction,
  type Database,
  ledgerReader,
  openDatabase,
  secretFolder,
  startSealer,
} from '../store/index.store.ts';

const at = '2026-09-28T09:00:00.000+08:00';
const home = fileURLToPath(new URL('../../', import.meta.url));

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs `mingfa verify` on a data folder, as a person would. */
const verify = (dataFolder: string, ...args: readonly string[]): Promise<Ran> =>
  mingfa(dataFolder, 'verify', ...args);

function mingfa(dataFolder: string, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(home, 'src/cli.ts'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', MINGFA_DATA: dataFolder },
    cwd: home,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

describe('mingfa verify tells whether anything was changed', () => {
  let dataFolder: string;
  let db: Database;
  const streamId = randomUUID();
  const agencyId = randomUUID();
  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'mingfa 核验-'));
    db = await openDatabase({ dataFolder });
    const event = { kind: 'leadReceived', at, actorId: null, data: { 来源: '投诉' }, clauses: [] };
    await appendAction(db, { agencyId, streamId, expectedVersion: 0, events: [event, event] });
    const fail = (trouble: unknown) => {
      throw new Error(String(trouble));
    };
    const sealer = startSealer(
      {
        pool: db.pool,
        key: db.secret,
        origin: 'log.test',
        secretFolder: secretFolder(dataFolder),
        now: () => at,
      },
      { onTrouble: fail, onQuarantine: fail, onFault: fail },
    );
    while (sealer.standing().size !== 2) await new Promise((resume) => setTimeout(resume, 20));
    await sealer.stop();
  });
  afterAll(async () => {
    await db.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  test('given a running server and a whole history, then it says so and ends with 0', async () => {
    const { code, out, err } = await verify(dataFolder);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: '核验了链上 2 片叶、事件 2 个。没有发现改动。\n',
      err: '',
    });
  });

  test('given a changed event, then it is named, also as JSON, and the exit code is 1', async () => {
    await db.pool.query(`alter table event disable trigger all;
      update event set data = '{"来源": "巡查"}' where sequence = 2;
      alter table event enable trigger all`);
    const told = await verify(dataFolder);
    expect(told.code).toBe(1);
    expect(told.out).toContain(`事件被改动（内容）：主体 ${agencyId} 案件/流 ${streamId} 第 2 号`);
    expect(told.out).toContain('发现 1 处损坏');

    const { code, out } = await verify(dataFolder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      isWhole: false,
      findingCount: 1,
      findings: [{ what: 'event-changed', event: { agencyId, streamId, sequence: 2 } }],
    });
  });

  test('given a key that others may read, then it refuses and says how to mend it', async () => {
    const key = join(secretFolder(dataFolder), 'ledger.key');
    chmodSync(key, 0o644);
    const { code, out, err } = await verify(dataFolder);
    chmodSync(key, 0o600);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('chmod go-rwx');
  });

  test('given a proof, then it is checked without a database, against a key from elsewhere', async () => {
    const file = join(dataFolder, '证明.json');
    const request = { agencyId, streamId, publicKey: db.secret.publicKey };
    writeFileSync(file, JSON.stringify(await ledgerReader(db.pool).bundle(request)));
    const key = verifierKey('log.test', db.secret.publicKey);
    const other = verifierKey('log.test', Buffer.alloc(32, 9));

    const proof = ['--proof', file];
    expect(await verify('/nowhere', ...proof, '--key', key)).toMatchObject({ code: 1 });
    expect(await verify('/nowhere', ...proof, '--key', other)).toMatchObject({
      code: 1,
      out: '检查点的签名与给出的公钥不符。\n',
    });
    expect(await verify('/nowhere', ...proof)).toMatchObject({ code: 2, out: '' });
    expect((await verify('/nowhere', '--proof', '/nowhere', '--key', key)).err).toContain('不存在');

    await db.pool.query(`alter table event disable trigger all;
      update event set data = '{"来源": "投诉"}' where sequence = 2;
      alter table event enable trigger all`);
    writeFileSync(file, JSON.stringify(await ledgerReader(db.pool).bundle(request)));
    expect(await verify('/nowhere', ...proof, '--key', key)).toEqual({
      code: 0,
      out: '证明成立（链上规模 2）。\n',
      err: '',
    });
  });

  test('given a recording, then a backup brings it along, and one flipped bit of it is named', async () => {
    const bytes = Buffer.from('示范音像'.repeat(100));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const place = join(dataFolder, 'files', 'stored', sha256.slice(0, 2), sha256);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
    const caseId = randomUUID();
    const data = { reference: 'YX-1', sha256, sizeBytes: String(bytes.length) };
    const event = { kind: 'recordingAttached', at, actorId: null, data, clauses: [] };
    const events = [event];
    await appendAction(db, { agencyId, streamId: caseId, expectedVersion: 0, events });
    const whole = await verify(dataFolder);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toContain('音像文件 1 个');

    const folder = mkdtempSync(join(tmpdir(), 'mingfa 备份-'));
    const backup = join(folder, '一号.backup');
    const made = await mingfa(dataFolder, 'backup', backup);
    expect(made.code, made.err).toBe(0);
    expect(made.out).toContain(`音像文件共 1 个在 ${join(folder, 'mingfa-files')}`);
    bytes[7] = bytes[7]! ^ 1;
    writeFileSync(place, bytes);
    const told = await verify(dataFolder);
    expect(told.code).toBe(1);
    expect(told.out).toContain(`文件库中的文件被改动：主体 ${agencyId} 案件 ${caseId} 第 1 号`);
    const second = await mingfa(dataFolder, 'backup', join(folder, '二号.backup'));
    expect(second.code, second.err).toBe(0);

    const restored = join(folder, '恢复');
    const back = await mingfa(restored, 'restore', backup);
    expect(back.out).toContain('恢复音像文件 1 个');
    expect((await verify(restored)).code).toBe(0);
    rmSync(join(restored, 'files'), { recursive: true });
    expect((await verify(restored)).out).toContain('文件库中的文件不在了');
    rmSync(folder, { recursive: true });
  }, 180_000);

  test('given a folder without a key, then it refuses and makes none', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'mingfa-empty-'));
    const first = await verify(empty);
    const second = await verify(empty);
    rmSync(empty, { recursive: true });
    expect([first.code, second.code]).toEqual([2, 2]);
    expect(second.err).toContain('找不到本系统的密钥文件');
  });
});
