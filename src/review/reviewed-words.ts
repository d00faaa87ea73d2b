import { type CaseView, type Fact, type JsonObject, textOf } from '../casework/index.ts';
import { isLedElsewhere, leadReview } from './joint.ts';
import { submission } from './round.ts';
import { markOf } from './text-mark.ts';

// A review is bound to the words it saw: facts, legal basis, discretion. The report states them, a submission may
// state them anew, and a notice that went before is on the file that was reviewed; the case keeps a mark of each.

/** A part of a decision that is told in words and bound by the review. */
export type WordedPart = 'facts' | 'basis' | 'discretion';

const parts: readonly WordedPart[] = ['facts', 'basis', 'discretion'];

/** A mark of some words; spaces and punctuation do not count. Empty where nothing is stated. */
function wordsMark(data: JsonObject, field: string): string {
  const bare = textOf(data, field).replaceAll(/[\s\p{P}]/gu, '');
  return bare === '' ? '' : markOf(bare);
}

/** What a report, a submission or a notice keeps of the facts, the legal basis and the discretion it states. */
export const wordsKept = (_view: CaseView, data: JsonObject): JsonObject =>
  Object.fromEntries(
    parts
      .map((part) => [`${part}Mark`, wordsMark(data, part)] as const)
      .filter(([, mark]) => mark !== ''),
  );

const markIn = (fact: Fact | undefined, part: WordedPart): string =>
  textOf(fact?.data, `${part}Mark`);

/** What was reviewed last: the submission here, or the result of the body that leads; undefined before the first. */
export const reviewedFact = (view: CaseView): Fact | undefined =>
  isLedElsewhere(view) ? leadReview(view) : submission(view);

const lastBefore = (view: CaseView, kind: string, sequence: number): Fact | undefined =>
  view.all(kind).findLast((fact) => fact.sequence < sequence);

/** The final report that lay before the last review; undefined before the first. */
export const reviewedReport = (view: CaseView): Fact | undefined =>
  lastBefore(view, 'investigationFinished', reviewedFact(view)?.sequence ?? 0);

/** The marks of the wordings of a part that the last review saw; empty before the first review. */
function seenMarks(view: CaseView, part: WordedPart): readonly string[] {
  const reviewed = reviewedFact(view);
  if (reviewed === undefined) return [];
  const stated = markIn(reviewed, part);
  const onFile = [reviewedReport(view), lastBefore(view, 'noticeGiven', reviewed.sequence)];
  return stated === ''
    ? onFile.map((fact) => markIn(fact, part)).filter((mark) => mark !== '')
    : [stated];
}

function isOther(view: CaseView, part: WordedPart, mark: string): boolean {
  const seen = seenMarks(view, part);
  return seen.length > 0 && mark !== '' && !seen.includes(mark);
}

/**
 * Whether a record states a part in other words than the last review saw; never before a review.
 *
 * @source apl-2021-58
 */
export const recordsOther = (view: CaseView, part: WordedPart, fact: Fact): boolean =>
  isOther(view, part, markIn(fact, part));

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
): boolean => isOther(view, part, wordsMark(data, field));
