import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runChecks } from './check.ts';

const home = join(import.meta.dirname, '..');
const settings = [
  'tsconfig.json',
  'tsconfig.pure.json',
  'biome.json',
  '.oxlintrc.json',
  'knip.json',
];
const more = ['.squawk.toml', 'commitlint.config.js', 'tools/house.json'];

const rule = 'src/rules/index.ts';
const shell = 'src/cli.ts';
const migration = 'src/store/migrations/002-b.sql';

const sound: Readonly<Record<string, string>> = {
  [shell]: `import { two } from './rules/index.ts';\n\nconsole.log(two());\n`,
  [rule]: '/** Two. */\nexport function two(): number {\n  return 2;\n}\n',
  'tests/two.test.ts': `import { two } from '../src/rules/index.ts';\n\ntwo();\n`,
  'tools/dev.ts': 'export const one = 1;\n',
  'docs/refusals.md': '# 拒绝代码\n',
  'package.json': '{\n  "name": "sound",\n  "type": "module"\n}\n',
  'README.md': '[x](docs/refusals.md)\n',
  'src/store/migrations/001-a.sql': `-- A.\n-- Phase: expand.\n-- Source: ours.\n\nset lock_timeout = '2s';\nset statement_timeout = '9s';\n\ncreate table a (x text);\ncomment on table a is 'A.';\n`,
};

const documented = (body: string): string =>
  `/** Two. */\nexport const two = (): unknown => ${body};\n`;
const migrating = (sql: string): string => `-- B.\n-- Phase: expand.\n-- Source: ours.\n\n${sql}\n`;

type Violation = readonly [check: string, said: RegExp, path: string, text: string];

const violations: readonly Violation[] = [
  ['types', /TS2322/, rule, `export const two = (): number => '2';\n`],
  ['pure', /TS2304.*fetch/, rule, documented(`fetch('x')`)],
  ['pure', /process/, rule, documented('process.env')],
  ['format', /format/, rule, 'export  const two = 2\n'],
  ['lint', /Missing JSDoc/, rule, 'export const two = (): number => 2;\n'],
  ['lint', /use of 'Date'/, rule, documented('Date.now()')],
  ['lint', /'Math.random'/, rule, documented('Math.random()')],
  [
    'lint',
    /too many parameters/,
    shell,
    'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];\n',
  ],
  ['lint', /no-default-export/, shell, 'export default 1;\n'],
  ['lint', /no-floating-promises/, shell, 'export async function f() {}\nf();\n'],
  [
    'lint',
    /max-lines-per-function/,
    shell,
    `export function f() {\n${'  console.log(1);\n'.repeat(60)}}\n`,
  ],
  ['lint', /max-lines\)/, shell, 'console.log(1);\n'.repeat(401)],
  [
    'lint',
    /complexity/,
    shell,
    `export function f(x: number) {\n${'  if (x) console.log(x);\n'.repeat(10)}}\n`,
  ],
  ['house', /imports the package "pg"/, rule, `import pg from 'pg';\n${documented('pg')}`],
  [
    'unused',
    /src\/rules\/three\.ts/,
    'src/rules/three.ts',
    '/** Three. */\nexport const three = 3;\n',
  ],
  [
    'unused',
    /yaml/,
    'package.json',
    '{\n  "name": "sound",\n  "type": "module",\n  "dependencies": { "yaml": "2.9.1" }\n}\n',
  ],
  [
    'migrations',
    /changing-column-type/,
    migration,
    migrating('alter table a alter column x type int using 1;'),
  ],
  ['migrations', /no phase/, migration, '-- B.\n'],
  ['refusals', /lacks a\.b/, rule, `refuse('a.b', 'c');\n`],
  ['docs', /leads nowhere/, 'README.md', '[x](gone.md)\n'],
];

describe('every check fails when its rule is broken', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mingfa-check-'));
    for (const name of [...settings, ...more]) cpSync(join(home, name), join(root, name));
    symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(sound)) write(path, text);
  });

  afterEach(() => {
    process.exitCode = 0;
    rmSync(root, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  async function found(...names: readonly string[]): Promise<string> {
    const lines: string[] = [];
    await runChecks(root, names, (line) => lines.push(line));
    return lines.filter((line) => !line.startsWith('✓')).join('\n');
  }

  test('given a sound project, when checked, then all checks pass', async () => {
    expect(
      await found('types', 'pure', 'format', 'lint', 'house', 'unused', 'migrations', 'docs'),
    ).toBe('8 项检查全部通过');
  });

  test.each(violations)(
    'given a breach of "%s" (%s), when checked, then it fails and says so',
    async (name, said, path, text) => {
      write(path, text);

      expect(await found(name)).toMatch(said);
      expect(process.exitCode).toBe(1);
    },
  );

  test('given a commit without type, when checked, then it fails', async () => {
    const author = [
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.invalid',
      '-c',
      'commit.gpgsign=false',
    ];
    const git = (...args: string[]): void => {
      execFileSync('git', [...author, ...args], { cwd: root, stdio: 'ignore' });
    };
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'feat(rules): begin');
    git('commit', '-q', '--allow-empty', '-m', 'feat(rules): go on');
    expect(await found('commits')).toBe('1 项检查全部通过');

    git('commit', '-q', '--allow-empty', '-m', 'went on');
    expect(await found('commits')).toMatch(/type-empty/);
  });
});
