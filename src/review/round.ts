import { type CaseView, type Fact, isObject } from '../casework/index.ts';

/** How far the review of a case has come. `stale` is a passed review of something that has changed since. */
export type ReviewStanding =
  | 'not-required'
  | 'not-submitted'
  | 'submitted'
  | 'under-review'
  | 'awaiting-countersign'
  | 'passed'
  | 'stale'
  | 'not-passed';

/** The last submission; undefined before the first. */
export const submission = (view: CaseView): Fact | undefined => view.last('reviewSubmitted');

/** The last fact of a kind in the round of the last submission. */
export function inRound(view: CaseView, kind: string): Fact | undefined {
  const fact = view.last(kind);
  return fact !== undefined && fact.sequence > (submission(view)?.sequence ?? 0) ? fact : undefined;
}

/** All facts of a kind in the round of the last submission, in order. */
export function allInRound(view: CaseView, kind: string): readonly Fact[] {
  const since = submission(view)?.sequence ?? 0;
  return view.all(kind).filter(({ sequence }) => sequence > since);
}

/** The first fact of some kinds after another; undefined while there is none. */
export const firstAfter = (
  view: CaseView,
  kinds: readonly string[],
  fact: Fact,
): Fact | undefined =>
  kinds
    .flatMap((kind) => view.all(kind))
    .filter(({ sequence }) => sequence > fact.sequence)
    .toSorted((one, other) => one.sequence - other.sequence)[0];

/** What was handed in for the last round, in order: the submission and its supplements; empty before the first. */
export function submittedInRound(view: CaseView): readonly Fact[] {
  const first = submission(view);
  return first === undefined ? [] : [first, ...allInRound(view, 'reviewSupplemented')];
}

/** What a rule of the body holds on a day; empty when no pack sets it or its value is a list. */
export function valueOf(view: CaseView, key: string, on = view.today): RuleEntry {
  const value: unknown = view.rule(key, on)?.value;
  return isObject(value) ? value : {};
}

/** The value of a rule, or one entry of its list. */
export type RuleEntry = Readonly<Record<string, unknown>>;

/** The entries of a rule whose value is a list, or that holds one under `triggers`; empty when no pack sets it. */
export function entriesOf(view: CaseView, key: string, on = view.today): readonly RuleEntry[] {
  const value: unknown = view.rule(key, on)?.value;
  const list: unknown = isObject(value) ? value['triggers'] : value;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
