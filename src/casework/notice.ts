import { type CivilDate, due } from '../rules/index.ts';
import { flagOf, objectOf, textOf } from './case-event.ts';
import type { CaseView } from './part.ts';
import { type Penalty, penaltyOf } from './penalty.ts';
import { lastSequence } from './view.ts';

// What the last notice told the party, and what the party may still ask for after it.

/** The penalty of the last notice. */
export const noticedPenalty = (view: CaseView): Penalty =>
  penaltyOf(objectOf(view.last('noticeGiven')?.data, 'penalty'));

/** The sequence of the last notice; 0 before the first. */
export const noticeSequence = (view: CaseView): number => lastSequence(view, 'noticeGiven');

/** Whether a hearing was held since the last notice. */
export const isHeld = (view: CaseView): boolean =>
  lastSequence(view, 'hearingHeld') > noticeSequence(view);

/** The last day on which the party may ask for a hearing; null without a notice that tells of the right. */
export function hearingRequestEnd(view: CaseView): CivilDate | null {
  const notice = view.last('noticeGiven');
  if (notice === undefined || !flagOf(notice.data, 'hearingRight')) return null;
  const servedOn = textOf(notice.data, 'noticeServedOn');
  const period = view.rule('hearing.request', servedOn)?.within;
  return period === undefined ? null : due(period, servedOn, view.context.calendar).on;
}
