// A backup is everything the database holds at one moment, read in one snapshot while the program goes on, in one file
// that either engine can be restored from. The installation's secret goes into a file of its own beside it, because
// whoever has both can rewrite the history unnoticed; the two belong in different places.

import { sign } from 'node:crypto';
import { constants, copyFileSync, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { syncFolder } from '../ledger/index.store.ts';
import { type Instant, Refused } from '../rules/index.ts';
import { BackupWriter, type Listed } from './backup-file.store.ts';
import { instantNow } from './column-types.store.ts';
import type { Database } from './database.store.ts';
import { storeRefusals } from './refusals.store.ts';
import { secretFolder } from './secret.store.ts';

/** The first entry of a backup. */
export type BackupHead = {
  readonly format: 1;
  readonly madeAt: Instant;
  readonly migrations: readonly string[];
  readonly tables: readonly BackupTable[];
  readonly sequences: readonly { readonly name: string; readonly value: number }[];
};

/** A table with the columns that are kept, quoted as SQL writes them. */
export type BackupTable = { readonly name: string; readonly columns: readonly string[] };

/** The last entry but one. */
export type Manifest = {
  readonly entries: readonly Listed[];
  readonly rows: { readonly [table: string]: number };
};

/** What was saved. */
export type BackupMade = {
  readonly file: string;
  /** The copy of the secret; to be kept elsewhere. */
  readonly keyFile: string;
  readonly sizeBytes: number;
  readonly rows: { readonly [table: string]: number };
};

/** How to back up. */
export type BackupOptions = {
  readonly dataFolder: string;
  readonly file: string;
  /** Told after each table how many of all are saved. */
  readonly onProgress?: (done: number, total: number) => void;
};

/** Names of the entries that are not rows. */
export const entryNames = {
  head: 'mingfa-backup.json',
  jobs: 'jobs.gz',
  manifest: 'manifest.json',
  signature: 'manifest.sig',
};

/** What the signature is over. */
export const signedText = (manifest: Buffer): Buffer =>
  Buffer.concat([Buffer.from('mingfa backup v1\n'), manifest]);

const partBytes = 8 * 1024 * 1024;
const zip = promisify(gzip);

/**
 * Saves the whole database into one file, and the secret into `<file>.key`.
 *
 * The file appears under its name only when it is whole and on disk.
 *
 * @throws Refused (`backup.exists`) rather than replace a file
 */
export async function backUp(db: Database, options: BackupOptions): Promise<BackupMade> {
  const { file, dataFolder } = options;
  const keyFile = `${file}.key`;
  for (const path of [file, keyFile])
    if (existsSync(path)) throw new Refused(storeRefusals.backupExists(path));
  const draft = `${file}.partial`;
  const client = new pg.Client(db.connection);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const writer = new BackupWriter(await open(draft, 'w', 0o600));
    const rows = await writeAll(client, writer, options);
    await writeManifest(writer, rows, db);
    copyFileSync(join(secretFolder(dataFolder), 'ledger.key'), keyFile, constants.COPYFILE_EXCL);
    await rename(draft, file);
    syncFolder(dirname(file));
    const sizeBytes = writer.listed.reduce((sum, entry) => sum + entry.sizeBytes, 0);
    return { file, keyFile, sizeBytes, rows };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function writeAll(
  client: pg.Client,
  writer: BackupWriter,
  { onProgress }: BackupOptions,
): Promise<Record<string, number>> {
  const head: BackupHead = {
    format: 1,
    madeAt: instantNow(),
    migrations: await readNames(client, 'select name from mingfa.migration order by name'),
    tables: await readTables(client),
    sequences: await readSequences(client),
  };
  await writer.add(entryNames.head, Buffer.from(JSON.stringify(head, null, 1)));
  const rows: Record<string, number> = {};
  for (const [index, table] of head.tables.entries()) {
    rows[table.name] = await writeTable(client, writer, table);
    onProgress?.(index + 1, head.tables.length);
  }
  const jobs = await readNames(client, waitingJobs);
  await writer.add(entryNames.jobs, await zip(jobs.join('\n')));
  return rows;
}

async function writeManifest(
  writer: BackupWriter,
  rows: Record<string, number>,
  db: Database,
): Promise<void> {
  const manifest = Buffer.from(JSON.stringify({ entries: writer.listed, rows }, null, 1));
  await writer.add(entryNames.manifest, manifest);
  await writer.add(entryNames.signature, sign(null, signedText(manifest), db.secret.signingKey));
  await writer.finish();
}

async function writeTable(
  client: pg.Client,
  writer: BackupWriter,
  { name, columns }: BackupTable,
): Promise<number> {
  const rows = client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`));
  let part = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const writePart = async () => {
    part += 1;
    const number = String(part).padStart(6, '0');
    await writer.add(`data/${name}.${number}.gz`, await zip(Buffer.concat(held), { level: 1 }));
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of rows) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= partBytes) await writePart();
  }
  if (heldBytes > 0) await writePart();
  return rows.rowCount;
}

async function readNames(client: pg.Client, text: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(text);
  return rows.map(({ name }) => name);
}

// Those of the queue's own tables are left to it; its jobs are kept as what they ask for.
const ourSchemas = `('mingfa', 'public_site')`;

const waitingJobs = `
  select json_build_object('task', task.identifier, 'payload', job.payload, 'runAt', job.run_at,
    'key', job.key, 'queue', queue.queue_name, 'priority', job.priority,
    'maxAttempts', job.max_attempts)::text as name
  from graphile_worker._private_jobs job
  join graphile_worker._private_tasks task on task.id = job.task_id
  left join graphile_worker._private_job_queues queue on queue.id = job.job_queue_id
  where job.attempts < job.max_attempts or job.locked_at is not null order by job.id`;

/** All our tables, those that others refer to first. */
async function readTables(client: pg.Client): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<BackupTable & { refers: readonly string[] }>(`
    select class.oid::regclass::text as name,
      array(select quote_ident(attname) from pg_attribute
        where attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum) as columns,
      array(select confrelid::regclass::text from pg_constraint
        where conrelid = class.oid and contype = 'f' and confrelid <> class.oid) as refers
    from pg_class class join pg_namespace schema on schema.oid = relnamespace
    where nspname in ${ourSchemas} and relkind = 'r' and (nspname, relname) <> ('mingfa', 'migration')
    order by 1`);
  const qualified = (name: string) => (name.includes('.') ? name : `mingfa.${name}`);
  const waiting = new Map(rows.map((row) => [row.name, row]));
  const ordered: BackupTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].find((row) => !row.refers.some((to) => waiting.has(to)));
    if (free === undefined) throw new Error('tables refer to each other in a circle');
    waiting.delete(free.name);
    ordered.push({ name: qualified(free.name), columns: free.columns });
  }
  return ordered;
}

async function readSequences(client: pg.Client): Promise<BackupHead['sequences']> {
  const { rows } = await client.query<{ name: string; value: number }>(`
    select quote_ident(schemaname) || '.' || quote_ident(sequencename) as name, last_value as value
    from pg_sequences where schemaname in ${ourSchemas} and last_value is not null order by 1`);
  return rows;
}
