import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import type pg from 'pg';
import { csvLines, exportedDecisions, jsonLines } from '../exchange/index.store.ts';
import { Refused } from '../rules/index.ts';
import { openBeside } from './database-config.ts';
import type { Define } from './define.ts';

type Format = 'jsonl' | 'csv';
type Options = { readonly format?: Format; readonly body?: string };
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
  const rows = exportedDecisions(pool, { name: body });
  return write(file, format === 'csv' ? csvLines(rows) : jsonLines(rows));
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
