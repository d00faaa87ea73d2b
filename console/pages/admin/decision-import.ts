/** What a file of past decisions would become. */
export type Preview = {
  readonly columns: readonly string[];
  readonly fields: readonly FieldChoice[];
  readonly fits: boolean;
  readonly rows: number;
  readonly badRows: number;
  readonly shown: readonly ShownRow[];
  readonly shownBadRows: readonly BadRow[];
};

/** From which columns a field is taken. */
export type FieldChoice = {
  readonly field: string;
  readonly title: string;
  readonly columns: readonly string[];
};

/** A row as it would be public. */
export type ShownRow = {
  readonly line: number;
  readonly decision: Readonly<Record<string, string | null>> | null;
  readonly problems: readonly string[];
};

/** A row that cannot be taken. */
export type BadRow = { readonly line: number; readonly problems: readonly string[] };

/** What came of an import. */
export type Report = {
  readonly rows: number;
  readonly added: number;
  readonly skipped: number;
  readonly badRows: number;
  readonly shownBadRows: readonly BadRow[];
  readonly importedBeforeAt: string | null;
};

/** How large a file may be. */
export const mostBytes = 20 * 1024 * 1024;

/** The type of a file by its name; null for what cannot be read. */
export function typeOf(fileName: string): string | null {
  const name = fileName.toLowerCase();
  if (name.endsWith('.csv')) return 'text/csv';
  if (name.endsWith('.jsonl')) return 'application/x-ndjson';
  return name.endsWith('.xlsx') ? 'application/octet-stream' : null;
}

/** What is wrong with a file before it is sent; null when nothing is. */
export function fileProblem({ name, size }: { readonly name: string; readonly size: number }) {
  if (typeOf(name) === null) return '请选择 .csv、.xlsx 或者 .jsonl 文件；.xls 请先另存为 .xlsx。';
  if (size > mostBytes) return '文件超过 20 MB，请分成几个文件。';
  return size === 0 ? '文件是空的，请核对。' : null;
}

/** The mapping as the server takes it: one column by its name, several joined. */
export function mappingText(chosen: Readonly<Record<string, readonly string[]>>): string {
  const fields = Object.entries(chosen).flatMap(([field, columns]) => {
    const [first] = columns;
    if (first === undefined) return [];
    return [[field, columns.length === 1 ? first : { columns }] as const];
  });
  return JSON.stringify({ fields: Object.fromEntries(fields) });
}
