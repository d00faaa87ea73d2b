/**
 * How a search is carried out.
 *
 * Two ways lead to the newest matches. By index: everything that holds the rarest piece of the words is looked at,
 * which is quick when that is little, and gives the exact number. By date: the newest rows are compared one by one
 * until a page is full, which is quick when matches are frequent. The database's planner does not know how frequent a
 * word is and has been seen to choose the wrong way at a thousandfold cost; hence the choice is made here, from measured
 * shares of the frequent lexemes.
 */
import type { CivilDate } from '../rules/index.ts';
import { gramsOfWord, isOneGram, quotedLexeme } from './search-words.ts';

/** What a search may be narrowed to. */
export type SearchFilter = {
  readonly agencyId?: string | undefined;
  readonly year?: number | undefined;
  readonly penaltyKind?: string | undefined;
};

/** A place in the list, newest first. */
export type SearchPosition = { readonly decidedOn: CivilDate; readonly id: string };

/** What is sought. */
export type SearchRequest = SearchFilter & {
  /** As typed; empty finds everything. */
  readonly typed: string;
  /** Where the page before ended. */
  readonly after?: SearchPosition | undefined;
};

/** Measured shares of the frequent lexemes, and how many decisions there are. */
export type SearchShares = {
  readonly decisions: number;
  readonly shareOf: ReadonlyMap<string, number>;
};

/** The way to go, and whether more than a thousand matches are certain. */
export type SearchPlan = {
  readonly way: 'index' | 'date';
  /** Lexemes that a match must hold and the index is asked for; empty when everything matches. */
  readonly lexemes: readonly string[];
  readonly isSurelyMany: boolean;
};

/** Share below which a lexeme is not measured. */
export const MEASURED_FROM = 0.003;

/** Matches on one page. */
export const PAGE_SIZE = 20;

/** Beyond this many, matches are not counted. */
export const COUNTED_TO = 1000;

/** Rows that are compared one by one before the index is asked after all. */
export const REACH = 8000;

// With more index entries than are counted the index gives no page, and the newest rows have to be compared after all.
const cheapByIndex = COUNTED_TO * 1.2;

/**
 * Chooses the way for words and filter.
 *
 * @param words - in plain form
 * @param filter - what to narrow to
 * @param shares - as measured last; without them everything goes by index
 */
export function searchPlan(
  words: readonly string[],
  filter: SearchFilter,
  shares: SearchShares,
): SearchPlan {
  const perWord = words.map((word) => gramsOfWord(word));
  const filters = filterLexemes(filter);
  const shareOf = (lexeme: string) => shares.shareOf.get(lexeme) ?? MEASURED_FROM;
  const lexemes = [...selective(new Set(perWord.flat()), shares), ...filters];
  const rarest = Math.min(1, ...lexemes.map(shareOf));
  const density = [...perWord, ...filters.map((lexeme) => [lexeme])]
    .map((together) => Math.min(...together.map(shareOf)))
    .reduce((product, share) => product * share, 1);
  const isFrequent = rarest * shares.decisions > cheapByIndex && PAGE_SIZE < density * REACH * 0.6;
  const way = lexemes.length === 0 || isFrequent ? 'date' : 'index';
  const isOne = words.length === 1 && filters.length === 0 && words.every(isOneGram);
  return { way, lexemes, isSurelyMany: isOne && rarest * shares.decisions > 3 * COUNTED_TO };
}

// A frequent lexeme beside a rare one selects nothing more and costs much; the text is compared anyway.
function selective(lexemes: ReadonlySet<string>, { shareOf }: SearchShares): readonly string[] {
  const rare = [...lexemes].filter((lexeme) => !shareOf.has(lexeme));
  return rare.length > 0 ? rare : [...lexemes];
}

/**
 * What the index holds of a decision besides its text, so that a filter is one more lexeme.
 *
 * Longer than any piece of a text that starts with a number sign, so the two are never taken for each other.
 */
export function filterLexemes(filter: SearchFilter): string[] {
  const lexemes: string[] = [];
  if (filter.agencyId !== undefined) lexemes.push(`#body:${filter.agencyId}`);
  if (filter.year !== undefined) lexemes.push(`#year:${filter.year}`);
  if (filter.penaltyKind !== undefined) lexemes.push(`#kind:${filter.penaltyKind}`);
  return lexemes;
}

/**
 * The lexemes as one tsquery.
 *
 * @param lexemes - at least one; all must be held
 */
export function tsqueryOf(lexemes: readonly string[]): string {
  return lexemes.map(quotedLexeme).join(' & ');
}
