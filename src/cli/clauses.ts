import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { loadRuleBook } from '../rules/index.store.ts';
import {
  type Clause,
  type CoverageRow,
  clausesInScenario,
  clausesInTitles,
  coverageOf,
  Refused,
  type RuleBook,
} from '../rules/index.ts';
import type { Define } from './define.ts';
import { printJson, type Shell, tableOf, terminal } from './shell.ts';

type Options = { readonly pack?: string; readonly coverage?: boolean; readonly json?: boolean };

/** What software must enforce or time; the rest is held, produced or supported. */
const mustBeProved: ReadonlySet<string> = new Set(['enforce', 'clock']);

/** `mingfa clauses [--coverage]`. */
export const defineClauses: Define = (command, cli) => {
  const { words } = cli;
  command
    .option('--pack <id>', words('只列这个规则包', 'this pack only'))
    .option(
      '--coverage',
      words('统计哪些条款已有情景或者测试', 'count those with a scenario or test'),
    )
    .option('--json', words('以 JSON 输出', 'print JSON'))
    .action(async (options: Options) => {
      process.exitCode = await clauses(options, terminal(cli));
    });
};

/** Lists clauses, or counts which of them tests and scenarios prove. */
export async function clauses(options: Options, shell: Shell): Promise<number> {
  const book = await loadRuleBook(shell.folders);
  const chosen = clausesOf(book, options.pack);
  if (options.coverage !== true) {
    if (options.json === true) printJson(shell, chosen);
    else shell.out(chosen.map((clause) => clauseText(clause)).join('\n'));
    return 0;
  }
  const proved = await provedClauses(shell.home);
  const rows = coverageOf(chosen, proved);
  const known = new Set(clausesOf(book, undefined).map(({ id }) => id));
  const unknown = [...proved].filter((id) => !known.has(id)).toSorted();
  if (options.json === true) printJson(shell, { rows, totals: totalsOf(rows), unknown });
  else shell.out(coverageText(rows, unknown, shell));
  return 0;
}

function clausesOf(book: RuleBook, pack: string | undefined): readonly Clause[] {
  const packs = book.packs.filter((each) => pack === undefined || each.id === pack);
  if (packs.length === 0) {
    const text = `没有规则包“${pack ?? ''}”。请用 ./mingfa rules list 查看可用的规则包。`;
    throw new Refused({ code: 'rules.unknown-pack', text, clauses: [], field: 'pack' });
  }
  const byId = new Map(packs.flatMap((each) => [...each.clauses]));
  return [...byId.values()];
}

function clauseText({ id, locator, software, obligation }: Clause): string {
  return `${id}  [${software}]  ${locator}\n    ${obligation}`;
}

/** Every clause that a test title or a scenario of this program names. */
async function provedClauses(home: string): Promise<ReadonlySet<string>> {
  const proved = new Set<string>();
  const add = (ids: ReadonlySet<string>) => ids.forEach((id) => proved.add(id));
  for (const folder of ['src', 'tests', 'console']) {
    for (const path of await filesUnder(join(home, folder))) {
      if (/\.test\.tsx?$/.test(path)) add(clausesInTitles(await readFile(path, 'utf8')));
    }
  }
  for (const path of await filesUnder(join(home, 'tests', 'scenarios'))) {
    if (!path.endsWith('.yaml')) continue;
    for (const document of parseAllDocuments(await readFile(path, 'utf8'))) {
      add(clausesInScenario(document.toJS()));
    }
  }
  return proved;
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

type Totals = {
  readonly clauses: number;
  readonly proved: number;
  readonly mustBeProved: number;
  readonly open: number;
};

function totalsOf(rows: readonly CoverageRow[]): Totals {
  const sum = (of: (row: CoverageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const owed = (of: (row: CoverageRow) => number) =>
    sum((row) => (mustBeProved.has(row.software) ? of(row) : 0));
  return {
    clauses: sum((row) => row.clauses),
    proved: sum((row) => row.proved),
    mustBeProved: owed((row) => row.clauses),
    open: owed((row) => row.open.length),
  };
}

function coverageText(
  rows: readonly CoverageRow[],
  unknown: readonly string[],
  { words }: Shell,
): string {
  const heads = words('规则包 软件 条款 已证', 'pack software clauses proved').split(' ');
  const cells = rows.map(({ pack, software, clauses: count, proved }) => [
    pack,
    software,
    String(count),
    String(proved),
  ]);
  const { clauses: count, proved, mustBeProved: owed, open } = totalsOf(rows);
  const missing = rows
    .filter((row) => mustBeProved.has(row.software) && row.open.length > 0)
    .map(({ pack, software, open: ids }) => `${pack} ${software}：${ids.join(' ')}`);
  return [
    tableOf([heads, ...cells]),
    '',
    words(
      `条款 ${count} 条，其中 ${proved} 条有情景或者测试；须执行或者计时的 ${owed} 条中，还有 ${open} 条没有：`,
      `${count} clauses, ${proved} proved; of ${owed} that software enforces or times, ${open} are open:`,
    ),
    ...missing,
    ...(unknown.length === 0
      ? []
      : [
          '',
          words(
            `标题中不存在的条款：${unknown.join(' ')}`,
            `Unknown ids in titles: ${unknown.join(' ')}`,
          ),
        ]),
  ].join('\n');
}
