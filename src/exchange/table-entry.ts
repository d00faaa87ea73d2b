import { type Refusal, Refused } from '../rules/index.ts';
import type { TableRow } from './decision-row.ts';

/** One row of a file with its place, or what is wrong at that place. */
export type TableEntry =
  | { readonly line: number; readonly row: TableRow }
  | { readonly line: number; readonly problem: string };

/** Columns of one table at most. */
export const mostColumns = 500;

/**
 * The headings of a table.
 *
 * @throws Refused when one is empty or stands twice
 */
export function headingsOf(cells: readonly string[]): readonly string[] {
  const names = cells.map((cell) => cell.trim());
  while (names.at(-1) === '') names.pop();
  if (names.length === 0) throw new Refused(refusal('import.no-heading', '文件的第一行须是列名。'));
  if (names.length > mostColumns)
    throw new Refused(refusal('import.too-wide', `列数超过 ${mostColumns}，请删去不用的列。`));
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Refused(
      refusal(
        'import.heading-twice',
        `列名“${Array.from(twice).slice(0, 40).join('')}”出现了两次，请改名后再导入。`,
      ),
    );
  return names;
}

/** A row under its headings, or what is wrong with it. */
export function entryOf(
  columns: readonly string[],
  record: readonly string[],
  line: number,
): TableEntry {
  const extra = record.slice(columns.length).some((cell) => cell.trim() !== '');
  if (extra) return { line, problem: `有 ${record.length} 列，列名只有 ${columns.length} 列` };
  const cells = columns.flatMap((name, index) =>
    name === '' ? [] : [[name, record[index] ?? ''] as const],
  );
  return { line, row: Object.fromEntries(cells) };
}

function refusal(code: string, text: string): Refusal {
  return { code, text, clauses: [] };
}
