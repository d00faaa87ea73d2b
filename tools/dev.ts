import { join } from 'node:path';
import type { Command } from 'commander';

type Surroundings = {
  readonly settings: { readonly home: string };
  readonly words: (zh: string, en: string) => string;
};

/** What developers run; each part is loaded when it is named. */
export function defineDev(dev: Command, { settings: { home }, words }: Surroundings): void {
  dev
    .command('test [words...]')
    .description(
      words(
        '运行全部测试，或文件名含有所给词语的测试',
        'run all tests, or those whose file name contains a word',
      ),
    )
    .action(async (filters: string[]) => {
      await (await import('./run-tests.ts')).runTests(home, filters);
    });

  dev
    .command('check [names...]')
    .description(words('运行全部检查，或指名的检查', 'run all checks, or those named'))
    .action(async (names: string[]) => {
      await (await import('./check.ts')).runChecks(home, names);
    });

  dev
    .command('bench [names...]')
    .description(words('测量，并与目标比较', 'measure, beside the targets'))
    .option(
      '--quick',
      words('用较少的数据，快得多，但数字较粗', 'fewer rows: much faster, rougher figures'),
    )
    .action(async (names: string[], { quick }: { quick?: boolean }) => {
      await (await import('./bench.ts')).runBench(join(home, 'tests/bench'), {
        names,
        quick: quick === true,
      });
    });

  defineMaking(dev, { settings: { home }, words });
}

/** What writes files, or serves them while they are worked on. */
function defineMaking(dev: Command, { settings: { home }, words }: Surroundings): void {
  dev
    .command('format')
    .description(words('统一代码格式', 'format the code'))
    .action(async () => {
      await (await import('./check.ts')).format(home);
    });

  dev
    .command('refusals')
    .description(words('由代码生成 docs/refusals.md', 'write docs/refusals.md from the code'))
    .action(async () => {
      const { writeRefusals } = await import('./check-refusals.ts');
      writeRefusals(home);
    });

  dev
    .command('pictures [names...]')
    .description(
      words(
        '重新拍摄手册的画面，或名称以所给词语开头的画面',
        'take the pictures of the guides anew, or those whose name begins with a word',
      ),
    )
    .action(async (names: string[]) => {
      await (await import('./take-pictures.ts')).takePictures(home, names);
    });

  dev
    .command('console')
    .description(
      words('边改边看办案界面，接口来自正在运行的明法', 'serve the console while it is worked on'),
    )
    .option('--api <url>', words('明法的地址', 'where Mingfa runs'), 'http://127.0.0.1:8080')
    .option('--port <port>', words('端口', 'port'), '5173')
    .action(async (options: { api: string; port: string }) => {
      await (await import('./serve-console.ts')).serveConsole(home, options);
    });
}
