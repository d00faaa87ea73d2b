import {
  type CasePart,
  type CaseView,
  clausesOf,
  flagOf,
  type Gate,
  isSamePenalty,
  type JsonObject,
  lastSequence,
  objectOf,
  penaltyOf,
  refuse,
  textOf,
} from '../casework/index.ts';
import type { Refusal } from '../rules/index.ts';
import { counselDerives, counselGates } from './counsel.ts';
import { courseGates } from './course.ts';
import { followUpGates } from './follow-up.ts';
import { isLedElsewhere, jointGates } from './joint.ts';
import { opinionDerives, opinionGates } from './opinion.ts';
import { restated } from './restated.ts';
import { reviewClock } from './review-clock.ts';
import { reviewRow } from './review-row.ts';
import { standingOf } from './review-standing.ts';
import {
  statesOther,
  statesUntold,
  type WordedPart,
  wordedParts,
  wordsKept,
} from './reviewed-words.ts';
import { reviewerDerives, reviewerGates } from './reviewer.ts';
import { inRound, type ReviewStanding, submission } from './round.ts';
import { scopeDerives, scopeGates } from './scope.ts';
import { sentBackGates } from './sent-back.ts';
import { reviewedPenalty, reviewedSuggestion, staleReasons, staleText } from './stale-reason.ts';
import { lacking, submissionDerives, submissionGates } from './submission.ts';
import { supplied } from './supplement.ts';
import { timeGate } from './time-left.ts';

/** Clauses of the gate; those on organisations that act for the body join where one does. */
const gateClauses = (view: CaseView) => {
  const isEntrusted = textOf(view.last('leadRegistered')?.data, 'entrusted') !== '';
  return clausesOf(view, isEntrusted ? ['review.scope', 'review.subjects'] : ['review.scope'], [
    'apl-2021-58',
  ]);
};

const next: Readonly<Record<Exclude<ReviewStanding, 'passed' | 'not-required'>, string>> = {
  'not-submitted': '请先送法制审核。',
  submitted: '请等待审核机构确认材料并出具意见。',
  'under-review': '请等待审核意见。',
  'awaiting-countersign': '请等待分管领导对审核意见把关。',
  stale: '审核之后事实、证据或者处罚内容有变化，请重新送审。',
  'not-passed': '请按审核意见处理后再次送审，或者依程序解决争议。',
};

/** The same where another body has the review made. */
const nextOfLead: typeof next = {
  ...next,
  'not-submitted': '请等待牵头机关的审核结果，由审核人员登记。',
  stale: '牵头机关审核之后事实、证据或者处罚内容有变化，请由牵头机关重新审核后登记结果。',
  'not-passed': '牵头机关的审核没有通过，请由牵头机关重新审核后登记结果。',
};

const passed: Gate = {
  standing: (view) => {
    const standing = standingOf(view);
    if (standing === 'passed' || standing === 'not-required') return [];
    const changes = standing === 'stale' ? staleReasons(view) : [];
    const ahead = isLedElsewhere(view) ? nextOfLead : next;
    const what = changes.length === 0 ? ahead[standing] : `${staleText(changes)}，请重新送审。`;
    return refuse('review.not-passed', `该决定尚未通过法制审核。${what}`, gateClauses(view));
  },
};

/** The words that a decision is held to: the field that states them, code and title of the refusal. */
const worded = {
  facts: { field: 'facts', code: 'review.other-facts', title: '认定的事实' },
  evidence: { field: 'evidence', code: 'review.other-evidence', title: '证据' },
  basis: { field: 'basis', code: 'review.other-basis', title: '处罚依据' },
  discretion: {
    field: 'reasonsDiscretion',
    code: 'review.other-discretion',
    title: '裁量理由',
  },
} as const satisfies Readonly<Record<WordedPart, unknown>>;

/** The refusal of a decision that states a part in other words than were reviewed. */
function otherWords(view: CaseView, data: JsonObject, part: WordedPart): readonly Refusal[] {
  const { field, code, title } = worded[part];
  return statesOther(view, part, data, field)
    ? refuse(
        code,
        `${title}与审核通过的不同。请按审核通过的写明，或者就改变后的内容重新送审。`,
        gateClauses(view),
        `/${field}`,
      )
    : [];
}

/** A review is of exactly what it saw: the decision takes no other penalty, facts, basis or discretion. */
const asReviewed: Gate = {
  content: (view, data) => {
    const reviewed = reviewedPenalty(view);
    if (reviewed === null || standingOf(view) !== 'passed') return [];
    const other = isSamePenalty(penaltyOf(objectOf(data, 'penalty')), reviewed)
      ? []
      : refuse(
          'review.other-penalty',
          '处罚内容与审核通过的不同。请按审核通过的内容决定，或者就改变后的内容重新送审。',
          gateClauses(view),
          '/penalty',
        );
    return [...other, ...wordedParts.flatMap((part) => otherWords(view, data, part))];
  },
};

/** Whether the party was heard with effect since it was told: what is decided may then differ in its favour. */
const isHeardSince = (view: CaseView): boolean => {
  const told = view.last('noticeGiven')?.sequence ?? 0;
  const adopted = view
    .all('statementReviewed')
    .some(({ data, sequence }) => sequence > told && flagOf(data, 'adopted'));
  return adopted || lastSequence(view, 'hearingHeld') > told;
};

const told = [
  ['facts', '事实'],
  ['basis', '依据'],
] as const;

/**
 * A penalty rests on the facts and the basis that the party was told, and could answer.
 *
 * @source apl-2021-44; apl-2021-62
 */
const asTold: Gate = {
  content: (view, data) =>
    isHeardSince(view)
      ? []
      : told
          .filter(([part]) => statesUntold(view, part, data))
          .flatMap(([part, title]) =>
            refuse(
              'decision.other-than-told',
              `决定的${title}与事先告知的不同，当事人没有机会对此陈述申辩。请按告知的写明，或者重新告知。`,
              ['apl-2021-44', 'apl-2021-62'],
              `/${part}`,
            ),
          ),
};

/** A decision not to punish rests on the facts that were reviewed. */
const factsAsReviewed: Gate = {
  content: (view, data) => (standingOf(view) === 'passed' ? otherWords(view, data, 'facts') : []),
};

/** A review of a proposed penalty is no review of a decision not to punish. */
const withoutPenalty: Gate = {
  standing: (view) =>
    reviewedSuggestion(view) === 'penalize'
      ? refuse(
          'review.other-decision',
          '审核的是拟处罚决定，不是不予处罚决定。请恢复调查、重新提出处理建议后送审。',
          gateClauses(view),
        )
      : [],
  content: (view, data) => {
    const reviewed = reviewedSuggestion(view);
    return reviewed === '' || reviewed === textOf(data, 'kind')
      ? []
      : refuse(
          'review.other-kind',
          '审核的处理建议不是这一种决定。请按审核通过的决定，或者恢复调查、重新提出处理建议后送审。',
          gateClauses(view),
          '/kind',
        );
  },
};

/** The review that a decision rests on, by the sequences of its events; empty where none was needed. */
const rests = (view: CaseView): JsonObject => {
  const submitted = submission(view);
  if (submitted === undefined) return {};
  const sequenceOf = (kind: string) => inRound(view, kind)?.sequence ?? null;
  return {
    review: {
      submission: submitted.sequence,
      opinion: sequenceOf('opinionGiven'),
      countersigned: sequenceOf('opinionCountersigned'),
      answer: sequenceOf('opinionAnswered'),
      dispute: sequenceOf('disputeDecided') ?? sequenceOf('disputeConsulted'),
    },
  };
};

/** Legal review of a case (apl-2021-58; kaifu-3.1 to 3.6; dazhou-2.3; anze-L2 to L17; yueqing-4). */
export const reviewPart: CasePart = {
  name: 'review',
  gates: {
    'review.passed': passed,
    'review.as-reviewed': asReviewed,
    'review.as-told': asTold,
    'review.facts-as-reviewed': factsAsReviewed,
    'review.without-penalty': withoutPenalty,
    'review.time': timeGate,
    ...scopeGates,
    ...submissionGates,
    ...reviewerGates,
    ...courseGates,
    ...opinionGates,
    ...followUpGates,
    ...jointGates,
    ...counselGates,
    ...sentBackGates,
  },
  clocks: { review: reviewClock },
  row: reviewRow,
  drafts: { 'review.restated': restated, 'review.supplied': supplied, 'review.lacking': lacking },
  derives: {
    'review-rests': rests,
    'review-words': wordsKept,
    ...scopeDerives,
    ...submissionDerives,
    ...reviewerDerives,
    ...opinionDerives,
    ...counselDerives,
  },
};
