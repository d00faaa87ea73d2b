import {
  type CaseView,
  clausesOf,
  type Draft,
  type Fact,
  type Gate,
  type JsonObject,
  objectOf,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { wordsKept } from './reviewed-words.ts';
import { allInRound, entriesOf, type RuleEntry, submission, submittedInRound } from './round.ts';
import { markOf } from './text-mark.ts';

// What a round is about grows: a supplement hands in records, corrects the draft, states anew what is to be decided.

/** A mark of the draft of a decision. */
export const draftMark = (data: JsonObject): string => markOf(textOf(data, 'draft'));

const correctsDraft = ({ data }: Supplement) => textOf(data, 'draftMark') !== '';

/** The facts that hold the drafts of the last round, in order: the submission, and each supplement that corrected it. */
export const draftsInRound = (view: CaseView): readonly Fact[] =>
  submittedInRound(view).filter(
    (fact) => fact.sequence === submission(view)?.sequence || correctsDraft(fact),
  );

/** Whether a draft is the one under review. */
export const isDraftUnderReview = (view: CaseView, data: JsonObject): boolean =>
  textOf(draftsInRound(view).at(-1)?.data, 'draftMark') === draftMark(data);

/** Kinds of the events that a material stands for; empty where it is on paper only. */
export const kindsOf = ({ of }: RuleEntry): readonly string[] =>
  Array.isArray(of) ? of.map(String) : [];

/** The records of some kinds, but no submissions. */
export const recordsOf = (view: CaseView, kinds: readonly string[]): readonly number[] =>
  kinds
    .filter((kind) => kind !== 'reviewSubmitted')
    .flatMap((kind) => view.all(kind).map(({ sequence }) => sequence));

/**
 * The versions of the materials of the last submission and of its supplements: code to sequences of the events, ascending.
 *
 * What came with a supplement is that supplement, with the records it stands for where it was not handed in before; a
 * corrected draft is a later version of the material that the draft belongs to.
 */
export const materialVersions = (view: CaseView): Versions =>
  allInRound(view, 'reviewSupplemented').reduce(
    (found, fact) => grown(view, found, fact),
    versionsIn(submission(view)?.data),
  );

type Versions = Readonly<Record<string, readonly number[]>>;

const versionsIn = (data: JsonObject | undefined): Versions =>
  Object.fromEntries(
    Object.entries(objectOf(data, 'versions')).map(([code, list]) => [
      code,
      Array.isArray(list) ? list.filter((item) => typeof item === 'number') : [],
    ]),
  );

type Supplement = Pick<Fact, 'data' | 'sequence'>;

/** The versions once a supplement has come. */
function grown(view: CaseView, found: Versions, fact: Supplement): Versions {
  const brought = broughtBy(view, fact).map(
    (code) => [code, [...(found[code] ?? recordsBefore(view, fact, code)), fact.sequence]] as const,
  );
  return { ...found, ...Object.fromEntries(brought) };
}

/** Codes of the materials that a supplement brings, with those the draft belongs to where it corrects the draft. */
function broughtBy(view: CaseView, fact: Supplement): readonly string[] {
  const named = textsOf(fact.data, 'materials');
  if (!correctsDraft(fact)) return named;
  const drafts = entriesOf(view, 'review.materials')
    .filter((item) => kindsOf(item).includes('reviewSubmitted'))
    .map((item) => String(item['code']));
  return [...new Set([...named, ...drafts])];
}

/** The records that a material stands for when a supplement hands it in. */
function recordsBefore(view: CaseView, { sequence }: Supplement, code: string): readonly number[] {
  const item = entriesOf(view, 'review.materials').find((one) => one['code'] === code);
  return recordsOf(view, item === undefined ? [] : kindsOf(item))
    .filter((record) => record < sequence)
    .toSorted((one, other) => one - other);
}

/** Records that supplements of the last round put before the reviewer: named by number, or by the material they are. */
export function handedIn(view: CaseView): ReadonlySet<number> {
  return new Set(
    allInRound(view, 'reviewSupplemented').flatMap((fact) => [
      ...textsOf(fact.data, 'places').map(Number),
      ...textsOf(fact.data, 'materials').flatMap((code) => recordsBefore(view, fact, code)),
    ]),
  );
}

/** Kinds of record that a review has to see, and that a supplement can bring before it. */
export const suppliedKinds: readonly string[] = ['evidenceAdded', 'hearingHeld'];

/** What a supplement opens with: the records made since the submission that nobody has handed in. */
export const supplied: Draft = (view) => {
  const since = submission(view)?.sequence ?? Number.POSITIVE_INFINITY;
  const before = handedIn(view);
  const places = recordsOf(view, suppliedKinds)
    .filter((sequence) => sequence > since && !before.has(sequence))
    .map(String);
  return places.length === 0 ? {} : { places };
};

const draftCorrected: Gate = {
  content: (view, data) =>
    textOf(data, 'draft') !== '' && isDraftUnderReview(view, data)
      ? refuse(
          'review.same-draft',
          '填写的代拟稿与正在审核的一稿相同。没有更正的，不用填写。',
          clausesOf(view, ['review.materials'], ['apl-2021-58']),
          '/draft',
        )
      : [],
};

/** What a supplement keeps besides what was filled in: marks of what it states anew, and the materials as they are now. */
function supplemented(view: CaseView, data: JsonObject): JsonObject {
  const marks = {
    ...(textOf(data, 'draft') === '' ? {} : { draftMark: draftMark(data) }),
    ...wordsKept(view, data),
  };
  const fact = { data: { ...data, ...marks }, sequence: view.state.version + 1 };
  return { ...marks, versions: grown(view, materialVersions(view), fact) };
}

/** Gates on a supplement. */
export const supplementGates: Readonly<Record<string, Gate>> = {
  'review.draft-corrected': draftCorrected,
};

/** Values that a supplement keeps. */
export const supplementDerives: Readonly<
  Record<string, (view: CaseView, data: JsonObject) => JsonObject>
> = { 'review-supplement': supplemented };
