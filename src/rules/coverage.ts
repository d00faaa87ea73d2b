import type { Clause, ClauseId } from './rule.ts';

/** How many clauses of one pack and kind are proved, and which are not. */
export type CoverageRow = {
  readonly pack: string;
  readonly software: string;
  readonly clauses: number;
  readonly proved: number;
  readonly open: readonly ClauseId[];
};

/** A title in brackets: the first argument of `test('…')`, `describe.only('…')` or, curried, `test.each(rows)('…')`. */
const TITLE =
  /(?:\b(?:describe|test|it)(?:\.\w+)*|(?<curried>[)`]))\s*\(\s*(['"`])(?<ids>(?:\[[^\]\n]+\]\s*)+)/g;
const ID = /^[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9.]+)+$/;
const FIRST_IN_ROW = /\[\s*(['"])(?<id>[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9.]+)+)\1/g;

/**
 * The clauses that test titles in a source claim to prove: the ids in square brackets at the start of a title.
 *
 * Several ids are parted by `;`, `,`, `、` or stand in brackets of their own. A table of tests titled `[%s] …` proves
 * the id at the head of each row.
 */
export function clausesInTitles(source: string): ReadonlySet<ClauseId> {
  const ids = new Set<ClauseId>();
  for (const { groups = {}, index } of source.matchAll(TITLE)) {
    const named = (groups['ids'] ?? '').split(/[[\];,、\s]+/).filter((id) => id !== '');
    if (named[0] === '%s' && groups['curried'] === ')') {
      for (const row of tableBefore(source, index).matchAll(FIRST_IN_ROW)) {
        ids.add(row.groups?.['id'] ?? '');
      }
    } else for (const id of named.filter((each) => ID.test(each))) ids.add(id);
  }
  return ids;
}

/** The text between a closing parenthesis and the one that opened it. */
function tableBefore(source: string, closing: number): string {
  let depth = 0;
  for (let at = closing; at >= 0; at -= 1) {
    if (source[at] === ')') depth += 1;
    if (source[at] === '(') depth -= 1;
    if (depth === 0) return source.slice(at, closing);
  }
  return '';
}

/** The clauses that scenarios name: every `clauses` list or text anywhere in the parsed file. */
export function clausesInScenario(value: unknown): ReadonlySet<ClauseId> {
  const ids = new Set<ClauseId>();
  const visit = (part: unknown, isClauses: boolean): void => {
    if (typeof part === 'string' && isClauses) ids.add(part);
    if (Array.isArray(part)) for (const item of part) visit(item, isClauses);
    else if (typeof part === 'object' && part !== null) {
      for (const [key, inner] of Object.entries(part)) visit(inner, key === 'clauses');
    }
  };
  visit(value, false);
  return ids;
}

/** Counts per pack and per what the clause asks of software, in the order of the clauses. */
export function coverageOf(
  clauses: readonly Clause[],
  proved: ReadonlySet<ClauseId>,
): readonly CoverageRow[] {
  const groups = Map.groupBy(clauses, ({ pack, software }) => `${pack} ${software}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const open = group.map(({ id }) => id).filter((id) => !proved.has(id));
    const { pack, software } = first;
    return [{ pack, software, clauses: group.length, proved: group.length - open.length, open }];
  });
}
