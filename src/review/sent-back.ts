import {
  type CaseView,
  clausesOf,
  dayOfFact,
  type Gate,
  lastSequence,
  refuse,
  textOf,
} from '../casework/index.ts';
import { isDisputed, outcomeOf, standingOf } from './review-standing.ts';
import { entriesOf, inRound } from './round.ts';

// Some opinions ask for more than another submission: that the case be investigated further, or that it go to the body
// that is competent. Nothing is refused here; the case waits for what was asked, and for nobody's submission before.

const clauses = (view: CaseView) => clausesOf(view, ['review.opinions'], ['apl-2021-58']);

/**
 * The entry of the pack for the last opinion, where it asks for more and the handling department does not object.
 *
 * @returns the entry, and the sequence of the opinion; null when nothing is asked
 * @source yueqing-4.4.4-2; yueqing-4.4.4-7; anze-L12-4
 */
export function askedBy(view: CaseView, outcome: 'returned' | 'transfer') {
  const opinion = inRound(view, 'opinionGiven');
  if (opinion === undefined || standingOf(view) !== 'not-passed' || isDisputed(view)) return null;
  const kind = textOf(opinion.data, 'kind');
  const on = dayOfFact(opinion);
  if (outcomeOf(view, kind, on) !== outcome) return null;
  const entry = entriesOf(view, 'review.opinions', on).find(({ code }) => code === kind);
  return entry === undefined ? null : { entry, since: opinion.sequence };
}

const further = ['investigationResumed', 'evidenceAdded', 'investigationFinished'] as const;

/**
 * Shut while an opinion sends the file back for investigation and nothing has been added since.
 *
 * @source yueqing-4.4.4-2
 */
const investigated: Gate = {
  standing: (view) => {
    const asked = askedBy(view, 'returned');
    return asked === null || lastSequence(view, ...further) > asked.since
      ? []
      : refuse(
          'review.not-passed',
          '审核意见要求补充调查。请先恢复调查，补充证据后再送审。',
          clauses(view),
        );
  },
};

/**
 * Whether a kind of opinion is for what may be a crime, which goes its own way.
 *
 * @source anze-L12-4; apl-2021-27
 */
export const isOfCrime = (entry: Readonly<Record<string, unknown>>) =>
  Array.isArray(entry['conditions']) &&
  entry['conditions'].some((one: { code?: unknown }) => one.code === 'crime-suspected');

/**
 * Shut while an opinion asks for the case to be sent to the body that is competent.
 *
 * @source yueqing-4.4.4-7
 */
const sentOn: Gate = {
  standing: (view) => {
    const asked = askedBy(view, 'transfer');
    return asked === null ||
      isOfCrime(asked.entry) ||
      lastSequence(view, 'caseTransferred') > asked.since
      ? []
      : refuse('review.not-passed', '审核意见要求移送。请移送有管辖权的机关。', clauses(view));
  },
};

/**
 * Shut while an opinion asks to transfer what may be a crime and nobody has reported it.
 *
 * @source anze-L12-4; apl-2021-27
 */
const reported: Gate = {
  standing: (view) => {
    const asked = askedBy(view, 'transfer');
    return asked === null ||
      !isOfCrime(asked.entry) ||
      lastSequence(view, 'transferReported') > asked.since
      ? []
      : refuse('review.not-passed', '审核意见要求移送。请先提出移送报告。', clauses(view));
  },
};

/** What an opinion asks for besides another submission. */
export const sentBackGates: Readonly<Record<string, Gate>> = {
  'review.investigated-further': investigated,
  'review.sent-on': sentOn,
  'review.crime-reported': reported,
};
