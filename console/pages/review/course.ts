// Which acts of a case belong to its review, and how they are sorted for the person.

import type { CaseOption } from '../workspace/case-file.ts';
import type { LeastKind, ReviewFile } from './review-file.ts';

/** Acts of other steps that a review leads to: talking it over, handing it on, asking the handlers for more. */
const related: ReadonlySet<string> = new Set([
  'discussCase',
  'resumeInvestigation',
  'reportTransfer',
  'decideTransfer',
  'transferCase',
  'recordTransferReceipt',
  'recordTransferAnswer',
  'recordTransferReturn',
  'transferObstruction',
]);

/** The acts of a review in the order of the course. */
export function reviewActs(options: readonly CaseOption[]): readonly CaseOption[] {
  return options.filter(({ command, step }) => step === 'review' || related.has(command));
}

/** The acts of a review as the person meets them. */
export type SortedActs = {
  /** What waits for the person. */
  readonly mine: readonly CaseOption[];
  /** What the person may do besides. */
  readonly more: readonly CaseOption[];
  /** What waits for others. */
  readonly others: readonly CaseOption[];
  readonly closed: readonly CaseOption[];
};

/** Sorts the acts of a review: mine, what else is open, what others are to do, what is closed. */
export function sortActs(options: readonly CaseOption[]): SortedActs {
  const acts = reviewActs(options);
  return {
    mine: acts.filter(({ open, awaited }) => open && awaited),
    more: acts.filter(({ open, awaited }) => open && !awaited),
    others: acts.filter(({ open, awaited }) => !open && awaited),
    closed: acts.filter(({ open, awaited }) => !open && !awaited),
  };
}

/** What the problems of a check list ask for at least: the gravest of what each of them does; null where nothing is tied to them. */
export function leastKindFor(
  checklist: ReviewFile['checklist'],
  problems: readonly string[],
): LeastKind | null {
  const asked = checklist.flatMap(({ code, leastKind }) =>
    problems.includes(code) && leastKind !== null ? [leastKind] : [],
  );
  return asked.toSorted((one, other) => other.gravity - one.gravity)[0] ?? null;
}
