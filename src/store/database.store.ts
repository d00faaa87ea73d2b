// Opens the database: our own embedded server, or one that is pointed to.
//
// Two pools lead to it. The staff's connects as the role that owns the objects; the public site's as mingfa_public, which
// sees the schema public_site and nothing else. On an embedded server they are two logins. On a server pointed to by URL
// the public pool uses its own URL if one is given, and otherwise takes on the role when it connects.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Refused } from '../rules/index.ts';
import { type ActionRows, sendRows } from './action-rows.store.ts';
import { type AppendQueue, batchesAtOnce, makeAppendQueue } from './append-queue.store.ts';
import { columnTypes } from './column-types.store.ts';
import { type EmbeddedServer, startEmbedded, withSuperuser } from './embedded.store.ts';
import { keepInstallationKey } from './installation.store.ts';
import { migrate } from './migration.store.ts';
import { storeRefusals } from './refusals.store.ts';
import { openSecret, readSecret, type Secret } from './secret.store.ts';

/** Which database to open. */
export type DatabaseConfig = {
  /** Holds the secret, and the embedded cluster when no URL is given. */
  readonly dataFolder: string;
  /** `postgres://…` of a PostgreSQL ≥ 15; the embedded server when absent. */
  readonly databaseUrl?: string | undefined;
  /** A login of its own for the public site, member of mingfa_public. */
  readonly publicDatabaseUrl?: string | undefined;
  /** Connections of the staff pool; 10 when absent. */
  readonly connections?: number | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
};

/** An open database. */
export type Database = {
  /** The staff's pool; its search path is the schema mingfa. */
  readonly pool: pg.Pool;
  /** Where actions wait to be written; `appendAction` is the way in. */
  readonly appending: AppendQueue<ActionRows>;
  /** The public site's pool: role mingfa_public, read only, its search path is public_site. */
  readonly publicPool: pg.Pool;
  /** Rooms name their own tables: `db.kysely.withTables<{ account: AccountTable }>()`. */
  readonly kysely: Kysely<{}>;
  readonly secret: Secret;
  /** How to reach the same database with a connection of one's own; for LISTEN and COPY. */
  readonly connection: pg.ClientConfig;
  /** Process id of the embedded server; null on a server pointed to. */
  readonly serverPid: number | null;
  /** Resolves when the embedded server has ended, asked or not; never on a server pointed to. */
  readonly serverEnded: Promise<void>;
  close(): Promise<void>;
};

/** How to connect as the two roles. */
export type Connections = { readonly staff: pg.ClientConfig; readonly public: pg.ClientConfig };

const staffRole = 'mingfa';
const publicRole = 'mingfa_public';
const oldestServer = 150_000;

/**
 * Opens the database and brings it to the present schema.
 *
 * @throws Refused when the data folder is taken, the server cannot be reached, is too old or would lose what it
 *   acknowledges, or the schema is not one of ours
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const opened = await openUnmigrated(config);
  try {
    await migrate(opened.pool);
    await keepInstallationKey(opened);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Opens the database as it is; for restoring into an empty one. */
export async function openUnmigrated(config: DatabaseConfig): Promise<Database> {
  // A cluster without its secret must not be given a new one: its history could never be verified again.
  const isUsed = existsSync(join(config.dataFolder, 'postgresql', 'PG_VERSION'));
  const secret = isUsed ? readSecret(config.dataFolder) : openSecret(config.dataFolder);
  const server = config.databaseUrl === undefined ? await startFor(config) : null;
  try {
    const connections = server === null ? byUrl(config) : await prepareEmbedded(server, 'mingfa');
    const opened = openPools(connections, { secret, server, connections: config.connections });
    try {
      await checkServer(opened.pool);
      if (server === null) await ensurePublicRole(opened.pool);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

function startFor(config: DatabaseConfig): Promise<EmbeddedServer> {
  const { dataFolder, onProgress } = config;
  return startEmbedded({ dataFolder, ...(onProgress === undefined ? {} : { onProgress }) });
}

function byUrl(config: DatabaseConfig): Connections {
  const staff = fromUrl(config.databaseUrl ?? '');
  if (config.publicDatabaseUrl !== undefined)
    return { staff, public: fromUrl(config.publicDatabaseUrl) };
  const options = [staff.options, `-c role=${publicRole}`].filter(Boolean).join(' ');
  return { staff, public: { ...staff, options } };
}

/** The driver lets options in a URL replace those beside it; they are taken out, to be joined with ours. */
function fromUrl(text: string): pg.ClientConfig {
  if (!/^(postgres(ql)?|socket):/.test(text)) throw new Refused(storeRefusals.badUrl);
  const [place = '', query = ''] = text.split('?', 2);
  const parameters = new URLSearchParams(query);
  const options = parameters.get('options');
  if (options === null) return { connectionString: text };
  parameters.delete('options');
  return { connectionString: `${place}?${parameters.toString()}`, options };
}

/**
 * Makes the two roles and the database on an embedded server where they are missing.
 *
 * No passwords: the socket lies in a folder that only its owner can enter.
 */
export async function prepareEmbedded(
  server: Pick<EmbeddedServer, 'host' | 'port'>,
  database: string,
): Promise<Connections> {
  await withSuperuser(server.host, async (client) => {
    for (const role of [staffRole, publicRole]) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) await client.query(`create role ${role} login`);
    }
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${staffRole}`);
  });
  const { host, port } = server;
  return {
    staff: { host, port, database, user: staffRole },
    public: { host, port, database, user: publicRole },
  };
}

/**
 * Opens both pools without looking at the schema.
 *
 * @param held - what is closed together with them
 */
export function openPools(
  to: Connections,
  held: {
    readonly secret: Secret;
    readonly server: EmbeddedServer | null;
    readonly connections?: number | undefined;
  },
): Database {
  const connection = withOptions(to.staff, 'search_path=mingfa');
  const pool = makePool(connection, held.connections ?? 10);
  // Planned once for each connection, and by the keys whatever the statistics say: right after a start there are none.
  const byKeys = ['hashjoin', 'mergejoin', 'seqscan'].map((way) => `enable_${way}=off`);
  const appendPool = makePool(
    withOptions(to.staff, 'search_path=mingfa', 'plan_cache_mode=force_generic_plan', ...byKeys),
    batchesAtOnce,
  );
  const publicPool = makePool(
    withOptions(
      to.public,
      'search_path=public_site',
      'default_transaction_read_only=on',
      'statement_timeout=15s',
    ),
    held.connections ?? 10,
  );
  const kysely = new Kysely<{}>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    appending: makeAppendQueue((actions) => sendRows(appendPool, actions)),
    publicPool,
    kysely,
    secret: held.secret,
    connection,
    serverPid: held.server?.pid ?? null,
    serverEnded: held.server?.ended ?? new Promise(() => {}),
    close: once(async () => {
      await Promise.all([pool.end(), appendPool.end(), publicPool.end()]);
      await held.server?.stop();
    }),
  };
}

function withOptions(to: pg.ClientConfig, ...settings: readonly string[]): pg.ClientConfig {
  const all = ['timezone=Etc/GMT-8', 'synchronous_commit=on', ...settings];
  const options = [to.options, ...all.map((setting) => `-c ${setting}`)].filter(Boolean).join(' ');
  return { ...to, options, types: columnTypes, application_name: 'mingfa' };
}

// A connection keeps the plans it once made, also those for tables that were nearly empty. So none lives for ever.
const maxUses = 500;

function makePool(connection: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connection, max, maxUses, idleTimeoutMillis: 60_000 });
  // A connection that breaks while idle is replaced at the next use; the use reports what is wrong.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await readSettings(pool);
  const valueOf = (name: string) => rows.find((row) => row.name === name)?.setting ?? '';
  if (Number(valueOf('server_version_num')) < oldestServer)
    throw new Refused(storeRefusals.serverTooOld(valueOf('server_version')));
  for (const name of ['fsync', 'full_page_writes'])
    if (valueOf(name) !== 'on') throw new Refused(storeRefusals.unsafeSetting(name));
}

async function readSettings(
  pool: pg.Pool,
): Promise<pg.QueryResult<{ name: string; setting: string }>> {
  try {
    return await pool.query(`select name, setting from pg_settings
      where name in ('server_version', 'server_version_num', 'fsync', 'full_page_writes')`);
  } catch (error) {
    throw withCause(new Refused(storeRefusals.unreachable), error);
  }
}

/** On a server pointed to, the role may be there already, be ours to make, or need its administrator. */
async function ensurePublicRole(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [publicRole]);
  if (rowCount !== 0) return;
  try {
    await pool.query(`create role ${publicRole} nologin`);
    await pool.query(`grant ${publicRole} to current_user`);
  } catch (error) {
    const code = (error as pg.DatabaseError).code;
    const isMadeMeanwhile = code === '42710' || code === '23505';
    if (code === '42501') throw new Refused(storeRefusals.roleMissing);
    if (!isMadeMeanwhile) throw error;
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

function withCause(refused: Refused, cause: unknown): Refused {
  refused.cause = cause;
  return refused;
}
