// Restores a backup into a place that holds nothing.
//
// The whole file is read and compared with its signed manifest before anything is written. Then the schema is built as
// it was when the backup was made, the rows are loaded in one transaction, and the schema is brought up to the present.
// What fails on the way leaves no half database behind.

import { createPublicKey, hash, verify } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Refused } from '../rules/index.ts';
import {
  type BackupHead,
  type BackupTable,
  entryNames,
  type Manifest,
  signedText,
} from './backup.store.ts';
import { type Listed, NotABackup, readEntries } from './backup-file.store.ts';
import { type Database, type DatabaseConfig, openUnmigrated } from './database.store.ts';
import { keepInstallationKey } from './installation.store.ts';
import { readLatest, writeLatest } from './ledger-latest.store.ts';
import { hasMigrations, migrate, ourMigrations } from './migration.store.ts';
import { storeRefusals } from './refusals.store.ts';
import { secretFolder } from './secret.store.ts';

/** What was restored. */
export type Restored = {
  readonly madeAt: string;
  readonly rows: { readonly [table: string]: number };
};

/** What to restore. */
export type RestoreOptions = {
  readonly file: string;
  /** The copy of the secret; `<file>.key` when absent. Not needed when the data folder holds the secret already. */
  readonly keyFile?: string | undefined;
};

const unzip = promisify(gunzip);

/**
 * Restores a backup.
 *
 * @param config - an empty data folder, or one that holds only the secret; with a URL, an empty database
 * @throws Refused (`restore.…`, `backup.…`) before anything is written
 */
export async function restoreBackup(
  config: DatabaseConfig,
  options: RestoreOptions,
): Promise<Restored> {
  requireEmpty(config);
  const keyFile = keyFileOf(config, options);
  const backup = await examine(options.file, keyFile);
  const before = existsSync(config.dataFolder) ? readdirSync(config.dataFolder) : null;
  placeKey(config.dataFolder, keyFile);
  try {
    const db = await openUnmigrated(config);
    try {
      if (await hasMigrations(db.pool)) throw new Refused(storeRefusals.restoreNotEmpty);
      await load(db, options.file, backup);
      await rememberLatest(db, secretFolder(config.dataFolder));
    } finally {
      await db.close();
    }
  } catch (error) {
    if (config.databaseUrl === undefined) clear(config.dataFolder, before);
    throw error;
  }
  return { madeAt: backup.head.madeAt, rows: backup.manifest.rows };
}

/**
 * Makes the installation remember how long its log is.
 *
 * A folder that remembers already keeps what it knows: if the backup is older, the missing end must be found.
 */
async function rememberLatest(db: Database, folder: string): Promise<void> {
  if ((await readLatest(folder)) !== null) return;
  const { rows } = await db.pool.query<{ note: string }>(
    'select note from mingfa.ledger_checkpoint order by size desc limit 1',
  );
  const [newest] = rows;
  if (newest !== undefined) await writeLatest(folder, newest.note);
}

function requireEmpty({ dataFolder, databaseUrl }: DatabaseConfig): void {
  if (!existsSync(dataFolder)) return;
  const others = readdirSync(dataFolder).filter((name) => name !== 'secret');
  const isEmpty = databaseUrl !== undefined ? true : others.length === 0;
  if (!isEmpty) throw new Refused(storeRefusals.restoreNotEmpty);
}

const keyIn = (dataFolder: string) => join(secretFolder(dataFolder), 'ledger.key');

function keyFileOf({ dataFolder }: DatabaseConfig, { file, keyFile }: RestoreOptions): string {
  const places = keyFile === undefined ? [keyIn(dataFolder), `${file}.key`] : [keyFile];
  const found = places.find((path) => existsSync(path));
  if (found === undefined) throw new Refused(storeRefusals.restoreKeyMissing(`${file}.key`));
  return found;
}

function placeKey(dataFolder: string, keyFile: string): void {
  const place = keyIn(dataFolder);
  if (keyFile === place) return;
  mkdirSync(secretFolder(dataFolder), { recursive: true, mode: 0o700 });
  if (existsSync(place)) {
    if (readFileSync(place).equals(readFileSync(keyFile))) return;
    throw new Refused(storeRefusals.restoreNotEmpty);
  }
  copyFileSync(keyFile, place, constants.COPYFILE_EXCL);
  chmodSync(place, 0o600);
}

/** Takes away what a restore that failed has made, and nothing that was there before. */
function clear(dataFolder: string, before: readonly string[] | null): void {
  if (before === null) return rmSync(dataFolder, { recursive: true, force: true });
  for (const name of readdirSync(dataFolder))
    if (!before.includes(name)) rmSync(join(dataFolder, name), { recursive: true, force: true });
}

type Examined = { readonly head: BackupHead; readonly manifest: Manifest };

/** Reads the whole file and compares it with its manifest, and the manifest with the key. */
async function examine(file: string, keyFile: string): Promise<Examined> {
  const found: Listed[] = [];
  const kept = new Map<string, Buffer>();
  try {
    for await (const { name, content } of readEntries(file)) {
      if (found.length === 0 && name !== entryNames.head) throw new NotABackup('');
      found.push({ name, sizeBytes: content.length, sha256: hash('sha256', content) });
      if (!name.endsWith('.gz')) kept.set(name, content);
    }
  } catch (error) {
    if (!(error instanceof NotABackup)) throw error;
    throw new Refused(
      found.length === 0
        ? storeRefusals.backupForeign(file)
        : storeRefusals.backupDamaged(error.after),
    );
  }
  const part = (name: string): Buffer => {
    const content = kept.get(name);
    if (content === undefined) throw new Refused(storeRefusals.backupDamaged(name));
    return content;
  };
  const manifest: Manifest = readSigned(
    part(entryNames.manifest),
    part(entryNames.signature),
    keyFile,
  );
  compare(manifest.entries, found.slice(0, -2));
  const head: BackupHead = JSON.parse(part(entryNames.head).toString());
  const ours = new Set(ourMigrations());
  if (head.format !== 1 || !head.migrations.every((name) => ours.has(name)))
    throw new Refused(storeRefusals.backupForeign(file));
  return { head, manifest };
}

function readSigned(manifest: Buffer, signature: Buffer, keyFile: string): Manifest {
  let isOurs = false;
  try {
    isOurs = verify(null, signedText(manifest), createPublicKey(readFileSync(keyFile)), signature);
  } catch {
    throw new Refused(storeRefusals.restoreKeyUnusable(keyFile));
  }
  if (!isOurs) throw new Refused(storeRefusals.backupOtherKey);
  return JSON.parse(manifest.toString());
}

function compare(listed: readonly Listed[], found: readonly Listed[]): void {
  const line = (entry: Listed | undefined) => `${entry?.name} ${entry?.sha256}`;
  const longer = listed.length < found.length ? found : listed;
  const wrong = longer.findIndex((_, index) => line(listed[index]) !== line(found[index]));
  if (wrong >= 0) throw new Refused(storeRefusals.backupDamaged(longer[wrong]?.name ?? ''));
}

async function load(db: Database, file: string, { head, manifest }: Examined): Promise<void> {
  await migrate(db.pool, { only: new Set(head.migrations) });
  const client = new pg.Client(db.connection);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin');
    const names = head.tables.map(({ name }) => name);
    // What protects the past from being changed would also keep it from being brought back.
    for (const name of names) await client.query(`alter table ${name} disable trigger user`);
    await client.query(`truncate ${names.join(', ')}`);
    for (const table of head.tables) await loadTable(client, { file, table, manifest });
    for (const name of names) await client.query(`alter table ${name} enable trigger user`);
    for (const { name, value } of head.sequences)
      await client.query('select setval($1::regclass, $2)', [name, value]);
    await loadJobs(client, file);
    await client.query('commit');
  } finally {
    await client.end();
  }
  await migrate(db.pool);
  await keepInstallationKey(db);
  await db.pool.query('analyze');
}

type TableToLoad = {
  readonly file: string;
  readonly table: BackupTable;
  readonly manifest: Manifest;
};

async function loadTable(client: pg.Client, { file, table, manifest }: TableToLoad): Promise<void> {
  const { name, columns } = table;
  const rows = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
  const parts = manifest.entries.filter((entry) => entry.name.startsWith(`data/${name}.`));
  // Parts put together are one gzip text.
  if (parts.length > 0)
    await pipeline(
      Readable.from(contentsOf(file, new Set(parts.map((part) => part.name)))),
      createGunzip(),
      rows,
    );
  else await pipeline(Readable.from([]), rows);
  if (rows.rowCount !== manifest.rows[name]) throw new Refused(storeRefusals.backupDamaged(name));
}

async function* contentsOf(file: string, names: ReadonlySet<string>): AsyncGenerator<Buffer> {
  for await (const { name, content } of readEntries(file)) if (names.has(name)) yield content;
}

async function loadJobs(client: pg.Client, file: string): Promise<void> {
  for await (const content of contentsOf(file, new Set([entryNames.jobs]))) {
    const lines = (await unzip(content)).toString().split('\n').filter(Boolean);
    for (const line of lines)
      await client.query(
        `select graphile_worker.add_job(task, payload, queue, "runAt", "maxAttempts", key, priority)
          from json_to_record($1) as job (task text, payload json, queue text, "runAt" timestamptz,
            "maxAttempts" smallint, key text, priority smallint)`,
        [line],
      );
  }
}
