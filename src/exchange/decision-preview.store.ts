// A look at a file of past decisions before it is imported: what would become public, row by row, and what is wrong.
// Nothing is written.

import { type CivilDate, Refused } from '../rules/index.ts';
import type { BadRow } from './decision-import.store.ts';
import {
  columnsOf,
  type ImportField,
  importFields,
  type Mapping,
  mappingFor,
} from './decision-mapping.ts';
import { type ImportedDecision, readDecisionRow } from './decision-row.ts';
import type { TableEntry } from './table-entry.ts';
import { openTable, type TableEncoding } from './table-file.store.ts';

/** What a file holds. */
export type DecisionPreview = {
  /** Headings of the table. */
  readonly columns: readonly string[];
  /** From which columns each of our fields is taken; empty when nothing fits. */
  readonly fields: readonly {
    readonly field: ImportField;
    readonly title: string;
    readonly columns: readonly string[];
  }[];
  /** Whether day and punishment come from somewhere, without which nothing can be imported. */
  readonly fits: boolean;
  readonly rows: number;
  readonly badRows: number;
  /** The first rows as they would become public, or what is wrong with them. */
  readonly shown: readonly {
    readonly line: number;
    readonly decision: ImportedDecision | null;
    readonly problems: readonly string[];
  }[];
  /** The first of the bad rows. */
  readonly shownBadRows: readonly BadRow[];
};

/** What is looked at. */
export type DecisionLook = {
  readonly file: string;
  readonly mapping?: Mapping | undefined;
  readonly encoding?: TableEncoding | undefined;
  readonly today: CivilDate;
};

const mostShown = 20;
const mostBad = 200;

/**
 * Reads a whole file and shows the beginning.
 *
 * @throws Refused (`import.…`) when the file as a whole cannot be read
 */
export async function previewDecisions(given: DecisionLook): Promise<DecisionPreview> {
  const shown: ShownRow[] = [];
  const shownBadRows: BadRow[] = [];
  let columns: readonly string[] | null = null;
  let [rows, badRows] = [0, 0];
  for await (const entry of openTable(given.file, given.encoding).entries) {
    rows += 1;
    if (columns === null && 'row' in entry) columns = Object.keys(entry.row);
    const row = shownOf(entry, given, columns ?? []);
    if (shown.length < mostShown) shown.push(row);
    if (row.decision !== null) continue;
    badRows += 1;
    if (shownBadRows.length < mostBad)
      shownBadRows.push({ line: row.line, problems: row.problems });
  }
  if (rows === 0) throw new Refused(empty);
  return { ...fittingOf(given, columns ?? []), rows, badRows, shown, shownBadRows };
}

function fittingOf(
  given: DecisionLook,
  columns: readonly string[],
): Pick<DecisionPreview, 'columns' | 'fields' | 'fits'> {
  const mapping = given.mapping ?? mappingFor(columns);
  return { columns, fields: fieldsOf(mapping, columns), fits: mapping !== null };
}

type ShownRow = DecisionPreview['shown'][number];

function shownOf(entry: TableEntry, given: DecisionLook, columns: readonly string[]): ShownRow {
  const { line } = entry;
  if ('problem' in entry) return { line, decision: null, problems: [entry.problem] };
  const read = rowOf(entry.row, given.mapping ?? mappingFor(columns), given.today);
  return 'decision' in read
    ? { line, decision: read.decision, problems: [] }
    : { line, decision: null, problems: read.problems };
}

function rowOf(
  row: Parameters<typeof readDecisionRow>[0],
  mapping: Mapping | null,
  today: CivilDate,
): ReturnType<typeof readDecisionRow> {
  if (mapping === null) return { problems: ['看不出哪一列是决定日期、哪一列是处罚内容，请指定'] };
  return readDecisionRow(row, mapping, today);
}

function fieldsOf(mapping: Mapping | null, columns: readonly string[]): DecisionPreview['fields'] {
  const names = Object.entries(importFields) as [ImportField, string][];
  return names.map(([field, title]) => {
    const from = columnsOf(mapping?.fields[field]).filter((column) => columns.includes(column));
    return { field, title, columns: from };
  });
}

const empty = {
  code: 'import.empty',
  text: '文件中没有一条决定，没有导入任何内容。',
  clauses: [],
};
