import { relative } from 'node:path';
import { importCalendarYear, loadRuleBook } from '../rules/index.store.ts';
import {
  type CivilDate,
  differences,
  isCivilDate,
  type Pack,
  type Problem,
  Refused,
  type RuleBook,
  type RuleDifference,
  ruleText,
} from '../rules/index.ts';
import { rehearsed } from './deadline.ts';
import type { Define } from './define.ts';
import { printJson, type Shell, tableOf, terminal } from './shell.ts';

export { defineClauses } from './clauses.ts';
export { defineDeadline } from './deadline.ts';
export { defineExplain } from './explain.ts';

type Output = { readonly json?: boolean };

/** `mingfa rules check|diff|list|calendar import`. */
export const defineRules: Define = (command, cli) => {
  const { words } = cli;
  const help = words('显示帮助', 'show help');
  const json = words('以 JSON 输出', 'print JSON');
  const on = words('按哪一天的规定（默认今天）', 'on which day (default today)');

  command.helpCommand(false);
  command
    .command('check')
    .description(
      words('检查规则包，有错即退出码 1', 'check the packs; exit code 1 if anything is wrong'),
    )
    .helpOption('-h, --help', help)
    .argument(
      '[folder]',
      words('规则文件夹（默认本程序所用的）', 'folder of packs (default the one in use)'),
    )
    .option('--json', json)
    .action(async (folder: string | undefined, options: Output) => {
      process.exitCode = await checkRules(folder, options, terminal(cli));
    });
  command
    .command('diff')
    .description(words('逐键比较两个规则包', 'compare two packs key by key'))
    .helpOption('-h, --help', help)
    .argument('<a>', words('规则包', 'pack'))
    .argument('<b>', words('规则包', 'pack'))
    .option('--on <date>', on)
    .option('--all', words('相同的也列出', 'list what is the same too'))
    .option('--json', json)
    .action(async (a: string, b: string, options: DiffOptions) => {
      process.exitCode = await diffRules([a, b], options, terminal(cli));
    });
  command
    .command('list')
    .description(words('列出规则包，或者一个规则包的规则', 'list the packs, or the rules of one'))
    .helpOption('-h, --help', help)
    .option(
      '--pack <id>',
      words('列出这个规则包适用的每条规则', 'list every rule this pack applies'),
    )
    .option('--on <date>', on)
    .option('--json', json)
    .action(async (options: ListOptions) => {
      process.exitCode = await listRules(options, terminal(cli));
    });
  command
    .command('calendar')
    .description(words('工作日日历', 'the working-day calendar'))
    .helpCommand(false)
    .helpOption('-h, --help', help)
    .command('import')
    .description(words('加入一年的放假安排', "add a year's holiday notice"))
    .helpOption('-h, --help', help)
    .argument('<file>', words('年度文件（YAML）', 'file of the year (YAML)'))
    .action(async (file: string) => {
      process.exitCode = await importCalendar(file, terminal(cli));
    });
};

/** Lists everything wrong in a folder of packs: exit code 1 if there is anything. */
export async function checkRules(
  folder: string | undefined,
  options: Output,
  shell: Shell,
): Promise<number> {
  const rules = folder ?? shell.folders.rules;
  const book = await loadRuleBook(folder === undefined ? shell.folders : rules);
  const problems = book.check();
  if (options.json === true) printJson(shell, problems);
  else if (problems.length === 0) shell.out(soundText(book, shell));
  else {
    shell.out(problems.map((problem) => problemText(problem, rules)).join('\n'));
    shell.err(shell.words(`共 ${problems.length} 处错误。`, `${problems.length} problems.`));
  }
  return problems.length === 0 ? 0 : 1;
}

function problemText(problem: Problem, folder: string): string {
  const place = relative(process.cwd(), folder) || '.';
  return `${place}/${problem.file}:${problem.line}:${problem.column} ${problem.text}`;
}

function soundText({ packs, keys, calendar }: RuleBook, { words }: Shell): string {
  const clauses = packs.reduce((sum, pack) => sum + pack.clauses.size, 0);
  const rules = packs.reduce((sum, pack) => sum + pack.rules.length, 0);
  const years = `${calendar.years[0] ?? '—'}–${calendar.years.at(-1) ?? '—'}`;
  return words(
    `${packs.length} 个规则包、${clauses} 条条款、${rules} 条规则、${keys.size} 个规则键、${years} 年日历，没有错误。`,
    `${packs.length} packs, ${clauses} clauses, ${rules} rules, ${keys.size} keys, calendar ${years}: nothing is wrong.`,
  );
}

type DiffOptions = Output & { readonly on?: string; readonly all?: boolean };

/** Compares two packs as bodies would apply them on a day. */
export async function diffRules(
  [a, b]: readonly [a: string, b: string],
  options: DiffOptions,
  shell: Shell,
): Promise<number> {
  const on = dayNamed(options.on, shell);
  const book = await loadRuleBook(shell.folders);
  const all = differences(rehearsed(book, a), rehearsed(book, b), book.keys.values(), on);
  const rows = options.all === true ? all : all.filter((row) => row.differs);
  if (options.json === true) printJson(shell, rows);
  else shell.out(rows.map((row) => differenceText(row, [a, b], shell)).join('\n\n'));
  const same = all.filter((row) => !row.differs).length;
  shell.err(
    shell.words(
      `${on}：${all.length - same} 个规则键不同，${same} 个相同。`,
      `${on}: ${all.length - same} keys differ, ${same} are the same.`,
    ),
  );
  return 0;
}

function differenceText(
  { key, title, differs, a, b }: RuleDifference,
  [nameA, nameB]: readonly [string, string],
  { words }: Shell,
): string {
  const side = (name: string, value: RuleDifference['a']) => {
    if (value === null) return [`  ${name}`, words('未规定', 'not set')];
    const setBy = value.pack === null || value.pack === name ? '' : `（${value.pack}）`;
    const clauses = value.clauses.length === 0 ? '' : ` [${value.clauses.join('、')}]`;
    return [`  ${name}`, `${value.text}${setBy}${clauses}`];
  };
  const same = differs ? '' : words('（相同）', ' (same)');
  return `${title}（${key}）${same}\n${tableOf([side(nameA, a), side(nameB, b)])}`;
}

type ListOptions = Output & { readonly pack?: string; readonly on?: string };

/** Lists the packs with how they stand, or every rule one pack applies on a day. */
export async function listRules(options: ListOptions, shell: Shell): Promise<number> {
  const on = dayNamed(options.on, shell);
  const book = await loadRuleBook(shell.folders);
  if (options.pack !== undefined) return listRulesOf(options.pack, on, { book, shell, options });
  const rows = book.packs.map((pack) => packRow(pack, on, { book, shell }));
  if (options.json === true) {
    printJson(shell, rows);
    return 0;
  }
  const { words } = shell;
  const heads = words(
    '规则包 名称 文号 施行 失效 条款 规则 现状',
    'pack title number from until clauses rules standing',
  );
  const cells = rows.map((row) => [
    row.folder,
    row.title,
    row.documentNumber ?? '—',
    row.inForceFrom ?? '—',
    row.inForceUntil ?? '—',
    String(row.clauses),
    String(row.rules),
    row.standing,
  ]);
  shell.out(tableOf([heads.split(' '), ...cells]));
  for (const pack of new Set(rows.map((row) => row.id))) {
    for (const warning of book.warnings([pack], on)) {
      if (warning.pack === pack) shell.err(warning.text);
    }
  }
  return 0;
}

type Ground = { readonly book: RuleBook; readonly shell: Shell };

function packRow(pack: Pack, on: CivilDate, { book, shell }: Ground) {
  const { id, folder, title, issuer, documentNumber, issuedOn, inForceFrom, inForceUntil, draft } =
    pack;
  const isBroken = book.check().some(({ file }) => file.startsWith(`${folder}/`));
  const from = inForceFrom ?? issuedOn;
  return {
    id,
    folder,
    title,
    issuer,
    documentNumber,
    issuedOn,
    inForceFrom,
    inForceUntil,
    draft,
    extends: pack.extends,
    clauses: pack.clauses.size,
    rules: pack.rules.length,
    standing: isBroken ? shell.words('有错误', 'broken') : standingOf(pack, from, on, shell),
  };
}

function standingOf(pack: Pack, from: CivilDate | null, on: CivilDate, { words }: Shell): string {
  if (pack.draft) return words('草案', 'draft');
  if (from !== null && on < from) return words('未施行', 'not yet in force');
  if (pack.inForceUntil !== null && on > pack.inForceUntil) return words('已失效', 'ended');
  return words('施行中', 'in force');
}

function listRulesOf(
  pack: string,
  on: CivilDate,
  { book, shell, options }: Ground & { readonly options: ListOptions },
): number {
  const rules = rehearsed(book, pack);
  const rows = [...book.keys.values()].map(({ key, title }) => {
    const rule = rules.get(key, on);
    const reason = rules.unsetReason(key, on);
    return { key, title, rule, unset: rule === null ? (reason ?? '') : null };
  });
  if (options.json === true) {
    printJson(shell, rows);
    return 0;
  }
  const notSet = shell.words('未规定', 'not set');
  const cells = rows.map(({ key, title, rule, unset }) => [
    key,
    title,
    rule?.pack ?? '—',
    rule === null ? `${notSet}${unset === '' ? '' : `：${unset}`}` : ruleText(rule),
  ]);
  shell.out(tableOf(cells));
  return 0;
}

/** Adds a year to the installation's calendar: exit code 1 if it is refused. */
export async function importCalendar(file: string, shell: Shell): Promise<number> {
  const result = await importCalendarYear(file, shell.folders);
  const { words } = shell;
  if (result.outcome === 'refused') {
    for (const { file: name, line, column, text } of result.problems) {
      shell.err(`${name}:${line}:${column} ${text}`);
    }
    shell.err(words('没有加入，日历未变。', 'Nothing was added.'));
    return 1;
  }
  shell.out(
    result.outcome === 'added'
      ? words(
          `已加入 ${result.year} 年的日历（${result.file}）。运行中的明法在一分钟内按它计算。`,
          `Added the year ${result.year} (${result.file}). A running server uses it within a minute.`,
        )
      : words(
          `${result.year} 年的日历已有，内容相同。`,
          `The year ${result.year} is already there.`,
        ),
  );
  return 0;
}

function dayNamed(text: string | undefined, shell: Shell): CivilDate {
  if (text === undefined) return shell.today;
  if (isCivilDate(text)) return text;
  const sentence = `--on 的值“${text}”不是日期。请写成 2026-09-28。`;
  throw new Refused({ code: 'rules.bad-day', text: sentence, clauses: [], field: 'on' });
}
