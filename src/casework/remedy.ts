import { type CivilDate, due } from '../rules/index.ts';
import { type Fact, flagOf, textOf } from './case-event.ts';
import { decided, outstandingFen, overturnedBy, receivedOn } from './money.ts';
import type { CaseView } from './part.ts';
import { dayOfFact, lastSequence } from './view.ts';

const moneyKinds = ['fine', 'confiscate-gains'];

/** Whether the penalty is more than money. */
const hasOtherKinds = (view: CaseView) =>
  decided(view).kinds.some(
    (kind) => !moneyKinds.includes(kind) && kind !== 'warning' && kind !== 'criticism',
  );

/** Whether everything decided has been done. */
export function isPerformed(view: CaseView): boolean {
  if (overturnedBy(view) !== undefined) return true;
  const done = view.all('performanceRecorded').some((fact) => flagOf(fact.data, 'complete'));
  return outstandingFen(view, view.today) === 0 && (!hasOtherKinds(view) || done);
}

/** Payments that officers took on the spot. */
export const cashOf = (view: CaseView): readonly Fact[] =>
  view.all('paymentRecorded').filter((fact) => textOf(fact.data, 'collectedBy') === 'cash');

/** Whether a reconsideration or a lawsuit is going on. */
export const isRemedyRunning = (view: CaseView): boolean =>
  lastSequence(view, 'remedyFiled') > lastSequence(view, 'remedyClosed');

/**
 * The last day of the time in which the party may still ask for a remedy.
 *
 * After a reconsideration the party may sue within its own time; after a judgment nothing is open. A deferral that
 * ends later moves the end.
 *
 * @source acl-2011-53; lit-2017-45; lit-2017-46; rec-2023-20; apl-2021-72
 */
export function remedyEnd(view: CaseView): CivilDate | null {
  const from = receivedOn(view);
  if (from === null || isRemedyRunning(view)) return null;
  const closed = view.last('remedyClosed');
  const end =
    closed === undefined
      ? firstRemedyEnd(view, from)
      : laterRemedyEnd(view, closed.sequence, dayOfFact(closed, 'effectiveOn'));
  const deferred = textOf(view.last('paymentDeferred')?.data, 'untilOn');
  return end !== null && deferred > end ? deferred : end;
}

function firstRemedyEnd(view: CaseView, from: CivilDate): CivilDate | null {
  const reconsideration = endFrom(view, 'reconsideration.apply', from);
  const litigation = endFrom(view, 'litigation.file', from);
  if (reconsideration === null || litigation === null) return null;
  return reconsideration > litigation ? reconsideration : litigation;
}

function laterRemedyEnd(
  view: CaseView,
  sequence: number,
  effectiveOn: CivilDate,
): CivilDate | null {
  const filed = view.all('remedyFiled').findLast((fact) => fact.sequence < sequence);
  if (textOf(filed?.data, 'type') === 'litigation') return effectiveOn;
  return endFrom(view, 'litigation.file.after-reconsideration', effectiveOn);
}

/** The last day of the period under a key from a day; null when no pack sets it. */
export function endFrom(view: CaseView, key: string, from: CivilDate): CivilDate | null {
  const period = view.rule(key, from)?.within;
  return period === undefined ? null : due(period, from, view.context.calendar).on;
}
