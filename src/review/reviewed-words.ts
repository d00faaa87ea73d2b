import { type CaseView, type Fact, type JsonObject, textOf } from '../casework/index.ts';
import { isLedElsewhere, leadReview } from './joint.ts';
import { submission, submittedInRound } from './round.ts';
import { markOf } from './text-mark.ts';

// A review is bound to the words it saw: facts, evidence, legal basis, discretion. The report states them, a submission
// or its supplements may state them anew, and a notice that went before is on the file that was reviewed; the case keeps
// a mark of each.

/** A part of a decision that is told in words and bound by the review. */
export type WordedPart = 'facts' | 'evidence' | 'basis' | 'discretion';

/** The parts, each with the fields that may state it. */
const fieldsOf: Readonly<Record<WordedPart, readonly string[]>> = {
  facts: ['facts'],
  evidence: ['evidenceSummary', 'evidence'],
  basis: ['basis'],
  discretion: ['discretion'],
};

/** All parts, in the order of a decision. */
export const wordedParts = Object.keys(fieldsOf) as readonly WordedPart[];

/** The words with which a record states a part; empty where it does not. */
export function wordsIn(data: JsonObject, part: WordedPart): string {
  return fieldsOf[part].map((field) => textOf(data, field)).find((text) => text !== '') ?? '';
}

const figure = /[\d〇零一二两三四五六七八九十百千万亿]/u;
const gaps = /[\s\p{P}]+/gu;

/**
 * A mark of some words; spaces and punctuation do not count, but where they tell numbers apart.
 *
 * 第3、4条 is not 第34条, nor 3.5倍 the same as 35倍; a per cent sign always counts. Empty where nothing is stated.
 */
function wordsMark(text: string): string {
  const plain = text.normalize('NFKC');
  const bare = plain.replaceAll(gaps, (gap, at: number) => {
    const isInNumber =
      figure.test(plain[at - 1] ?? '') && figure.test(plain[at + gap.length] ?? '');
    return isInNumber ? gap.replaceAll(/\s/gu, '') || ' ' : gap.replaceAll(/[^%‰]/gu, '');
  });
  return bare === '' ? '' : markOf(bare);
}

/** What a report, a submission, a supplement or a notice keeps of the words it states. */
export const wordsKept = (_view: CaseView, data: JsonObject): JsonObject =>
  Object.fromEntries(
    wordedParts
      .map((part) => [`${part}Mark`, wordsMark(wordsIn(data, part))] as const)
      .filter(([, mark]) => mark !== ''),
  );

const markIn = (fact: Fact | undefined, part: WordedPart): string =>
  textOf(fact?.data, `${part}Mark`);

/** What was reviewed last: the submission here, or the result of the body that leads; undefined before the first. */
export const reviewedFact = (view: CaseView): Fact | undefined =>
  isLedElsewhere(view) ? leadReview(view) : submission(view);

/** What stated the subject of the last review, in order; empty before the first. */
export function statementsOf(view: CaseView): readonly Fact[] {
  if (!isLedElsewhere(view)) return submittedInRound(view);
  const result = leadReview(view);
  return result === undefined ? [] : [result];
}

/** The last statement of a part in the round; undefined where the report speaks for it. */
export const stating = (view: CaseView, part: WordedPart): Fact | undefined =>
  statementsOf(view).findLast((fact) => markIn(fact, part) !== '');

const lastBefore = (view: CaseView, kind: string, sequence: number): Fact | undefined =>
  view.all(kind).findLast((fact) => fact.sequence < sequence);

/** The final report that lay before the last review; undefined before the first. */
export const reviewedReport = (view: CaseView): Fact | undefined =>
  lastBefore(view, 'investigationFinished', reviewedFact(view)?.sequence ?? 0);

/** The marks of the wordings of a part that the last review saw; empty before the first review. */
function seenMarks(view: CaseView, part: WordedPart): readonly string[] {
  const reviewed = reviewedFact(view);
  if (reviewed === undefined) return [];
  const stated = stating(view, part);
  if (stated !== undefined) return [markIn(stated, part)];
  const onFile = [reviewedReport(view), lastBefore(view, 'noticeGiven', reviewed.sequence)];
  return onFile.map((fact) => markIn(fact, part)).filter((mark) => mark !== '');
}

const isOther = (seen: readonly string[], mark: string): boolean =>
  seen.length > 0 && mark !== '' && !seen.includes(mark);

/**
 * Whether a record states a part in other words than the last review saw; never before a review.
 *
 * @source apl-2021-58
 */
export const recordsOther = (view: CaseView, part: WordedPart, fact: Fact): boolean =>
  isOther(seenMarks(view, part), markIn(fact, part));

/**
 * Whether a field of some data states a part in other words than the last review saw; never before a review.
 *
 * @source apl-2021-58
 */
export const statesOther = (
  view: CaseView,
  part: WordedPart,
  data: JsonObject,
  field: string = part,
): boolean => isOther(seenMarks(view, part), wordsMark(textOf(data, field)));

/**
 * Whether a field of some data states a part in other words than the party was told; never before a notice.
 *
 * @source apl-2021-44; apl-2021-62
 */
export function statesUntold(view: CaseView, part: WordedPart, data: JsonObject): boolean {
  const told = markIn(view.last('noticeGiven'), part);
  return told !== '' && isOther([told], wordsMark(textOf(data, part)));
}
