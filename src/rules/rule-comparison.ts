import type { CivilDate } from './civil-date.ts';
import type { Pack } from './pack.ts';
import { Refused } from './refusal.ts';
import type { Rules } from './rule.ts';
import type { RuleBook } from './rule-book.ts';
import type { KeyKind } from './rule-key.ts';
import { ruleText } from './rule-text.ts';
import { shelfOf, versionOn } from './shelf.ts';

/** What one pack says of a key. */
export type ComparedCell = {
  /** In words; says so when nothing is set. */
  readonly text: string;
  readonly clauses: readonly string[];
  /** The pack that sets it, which may be one that this pack extends; null when none does. */
  readonly pack: string | null;
  /** Why a pack sets nothing on purpose; null when it sets something, or says nothing. */
  readonly unset: string | null;
  /** Whether the number is not the source's own. */
  readonly ours: boolean;
};

/** One key under every pack. */
export type ComparedRow = {
  readonly key: string;
  readonly title: string;
  readonly kind: KeyKind;
  readonly subject: string;
  /** By pack. */
  readonly cells: Readonly<Record<string, ComparedCell>>;
};

/** All packs beside each other on one day. */
export type RuleComparison = {
  readonly on: CivilDate;
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly draft: boolean;
    /** Why the pack cannot be used; null when it can. */
    readonly problem: string | null;
  }[];
  readonly rows: readonly ComparedRow[];
};

/**
 * Every key as a body would have it under each pack on a day. A draft is shown as if it were confirmed.
 *
 * @param book - packs and keys; a pack that cannot be used has cells that say so
 */
export function compareRules(book: RuleBook, on: CivilDate): RuleComparison {
  const confirmedDrafts = book.packs.filter((pack) => pack.draft).map(({ id }) => id);
  const ids = [...new Set(book.packs.map(({ id }) => id))];
  const columns = ids.map((id) => ({ id, ...rulesUnder(book, id, confirmedDrafts) }));
  const rows = [...book.keys.values()].map(({ key, title, kind, subject }) => {
    const cells = columns.map(({ id, rules }) => [id, cellOf(rules, key, on)] as const);
    return { key, title, kind, subject, cells: Object.fromEntries(cells) };
  });
  const packs = columns.map(({ id, problem }) => {
    const { title, draft } = packOn(book.packs, id, on);
    return { id, title, draft, problem };
  });
  return { on, packs, rows };
}

/** The version of a pack that counts on a day, or the newest there is. */
function packOn(packs: readonly Pack[], id: string, on: CivilDate): Pick<Pack, 'title' | 'draft'> {
  const shelf = shelfOf(id, packs);
  return (versionOn(shelf, on) ?? shelf.at(-1))?.pack ?? { title: id, draft: false };
}

function rulesUnder(
  book: RuleBook,
  id: string,
  confirmedDrafts: readonly string[],
): { readonly rules: Rules | null; readonly problem: string | null } {
  try {
    return { rules: book.rulesFor([id], { confirmedDrafts }), problem: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { rules: null, problem: error.refusals[0]?.text ?? '' };
  }
}

const nothing: ComparedCell = {
  text: '未规定',
  clauses: [],
  pack: null,
  unset: null,
  ours: false,
};

function cellOf(rules: Rules | null, key: string, on: CivilDate): ComparedCell {
  if (rules === null) return { ...nothing, text: '规则文件有错误，不能比较' };
  const rule = rules.get(key, on);
  if (rule !== null) {
    const { pack, clauses } = rule;
    const text = ruleText(rule, (office) => rules.office(office, on));
    return { text, clauses, pack, unset: null, ours: rule.ours !== undefined };
  }
  const unset = rules.unsetReason(key, on);
  return unset === null ? nothing : { ...nothing, text: `未规定：${unset}`, unset };
}
