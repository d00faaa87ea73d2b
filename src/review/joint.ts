import {
  type CaseView,
  clausesOf,
  type Fact,
  type Gate,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { allInRound, submission } from './round.ts';

// Several bodies decide together: the one that leads has the review made, the others take part in it and rely on it.

const clauses = (view: CaseView) => clausesOf(view, ['review.joint'], ['apl-2021-58']);
const joint = (view: CaseView) => view.last('jointDecisionRegistered');

/** Whether another body leads a joint decision. */
export const isLedElsewhere = (view: CaseView): boolean =>
  textOf(joint(view)?.data, 'leads') === 'other';

/** What the leading body's review came to; undefined before it was recorded. */
export function leadReview(view: CaseView): Fact | undefined {
  const result = view.last('leadReviewRecorded');
  return result !== undefined && result.sequence > (joint(view)?.sequence ?? 0)
    ? result
    : undefined;
}

const provided: Gate = {
  standing: (view) =>
    view.rule('review.joint') === null
      ? refuse(
          'review.no-joint-rule',
          '本机关的规则没有规定共同决定的审核，请由本机关自行审核。',
          clauses(view),
        )
      : [],
};

const notSubmitted: Gate = {
  standing: (view) =>
    submission(view) === undefined
      ? []
      : refuse('review.joint-late', '本案已经送审，共同决定须在送审以前登记。', clauses(view)),
};

const leads: Gate = {
  standing: (view) =>
    isLedElsewhere(view)
      ? refuse(
          'review.not-lead',
          '共同作出的决定由牵头机关组织法制审核，请等待并登记牵头机关的审核结果。',
          clauses(view),
        )
      : [],
};

const ledElsewhere: Gate = {
  standing: (view) =>
    isLedElsewhere(view)
      ? []
      : refuse('review.no-lead', '本案没有登记由其他机关牵头的共同决定。', clauses(view)),
};

/** Other bodies of a joint decision that this body leads. */
const othersOf = (view: CaseView): readonly string[] =>
  isLedElsewhere(view) ? [] : textsOf(joint(view)?.data, 'others');

const missingBodies = (view: CaseView): readonly string[] => {
  const heard = allInRound(view, 'participationRecorded').map(({ data }) => textOf(data, 'body'));
  return othersOf(view).filter((body) => !heard.includes(body));
};

const participates: Gate = {
  standing: (view) =>
    missingBodies(view).length > 0
      ? []
      : refuse('review.no-participation', '没有等待参与审核意见的其他机关。', clauses(view)),
  content: (view, data) =>
    missingBodies(view).includes(textOf(data, 'body'))
      ? []
      : refuse(
          'review.no-participation',
          `该机关不是尚未参与审核的共同决定机关，请从下列机关中填写：${missingBodies(view).join('、')}。`,
          clauses(view),
          '/body',
        ),
};

const heardAll: Gate = {
  standing: (view) => {
    const missing = missingBodies(view);
    return missing.length === 0
      ? []
      : refuse(
          'review.not-participated',
          `共同决定的其他机关须参与审核，尚缺：${missing.join('、')}。请先登记其意见。`,
          clauses(view),
        );
  },
};

/** Gates of the review of a joint decision (anze-L8-2, anze-L8-3). */
export const jointGates: Readonly<Record<string, Gate>> = {
  'review.joint-provided': provided,
  'review.joint-early': notSubmitted,
  'review.leads': leads,
  'review.led-elsewhere': ledElsewhere,
  'review.participates': participates,
  'review.participated': heardAll,
};
