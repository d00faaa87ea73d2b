// Migrations: numbered SQL files, each applied once, in one transaction of its own, under one lock for all processes.
//
// A file that has been applied is part of the past: its SHA-256 is kept, and a file that no longer matches it is
// refused. So is a database that knows migrations this program does not have. Numbers leave gaps, because each room has
// a range of its own; a lower number may therefore arrive after a higher one.

import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { Refused } from '../rules/index.ts';
import { storeRefusals } from './refusals.store.ts';

type Migration = { readonly name: string; readonly text: string; readonly digest: string };

const ourFolder = fileURLToPath(new URL('./migrations/', import.meta.url));
const fileName = /^(\d{3})-[a-z0-9-]+\.sql$/;
const lockNumber = 0x6d66_0001;

/** Which migrations to apply. */
export type MigrateOptions = {
  /** Folder of the SQL files; ours unless a test brings its own. */
  readonly folder?: string;
  /** Leaves out all others: for bringing back the schema of an older backup. */
  readonly only?: ReadonlySet<string>;
};

/**
 * Brings a database to the present schema.
 *
 * @param pool - as the role that owns the database's objects
 * @returns the names of the migrations applied now, in order
 * @throws Refused (`store.migration-edited`, `store.migration-unknown`, `store.migration-misnamed`)
 */
export async function migrate(
  pool: pg.Pool,
  { folder = ourFolder, only }: MigrateOptions = {},
): Promise<readonly string[]> {
  const migrations = readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber]);
    await client.query(`
      create schema if not exists mingfa;
      create table if not exists mingfa.migration (
        name text not null primary key, digest text not null,
        applied_at timestamptz not null default now())`);
    const pending = (await pendingOf(client, migrations)).filter(
      ({ name }) => only === undefined || only.has(name),
    );
    if (pending.length > 0) await runMigrations({ pgPool: pool });
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockNumber]).catch(() => {});
    client.release();
  }
}

/** The names of the migrations that this program has. */
export function ourMigrations(): readonly string[] {
  return readMigrations(ourFolder).map(({ name }) => name);
}

/** Whether a database has been opened by any version of the program. */
export async function hasMigrations(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>(
    "select to_regclass('mingfa.migration') is not null as has",
  );
  return rows[0]?.has === true;
}

function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const numbers = new Set<string>();
  return names.map((name) => {
    const number = fileName.exec(name)?.[1];
    if (number === undefined || numbers.has(number))
      throw new Refused(storeRefusals.migrationMisnamed(name));
    numbers.add(number);
    // A checkout may have changed the line ends; that is not an edit.
    const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n');
    return { name, text, digest: hash('sha256', text) };
  });
}

async function pendingOf(
  client: pg.PoolClient,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from mingfa.migration order by name',
  );
  const ours = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, digest } of rows) {
    const file = ours.get(name);
    if (file === undefined) throw new Refused(storeRefusals.migrationUnknown(name));
    if (file.digest !== digest) throw new Refused(storeRefusals.migrationEdited(name));
  }
  const applied = new Set(rows.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query('set local search_path = mingfa');
    await client.query(migration.text);
    await client.query('insert into mingfa.migration (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const said = error instanceof Error ? error.message : '';
    throw new Error(`migration ${migration.name} failed: ${said}`, { cause: error });
  }
}
