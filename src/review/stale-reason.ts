import {
  type CaseView,
  type Fact,
  flagOf,
  isSamePenalty,
  type JsonObject,
  objectOf,
  type Penalty,
  penaltyOf,
  textOf,
} from '../casework/index.ts';
import { isLedElsewhere, leadReview } from './joint.ts';
import { submission } from './round.ts';
import { proposedPenalty } from './scope.ts';
import { markOf } from './text-mark.ts';

/** An event that changed what was reviewed. */
export type StaleReason = {
  readonly sequence: number;
  readonly kind: string;
  /** What changed, in words. */
  readonly text: string;
};

/** What was reviewed last: the submission here, or the result of the body that leads; undefined before the first. */
export const reviewedFact = (view: CaseView): Fact | undefined =>
  isLedElsewhere(view) ? leadReview(view) : submission(view);

/** The final report that lay before the last review; undefined before the first. */
function reviewedReport(view: CaseView): Fact | undefined {
  const before = reviewedFact(view)?.sequence ?? 0;
  return view.all('investigationFinished').findLast(({ sequence }) => sequence < before);
}

/** The penalty that the last review was about; null before the first. */
export function reviewedPenalty(view: CaseView): Penalty | null {
  const reviewed = reviewedFact(view);
  if (reviewed === undefined) return null;
  const stated = penaltyOf(objectOf(reviewed.data, 'penalty'));
  if (stated.kinds.length > 0) return stated;
  return penaltyOf(objectOf(proposedPenalty(view, reviewed.sequence)?.data, 'penalty'));
}

/** A mark of a legal basis; spaces and punctuation do not count. Empty where none is stated. */
function basisMark(data: JsonObject): string {
  const bare = textOf(data, 'basis').replaceAll(/[\s\p{P}]/gu, '');
  return bare === '' ? '' : markOf(bare);
}

/** What a report, a submission or a notice keeps of the legal basis it states. */
export const basisKept = (_view: CaseView, data: JsonObject): JsonObject => {
  const mark = basisMark(data);
  return mark === '' ? {} : { basisMark: mark };
};

const markIn = (fact: Fact | undefined): string => textOf(fact?.data, 'basisMark');

/** Whether a legal basis is other than the one that the last review was about; never before a review. */
function isOtherMark(view: CaseView, mark: string): boolean {
  const seen = markIn(reviewedFact(view)) || markIn(reviewedReport(view));
  return seen !== '' && mark !== '' && mark !== seen;
}

/**
 * Whether the legal basis stated in some data is other than the one that was reviewed.
 *
 * @source apl-2021-58
 */
export const isOtherBasis = (view: CaseView, data: JsonObject): boolean =>
  isOtherMark(view, basisMark(data));

/** What the final report suggested when the case was reviewed; empty before the first review. */
export function reviewedSuggestion(view: CaseView): string {
  return textOf(reviewedReport(view)?.data, 'suggestion');
}

const isOtherPenalty = (view: CaseView, data: JsonObject): boolean => {
  const reviewed = reviewedPenalty(view);
  return reviewed !== null && !isSamePenalty(penaltyOf(objectOf(data, 'penalty')), reviewed);
};

type Change = (view: CaseView, fact: Fact) => boolean;
const always: Change = () => true;

/** Events that touch facts, evidence, law, discretion or the draft penalty, and how they are told. */
const changes: Readonly<Record<string, readonly [text: string, isChange: Change]>> = {
  evidenceAdded: ['审核之后收集了新的证据', always],
  investigationResumed: ['审核之后恢复了调查', always],
  investigationFinished: ['审核之后重新提出了调查终结报告', always],
  convertedToGeneral: ['审核之后转为普通程序', always],
  hearingHeld: ['审核之后举行了听证', always],
  statementReviewed: ['审核之后采纳了当事人的陈述申辩', (_, { data }) => flagOf(data, 'adopted')],
  noticeGiven: [
    '告知的处罚或者依据与送审的不同',
    (view, fact) => isOtherPenalty(view, fact.data) || isOtherMark(view, markIn(fact)),
  ],
};

/**
 * Which events after the last review changed what was reviewed, in order; empty while the review holds.
 *
 * A review is of exactly what it saw; what changed afterwards has been reviewed by nobody.
 *
 * @source apl-2021-58; kaifu-3.1-a; anze-L5-1; anze-L8-2
 */
export function staleReasons(view: CaseView): readonly StaleReason[] {
  const since = reviewedFact(view)?.sequence ?? 0;
  return Object.entries(changes)
    .flatMap(([kind, [text, isChange]]) =>
      view
        .all(kind)
        .filter((fact) => fact.sequence > since && isChange(view, fact))
        .map(({ sequence }) => ({ sequence, kind, text })),
    )
    .toSorted((one, other) => one.sequence - other.sequence);
}

/** Whether what was reviewed has changed since the last review. */
export const isStale = (view: CaseView): boolean => staleReasons(view).length > 0;

/** The changes as one sentence part, each with the number of its record. */
export const staleText = (reasons: readonly StaleReason[]): string =>
  reasons.map(({ text, sequence }) => `${text}（记录 ${sequence}）`).join('、');
