import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import type pg from 'pg';
import { Refused } from '../rules/index.ts';
import { openBeside } from './database-config.ts';
import type { Define } from './define.ts';

type Format = 'jsonl' | 'csv';
type Options = { readonly format?: Format; readonly body?: string };
type Row = Readonly<Record<string, string | number | null>>;

// Headings that `import decisions` understands, so that what was exported can be imported elsewhere.
const columns: Readonly<Record<string, string>> = {
  单位: 'body.name',
  决定书文号: 'decision.decision_number',
  案件名称: 'decision.case_name',
  当事人: 'decision.party_name',
  违法事实: 'decision.facts',
  处罚依据: 'decision.law',
  处罚内容: 'decision.punishment',
  决定日期: `to_char(decision.decided_on, 'YYYY-MM-DD')`,
  公开时间: `to_char(decision.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`,
  公示内容: `(select string_agg((field ->> 'title') || '：' || (field ->> 'value'), '；' order by place)
                from jsonb_array_elements(decision.fields) with ordinality as listed (field, place))`,
};

const pageRows = 1000;
const nobody = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** `mingfa export decisions FILE`: what the public site shows, and nothing else. */
export const defineExport: Define = (command, { settings, words }) => {
  command
    .command('decisions')
    .description(words('导出公示网站上的处罚决定', 'export the decisions of the public site'))
    .helpOption('-h, --help', words('显示帮助', 'show help'))
    .argument(
      '<file>',
      words('.jsonl 或 .csv 文件；- 为标准输出', 'a .jsonl or .csv file; - is standard output'),
    )
    .addOption(
      new Option(
        '--format <format>',
        words('jsonl 或 csv；不写则看文件名', 'jsonl or csv; by the file name when absent'),
      ).choices(['jsonl', 'csv']),
    )
    .option('--body <name>', words('只导出一个单位的', 'of one body only'))
    .action(async (file: string, { format, body }: Options) => {
      const chosen = { format: format ?? formatOf(file), body: body ?? null };
      const db = await openBeside(settings);
      try {
        const count = await exportDecisions(db.publicPool, file, chosen);
        console.error(words(`导出 ${count} 件处罚决定。`, `Exported ${count} decisions.`));
      } finally {
        await db.close();
      }
    });
};

/**
 * Writes published decisions to a file, newest first.
 *
 * @param pool - of the public site; what it cannot see is not exported
 * @param file - `-` for standard output
 * @throws Refused (`export.file-unwritable`); nothing bears the name then
 */
export function exportDecisions(
  pool: pg.Pool,
  file: string,
  { format, body }: { readonly format: Format; readonly body: string | null },
): Promise<number> {
  return write(file, textOf(publishedRows(pool, body), format));
}

function formatOf(file: string): Format {
  if (file === '-' || file.endsWith('.jsonl')) return 'jsonl';
  if (file.endsWith('.csv')) return 'csv';
  throw new Refused({
    code: 'export.format-unknown',
    text: `看不出“${file}”要用哪种格式。请用 .jsonl 或 .csv 结尾的文件名，或者加上 --format jsonl 或 --format csv。`,
    clauses: [],
  });
}

// Published decisions, newest first, a page at a time.
async function* publishedRows(pool: pg.Pool, body: string | null): AsyncGenerator<Row> {
  const select = Object.entries(columns).map(([heading, source]) => `${source} as "${heading}"`);
  let after: readonly [string, string] = ['infinity', nobody];
  for (;;) {
    const { rows } = await pool.query<Row & { id: string; day: string }>(
      `select ${select.join(', ')}, decision.id, decision.decided_on::text as day
         from public_site.decision join public_site.body using (agency_id)
        where (decision.decided_on, decision.id) < ($1::date, $2::uuid) and ($3::text is null or body.name = $3)
        order by decision.decided_on desc, decision.id desc limit ${pageRows}`,
      [...after, body],
    );
    for (const row of rows) yield row;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = [last.day, last.id];
  }
}

async function* textOf(rows: AsyncIterable<Row>, format: Format): AsyncGenerator<string> {
  const headings = Object.keys(columns);
  // Spreadsheets take a file for UTF-8 only when it begins with this mark.
  if (format === 'csv') yield `\ufeff${headings.join(',')}\r\n`;
  for await (const row of rows) {
    const values = headings.map((heading) => row[heading] ?? null);
    if (format === 'csv') yield `${values.map(csvCell).join(',')}\r\n`;
    else
      yield `${JSON.stringify(Object.fromEntries(headings.map((heading, index) => [heading, values[index]])))}\n`;
  }
}

/** One cell; a text that a spreadsheet would run as a formula is kept a text. */
export function csvCell(value: string | number | null): string {
  const text = String(value ?? '');
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Writes aside and moves, so that a half file never bears the name; the answer is the number of rows. */
async function write(file: string, lines: AsyncGenerator<string>): Promise<number> {
  let rows = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of lines) {
      if (!line.startsWith('\ufeff')) rows += 1;
      yield line;
    }
  }
  if (file === '-') {
    for await (const line of counted()) process.stdout.write(line);
    return rows;
  }
  const aside = `${file}.part`;
  try {
    await pipeline(Readable.from(counted()), createWriteStream(aside));
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw fileRefusal(error, file);
  }
  return rows;
}

function fileRefusal(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EROFS', 'ENOSPC'].includes(code ?? ''))
    return error;
  return new Refused({
    code: 'export.file-unwritable',
    text: `写不了文件“${file}”（${code}）。请检查文件夹是否存在、是否有权限、磁盘是否已满。`,
    clauses: [],
  });
}
