import type { CivilDate } from '../rules/index.ts';
import { type ClockFacts, endedBy, makeClock } from './case-clock.ts';
import { textOf } from './case-event.ts';
import { overturnedBy, paidUpOn, principalFen, receivedOn } from './money.ts';
import type { CaseClock, CasePart, CaseView } from './part.ts';
import { cashOf, isPerformed, remedyEnd } from './remedy.ts';
import { dayOfFact } from './view.ts';

type Named = Pick<ClockFacts, 'name' | 'title'> & { readonly key: string };

function oneClock(
  view: CaseView,
  named: Named,
  from: CivilDate | null,
  facts: Omit<ClockFacts, 'name' | 'title' | 'rule' | 'from'>,
) {
  const rule = from === null ? null : view.rule(named.key, from);
  if (rule === null || from === null) return [];
  const clock = makeClock(view, { ...facts, name: named.name, title: named.title, rule, from });
  return clock === null ? [] : [clock];
}

const isGone = (view: CaseView) => overturnedBy(view) !== undefined;

function payClock(view: CaseView): readonly CaseClock[] {
  if (principalFen(view) === 0) return [];
  const deferred = textOf(view.last('paymentDeferred')?.data, 'untilOn');
  return oneClock(view, { name: 'pay', title: '缴纳罚款', key: 'payment.due' }, receivedOn(view), {
    ended: paidUpOn(view),
    stopped: isGone(view) || view.has('caseClosed'),
    ...(deferred === '' ? {} : { fixedOn: deferred }),
  });
}

function handoverClock(view: CaseView): readonly CaseClock[] {
  return cashOf(view).flatMap((fact) =>
    oneClock(
      view,
      { name: `handover#${fact.sequence}`, title: '上交当场收缴的罚款', key: 'payment.handover' },
      dayOfFact(fact, 'paidOn'),
      {
        ended: endedBy(view, ['cashHandedOver.handedOn'], fact),
      },
    ),
  );
}

function correctionClock(view: CaseView): readonly CaseClock[] {
  const decision = view.last('decisionMade');
  const by = textOf(decision?.data, 'correctByOn');
  if (decision === undefined || by === '') return [];
  return oneClock(
    view,
    { name: 'correction', title: '核查改正情况', key: 'performance.check' },
    textOf(decision.data, 'decidedOn'),
    {
      ended: endedBy(view, ['correctionVerified.checkedOn'], decision),
      stopped: isGone(view),
      fixedOn: by,
    },
  );
}

function demandClock(view: CaseView): readonly CaseClock[] {
  const demand = view.last('demandServed');
  if (demand === undefined) return [];
  return oneClock(
    view,
    { name: 'demand', title: '催告后等待履行', key: 'demand.wait' },
    textOf(demand.data, 'demandServedOn'),
    {
      ended: paidUpOn(view),
      lapses: true,
      stopped: isGone(view) || view.has('courtApplied'),
    },
  );
}

function courtClock(view: CaseView): readonly CaseClock[] {
  const start = remedyEnd(view);
  if (start === null || view.today <= start || !view.has('decisionMade')) return [];
  const applied = view.last('courtApplied');
  if (applied === undefined && isPerformed(view)) return [];
  return oneClock(view, { name: 'court', title: '申请法院强制执行', key: 'court.apply' }, start, {
    ended: applied === undefined ? null : dayOfFact(applied, 'appliedOn'),
    stopped: view.has('caseClosed'),
  });
}

const remedyClock =
  (name: string, title: string, key: string, type: string) =>
  (view: CaseView): readonly CaseClock[] => {
    const filed = view.all('remedyFiled').find((fact) => textOf(fact.data, 'type') === type);
    return oneClock(view, { name, title, key }, receivedOn(view), {
      ended: filed === undefined ? null : dayOfFact(filed, 'filedOn'),
      lapses: true,
      stopped: isGone(view),
    });
  };

/** Clocks of payment, remedies, demand and court. */
export const performanceClocks: NonNullable<CasePart['clocks']> = {
  pay: payClock,
  handover: handoverClock,
  correction: correctionClock,
  demand: demandClock,
  court: courtClock,
  reconsideration: remedyClock(
    'reconsideration',
    '当事人申请行政复议',
    'reconsideration.apply',
    'reconsideration',
  ),
  litigation: remedyClock('litigation', '当事人提起行政诉讼', 'litigation.file', 'litigation'),
};
