import type { Clause } from '../../api/client.ts';

/** What one pack says of a rule. */
export type Cell = {
  readonly text: string;
  readonly clauses: readonly string[];
  readonly pack: string | null;
  readonly unset: string | null;
  readonly ours: boolean;
};

/** One rule under every pack. */
export type ComparedRow = {
  readonly key: string;
  readonly title: string;
  readonly subject: string;
  readonly subjectTitle: string;
  readonly cells: Readonly<Record<string, Cell>>;
};

/** All packs beside each other. */
export type Comparison = {
  readonly on: string;
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly draft: boolean;
    readonly problem: string | null;
  }[];
  readonly rows: readonly ComparedRow[];
  readonly clauses: readonly Clause[];
};

/** What is wanted of a comparison. */
export type ComparisonFilter = {
  /** The packs that stand beside each other. */
  readonly packs: readonly string[];
  readonly text: string;
  readonly subject: string | null;
  readonly onlyDifferences: boolean;
};

/** The rows that fit; whether they differ is asked of the chosen packs only. */
export function rowsWith(
  rows: readonly ComparedRow[],
  { packs, text, subject, onlyDifferences }: ComparisonFilter,
): readonly ComparedRow[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  return rows.filter((row) => {
    const among = [row.title, row.key, ...packs.map((id) => row.cells[id]?.text ?? '')];
    const all = among.join('\n').toLowerCase();
    return (
      (subject === null || row.subject === subject) &&
      words.every((word) => all.includes(word)) &&
      (!onlyDifferences || differs(row, packs))
    );
  });
}

/** Whether the chosen packs do not all say the same. */
export function differs(row: ComparedRow, packs: readonly string[]): boolean {
  return new Set(packs.map((id) => row.cells[id]?.text)).size > 1;
}

/** A cell as a line of text for an exported file. */
export function cellText(cell: Cell | undefined, clauses: ReadonlyMap<string, Clause>): string {
  if (cell === undefined) return '';
  const cited = cell.clauses.map((id) => clauses.get(id)?.locator ?? id).join('、');
  return cited === '' ? cell.text : `${cell.text}（${cited}）`;
}
