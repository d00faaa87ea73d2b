import { type CivilDate, due } from '../rules/index.ts';
import { flagOf, numberOf, textOf } from './case-event.ts';
import { type ClockFacts, endedBy, makeClock } from './case-clock.ts';
import {
  decided,
  fineFen,
  outstandingFen,
  overturnedBy,
  paidUpOn,
  paymentDueOn,
  principalFen,
  receivedOn,
  surchargeData,
} from './money.ts';
import type { CaseClock, CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';
import { dayOfFact, lastSequence } from './view.ts';

const paymentClauses = (view: CaseView) =>
  clausesOf(view, ['payment.due', 'payment.surcharge'], ['apl-2021-66', 'apl-2021-67']);
const moneyKinds = ['fine', 'confiscate-gains'];

const owed: Gate = {
  standing: (view) =>
    outstandingFen(view, view.today) > 0
      ? []
      : refuse('payment.nothing-owed', '没有应缴未缴的款项。', paymentClauses(view)),
};

const served: Gate = {
  standing: (view) =>
    receivedOn(view) === null
      ? refuse('decision.unserved', '决定书尚未送达，请先送达。', ['apl-2021-61'])
      : [],
};

const collector: Gate = {
  content: (view, data) => {
    if (numberOf(data, 'amountFen') === 0)
      return refuse('payment.zero', '缴款金额须大于零。', paymentClauses(view), '/amountFen');
    if (numberOf(data, 'amountFen') > outstandingFen(view, view.today)) {
      return refuse(
        'payment.too-much',
        '缴款金额超过应缴余额，请核对。',
        paymentClauses(view),
        '/amountFen',
      );
    }
    if (textOf(data, 'collectedBy') !== 'cash') return [];
    const ground = textOf(data, 'cashGround');
    const clauses = clausesOf(
      view,
      ['penalty.collect-on-the-spot'],
      ['apl-2021-68', 'apl-2021-69'],
    );
    if (ground === 'remote') return [];
    if (ground === '')
      return refuse(
        'payment.cash-ground',
        '当场收缴须写明属于哪一种法定情形，否则请由当事人到银行缴纳。',
        clauses,
        '/cashGround',
      );
    if (!flagOf(view.last('decisionMade')?.data, 'onSpot')) {
      return refuse(
        'payment.cash-not-allowed',
        '普通程序的罚款不得当场收缴，边远等地区由当事人提出的除外。',
        clauses,
        '/collectedBy',
      );
    }
    const maxFen =
      (view.rule('penalty.collect-on-the-spot')?.value as { maxFen?: number } | undefined)
        ?.maxFen ?? 0;
    if (ground === 'small' && fineFen(view) > maxFen) {
      return refuse(
        'payment.cash-too-large',
        `当场收缴的小额罚款以 ${maxFen / 100} 元为限。`,
        clauses,
        '/cashGround',
      );
    }
    return [];
  },
};

const cashOf = (view: CaseView) =>
  view.all('paymentRecorded').filter((fact) => textOf(fact.data, 'collectedBy') === 'cash');

const cashHeld: Gate = {
  standing: (view) =>
    cashOf(view).some((fact) => fact.sequence > lastSequence(view, 'cashHandedOver'))
      ? []
      : refuse('payment.no-cash', '没有待上交的当场收缴罚款。', ['apl-2021-71']),
};

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

const outstanding: Gate = {
  standing: (view) =>
    isPerformed(view) ? refuse('performance.done', '处罚已经全部履行。', paymentClauses(view)) : [],
};

const overdue: Gate = {
  standing: (view) => {
    const end = paymentDueOn(view);
    if (end === null)
      return refuse('decision.unserved', '决定书尚未送达，请先送达。', ['apl-2021-61']);
    return view.today > end
      ? []
      : refuse(
          'performance.not-overdue',
          `履行期限至 ${end} 届满，届满后仍不履行的才能催告。`,
          paymentClauses(view),
        );
  },
};

const correctionOrdered: Gate = {
  standing: (view) =>
    textOf(view.last('decisionMade')?.data, 'correctByOn') === ''
      ? refuse('performance.no-order', '决定没有责令限期改正，无须核查。', ['apl-2021-28'])
      : [],
};

const isRemedyRunning = (view: CaseView) =>
  lastSequence(view, 'remedyFiled') > lastSequence(view, 'remedyClosed');

const noRemedy: Gate = {
  standing: (view) =>
    isRemedyRunning(view)
      ? refuse('remedy.running', '行政复议或者行政诉讼正在进行，请等待结果登记后再办理。', [
          'apl-2021-73',
          'acl-2011-53',
        ])
      : [],
};

const remedyRunning: Gate = {
  standing: (view) =>
    isRemedyRunning(view)
      ? []
      : refuse('remedy.none', '没有正在进行的复议或者诉讼。', ['apl-2021-73']),
};

const remedyAmount: Gate = {
  content: (_view, data) =>
    textOf(data, 'outcome') === 'changed' && data['newFineFen'] === undefined
      ? refuse(
          'remedy.amount',
          '变更决定的，须填写变更后的罚款金额。',
          ['apl-2021-73'],
          '/newFineFen',
        )
      : [],
};

const demandClauses = (view: CaseView) =>
  clausesOf(view, ['demand.wait', 'demand.before-court'], ['acl-2011-54']);

const demanded: Gate = {
  standing: (view) => {
    const demand = view.last('demandServed');
    if (demand === undefined)
      return refuse(
        'court.undemanded',
        '申请法院强制执行以前须先送达催告书。',
        demandClauses(view),
      );
    const servedOn = textOf(demand.data, 'demandServedOn');
    const period = view.rule('demand.wait', servedOn)?.within;
    if (period === undefined)
      return refuse('rule.missing', '规则包没有设定催告后的等待期限，请联系管理员检查规则包。', [
        'acl-2011-54',
      ]);
    const end = due(period, servedOn, view.context.calendar).on;
    return view.today > end
      ? []
      : refuse(
          'court.demand-running',
          `催告书送达后须等待至 ${end}，当事人仍不履行的才能申请。`,
          demandClauses(view),
        );
  },
};

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
  const ends = ['reconsideration.apply', 'litigation.file'].map((key) => endFrom(view, key, from));
  return ends.some((end) => end === null) ? null : (ends.sort().at(-1) ?? null);
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

function endFrom(view: CaseView, key: string, from: CivilDate): CivilDate | null {
  const period = view.rule(key, from)?.within;
  return period === undefined ? null : due(period, from, view.context.calendar).on;
}

const courtWindow: Gate = {
  standing: (view) => {
    const clauses = clausesOf(view, ['court.apply'], ['acl-2011-53']);
    const start = remedyEnd(view);
    if (start === null)
      return refuse(
        'court.window-unknown',
        '复议、诉讼期限尚不能确定，暂不能申请法院强制执行。',
        clauses,
      );
    if (view.today <= start)
      return refuse(
        'court.too-early',
        `当事人可以在 ${start} 以前申请复议或者起诉，期满后才能申请法院强制执行。`,
        clauses,
      );
    const end = endFrom(view, 'court.apply', start);
    if (end === null)
      return refuse(
        'rule.missing',
        '规则包没有设定申请法院强制执行的期限，请联系管理员检查规则包。',
        clauses,
      );
    return view.today <= end
      ? []
      : refuse('court.too-late', `申请法院强制执行的期限已于 ${end} 届满。`, clauses);
  },
};

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

/** Payment, remedies, demand and court (apl-2021-66 to 73; acl-2011-53, 54). */
export const performancePart: CasePart = {
  name: 'performance',
  gates: {
    'payment.owed': owed,
    'payment.served': served,
    'payment.collector': collector,
    'payment.cash-held': cashHeld,
    'performance.outstanding': outstanding,
    'performance.overdue': overdue,
    'performance.correction-ordered': correctionOrdered,
    'remedy.none-running': noRemedy,
    'remedy.running': remedyRunning,
    'remedy.amount': remedyAmount,
    'court.demanded': demanded,
    'court.window': courtWindow,
  },
  clocks: {
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
  },
  derives: { surcharge: surchargeData },
};
