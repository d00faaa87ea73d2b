import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');

type Answer = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the real program. */
function mingfa(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], LANG: 'zh_CN.UTF-8', ...environment };
    execFile(process.execPath, [join(home, 'src/cli.ts'), ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

describe('the command line', () => {
  test('given --help, when it runs, then it lists the commands in Chinese, in English when the machine is', async () => {
    const zh = await mingfa(['--help']);
    const en = await mingfa(['--help'], { LANG: 'en_US.UTF-8' });

    expect(zh).toMatchObject({ code: 0, err: '' });
    expect(zh.out).toMatch(/^用法：[\s\S]*命令：[\s\S]*start +启动明法/);
    expect(en.out).toMatch(/^Usage:[\s\S]*Commands:[\s\S]*start +start Mingfa/);
    expect(en.out).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('given no arguments, when it runs, then it shows the same help', async () => {
    expect((await mingfa([])).out.trim()).toBe((await mingfa(['--help'])).out.trim());
  });

  test('given a command of commands, when its help is asked for, then the terms are in Chinese too', async () => {
    const { out } = await mingfa(['import', '--help']);

    expect(out).toMatch(/decisions <file> \[选项\] +导入/);
    expect(out).not.toContain('[options]');
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['strat'], /没有“strat”这个命令。是不是 start？/],
    [['migrate', '--fast'], /“\.\/mingfa migrate”没有 --fast 这个选项/],
    [['migrate', 'now'], /参数太多。执行 \.\/mingfa migrate --help/],
    [
      ['scenario', '--live', 'tests/scenarios/live-anze.yaml', '--url', 'http://127.0.0.1:9'],
      /连接不上 http:\/\/127\.0\.0\.1:9 。请先启动：npm start -- --demo。.*--url/,
    ],
    [['dev', 'check', 'nothing'], /没有名为 nothing 的检查。可用的有：types/],
  ];

  test.each(wrong)(
    'given %s, when it runs, then it says what is wrong and ends with 2',
    async (args, sentence) => {
      const answer = await mingfa(args);

      expect(answer.code).toBe(2);
      expect(answer.out + answer.err).toMatch(sentence);
    },
  );

  test('given a wrong variable, when it runs, then it says which and ends with 2', async () => {
    const answer = await mingfa(['migrate'], { MINGFA_PORT: 'x' });

    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.err).toMatch(/MINGFA_PORT 的值“x”不是端口号/);
  });
});
