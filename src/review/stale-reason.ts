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
import { recordsOther, reviewedFact, reviewedReport, statementsOf } from './reviewed-words.ts';
import { inRound } from './round.ts';
import { proposedPenalty } from './scope.ts';
import { handedIn } from './supplement.ts';

/** An event that changed what was reviewed. */
export type StaleReason = {
  readonly sequence: number;
  readonly kind: string;
  /** What changed, in words. */
  readonly text: string;
};

/** The penalty that the last review was about; null before the first. */
export function reviewedPenalty(view: CaseView): Penalty | null {
  const reviewed = reviewedFact(view);
  if (reviewed === undefined) return null;
  const stated = statementsOf(view)
    .map(({ data }) => penaltyOf(objectOf(data, 'penalty')))
    .findLast(({ kinds }) => kinds.length > 0);
  if (stated !== undefined) return stated;
  return penaltyOf(objectOf(proposedPenalty(view, reviewed.sequence)?.data, 'penalty'));
}

/** What the final report suggested when the case was reviewed; empty before the first review. */
export function reviewedSuggestion(view: CaseView): string {
  return textOf(reviewedReport(view)?.data, 'suggestion');
}

const isOtherPenalty = (view: CaseView, data: JsonObject): boolean => {
  const reviewed = reviewedPenalty(view);
  return reviewed !== null && !isSamePenalty(penaltyOf(objectOf(data, 'penalty')), reviewed);
};

/** How a record changed what was reviewed, in words; empty where it did not. */
type Change = (view: CaseView, fact: Fact) => string;

/** What happened since: after the opinion, or already while the review was open. */
const since =
  (text: string): Change =>
  (view, { sequence }) => {
    const opinion = inRound(view, 'opinionGiven');
    return opinion !== undefined && sequence > opinion.sequence
      ? `审核之后${text}`
      : `送审之后${text}`;
  };

/** The same, but for a record that a supplement put before the reviewer. */
const unseen =
  (text: string): Change =>
  (view, fact) =>
    handedIn(view).has(fact.sequence) ? '' : since(text)(view, fact);

/** What a notice tells otherwise than it was reviewed. */
function toldOtherwise(view: CaseView, fact: Fact): string {
  const changed = [
    recordsOther(view, 'facts', fact) ? '事实' : '',
    recordsOther(view, 'basis', fact) ? '依据' : '',
    isOtherPenalty(view, fact.data) ? '处罚' : '',
  ].filter((title) => title !== '');
  return changed.length === 0 ? '' : `告知的${changed.join('、')}与送审的不同`;
}

/** Events that touch facts, evidence, law, discretion or the draft penalty, and how they are told. */
const changes: Readonly<Record<string, Change>> = {
  evidenceAdded: unseen('收集了新的证据'),
  investigationResumed: since('恢复了调查'),
  investigationFinished: since('重新提出了调查终结报告'),
  convertedToGeneral: since('转为普通程序'),
  hearingHeld: unseen('举行了听证'),
  statementReviewed: (view, fact) =>
    flagOf(fact.data, 'adopted') ? since('采纳了当事人的陈述申辩')(view, fact) : '',
  noticeGiven: toldOtherwise,
};

/**
 * Which events after the last review changed what was reviewed, in order; empty while the review holds.
 *
 * A review is of exactly what it saw; what changed afterwards has been reviewed by nobody.
 *
 * @source apl-2021-58; kaifu-3.1-a; anze-L5-1; anze-L8-2
 */
export function staleReasons(view: CaseView): readonly StaleReason[] {
  const start = reviewedFact(view)?.sequence ?? 0;
  return Object.entries(changes)
    .flatMap(([kind, changeOf]) =>
      view
        .all(kind)
        .filter(({ sequence }) => sequence > start)
        .map((fact) => ({ sequence: fact.sequence, kind, text: changeOf(view, fact) })),
    )
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => one.sequence - other.sequence);
}

/** Whether what was reviewed has changed since the last review. */
export const isStale = (view: CaseView): boolean => staleReasons(view).length > 0;

/** The changes as one sentence part, each with the number of its record. */
export const staleText = (reasons: readonly StaleReason[]): string =>
  reasons.map(({ text, sequence }) => `${text}（记录 ${sequence}）`).join('、');
