// Reads tables row by row: lines of JSON, CSV, and workbooks. What is wrong with a row is said with its line; what is
// wrong with the whole file is refused. No row, line or file can take more than a bounded amount of memory.

import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { type Refusal, Refused } from '../rules/index.ts';
import type { TableRow } from './decision-row.ts';
import { entryOf, headingsOf, mostColumns, type TableEntry } from './table-entry.ts';
import { readWorkbook } from './workbook.store.ts';

/** How a file is written. */
export type TableEncoding = 'utf-8' | 'gb18030';

/** A table that can be read once. */
export type Table = {
  readonly sizeBytes: number;
  readonly encoding: TableEncoding | null;
  readonly entries: AsyncIterable<TableEntry>;
};

const longestLine = 1_000_000;

/**
 * Opens a table.
 *
 * @param file - ends in .jsonl, .ndjson, .csv, .txt (as CSV) or .xlsx
 * @param encoding - recognised when absent
 * @throws Refused (`import.file-…`) when it cannot be read or is no table
 */
export function openTable(file: string, encoding?: TableEncoding): Table {
  const sizeBytes = sizeOf(file);
  const kind = extname(file).toLowerCase();
  if (kind === '.xlsx') return { sizeBytes, encoding: null, entries: readWorkbook(file) };
  const written = encoding ?? recognise(file);
  if (kind === '.jsonl' || kind === '.ndjson')
    return { sizeBytes, encoding: written, entries: readJsonLines(file, written) };
  if (kind === '.csv' || kind === '.txt')
    return { sizeBytes, encoding: written, entries: readCsv(file, written) };
  throw new Refused(
    refusal(
      'import.file-kind',
      '只能导入 .jsonl、.csv 和 .xlsx 文件。旧的 .xls 请另存为 .xlsx 后再导入。',
    ),
  );
}

function sizeOf(file: string): number {
  try {
    const facts = statSync(file);
    if (facts.isFile()) return facts.size;
  } catch {
    // Said below: what cannot be looked at cannot be opened either.
  }
  throw new Refused(refusal('import.file-missing', `打不开文件“${file}”。请检查路径和读取权限。`));
}

/** UTF-8 is strict enough to be recognised by trying; what is not UTF-8 is read as GB18030, of which GBK is a part. */
function recognise(file: string): TableEncoding {
  const start = Buffer.alloc(1 << 20);
  const handle = openSync(file, 'r');
  const length = readSync(handle, start, 0, start.length, 0);
  closeSync(handle);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start.subarray(0, length), { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

async function* decoded(file: string, encoding: TableEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const part of createReadStream(file, { highWaterMark: 1 << 16 }))
      yield decoder.decode(part as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const name = encoding === 'utf-8' ? 'UTF-8' : 'GB18030';
    throw new Refused(
      refusal(
        'import.encoding',
        `文件中有不是 ${name} 编码的内容。请用 --encoding 指明编码（utf-8 或 gb18030），或把文件另存为 UTF-8。`,
      ),
    );
  }
}

async function* readJsonLines(file: string, encoding: TableEncoding): AsyncGenerator<TableEntry> {
  let line = 0;
  let rest = '';
  for await (const part of decoded(file, encoding)) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield* jsonEntry(text, ++line);
    if (rest.length > longestLine) throw new Refused(tooLong(line + 1));
  }
  yield* jsonEntry(rest, ++line);
}

function* jsonEntry(text: string, line: number): Generator<TableEntry> {
  if (text.trim() === '') return;
  if (text.length > longestLine) throw new Refused(tooLong(line));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    yield { line, problem: '不是完整的 JSON' };
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield { line, problem: '不是 JSON 对象' };
    return;
  }
  const cells = Object.entries(value as Record<string, unknown>).map(
    ([name, cell]) => [name.trim(), plainCell(cell)] as const,
  );
  if (cells.length > mostColumns || cells.some(([, cell]) => cell === null))
    yield { line, problem: '字段的值须是文字、数字或真假' };
  else yield { line, row: Object.fromEntries(cells) as TableRow };
}

function plainCell(cell: unknown): string | null {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : null;
}

type CsvRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

async function* readCsv(file: string, encoding: TableEncoding): AsyncGenerator<TableEntry> {
  const parser = parse({
    bom: true,
    delimiter: [',', '\t'],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  });
  const feeding = feed(decoded(file, encoding), parser);
  let columns: readonly string[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (columns === null) columns = headingsOf(record);
      else yield entryOf(columns, record, info.lines);
    }
    await feeding;
  } catch (error) {
    throw csvRefusal(error);
  } finally {
    parser.destroy();
  }
}

async function feed(parts: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const part of parts) {
      if (parser.destroyed) return;
      if (!parser.write(part))
        await new Promise<void>((resolve) => {
          const go = () => {
            parser.off('drain', go);
            parser.off('close', go);
            resolve();
          };
          parser.once('drain', go);
          parser.once('close', go);
        });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error('the file could not be read'));
  }
}

function csvRefusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new Refused(tooLong(line));
  return new Refused(
    refusal(
      'import.csv',
      `第 ${line} 行附近的引号不成对，这个 CSV 文件不能读。请用表格软件重新另存为 CSV。`,
    ),
  );
}

function tooLong(line: number): Refusal {
  return refusal(
    'import.line-too-long',
    `第 ${line} 行超过 ${longestLine} 个字，不像是一条决定。请检查文件格式和引号。`,
  );
}

function refusal(code: string, text: string): Refusal {
  return { code, text, clauses: [] };
}
