import type { CivilDate } from '../rules/index.ts';

/** From which amount on an item of the review catalogue applies. */
export type CatalogueAmount = {
  /** What is counted: the fine, the fine and what is confiscated, or what the case is about. */
  readonly of: 'fine' | 'taken' | 'involved';
  /** For citizens and sole traders, in fen, inclusive; null when no amount makes it apply to them. */
  readonly citizenFen: number | null;
  /** For legal persons and other organisations, in fen, inclusive; null when no amount makes it apply to them. */
  readonly organisationFen: number | null;
};

/** What of an item of the review catalogue can be held against a case. */
export type CatalogueStandard = {
  /** Its place in its version, from 1. */
  readonly no: number;
  readonly itemId: string;
  readonly title: string;
  /** Kind of administrative act, as `procedure.kinds` codes it. */
  readonly actKind: string;
  /** Field it is limited to; null when it is not. */
  readonly field: string | null;
  /** Case of the pack's `review.scope` that it spells out; null where every decision is reviewed. */
  readonly trigger: string | null;
  /** Kinds of penalty it is limited to; empty when it is not. */
  readonly penaltyKinds: readonly string[];
  /** Null when the amount does not matter. */
  readonly amount: CatalogueAmount | null;
  /** Further circumstances that only a person can see; empty for none. */
  readonly other: string;
  /** The standard in words. */
  readonly words: string;
};

/**
 * A version of a body's review catalogue, as far as cases need to know it.
 *
 * @source sao-2018-118-12; kaifu-3.3-c; anze-L9-2; yueqing-2.2.1-7
 */
export type ReviewCatalogue = {
  readonly number: number;
  /** First day in force; it ends where the next version begins. */
  readonly from: CivilDate;
  readonly items: readonly CatalogueStandard[];
};

/**
 * The version in force on a day.
 *
 * @param catalogues - in any order
 * @returns null when none was in force yet
 */
export function catalogueOn(
  catalogues: readonly ReviewCatalogue[],
  on: CivilDate,
): ReviewCatalogue | null {
  const begun = catalogues.filter(({ from }) => from <= on);
  return begun.reduce<ReviewCatalogue | null>(
    (last, one) => (last === null || isLater(one, last) ? one : last),
    null,
  );
}

const isLater = (one: ReviewCatalogue, other: ReviewCatalogue) =>
  one.from === other.from ? one.number > other.number : one.from > other.from;
