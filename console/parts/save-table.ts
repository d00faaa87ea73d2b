import writeExcelFile from 'write-excel-file/browser';
import type { Column } from './record-list.tsx';

type Table<T> = {
  readonly name: string;
  readonly format: 'xlsx' | 'csv';
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
};

/** Saves rows as a file of the person's. */
export async function saveTable<T>({ name, format, columns, rows }: Table<T>): Promise<void> {
  const kept = columns.filter((column) => column.text !== undefined);
  const cells = rows.map((row) => kept.map((column) => column.text?.(row) ?? ''));
  const titles = kept.map(({ title }) => title);
  const file = `${name}.${format}`;
  if (format === 'csv') return saveBlob(csvOf([titles, ...cells]), file);
  const heads = titles.map((value) => ({ value, fontWeight: 'bold' as const }));
  const body = cells.map((row) => row.map((value) => ({ value })));
  await writeExcelFile([heads, ...body], { stickyRowsCount: 1 }).toFile(file);
}

/** Text that spreadsheets open without running what looks like a formula. */
export function csvOf(lines: readonly (readonly (string | number)[])[]): Blob {
  const text = lines.map((line) => line.map(csvCell).join(',')).join('\r\n');
  return new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' });
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
