import {
  type CaseClock,
  type CaseEvent,
  type CaseView,
  clausesOf,
  dayOfFact,
  type Fact,
  flagOf,
  type Gate,
  lastSequence,
  makeClock,
  refuse,
  textOf,
} from '../casework/index.ts';
import { dayOf, type Rules } from '../rules/index.ts';
import {
  anotherThan,
  approvalClauses,
  approvingOffice,
  awaitsApproval,
  reviewingOffice,
} from './approval.ts';

/** Kinds of event that correct what is public, or let a correction through. */
export const correctingKinds: readonly string[] = ['disclosureCorrected', 'correctionReviewed'];

/** A text that takes the place of the published one, and the event from which on it does. */
export type Correction = { readonly text: CaseEvent; readonly since: CaseEvent };

/**
 * The last correction that is public: agreed to where the body's rules ask for a review, else as soon as it is given.
 *
 * @param events - all events of the case, in order
 * @source sao-2018-118-0; anze-P18-2; yueqing-2.4.2-1
 */
export function correctionOf(events: readonly CaseEvent[], rules: Rules): Correction | null {
  const sinceOf = (text: CaseEvent) => {
    if (reviewingOffice(rules, dayOf(text.at)) === null) return text;
    const reviewed = answerTo(events, text.sequence);
    return reviewed !== undefined && flagOf(reviewed.data, 'agreed') ? reviewed : undefined;
  };
  const texts = events.filter(({ kind }) => kind === 'disclosureCorrected').toReversed();
  for (const text of texts) {
    const since = sinceOf(text);
    if (since !== undefined) return { text, since };
  }
  return null;
}

/** The review that came after a correction; a new correction cannot come before it. */
function answerTo(events: readonly CaseEvent[], sequence: number): CaseEvent | undefined {
  return events.find((event) => event.kind === 'correctionReviewed' && event.sequence > sequence);
}

const clausesFor = (view: CaseView) =>
  clausesOf(view, ['disclosure.correction'], ['sao-2018-118-0']);
const asksReview = (view: CaseView) => approvingOffice(view) !== null;

const reviewOf = (view: CaseView, correction: Fact): Fact | undefined =>
  view.all('correctionReviewed').find(({ sequence }) => sequence > correction.sequence);

/** The last correction while nobody has reviewed it. */
function awaiting(view: CaseView): Fact | undefined {
  const last = view.last('disclosureCorrected');
  const isOpen = last !== undefined && asksReview(view) && reviewOf(view, last) === undefined;
  return isOpen ? last : undefined;
}

const isPublic = (view: CaseView, correction: Fact): boolean => {
  const reviewed = reviewOf(view, correction);
  return reviewed === undefined ? !asksReview(view) : flagOf(reviewed.data, 'agreed');
};

const settled: Gate = {
  standing: (view) =>
    awaiting(view) === undefined
      ? []
      : refuse(
          'disclosure.correction-pending',
          '上一次的更正内容还没有审核，请等待审核。',
          approvalClauses(view),
        ),
};

const sameForm: Gate = {
  content: (view, data) =>
    textOf(data, 'form') === textOf(view.last('disclosurePrepared')?.data, 'form')
      ? []
      : refuse(
          'disclosure.correction-form',
          '更正不改变公示形式，请按已公示的形式填写更正后的内容。',
          clausesFor(view),
          '/form',
        ),
};

const awaitingReview = awaitsApproval((view) => awaiting(view) !== undefined);
const ownWork = anotherThan((view) => awaiting(view)?.actorId);

/** Open while somebody who asked for a correction has not been told what came of it. */
const untold: Gate = {
  standing: (view) => {
    const asked = view
      .all('disclosureCorrected')
      .findLast((one) => textOf(one.data, 'foundBy') === 'party' && isPublic(view, one));
    const told = view.last('correctionTold')?.sequence ?? 0;
    return asked !== undefined && told < asked.sequence
      ? []
      : refuse(
          'disclosure.correction-told',
          '没有应当事人申请作出而尚未告知的更正。',
          clausesFor(view),
        );
  },
};

/**
 * The period for correcting what is public, where the body has set a number: from the day on which the error was found
 * to the day on which the corrected text is public.
 *
 * @source sao-2018-118-0; yueqing-2.4.2-1; yueqing-2.4.4-1
 */
export function correctionClock(view: CaseView): readonly CaseClock[] {
  const last = view.last('disclosureCorrected');
  if (last === undefined) return [];
  const from = dayOfFact(last, 'foundOn');
  const rule = view.rule('disclosure.correction', from);
  if (rule === null) return [];
  const clock = makeClock(view, {
    name: 'correct',
    title: '更正公示内容',
    rule,
    from,
    ended: isPublic(view, last) ? dayOfFact(reviewOf(view, last) ?? last) : null,
    stopped: lastSequence(view, 'disclosureWithdrawn', 'disclosureEnded') > 0,
  });
  return clock === null ? [] : [clock];
}

/** Gates of what is corrected in public (sao-2018-118-0; foi-2019-41; anze-P18; yueqing-2.4.2). */
export const correctionGates: Readonly<Record<string, Gate>> = {
  'disclosure.correction-settled': settled,
  'disclosure.correction-form': sameForm,
  'disclosure.correction-awaiting': awaitingReview,
  'disclosure.correction-own-work': ownWork,
  'disclosure.correction-untold': untold,
};
