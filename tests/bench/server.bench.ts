// The server as a whole process: how much memory it takes at rest with the demonstration loaded, and how long it takes
// from `npm start` to the first page, on a fresh copy and later.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../../tools/bench.ts';

const home = join(import.meta.dirname, '../..');
const patienceMillis = 300_000;
const restMillis = 15_000;
const laterStarts = 3;

/** `quick` leaves out the fresh copy, which installs everything from the registry. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mingfa-bench-'));
  try {
    const dataFolder = join(folder, 'data');
    const first = await start(home, dataFolder, ['--demo']);
    await rest(restMillis);
    const memory = residentMegabytes(first.child);
    await stop(first.child);
    const later: number[] = [];
    for (let round = 0; round < laterStarts; round += 1) {
      const again = await start(home, dataFolder, []);
      later.push(again.seconds);
      await stop(again.child);
    }
    const often = `npm start 到首页答复，${laterStarts} 次取中`;
    const fresh = '新克隆，含安装，npm start 到首页答复';
    return [
      {
        ...figure('服务器进程内存', memory, 220),
        unit: 'MB',
        compared: `载入演示数据后静置 ${restMillis / 1000} 秒的常驻内存，不含数据库进程`,
      },
      { ...figure('再次启动到首页', later.toSorted((a, b) => a - b)[1] ?? 0, 4), compared: often },
      ...(quick
        ? []
        : [{ ...figure('首次启动到首页', await freshStart(folder), 120), compared: fresh }]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figure(name: string, value: number, target: number) {
  return { name, value: Math.round(value * 10) / 10, target, unit: '秒', better: 'lower' as const };
}

async function freshStart(folder: string): Promise<number> {
  const clone = join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', home, clone]);
  const { child, seconds } = await start(clone, join(clone, 'data'), []);
  await stop(child);
  return seconds;
}

type Started = { readonly child: ChildProcess; readonly seconds: number };

async function start(
  folder: string,
  dataFolder: string,
  options: readonly string[],
): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--port', String(port), ...options], {
    cwd: folder,
    env: { ...process.env, MINGFA_DATA: dataFolder },
    stdio: 'ignore',
    detached: true,
  });
  const url = `http://127.0.0.1:${port}/`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    if (performance.now() - began > patienceMillis) throw new Error('npm start took too long');
    await rest(20);
  }
  return { child, seconds: (performance.now() - began) / 1000 };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => (await response.text()).length > 0 && response.ok,
    () => false,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await ended;
}

/** Resident memory of the program itself: the one process of the group that runs src/cli.ts on node. */
function residentMegabytes({ pid }: ChildProcess): number {
  const table = execFileSync('ps', ['-eo', 'pgid=,rss=,args=']).toString().split('\n');
  const rows = table
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null);
  const own = rows.filter(
    ([, group, , args]) => Number(group) === pid && /^\S*node .*src\/cli\.ts/.test(args ?? ''),
  );
  const kilobytes = own.map(([, , rss]) => Number(rss));
  if (kilobytes.length === 0) throw new Error('the server process was not found');
  return Math.max(...kilobytes) / 1024;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

const rest = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
