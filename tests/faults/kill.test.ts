import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/index.store.ts';

const rounds = 32;
const program = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingfa 断电 '));
const cases = Array.from({ length: 6 }, () => randomUUID());
let running: ChildProcess | null = null;

afterAll(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

type Round = {
  readonly half: readonly string[];
  readonly have: ReadonlyMap<string, number>;
  readonly kept: ReadonlyMap<string, number>;
};

/** Starts the program, lets it append for a while, kills it and, if asked, its server with all its processes. */
async function appendUntilKilled(withServer: boolean): Promise<Round> {
  const child = spawn(process.execPath, [program, folder, ...cases], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  const half: string[] = [];
  const have = new Map<string, number>();
  const kept = new Map<string, number>();
  let server = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [what, first = '', second] = line.split(' ');
    if (what === 'server') server = Number(first);
    if (what === 'half') half.push(line);
    if (what === 'have') have.set(first, Number(second));
    if (what === 'kept') kept.set(first, Number(second));
    if (what === 'open')
      setTimeout(
        () => {
          const all = withServer ? [server, ...childrenOf(server)] : [];
          for (const pid of [child.pid ?? 0, ...all]) kill(pid);
        },
        randomInt(20, 500),
      );
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect(child.signalCode).toBe('SIGKILL');
  return { half, have, kept };
}

function childrenOf(parent: number): readonly number[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself, as servers do whose parent is gone.
  }
}

describe('what was acknowledged survives kill -9, and nothing half is left', () => {
  test(`given ${rounds} kills at random moments, when the folder is opened again, then every action is whole`, async () => {
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const { half, have, kept } = await appendUntilKilled(round % 3 !== 0);
      expect(half).toEqual([]);
      for (const [caseId, version] of acknowledged)
        expect(have.get(caseId)).toBeGreaterThanOrEqual(version);
      for (const [caseId, version] of kept) acknowledged.set(caseId, version);
    }
    expect([...acknowledged.keys()].sort()).toEqual([...cases].sort());
    expect(Math.min(...acknowledged.values())).toBeGreaterThan(rounds);
  }, 900_000);
});

describe('one data folder belongs to one process', () => {
  test('given an open folder, when a second process opens it, then it is refused and the first goes on', async () => {
    const db = await openDatabase({ dataFolder: folder });
    const second = spawn(process.execPath, [program, folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    second.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(second, 'exit');

    expect(code).not.toBe(0);
    expect(said).toContain('store.folder-taken');
    expect(said).toContain(`进程号 ${process.pid}`);
    await expect(openDatabase({ dataFolder: folder })).rejects.toThrow('store.folder-taken');
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await db.close();

    const again = await openDatabase({ dataFolder: folder });
    await again.close();
  });
});
