import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDocs } from './check-docs.ts';
import { checkHouse } from './check-house.ts';
import { byRelease, checkMigrations } from './check-migrations.ts';
import { checkRefusals } from './check-refusals.ts';
import { hasGit } from './source-files.ts';

type Outcome = { readonly problems: string | null; readonly note?: string };
type Check = {
  readonly name: string;
  readonly what: string;
  readonly run: (root: string) => Promise<Outcome>;
};

const checks: readonly Check[] = [
  {
    name: 'types',
    what: '类型',
    run: (root) => program(root, 'typescript', 'tsc', ['--noEmit', '-p', 'tsconfig.json']),
  },
  {
    name: 'console',
    what: '办案界面的类型',
    run: (root) => program(root, 'typescript', 'tsc', ['--noEmit', '-p', 'console/tsconfig.json']),
  },
  {
    name: 'pure',
    what: '纯文件只知道参数',
    run: (root) => program(root, 'typescript', 'tsc', ['--noEmit', '-p', 'tsconfig.pure.json']),
  },
  {
    name: 'format',
    what: '格式',
    run: (root) => program(root, '@biomejs/biome', 'biome', ['ci', '--colors=off', '.']),
  },
  {
    name: 'lint',
    what: '写法、长度、复杂度、说明',
    run: (root) =>
      program(root, 'oxlint', 'oxlint', [
        '--type-aware',
        '--deny-warnings',
        '--report-unused-disable-directives',
        'src',
        'console',
        'tests',
        'tools',
      ]),
  },
  {
    name: 'house',
    what: '楼层、种类、门面、循环、命名',
    run: async (root) => listed(checkHouse(root)),
  },
  {
    name: 'unused',
    what: '无人使用的代码和依赖',
    run: (root) => program(root, 'knip', 'knip', ['--no-progress']),
  },
  {
    name: 'rules',
    what: '规则包',
    run: (root) => runNode(root, ['src/cli.ts', 'rules', 'check']),
  },
  { name: 'migrations', what: '数据库迁移', run: migrations },
  {
    name: 'refusals',
    what: '拒绝代码与 docs/refusals.md',
    run: async (root) => listed(checkRefusals(root)),
  },
  { name: 'docs', what: '文档的链接、画面和条款', run: async (root) => listed(checkDocs(root)) },
  { name: 'commits', what: '提交说明', run: commits },
];

/**
 * Runs all checks, or those named, two at a time, and prints what each found.
 *
 * @returns true when nothing was found
 */
export async function runChecks(
  root: string,
  names: readonly string[],
  print: (text: string) => void = console.log,
): Promise<boolean> {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    print(
      `没有名为 ${unknown.join('、')} 的检查。可用的有：${checks.map((check) => check.name).join('、')}。`,
    );
    process.exitCode = 2;
    return false;
  }
  const waiting = checks.filter((check) => names.length === 0 || names.includes(check.name));
  const total = waiting.length;
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now();
      const { problems, note } = await check.run(root);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      print(
        `${problems === null ? '✓' : '✗'} ${check.name}（${check.what}）${note ?? ''} ${seconds} 秒`,
      );
      if (problems !== null) {
        print(problems.trimEnd());
        failed.push(check.name);
      }
    }
  };
  await Promise.all([work(), work()]);
  print(
    failed.length === 0
      ? `${total} 项检查全部通过`
      : `${total} 项检查中 ${failed.length} 项未通过：${failed.join('、')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
  return failed.length === 0;
}

/** Formats everything. */
export async function format(root: string): Promise<void> {
  const { problems } = await program(root, '@biomejs/biome', 'biome', [
    'check',
    '--write',
    '--colors=off',
    '.',
  ]);
  if (problems !== null) throw new Error(problems);
}

async function migrations(root: string): Promise<Outcome> {
  const ours = listed(checkMigrations(root));
  const { first, later } = byRelease(root);
  const theirs = await Promise.all([
    squawk(root, later, []),
    squawk(root, first, harmlessOnEmptyTables),
  ]);
  const problems = [ours, ...theirs].map((each) => each.problems).filter((each) => each !== null);
  return { problems: problems.length > 0 ? problems.join('\n') : null };
}

// Locks and scans that cost nothing while no table holds a row.
const harmlessOnEmptyTables = [
  'adding-required-field',
  'adding-foreign-key-constraint',
  'constraint-missing-not-valid',
  'require-concurrent-index-creation',
];

async function squawk(
  root: string,
  paths: readonly string[],
  excluded: readonly string[],
): Promise<Outcome> {
  if (paths.length === 0) return { problems: null };
  // What is excluded here replaces what .squawk.toml excludes.
  const exclude =
    excluded.length > 0 ? [`--exclude=${['prefer-bigint-over-int', ...excluded].join(',')}`] : [];
  return program(root, 'squawk-cli', 'squawk', ['--reporter=gcc', ...exclude, ...paths]);
}

async function commits(root: string): Promise<Outcome> {
  if (!hasGit(root)) return { problems: null, note: '：没有 git 历史，未检查' };
  const first = execFileSync('git', ['rev-list', '--max-parents=0', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .at(-1);
  return program(root, '@commitlint/cli', 'commitlint', ['--color=false', `--from=${first}`]);
}

function listed(problems: readonly string[]): Outcome {
  return { problems: problems.length > 0 ? problems.join('\n') : null };
}

/** Runs a program of a package on this Node; its output is the problem when it does not end with 0. */
function program(
  root: string,
  packageName: string,
  name: string,
  args: readonly string[],
): Promise<Outcome> {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[name];
  if (script === undefined) throw new Error(`${packageName} brings no program ${name}`);
  return runNode(root, [join(folder, script), ...args]);
}

/** Runs a script on this Node. */
function runNode(root: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ problems: code === 0 ? null : output || `${args.join(' ')} ended with ${code}` }),
    );
  });
}
