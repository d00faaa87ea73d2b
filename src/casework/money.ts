import { addDays, type CivilDate, daysBetween, due } from '../rules/index.ts';
import { flagOf, type JsonObject, numberOf, objectOf, textOf } from './case-event.ts';
import type { CaseView } from './part.ts';
import { penaltyOf } from './penalty.ts';
import { dayOfFact } from './view.ts';

/** Outcomes of a remedy that take the decision away. */
export const overturning: readonly string[] = ['revoked', 'unlawful', 'void', 'redo'];

/** The fact that took the decision away, by the body itself or by a remedy; undefined while it stands. */
export function overturnedBy(
  view: CaseView,
): { readonly on: CivilDate; readonly sequence: number } | undefined {
  const revoked = view.last('decisionRevoked');
  if (revoked !== undefined)
    return { on: dayOfFact(revoked, 'revokedOn'), sequence: revoked.sequence };
  const closed = view
    .all('remedyClosed')
    .find((fact) => overturning.includes(textOf(fact.data, 'outcome')));
  return closed === undefined
    ? undefined
    : { on: dayOfFact(closed, 'effectiveOn'), sequence: closed.sequence };
}

/** The fine as it stands now, in fen: changed or taken away by a remedy. */
export function fineFen(view: CaseView): number {
  if (overturnedBy(view) !== undefined) return 0;
  const changed = view
    .all('remedyClosed')
    .findLast((fact) => textOf(fact.data, 'outcome') === 'changed');
  return changed === undefined ? decided(view).fineFen : numberOf(changed.data, 'newFineFen');
}

/** What was decided. */
export function decided(view: CaseView) {
  return penaltyOf(objectOf(view.last('decisionMade')?.data, 'penalty'));
}

/** The confiscated money as it stands now, in fen. */
export function confiscatedFen(view: CaseView): number {
  return overturnedBy(view) === undefined ? decided(view).confiscatedFen : 0;
}

/** Fine and confiscated money without surcharge, in fen. */
export function principalFen(view: CaseView): number {
  return fineFen(view) + confiscatedFen(view);
}

/** All money received, in fen. */
export function paidFen(view: CaseView): number {
  return view
    .all('paymentRecorded')
    .reduce((sum, fact) => sum + numberOf(fact.data, 'amountFen'), 0);
}

/** The day from which the party counts: service, or the decision when it was handed over on the spot. */
export function receivedOn(view: CaseView): CivilDate | null {
  const decision = view.last('decisionMade');
  if (flagOf(decision?.data, 'onSpot')) return textOf(decision?.data, 'decidedOn');
  const served = view.last('decisionServed');
  return served === undefined ? null : dayOfFact(served, 'servedOn');
}

/** The last day for paying: by law, or as deferred with approval; null before service. */
export function paymentDueOn(view: CaseView): CivilDate | null {
  const from = receivedOn(view);
  if (from === null) return null;
  const deferred = view.last('paymentDeferred');
  if (deferred !== undefined) return textOf(deferred.data, 'untilOn');
  const period = view.rule('payment.due', from)?.within;
  return period === undefined ? null : due(period, from, view.context.calendar).on;
}

/** The day on which everything owed without surcharge had been paid; null while something is open. */
export function paidUpOn(view: CaseView): CivilDate | null {
  const owed = principalFen(view);
  if (owed === 0) return null;
  let sum = 0;
  for (const fact of view.all('paymentRecorded')) {
    sum += numberOf(fact.data, 'amountFen');
    if (sum >= owed) return dayOfFact(fact, 'paidOn');
  }
  return null;
}

/**
 * The surcharge that has grown up to a day, in fen.
 *
 * Days within a reconsideration or litigation do not count; the surcharge never exceeds the fine.
 *
 * @param on - last day counted
 * @source apl-2021-72; apl-2021-73
 */
export function surchargeFen(view: CaseView, on: CivilDate): number {
  const dueOn = paymentDueOn(view);
  const rule = view.rule('payment.surcharge')?.value as
    | { perDayPermille?: number; capPermille?: number }
    | undefined;
  if (dueOn === null || rule?.perDayPermille === undefined || rule.capPermille === undefined)
    return 0;
  const end = earlier(on, paidUpOn(view));
  const late = daysBetween(dueOn, end);
  if (late <= 0) return 0;
  const counted = late - remedyDays(view, dueOn, end);
  const fine = fineFen(view);
  return Math.min(
    Math.floor((fine * rule.perDayPermille * counted) / 1000),
    Math.floor((fine * rule.capPermille) / 1000),
  );
}

function earlier(day: CivilDate, other: CivilDate | null): CivilDate {
  return other !== null && other < day ? other : day;
}

/** Days after `after` up to `until` on which a reconsideration or a lawsuit ran. */
function remedyDays(view: CaseView, after: CivilDate, until: CivilDate): number {
  const ends = view.all('remedyClosed').map((fact) => dayOfFact(fact, 'effectiveOn'));
  return view
    .all('remedyFiled')
    .map((fact, index) => ({ from: dayOfFact(fact, 'filedOn'), to: ends[index] ?? until }))
    .map(({ from, to }) => ({
      from: from > addDays(after, 1) ? from : addDays(after, 1),
      to: to < until ? to : until,
    }))
    .reduce((sum, { from, to }) => sum + Math.max(0, daysBetween(from, to) + 1), 0);
}

/** What is still owed on a day, surcharge included, in fen; never negative. */
export function outstandingFen(view: CaseView, on: CivilDate): number {
  if (!view.has('decisionMade')) return 0;
  return Math.max(0, principalFen(view) + surchargeFen(view, on) - paidFen(view));
}

/** Values for documents that demand payment. */
export function surchargeData(view: CaseView, _data: JsonObject): JsonObject {
  return {
    surchargeFen: surchargeFen(view, view.today),
    outstandingFen: outstandingFen(view, view.today),
  };
}
