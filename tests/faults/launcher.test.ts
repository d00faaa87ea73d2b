// The launcher in a folder of its own, whose name has spaces and Chinese characters, with an npm that we play: what the
// launcher does before, instead of and after installing.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '../../mingfa');
const here = import.meta.dirname;

let outer: string;
let root: string;
let bin: string;
let children: ChildProcess[];

beforeEach(() => {
  children = [];
  outer = mkdtempSync(join(tmpdir(), 'mingfa-launcher-'));
  root = join(outer, '明法 试用');
  bin = join(outer, 'bin');
  mkdirSync(join(root, 'src'), { recursive: true });
  mkdirSync(bin);
  cpSync(launcher, join(root, 'mingfa'));
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', '{ "packages": { "": {} } }');
  write('src/cli.ts', 'console.log(JSON.stringify(process.argv.slice(2)));');
  // Only what every system brings: ps, which the launcher asks when there is one, is in no minimal Debian.
  for (const tool of [
    'sh',
    'cat',
    'cksum',
    'cut',
    'tr',
    'dirname',
    'readlink',
    'mkdir',
    'rm',
    'mv',
    'sleep',
    'find',
    'wc',
    'grep',
    'tail',
    'uname',
    'ln',
  ]) {
    symlinkSync(
      execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(),
      join(bin, tool),
    );
  }
  symlinkSync(process.execPath, join(bin, 'node'));
  anNpm(`mkdir -p node_modules/.bin && ln -sf "${process.execPath}" node_modules/.bin/node`);
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(outer, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

/** An npm that notes its arguments and then does as told. */
function anNpm(body: string): void {
  rmSync(join(bin, 'npm'), { force: true });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$@" >>"${outer}/npm.log"\n${body}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
}

function npmCalls(): readonly string[] {
  const log = join(outer, 'npm.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

type Answer = { readonly code: number | null; readonly out: string; readonly err: string };

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const env = { PATH: bin, HOME: outer, ...environment };
    const child = spawn('/bin/sh', [join(root, 'mingfa'), ...args], { cwd: here, env });
    children.push(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('the launcher', () => {
  test('given a fresh clone, when a command runs, then packages are installed once and arguments arrive whole', async () => {
    const first = await run(['deadline', '--from', '2026-09-28 09:00']);
    const second = await run(['verify']);

    expect(first).toMatchObject({ code: 0, out: '["deadline","--from","2026-09-28 09:00"]\n' });
    expect(first.err).toMatch(/正在安装[\s\S]*安装完成/);
    expect(second).toMatchObject({ code: 0, out: '["verify"]\n', err: '' });
    expect(npmCalls()).toHaveLength(1);
    expect(npmCalls()[0]).toContain('--omit=dev');
  });

  test('given an installation of the product, when a developer command runs, then the tools are added and kept', async () => {
    await run(['verify']);
    await run(['dev', 'test']);
    await run(['verify']);
    write('package-lock.json', '{ "packages": { "": { "version": "2" } } }');
    await run(['verify']);

    expect(npmCalls().map((call) => /--(?:omit|include)=dev/.exec(call)?.[0])).toEqual([
      '--omit=dev',
      '--include=dev',
      '--include=dev',
    ]);
  });

  test('given two first starts at once, when both run, then one installs and both go on', async () => {
    anNpm(
      `sleep 2; mkdir -p node_modules/.bin && ln -sf "${process.execPath}" node_modules/.bin/node`,
    );

    const answers = await Promise.all([run(['a']), run(['b'])]);

    expect(answers.map(({ code }) => code)).toEqual([0, 0]);
    expect(npmCalls()).toHaveLength(1);
    expect(answers.map(({ err }) => err).join()).toMatch(/另一个明法进程/);
  });

  test('given a lock that a killed process left, when a command runs, then it is taken over', async () => {
    mkdirSync(join(root, '.mingfa/install.lock'), { recursive: true });
    const dead = spawn('/bin/true');
    await new Promise((resolve) => dead.on('close', resolve));
    write('.mingfa/install.lock/pid', `${dead.pid}\n`);

    expect(await run(['a'])).toMatchObject({ code: 0, out: '["a"]\n' });
    expect(existsSync(join(root, '.mingfa/install.lock'))).toBe(false);
  });

  test('given an installation that was cut off, when a command runs, then it is done again', async () => {
    await run(['a']);
    write('package-lock.json', '{ "packages": { "": { "version": "2" } } }');
    anNpm('exit 1');
    expect((await run(['a'])).code).toBe(1);
    anNpm('true');

    expect(await run(['a'])).toMatchObject({ code: 0, out: '["a"]\n' });
  });

  const troubles: readonly (readonly [string, RegExp])[] = [
    ['npm error code ENOTFOUND', /连接不上 npm 软件源/],
    ['npm error code ENOSPC', /磁盘空间不足/],
    ['npm error code EACCES', /没有写入权限/],
    ['npm error something else', /something else[\s\S]*npm 的最后几行输出/],
  ];

  test.each(troubles)(
    'given an npm that fails with "%s", when a command runs, then it says what to do',
    async (output, sentence) => {
      anNpm(`echo '${output}' >&2; exit 1`);

      const answer = await run(['a']);

      expect(answer).toMatchObject({ code: 1, out: '' });
      expect(answer.err).toMatch(sentence);
    },
  );

  test('given a machine without npm, when a command runs, then it says what to install, in English too', async () => {
    rmSync(join(bin, 'npm'));

    expect((await run(['a'])).err).toMatch(/没有找到 node 或 npm。请安装 Node\.js 20/);
    expect((await run(['a'], { LANG: 'en_US.UTF-8' })).err).toMatch(/Install Node\.js 20 or newer/);
  });

  test('given a Node older than 20, when a command runs, then it says so', async () => {
    rmSync(join(bin, 'node'));
    writeFileSync(join(bin, 'node'), '#!/bin/sh\necho 18.19.0\n');
    chmodSync(join(bin, 'node'), 0o755);

    const answer = await run(['a']);

    expect(answer.code).toBe(1);
    expect(answer.err).toMatch(/本机的 Node\.js 是 18\.19\.0/);
  });

  test('given a complete installation, when neither node nor npm is on the path, then it runs all the same', async () => {
    await run(['a']);
    rmSync(join(bin, 'npm'));
    rmSync(join(bin, 'node'));

    expect(await run(['b'])).toMatchObject({ code: 0, out: '["b"]\n' });
  });
});
