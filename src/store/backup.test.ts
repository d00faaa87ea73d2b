import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  addJob,
  appendAction,
  backUp,
  type Database,
  openDatabase,
  restoreBackup,
  secretFolder,
  verifyHistory,
} from './index.store.ts';
import { sealBatch, settledLogId } from './ledger-seal.store.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));
const file = join(folder, '一号.backup');
let db: TestDatabase;

beforeAll(async () => {
  db = await aDatabase();
  await db.pool.query('insert into installation (public_key) values ($1)', [db.secret.publicKey]);
  for (let n = 0; n < 30; n += 1) await appendOne(n);
  await seal();
  await addJob(db, {
    task: 'publish',
    payload: { 件: 1 },
    key: 'k',
    runAt: '2999-01-01T00:00:00.000+08:00',
  });
});

afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

async function seal() {
  const settled = (await settledLogId(db.pool, 10_000)) ?? 0;
  await sealBatch(
    {
      pool: db.pool,
      key: db.secret,
      origin: 'example.gov.cn/mingfa',
      secretFolder: secretFolder(db.dataFolder),
      now: () => '2026-03-01T09:00:00.000+08:00',
    },
    settled,
  );
}

async function appendOne(n: number) {
  await appendAction(db, {
    agencyId: randomUUID(),
    streamId: randomUUID(),
    expectedVersion: 0,
    events: [
      {
        kind: 'noted',
        at: '2026-03-01T09:00:00.000+08:00',
        actorId: null,
        data: { n, 文: '制表\t换行\n反斜\\' },
        clauses: [],
      },
    ],
    caseFile: {
      procedure: 'penalty',
      variant: 'general',
      caseNumber: null,
      title: '某案',
      partyName: null,
      step: 'lead',
      standing: 'open',
      handlerIds: [],
      departmentId: null,
      state: { n },
    },
    clocks: [
      {
        name: 'x',
        ruleKey: 'case.decide',
        dueAt: '2027-01-01T00:00:00.000+08:00',
        dueOn: null,
        standing: 'running',
        provisional: false,
      },
    ],
  });
}

/** Every table with a digest of its rows. */
async function contentsOf({ pool }: Database): Promise<unknown> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('mingfa', 'public_site') and tablename <> 'migration' order by 1`);
  const digests = tables.map(async ({ name }) => {
    const { rows } = await pool.query(
      `select count(*), md5(string_agg(r::text, chr(10) order by r::text)) as digest from ${name} r`,
    );
    return [name, rows[0]];
  });
  return Object.fromEntries(await Promise.all(digests));
}

describe('a backup made while the program runs can be restored', () => {
  test('given work going on, when it is backed up and restored, then one moment is there, whole and protected', async () => {
    const before = await contentsOf(db);
    const backedUp = new AbortController();
    const goOn = async () => {
      while (!backedUp.signal.aborted) await appendOne(99);
    };
    const working = goOn();
    const made = await backUp(db, { dataFolder: db.dataFolder, file });
    backedUp.abort();
    await working;

    expect(made.rows['mingfa.event']).toBeGreaterThanOrEqual(30);
    expect(made.rows['mingfa.event']).toBe(made.rows['mingfa.case_file']);
    expect(made.rows['mingfa.event']).toBe(made.rows['mingfa.clock_due']);
    expect(statSync(made.keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('PRIVATE KEY')).toBe(false);
    await expect(backUp(db, { dataFolder: db.dataFolder, file })).rejects.toThrow('backup.exists');

    const dataFolder = join(folder, '新 数据');
    const restored = await restoreBackup({ dataFolder }, { file });
    expect(restored.rows).toEqual(made.rows);

    const remembered = (base: string) =>
      readFileSync(join(secretFolder(base), 'checkpoint.latest'), 'utf8');
    expect(remembered(dataFolder)).toBe(remembered(db.dataFolder));
    const other = await openDatabase({ dataFolder });
    try {
      const after = (await contentsOf(other)) as Record<string, unknown>;
      const same = ['mingfa.ledger_leaf', 'mingfa.clock_sweep', 'mingfa.installation'];
      for (const name of same) expect(after[name]).toEqual((before as typeof after)[name]);
      expect(after['mingfa.event']).toMatchObject({ count: made.rows['mingfa.event'] });
      const verified = await verifyHistory({
        pool: other.pool,
        key: other.secret,
        secretFolder: secretFolder(dataFolder),
      });
      expect(verified).toMatchObject({ isWhole: true, findings: [] });
      const jobs = await other.pool.query(
        'select task_identifier as task, key from graphile_worker.jobs',
      );
      expect(jobs.rows).toEqual([{ task: 'publish', key: 'k' }]);
      await expect(other.pool.query('delete from event')).rejects.toMatchObject({ code: 'MF002' });
      await expect(other.publicPool.query('select from mingfa.event')).rejects.toMatchObject({
        code: '42501',
      });
      const last = await other.pool.query('select max(log_id) as last from event');
      const next = await other.pool.query(
        "select nextval(pg_get_serial_sequence('event', 'log_id')) as next",
      );
      expect(next.rows[0].next).toBeGreaterThan(last.rows[0].last);
    } finally {
      await other.close();
    }
    await expect(restoreBackup({ dataFolder }, { file })).rejects.toThrow('restore.not-empty');
  });
});

describe('a file that is damaged, foreign or without its key restores nothing', () => {
  const attempt = (path: string, keyFile: string | undefined = `${file}.key`) => {
    const dataFolder = join(folder, randomUUID());
    return { dataFolder, done: restoreBackup({ dataFolder }, { file: path, keyFile }) };
  };

  test('given any single byte changed or the end cut off, then it is refused and nothing is made', async () => {
    const whole = readFileSync(file);
    const places = Array.from({ length: 60 }, (_, n) =>
      Math.floor(((n + 0.5) * whole.length) / 60),
    );
    const bad = join(folder, 'bad.backup');
    let refused = 0;
    for (const place of places) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ 0x20;
      if (isPadding(whole, place)) continue;
      writeFileSync(bad, changed);
      const { dataFolder, done } = attempt(bad);
      await expect(done).rejects.toThrow(/^backup\.(damaged|foreign|other-key)$/);
      expect(existsSync(dataFolder)).toBe(false);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(20);
    for (const length of [0, 100, 512, 4096, whole.length - 1600]) {
      writeFileSync(bad, whole.subarray(0, length));
      await expect(attempt(bad).done).rejects.toThrow(/^backup\.(damaged|foreign)$/);
    }
  });

  test('given another file, another key or no key, then each is refused by name', async () => {
    const other = join(folder, 'other.key');
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(other, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const text = join(folder, 'text.backup');
    writeFileSync(text, 'not a backup at all, though longer than one block '.repeat(40));

    await expect(attempt(text).done).rejects.toThrow('backup.foreign');
    await expect(attempt(file, other).done).rejects.toThrow('backup.other-key');
    await expect(attempt(file, text).done).rejects.toThrow('restore.key-unusable');
    await expect(attempt(file, join(folder, 'none')).done).rejects.toThrow('restore.key-missing');
    expect(readdirSync(folder).filter((name) => /^[0-9a-f-]{36}$/.test(name))).toEqual([]);
  });
});

/** Whether a byte lies between entries, where nothing is read. */
function isPadding(tar: Buffer, place: number): boolean {
  for (let at = 0; at + 512 <= tar.length; ) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    if (Number.isNaN(size)) return true;
    const end = at + 512 + size;
    const next = at + 512 + Math.ceil(size / 512) * 512;
    if (place < next) return place >= end;
    at = next;
  }
  return true;
}
