import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openPools } from './database.store.ts';
import { isAlive } from './folder-lock.store.ts';
import { readSecret } from './secret.store.ts';

/**
 * Joins the embedded server that another process has started on a data folder, for commands that run beside it.
 *
 * Closing what is returned leaves the server alone.
 *
 * @returns null when no server runs there
 * @throws Refused (`store.secret-…`) when the installation's secret is missing or cannot be trusted
 */
export function attachDatabase(dataFolder: string): Database | null {
  const found = runningServer(join(dataFolder, 'postgresql', 'postmaster.pid'));
  if (found === null) return null;
  const to = { ...found, database: 'mingfa' };
  const connections = {
    staff: { ...to, user: 'mingfa' },
    public: { ...to, user: 'mingfa_public' },
  };
  return openPools(connections, { secret: readSecret(dataFolder), server: null, connections: 2 });
}

/** Where the server of a cluster listens: the first, fourth and fifth line of its postmaster.pid. */
function runningServer(pidFile: string): { host: string; port: number } | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const [pid, , , port, host] = lines;
  // The last line says `ready` once the server answers.
  const isReady = lines.some((line) => line.startsWith('ready'));
  if (!isReady || !isAlive(Number(pid)) || host === undefined) return null;
  return { host, port: Number(port) };
}
