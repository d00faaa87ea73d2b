import { Command, CommanderError } from 'commander';
import { Refused } from '../rules/index.ts';
import type { Cli, Define } from './define.ts';
import { type Environment, languageOf, readSettings } from './settings.ts';
import { helpIn, usageSentence, wordsIn } from './usage.ts';

type Entry = {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** Loaded only when the command is named, so that the short ones start at once. */
  readonly load: () => Promise<Define>;
};

const entries: readonly Entry[] = [
  {
    name: 'start',
    zh: '启动明法：网站、接口和后台任务（--demo 载入演示数据）',
    en: 'start Mingfa: site, API and jobs (--demo loads demonstration data)',
    load: async () => (await import('./start.ts')).defineStart,
  },
  {
    name: 'serve',
    zh: '只启动网站和接口（可同时运行多个）',
    en: 'start site and API only (any number of them)',
    load: async () => (await import('./start.ts')).defineServe,
  },
  {
    name: 'worker',
    zh: '只运行后台任务',
    en: 'run jobs only',
    load: async () => (await import('./start.ts')).defineWorker,
  },
  {
    name: 'migrate',
    zh: '把数据库结构升级到本版本',
    en: 'bring the database to this version',
    load: async () => (await import('./migrate.ts')).defineMigrate,
  },
  {
    name: 'deadline',
    zh: '计算一个期限：规则、起算日、依据条款',
    en: 'compute a due date with its clauses',
    load: async () => (await import('./rules.ts')).defineDeadline,
  },
  {
    name: 'explain',
    zh: '说明一个程序：步骤、文书、关口、时限和依据',
    en: 'explain a procedure: steps, documents, gates, clocks, clauses',
    load: async () => (await import('./rules.ts')).defineExplain,
  },
  {
    name: 'scenario',
    zh: '演练情景文件（--narrate 逐步讲述，--live 在服务器上办理）',
    en: 'play scenario files (--narrate tells them, --live plays them on the server)',
    load: async () => (await import('./scenario.ts')).defineScenario,
  },
  {
    name: 'clauses',
    zh: '列出条款（--coverage 统计哪些条款已有情景或测试）',
    en: 'list clauses (--coverage counts those with a scenario or test)',
    load: async () => (await import('./rules.ts')).defineClauses,
  },
  {
    name: 'rules',
    zh: '检查、比较、列出规则包',
    en: 'check, compare and list rule packs',
    load: async () => (await import('./rules.ts')).defineRules,
  },
  {
    name: 'import',
    zh: '导入已有的处罚决定等数据',
    en: 'import past decisions and other data',
    load: async () => (await import('./import.ts')).defineImport,
  },
  {
    name: 'export',
    zh: '导出已公开的处罚决定',
    en: 'export published decisions',
    load: async () => (await import('./export.ts')).defineExport,
  },
  {
    name: 'verify',
    zh: '核验历史记录和文件是否被改动',
    en: 'verify that history and files are unchanged',
    load: async () => (await import('./verify.ts')).defineVerify,
  },
  {
    name: 'backup',
    zh: '备份（可在运行中进行）',
    en: 'back up, also while running',
    load: async () => (await import('./backup.ts')).defineBackup,
  },
  {
    name: 'restore',
    zh: '从备份恢复到空的数据文件夹',
    en: 'restore a backup into an empty data folder',
    load: async () => (await import('./backup.ts')).defineRestore,
  },
  {
    name: 'account',
    zh: '建立三员账户，重置密码、第二因素和锁定',
    en: 'make the first accounts; reset passwords, second factors and locks',
    load: async () => (await import('./account.ts')).defineAccount,
  },
  {
    name: 'dev',
    zh: '开发者命令：test、check、bench、format、refusals',
    en: 'for developers: test, check, bench, format, refusals',
    load: async () => (await import('../../tools/dev.ts')).defineDev,
  },
];

/**
 * Runs one command.
 *
 * @returns the exit code: 0 done, 1 fault or damage found, 2 refused
 */
export async function run(
  args: readonly string[],
  environment: Environment,
  home: string,
): Promise<number> {
  const words = wordsIn(languageOf(environment));
  try {
    const settings = readSettings(environment, home);
    return await parse(args, { settings, words });
  } catch (error) {
    if (error instanceof Refused) {
      for (const { text, clauses } of error.refusals) {
        const cited =
          clauses.length > 0
            ? words(`（依据：${clauses.join('、')}）`, ` (${clauses.join(', ')})`)
            : '';
        console.error(text + cited);
      }
      return 2;
    }
    console.error(words('程序出错，请把以下内容报告给维护者：', 'A fault; please report this:'));
    console.error(error);
    return 1;
  }
}

async function parse(args: readonly string[], cli: Cli): Promise<number> {
  const { words, settings } = cli;
  const program = new Command('./mingfa');
  program
    .description(
      words(
        '明法：行政执法三项制度平台',
        'Mingfa: transparency, recording and legal review of enforcement',
      ),
    )
    .helpOption('-h, --help', words('显示帮助', 'show help'))
    .helpCommand(false)
    .configureHelp(helpIn(settings.language));

  const named = args.find((arg) => !arg.startsWith('-'));
  for (const { name, zh, en, load } of entries) {
    const command = program
      .command(name)
      .description(words(zh, en))
      .helpOption('-h, --help', words('显示帮助', 'show help'));
    if (name === named) (await load())(command, cli);
  }

  let failing: Command = program;
  prepare(program, (command) => {
    failing = command;
  });
  if (args.length === 0) {
    console.log(program.helpInformation());
    return 0;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return 2;
    console.error(usageSentence(error, failing, words));
    return 2;
  }
}

/** Lets every command report its errors to us instead of printing them in English. */
function prepare(command: Command, onError: (command: Command) => void): void {
  command
    .helpCommand(false)
    .configureOutput({ outputError: () => onError(command) })
    .exitOverride();
  for (const each of command.commands) {
    each.copyInheritedSettings(command);
    prepare(each, onError);
  }
}
