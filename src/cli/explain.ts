import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assemble } from '../assembly.ts';
import { loadProcedure } from '../casework/index.store.ts';
import { type Explanation, explain as explainProcedure } from '../casework/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { isCivilDate, nearest, Refused } from '../rules/index.ts';
import { rehearsed } from './deadline.ts';
import type { Define } from './define.ts';
import { printJson, type Shell, tableOf, terminal } from './shell.ts';

/** What `mingfa explain` is asked. */
export type ExplainQuestion = {
  readonly pack: string;
  readonly procedure: string;
  readonly on?: string;
  readonly json?: boolean;
};

/** `mingfa explain`: steps, documents, gates and clocks of a procedure, with clauses. */
export const defineExplain: Define = (command, cli) => {
  const { words } = cli;
  command
    .requiredOption('--pack <id>', words('规则包，如 anze', 'rule pack, such as anze'))
    .requiredOption('--procedure <id>', words('程序，如 penalty', 'procedure, such as penalty'))
    .option('--on <date>', words('按哪一天的规定（默认今天）', 'on which day (default today)'))
    .option('--json', words('以 JSON 输出', 'print JSON'))
    .action(async (question: ExplainQuestion) => {
      process.exitCode = await explain(question, terminal(cli));
    });
};

/**
 * Explains a procedure under one pack.
 *
 * @throws Refused for an unknown pack or procedure, or a day that is none
 */
export async function explain(question: ExplainQuestion, shell: Shell): Promise<number> {
  const on = question.on ?? shell.today;
  if (!isCivilDate(on)) {
    const text = `--on 的值“${on}”不是日期。请写成 2026-09-28。`;
    throw new Refused({ code: 'rules.bad-day', text, clauses: [], field: 'on' });
  }
  const file = await procedureFile(question.procedure, shell.proceduresFolder);
  const [procedure, book] = await Promise.all([loadProcedure(file), loadRuleBook(shell.folders)]);
  const rules = rehearsed(book, question.pack);
  for (const warning of book.warnings([question.pack], on)) shell.err(warning.text);
  const explanation = explainProcedure({ composition: assemble(procedure), book, rules, on });
  if (question.json === true) printJson(shell, explanation);
  else shell.out(told(explanation, shell));
  return 0;
}

/** The file of a procedure; names come from the folder, so that none can lead out of it. */
async function procedureFile(id: string, folder: string): Promise<string> {
  const names = (await readdir(folder))
    .filter((name) => /^[a-z-]+\.yaml$/.test(name))
    .map((name) => name.slice(0, -'.yaml'.length));
  if (names.includes(id)) return join(folder, `${id}.yaml`);
  const near = nearest(id, names);
  const hint = near === null ? `可用的有：${names.join('、')}` : `是不是“${near}”`;
  const text = `没有程序“${id}”，${hint}。`;
  throw new Refused({ code: 'procedure.unknown', text, clauses: [], field: 'procedure' });
}

/** Each condition once, with the commands whose forms it is in. */
function conditionLines({ steps }: Explanation, { words }: Shell): string[] {
  const commands = new Map<string, string[]>();
  for (const { title, conditions } of steps.flatMap((step) => step.commands))
    for (const { title: field, text, needed } of conditions) {
      const how = needed ? words('时必填', ': required') : words('时填写', ': optional');
      const line = `  ${field}：${text}${how}`;
      commands.set(line, [...(commands.get(line) ?? []), title]);
    }
  return [...commands].map(([line, titles]) => `${line}（${titles.join('、')}）`);
}

function consequenceLines({ steps }: Explanation): string[] {
  return steps
    .flatMap((step) => step.commands)
    .flatMap(({ title, consequence }) =>
      consequence === null ? [] : [`  ${title}：${consequence}`],
    );
}

function told(explanation: Explanation, shell: Shell): string {
  const { words } = shell;
  const { steps, documents, gates, clocks, title, packs, on } = explanation;
  const by = (clauses: readonly string[]) =>
    clauses.length === 0 ? '' : `[${clauses.join('、')}]`;
  return [
    `${title}（${packs.join('、')}，${on}）`,
    '',
    words('步骤', 'Steps'),
    ...steps.flatMap((step) => [
      `  ${step.title}`,
      tableOf(
        step.commands.map((each) => [`    ${each.title}`, each.roles.join('、'), by(each.clauses)]),
      ),
    ]),
    '',
    words('在一定条件下填写的项', 'Fields filled in at times'),
    ...conditionLines(explanation, shell),
    '',
    words('办理前提示的后果', 'Consequences said before acting'),
    ...consequenceLines(explanation),
    '',
    words('文书和记录', 'Documents'),
    ...documents.map((each) => `  ${each.title}：${each.items.join('、')} ${by(each.clauses)}`),
    '',
    words('关口', 'Gates'),
    ...gates
      .filter((gate) => gate.asks.length > 0)
      .flatMap((gate) => [
        `  ${gate.guards.join('、')}`,
        ...gate.asks.map((ask) => `    ${ask} ${by(gate.clauses)}`),
      ]),
    '',
    words('时限', 'Clocks'),
    tableOf(
      clocks.map(({ title: name, rule, clauses }) => [
        `  ${name}`,
        rule === null ? '—' : `${rule.text}${rule.unset === null ? '' : `（${rule.unset}）`}`,
        by(clauses),
      ]),
    ),
  ].join('\n');
}
