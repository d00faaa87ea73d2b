// Reads the first sheet of an .xlsx file. A workbook is a ZIP archive: a small file may unfold into an endless one, and
// what its directory says of sizes may be a lie. So every part is unfolded once against a limit before the file is read.

import { readFileSync, statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/node';
import { type Refusal, Refused } from '../rules/index.ts';
import { entryOf, headingsOf, type TableEntry } from './table-entry.ts';

const largestFile = 20 * 1024 * 1024;
const largestContent = 96 * 1024 * 1024;
const mostParts = 2000;
const longestCell = 40_000;

/** The rows of the first sheet under the headings of its first row. */
export async function* readWorkbook(file: string): AsyncGenerator<TableEntry> {
  if (statSync(file).size > largestFile) throw new Refused(tooLarge());
  const bytes = readFileSync(file);
  checkArchive(bytes);
  const rows = await sheetOf(bytes);
  const first = rows.findIndex((cells) => cells.some((cell) => cell !== ''));
  if (first < 0)
    throw new Refused(refusal('import.no-heading', '第一个工作表是空的；第一行须是列名。'));
  const columns = headingsOf(rows[first] ?? []);
  for (const [index, cells] of rows.entries()) {
    if (index <= first || cells.every((cell) => cell === '')) continue;
    yield cells.some((cell) => cell.length > longestCell)
      ? { line: index + 1, problem: '有一格的内容太长' }
      : entryOf(columns, cells, index + 1);
  }
}

async function sheetOf(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  try {
    const rows = (await readSheet(bytes)) as readonly (readonly unknown[])[];
    return rows.map((cells) => cells.map(cellText));
  } catch (error) {
    throw unreadable(error);
  }
}

function cellText(cell: unknown): string {
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

/** Walks the archive's directory and unfolds each part against what is left of the limit. */
function checkArchive(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) throw unreadable();
  const parts = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (parts > mostParts) throw new Refused(tooLarge());
  let left = largestContent;
  for (let part = 0; part < parts; part += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    left -= unfoldedSize(bytes, at, left);
    if (left < 0) throw new Refused(tooLarge());
    at +=
      46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function unfoldedSize(bytes: Buffer, at: number, left: number): number {
  const method = bytes.readUInt16LE(at + 10);
  const size = bytes.readUInt32LE(at + 20);
  const start = bytes.readUInt32LE(at + 42);
  if (start + 30 > bytes.length) throw unreadable();
  const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  if (from + size > bytes.length) throw unreadable();
  if (method === 0) return size;
  if (method !== 8) throw unreadable();
  try {
    return inflateRawSync(bytes.subarray(from, from + size), { maxOutputLength: Math.max(1, left) })
      .length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refused(tooLarge());
    throw unreadable(error);
  }
}

function unreadable(cause?: unknown): Refused {
  const refused = new Refused(
    refusal(
      'import.workbook',
      '这个 .xlsx 文件不能读：它已损坏、加了密码，或者不是 Excel 工作簿。请用表格软件另存为 .xlsx 或 CSV 后再导入。',
    ),
  );
  refused.cause = cause;
  return refused;
}

function tooLarge(): Refusal {
  return refusal(
    'import.workbook-too-large',
    '工作簿太大（文件上限 20 MB，展开后上限 96 MB）。请另存为 CSV 后再导入，CSV 不限大小。',
  );
}

function refusal(code: string, text: string): Refusal {
  return { code, text, clauses: [] };
}
