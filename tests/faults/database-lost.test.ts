import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');

test('given the embedded database is killed, then the program says so and ends instead of limping on', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mingfa-lost-'));
  const program = spawn(process.execPath, [join(home, 'src/cli.ts'), 'start', '--port', '0'], {
    env: { ...process.env, MINGFA_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const started = new Promise<void>((resolve) => {
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('明法已启动')) resolve();
      });
  });
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
  try {
    await Promise.race([started, ended]);
    const pid = readFileSync(join(dataFolder, 'postgresql/postmaster.pid'), 'utf8').split('\n')[0];
    process.kill(Number(pid), 'SIGKILL');

    expect(await ended).toBe(1);
    expect(said).toContain('内置数据库意外停止');
  } finally {
    program.kill('SIGKILL');
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
