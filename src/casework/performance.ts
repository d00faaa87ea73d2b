import type { CivilDate, Refusal } from '../rules/index.ts';
import { flagOf, numberOf, textOf } from './case-event.ts';
import { yuanText } from './event-particulars.ts';
import { fineFen, outstandingFen, paymentDueOn, receivedOn, surchargeData } from './money.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { performanceClocks } from './performance-clock.ts';
import { clausesOf, refuse } from './refuse.ts';
import { cashOf, endFrom, isPerformed, isRemedyRunning, remedyEnd } from './remedy.ts';
import { lastSequence } from './view.ts';

const paymentClauses = (view: CaseView) =>
  clausesOf(view, ['payment.due', 'payment.surcharge'], ['apl-2021-66', 'apl-2021-67']);

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
    const amountFen = numberOf(data, 'amountFen');
    const clauses = paymentClauses(view);
    if (amountFen === 0) return refuse('payment.zero', '缴款金额须大于零。', clauses, '/amountFen');
    const outstanding = outstandingFen(view, textOf(data, 'paidOn'));
    if (amountFen > outstanding) {
      const text = `缴款金额超过应缴余额 ${yuanText(outstanding)}，请核对。`;
      return refuse('payment.too-much', text, clauses, '/amountFen');
    }
    return textOf(data, 'collectedBy') === 'cash'
      ? cashRefusals(view, textOf(data, 'cashGround'))
      : [];
  },
};

/** What the law asks before an officer takes money (apl-2021-68; apl-2021-69). */
function cashRefusals(view: CaseView, ground: string): readonly Refusal[] {
  const rule = view.rule('penalty.collect-on-the-spot');
  const clauses = clausesOf(view, ['penalty.collect-on-the-spot'], ['apl-2021-68', 'apl-2021-69']);
  if (ground === 'remote') return [];
  if (ground === '') {
    const text = '当场收缴须写明属于哪一种法定情形，否则请由当事人到银行缴纳。';
    return refuse('payment.cash-ground', text, clauses, '/cashGround');
  }
  if (!flagOf(view.last('decisionMade')?.data, 'onSpot')) {
    const text = '普通程序的罚款不得当场收缴，边远等地区由当事人提出的除外。';
    return refuse('payment.cash-not-allowed', text, clauses, '/collectedBy');
  }
  const maxFen = (rule?.value as { maxFen?: number } | undefined)?.maxFen ?? 0;
  if (ground !== 'small' || fineFen(view) <= maxFen) return [];
  return refuse(
    'payment.cash-too-large',
    `当场收缴的小额罚款以 ${maxFen / 100} 元为限。`,
    clauses,
    '/cashGround',
  );
}

/** A deferral gives time; it never takes any. */
const later: Gate = {
  content: (view, data) => {
    const end = paymentDueOn(view);
    if (end === null || textOf(data, 'untilOn') >= end) return [];
    const text = `延期不得早于现在的缴款期限 ${end}，请核对延期至哪一日。`;
    return refuse('payment.shortened', text, paymentClauses(view), '/untilOn');
  },
};

const cashHeld: Gate = {
  standing: (view) =>
    cashOf(view).some((fact) => fact.sequence > lastSequence(view, 'cashHandedOver'))
      ? []
      : refuse('payment.no-cash', '没有待上交的当场收缴罚款。', ['apl-2021-71']),
};

const outstanding: Gate = {
  standing: (view) =>
    isPerformed(view) ? refuse('performance.done', '处罚已经全部履行。', paymentClauses(view)) : [],
};

function overdueRefusals(view: CaseView, on: CivilDate, field?: string): readonly Refusal[] {
  const end = paymentDueOn(view);
  if (end === null)
    return refuse('decision.unserved', '决定书尚未送达，请先送达。', ['apl-2021-61']);
  if (on > end) return [];
  const text = `履行期限至 ${end} 届满，届满后仍不履行的才能催告。`;
  return refuse('performance.not-overdue', text, paymentClauses(view), field);
}

const overdue: Gate = {
  standing: (view) => overdueRefusals(view, view.today),
  content: (view, data) => overdueRefusals(view, textOf(data, 'demandServedOn'), '/demandServedOn'),
};

const correctionOrdered: Gate = {
  standing: (view) =>
    textOf(view.last('decisionMade')?.data, 'correctByOn') === ''
      ? refuse('performance.no-order', '决定没有责令限期改正，无须核查。', ['apl-2021-28'])
      : [],
};

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

function demandRefusals(view: CaseView, on: CivilDate, field?: string): readonly Refusal[] {
  const clauses = clausesOf(view, ['demand.wait', 'demand.before-court'], ['acl-2011-54']);
  const demand = view.last('demandServed');
  if (demand === undefined)
    return refuse('court.undemanded', '申请法院强制执行以前须先送达催告书。', clauses, field);
  const end = endFrom(view, 'demand.wait', textOf(demand.data, 'demandServedOn'));
  if (end === null) {
    return refuse(
      'rule.missing',
      '规则包没有设定催告后的等待期限，请联系管理员检查规则包。',
      ['acl-2011-54'],
      field,
    );
  }
  if (on > end) return [];
  return refuse(
    'court.demand-running',
    `催告书送达后须等待至 ${end}，当事人仍不履行的才能申请。`,
    clauses,
    field,
  );
}

const demanded: Gate = {
  standing: (view) => demandRefusals(view, view.today),
  content: (view, data) => demandRefusals(view, textOf(data, 'appliedOn'), '/appliedOn'),
};

function windowRefusals(view: CaseView, on: CivilDate, field?: string): readonly Refusal[] {
  const clauses = clausesOf(view, ['court.apply'], ['acl-2011-53']);
  const start = remedyEnd(view);
  if (start === null) {
    return refuse(
      'court.window-unknown',
      '复议、诉讼期限尚不能确定，暂不能申请法院强制执行。',
      clauses,
      field,
    );
  }
  if (on <= start) {
    const text = `当事人可以在 ${start} 以前申请复议或者起诉，期满后才能申请法院强制执行。`;
    return refuse('court.too-early', text, clauses, field);
  }
  const end = endFrom(view, 'court.apply', start);
  if (end === null) {
    return refuse(
      'rule.missing',
      '规则包没有设定申请法院强制执行的期限，请联系管理员检查规则包。',
      clauses,
      field,
    );
  }
  return on <= end
    ? []
    : refuse('court.too-late', `申请法院强制执行的期限已于 ${end} 届满。`, clauses, field);
}

const courtWindow: Gate = {
  standing: (view) => windowRefusals(view, view.today),
  content: (view, data) => windowRefusals(view, textOf(data, 'appliedOn'), '/appliedOn'),
};

/** Payment, remedies, demand and court (apl-2021-66 to 73; acl-2011-53, 54). */
export const performancePart: CasePart = {
  name: 'performance',
  gates: {
    'payment.owed': owed,
    'payment.served': served,
    'payment.collector': collector,
    'payment.later': later,
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
  clocks: performanceClocks,
  derives: { surcharge: surchargeData },
};
