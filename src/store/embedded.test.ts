import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startEmbedded, withSuperuser } from './embedded.store.ts';
import { isAlive } from './folder-lock.store.ts';

const root = mkdtempSync(join(tmpdir(), 'mingfa-embedded-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const start = (dataFolder: string, settings = {}) => startEmbedded({ dataFolder, settings });

describe('the embedded server starts wherever the data folder lies', () => {
  test.each([
    ['with spaces and Chinese characters', '数据 文件夹 "甲", 乙'],
    ['longer than a socket address can hold', `很长的路径/${'二级文件夹'.repeat(8)}`],
  ])(
    'given a path %s, when it starts, stops and starts again, then the rows are there',
    async (_, name) => {
      const folder = join(root, name);
      const first = await start(folder);
      await withSuperuser(first.host, (client) =>
        client.query('create table kept as select 7 as n'),
      );
      expect(statSync(first.host).mode & 0o777).toBe(0o700);
      await first.stop();
      expect(isAlive(first.pid)).toBe(false);

      const again = await start(folder);
      const { rows } = await withSuperuser(again.host, (client) =>
        client.query('select n from kept'),
      );
      expect(rows).toEqual([{ n: 7 }]);
      const { rows: locale } = await withSuperuser(again.host, (client) =>
        client.query(
          "select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'template1'",
        ),
      );
      expect(locale).toEqual([{ provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' }]);
      await again.stop();
      expect(existsSync(join(folder, 'lock'))).toBe(false);
    },
  );

  test('given a first start that was cut short, when it starts, then it begins anew', async () => {
    const folder = join(root, 'cut');
    mkdirSync(join(folder, 'postgresql.new', 'base'), { recursive: true });
    const server = await start(folder);
    await server.stop();
    expect(readdirSync(folder)).not.toContain('postgresql.new');
  });
});

describe('root, whom PostgreSQL refuses', () => {
  test('given no user namespaces and a folder that only root may enter, when it starts, then it runs as nobody all the same', async ({
    skip,
  }) => {
    if (process.getuid?.() !== 0) skip('不是 root，没有可让出的身份');
    const bin = join(root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
    const closed = join(root, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    try {
      const server = await start(join(closed, 'data'));
      const cluster = join(closed, 'data/postgresql');
      expect(statSync(cluster).uid).toBe(65_534);
      expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^Uid:\s65534\s65534/m);
      await withSuperuser(server.host, (client) => client.query('create table kept ()'));
      await server.stop();
      expect(isAlive(server.pid)).toBe(false);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('the embedded server is refused where it could lose something', () => {
  test.each(['fsync', 'full_page_writes'])(
    'given %s off, when it starts, then it is refused',
    async (name) => {
      const folder = join(root, name);
      await expect(start(folder, { [name]: 'off' })).rejects.toThrow('store.unsafe-setting');
      await (await start(folder)).stop();
    },
  );

  test('given a cluster of another version, when it starts, then it is refused and left alone', async () => {
    const folder = join(root, 'other');
    mkdirSync(join(folder, 'postgresql'), { recursive: true });
    writeFileSync(join(folder, 'postgresql', 'PG_VERSION'), '17\n');
    await expect(start(folder)).rejects.toThrow('store.other-major-version');
    expect(readdirSync(join(folder, 'postgresql'))).toEqual(['PG_VERSION']);
  });

  test('given settings it cannot start with, then the refusal names the log', async () => {
    const folder = join(root, 'broken');
    const refused = await start(folder, { shared_buffers: 'lots' }).catch((error) => error);
    expect(refused.refusals[0].code).toBe('store.not-started');
    expect(readFileSync(join(folder, 'postgresql.log'), 'utf8')).toContain('shared_buffers');
  });
});

describe('a data folder has one holder', () => {
  const lockOf = (folder: string) => join(folder, 'lock');
  const aFolder = (name: string, holder: object) => {
    const folder = join(root, name);
    mkdirSync(folder);
    writeFileSync(lockOf(folder), JSON.stringify(holder));
    return folder;
  };

  test('given a holder that is gone, or whose number another process has now, then the lock is taken over', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    for (const pid of [gone.pid, process.ppid]) {
      const folder = aFolder(`gone-${pid}`, { pid, began: '1', host: hostname() });
      const server = await start(folder);
      expect(JSON.parse(readFileSync(lockOf(folder), 'utf8')).pid).toBe(process.pid);
      await server.stop();
    }
  });

  test.runIf(process.platform === 'linux')(
    'given a holder that has ended but is still listed, when the folder is opened, then the lock is taken over',
    async () => {
      // The shell becomes a program that never asks how its child ended.
      const script = '"$0" -e "" & echo $!; exec sleep 60';
      const shell = spawn('sh', ['-c', script, process.execPath], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [line] = await once(shell.stdout, 'data');
      const pid = Number(String(line));
      const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      await vi.waitFor(() => expect(stat()[0]).toBe('Z'), 10_000);
      const folder = aFolder('zombie', { pid, began: stat()[19], host: hostname() });
      await (await start(folder)).stop();
      shell.kill();
    },
  );

  test('given a holder on another host, then its lock counts until it has not been touched for a while', async () => {
    const folder = aFolder('elsewhere', { pid: 1, began: '1', host: 'another-host' });
    await expect(start(folder)).rejects.toThrow('store.folder-taken');

    const minuteAgo = new Date(Date.now() - 60_000);
    utimesSync(lockOf(folder), minuteAgo, minuteAgo);
    await (await start(folder)).stop();
  });

  test('given a server that outlived its parent, when the folder is opened, then it is ended first', async () => {
    const folder = join(root, 'orphan');
    const first = await start(folder);
    // As if the parent had been killed: nobody holds the lock, the server goes on.
    rmSync(lockOf(folder));

    const second = await start(folder);

    await first.ended;
    expect(second.pid).not.toBe(first.pid);
    expect(isAlive(first.pid)).toBe(false);
    await second.stop();
  });
});
