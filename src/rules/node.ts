/**
 * A document as read from a file, every part with its place, so that whatever is wrong can be pointed at.
 *
 * Anything that reads files turns them into these nodes; the checks know no file format.
 */

/** Where a part stands in its file; both count from 1. */
export type Place = { readonly line: number; readonly column: number };

/** A single value. */
export type ScalarNode = {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly at: Place;
};

/** A list in the order of the file. */
export type ListNode = {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly at: Place;
};

/** One named part of a map. */
export type MapEntry = { readonly key: string; readonly at: Place; readonly value: Node };

/** Named parts in the order of the file; no name twice. */
export type MapNode = {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly at: Place;
};

/** Any part of a document. */
export type Node = ScalarNode | ListNode | MapNode;

/** A file that could be read as a document. */
export type SourceFile = { readonly file: string; readonly node: Node };

/** Something wrong in a file: what, where, and in its text how to mend it. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly text: string;
};

/** Collects what is wrong in one file. */
export type Desk = {
  readonly file: string;
  readonly problems: Problem[];
};

/** The first place of a file, for what is missing altogether. */
export const TOP: Place = { line: 1, column: 1 };

/** Notes a problem of a file. */
export function note(desk: Desk, at: Place, code: string, text: string): void {
  desk.problems.push({ file: desk.file, line: at.line, column: at.column, code, text });
}

/** The value of a node without its places: text, numbers, lists and objects. */
export function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  // Not `Object.fromEntries` on an ordinary object: a part may be called `__proto__`.
  const result: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) result[entry.key] = plain(entry.value);
  return { ...result };
}

/** Calls `visit` for every named part at any depth, outer parts first. */
export function walk(node: Node, visit: (entry: MapEntry) => void): void {
  if (node.kind === 'list') {
    for (const item of node.items) walk(item, visit);
  }
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      visit(entry);
      walk(entry.value, visit);
    }
  }
}
