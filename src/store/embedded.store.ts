// The embedded PostgreSQL: one child process on a Unix socket in a folder only we can enter.
//
// What a data folder holds:
//   lock                      who has it open
//   postgresql/               the cluster
//   postgresql.log            its log; the one before is kept as postgresql.log.1
//   run/                      the socket, if the path is short enough for one; else a folder under the temporary one
//
// A start: lock the folder, stop a server that a killed process left behind, make the cluster if there is none, start
// the server, poll until it answers, check that it will really keep what it acknowledges.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Refused } from '../rules/index.ts';
import { type EmbeddedBinary, findEmbedded } from './embedded-binary.store.ts';
import { isAlive, lockFolder } from './folder-lock.store.ts';
import { storeRefusals } from './refusals.store.ts';

/** How to start. */
export type EmbeddedOptions = {
  readonly dataFolder: string;
  /** Told before each step that takes long. */
  readonly onProgress?: (text: string) => void;
  /** False only for tests that throw their cluster away: nothing is flushed to disk. */
  readonly durable?: boolean;
  /** Further server settings, such as max_connections. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A running server. */
export type EmbeddedServer = {
  readonly pid: number;
  /** Folder of the socket; `pg` takes it as host. */
  readonly host: string;
  readonly port: number;
  /** Resolves when the server has ended, by whatever cause. */
  readonly ended: Promise<void>;
  /** Finishes open transactions' rollback, writes a checkpoint, ends. */
  stop(): Promise<void>;
};

/** The superuser of an embedded cluster; the application itself connects as `mingfa`. */
export const embeddedSuperuser = 'postgres';

const port = 5432;
const startWithinMillis = 60_000;
const stopWithinMillis = 20_000;
const longLogBytes = 16 * 1024 * 1024;

// A socket address holds 108 bytes on Linux and 104 on macOS, the closing zero included.
const longestSocketPath = process.platform === 'darwin' ? 103 : 107;

const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(port),
  unix_socket_permissions: '0700',
  max_connections: '80',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  log_timezone: 'Asia/Shanghai',
  timezone: 'Asia/Shanghai',
};

/**
 * Starts the embedded server of a data folder, making its cluster on first use.
 *
 * @throws Refused when the folder is taken, unwritable, of another major version, or the server does not start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = ownFolder(options.dataFolder);
  const lock = lockFolder(folder);
  try {
    const binary = findEmbedded(folder);
    // Another user runs the server then and must pass through; what lies beside the cluster stays closed to it.
    if (binary.identity !== null) chmodSync(folder, 0o711);
    const cluster = join(folder, 'postgresql');
    await stopOrphan(cluster);
    makeCluster(cluster, binary, options);
    const server = await launchAfterCrash({ folder, cluster, binary, options });
    const ended = server.ended.finally(() => lock.release());
    return { ...server, ended, stop: () => server.stop().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function ownFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return realpathSync(folder);
  } catch {
    throw new Refused(storeRefusals.folderUnwritable(folder));
  }
}

/** A server whose parent was killed where the kernel could not be asked to end it. */
async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (!Number.isInteger(pid) || !isServerOf(pid, cluster)) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    if (await isTrueWithin(stopWithinMillis, () => !isAlive(pid))) return;
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return listed.stdout.includes('postgres') && listed.stdout.includes(cluster);
  } catch {
    return false;
  }
}

function makeCluster(cluster: string, binary: EmbeddedBinary, options: EmbeddedOptions): void {
  const versionFile = join(cluster, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, 'utf8').trim();
    if (found !== binary.major) throw new Refused(storeRefusals.otherMajor(found, binary.major));
    return;
  }
  options.onProgress?.('正在建立数据库（仅首次需要）……');
  // The cluster grows beside its place and is moved there whole: a first start that is cut short leaves nothing.
  const growing = `${cluster}.new`;
  rmSync(growing, { recursive: true, force: true });
  mkdirSync(growing, { mode: 0o700 });
  giveTo(binary, growing);
  initialise(growing, binary, options);
  renameSync(growing, cluster);
}

function initialise(cluster: string, binary: EmbeddedBinary, options: EmbeddedOptions): void {
  const made = runToEnd(binary, [
    `--pgdata=${cluster}`,
    `--username=${embeddedSuperuser}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--lc-messages=C',
    '--data-checksums',
    '--no-sync',
    '--no-instructions',
  ]);
  // One flush at the end instead of one for each file.
  const flushed = options.durable === false || runToEnd(binary, ['--sync-only', '-D', cluster]);
  if (!made || !flushed) {
    if (binary.identity !== null) throw new Refused(storeRefusals.rootUnsupported);
    throw new Refused(storeRefusals.folderUnwritable(cluster));
  }
}

function runToEnd(binary: EmbeddedBinary, args: readonly string[]): boolean {
  const { command, args: all } = binary.run('initdb', args);
  const { status } = spawnSync(command, all, { ...spawning(binary), stdio: 'ignore' });
  return status === 0;
}

function spawning(binary: EmbeddedBinary): { env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return { env: binary.env, ...binary.identity };
}

function giveTo(binary: EmbeddedBinary, path: string): void {
  if (binary.owner !== null) chownSync(path, binary.owner.uid, binary.owner.gid);
}

type Launch = {
  readonly folder: string;
  readonly cluster: string;
  readonly binary: EmbeddedBinary;
  readonly options: EmbeddedOptions;
};

/**
 * After a crash the last server's processes may need a moment to see that it is gone; until then a new one is refused.
 */
async function launchAfterCrash(launching: Launch): Promise<EmbeddedServer> {
  const isAfterCrash = existsSync(join(launching.cluster, 'postmaster.pid'));
  for (const until = Date.now() + (isAfterCrash ? stopWithinMillis : 0); ; ) {
    try {
      return await launch(launching);
    } catch (error) {
      const mayPass = error instanceof Refused && error.refusals[0]?.code === 'store.not-started';
      if (!mayPass || Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function launch({ folder, cluster, binary, options }: Launch): Promise<EmbeddedServer> {
  const socket = socketFolder(folder, binary);
  const log = openLog(folder);
  const chosen = {
    ...settings,
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
    unix_socket_directories: `"${socket.path}"`,
  };
  const flags = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { command, args } = binary.serve(['-D', cluster, ...flags]);
  const child = spawn(command, args, { ...spawning(binary), stdio: ['ignore', log.fd, log.fd] });
  closeSync(log.fd);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).finally(() => socket.remove());
  try {
    await answers(child, socket.path);
    await checkDurable(socket.path, options);
  } catch (error) {
    await stop(child, ended);
    throw error instanceof Refused ? error : new Refused(storeRefusals.notStarted(log.path));
  }
  return { pid: child.pid ?? 0, host: socket.path, port, ended, stop: () => stop(child, ended) };
}

function socketFolder(folder: string, binary: EmbeddedBinary): { path: string; remove(): void } {
  const beside = join(folder, 'run');
  const fits = Buffer.byteLength(join(beside, `.s.PGSQL.${port}`)) <= longestSocketPath;
  if (fits && !beside.includes('"')) {
    mkdirSync(beside, { recursive: true, mode: 0o700 });
    giveTo(binary, beside);
    return { path: beside, remove: () => {} };
  }
  const short = Buffer.byteLength(tmpdir()) < longestSocketPath - 40 ? tmpdir() : '/tmp';
  const path = mkdtempSync(join(short, 'mingfa-'));
  giveTo(binary, path);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function openLog(folder: string): { path: string; fd: number } {
  const path = join(folder, 'postgresql.log');
  if (existsSync(path) && statSync(path).size > longLogBytes) renameSync(path, `${path}.1`);
  return { path, fd: openSync(path, 'a', 0o600) };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function answers(child: ChildProcess, host: string): Promise<void> {
  let failed: unknown = new Error('the server ended before it answered');
  const isUp = await isTrueWithin(startWithinMillis, async () => {
    if (hasEnded(child)) return true;
    try {
      await withSuperuser(host, (client) => client.query('select 1'));
      return true;
    } catch (error) {
      failed = error;
      return false;
    }
  });
  if (!isUp || hasEnded(child)) throw failed;
}

async function checkDurable(host: string, options: EmbeddedOptions): Promise<void> {
  const names = [
    'data_checksums',
    ...(options.durable === false ? [] : ['fsync', 'full_page_writes']),
  ];
  const { rows } = await withSuperuser(host, (client) =>
    client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [names],
    ),
  );
  const off = rows.find((row) => row.setting !== 'on');
  if (off !== undefined) throw new Refused(storeRefusals.unsafeSetting(off.name));
}

/** Runs one piece of work as the superuser of an embedded server. */
export async function withSuperuser<T>(
  host: string,
  work: (client: pg.Client) => Promise<T>,
  database = 'postgres',
): Promise<T> {
  const client = new pg.Client({ host, port, user: embeddedSuperuser, database });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (hasEnded(child)) break;
    child.kill(signal);
    if (await isTrueWithin(stopWithinMillis, () => hasEnded(child))) break;
  }
  await ended;
}

async function isTrueWithin(
  millis: number,
  holds: () => boolean | Promise<boolean>,
): Promise<boolean> {
  for (const until = Date.now() + millis; Date.now() < until; ) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}
