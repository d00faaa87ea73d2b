import {
  type CaseClock,
  type CasePart,
  type CaseView,
  clausesOf,
  dayOfFact,
  type Fact,
  flagOf,
  type Gate,
  lastSequence,
  makeClock,
  objectOf,
  optionsOf,
  overturnedBy,
  refuse,
  textOf,
} from '../casework/index.ts';
import { type CivilDate, due } from '../rules/index.ts';
import { anotherThan, approvalClauses, approvingOffice, awaitsApproval } from './approval.ts';
import { correctionClock, correctionGates } from './correction.ts';
import { summaryDraft } from './disclosure-draft.ts';

const disclosureClauses = (view: CaseView) =>
  clausesOf(view, ['disclosure.penalty'], ['apl-2021-48']);

const isPenalty = (view: CaseView) =>
  textOf(view.last('decisionMade')?.data, 'kind') === 'penalize';

const penalty: Gate = {
  standing: (view) =>
    isPenalty(view)
      ? []
      : refuse(
          'disclosure.no-penalty',
          '没有给予处罚的决定，不属于处罚决定公示的范围。',
          disclosureClauses(view),
        ),
};

const standing: Gate = {
  standing: (view) =>
    overturnedBy(view) === undefined
      ? []
      : refuse(
          'disclosure.overturned',
          '决定已被撤销或者确认违法、无效，不能公示。',
          disclosureClauses(view),
        ),
};

const form: Gate = {
  content: (view, data) => {
    const rule = view.rule('disclosure.form');
    const value = rule?.value as { full?: boolean; summary?: boolean } | undefined;
    if (rule === null || value === undefined)
      return refuse('rule.missing', '规则包没有设定公示形式，请联系管理员检查规则包。', [
        'apl-2021-48',
      ]);
    if (textOf(data, 'form') === 'full') {
      return value.full === true
        ? []
        : refuse('disclosure.form', '本机关的规则要求以摘要形式公示。', rule.clauses, '/form');
    }
    return value.summary === true
      ? []
      : refuse('disclosure.form', '本机关的规则要求公示决定书全文。', rule.clauses, '/form');
  },
};

const fields: Gate = {
  content: (view, data) => {
    const clauses = clausesOf(view, ['disclosure.summary-fields', 'disclosure.form']);
    if (!flagOf(data, 'screened')) {
      return refuse(
        'disclosure.unscreened',
        '请先完成保密和隐私审查，再拟定公示内容。',
        clausesOf(view, ['disclosure.exceptions', 'disclosure.form']),
        '/screened',
      );
    }
    if (textOf(data, 'form') === 'full') {
      return textOf(data, 'document') === ''
        ? refuse(
            'disclosure.no-document',
            '全文公示须附作隐去处理后的决定书。',
            clauses,
            '/document',
          )
        : [];
    }
    const summary = objectOf(data, 'summary');
    const missing = (optionsOf(view, 'disclosure.summary-fields') ?? [])
      .filter((item) => isAsked(view, item as { code: string; when?: string; optional?: boolean }))
      .filter(({ code }) => textOf(summary, code) === '');
    if (missing.length === 0) return [];
    return refuse(
      'disclosure.incomplete',
      `摘要还缺：${missing.map(({ title }) => title).join('、')}。`,
      clauses,
      '/summary',
    );
  },
};

function isAsked(
  view: CaseView,
  item: { readonly code: string; readonly when?: string; readonly optional?: boolean },
): boolean {
  if (item.optional === true || item.code === 'other') return false;
  if (item.when !== 'organisation') return true;
  return textOf(objectOf(view.last('leadRegistered')?.data, 'party'), 'kind') === 'organisation';
}

/** The role that answers for an office when what is to be published is reviewed. */
const rolesOfOffices: Readonly<Record<string, string>> = {
  'review-office': 'reviewer',
  'review-head': 'reviewer',
  'department-head': 'department-head',
  'disclosure-office': 'office',
  office: 'office',
  liaison: 'office',
};

const reviewed = (view: CaseView): Fact | undefined => {
  const fact = view.last('disclosureReviewed');
  return fact !== undefined && fact.sequence > lastSequence(view, 'disclosurePrepared')
    ? fact
    : undefined;
};

/** Open while a text for publication still has to be drawn up: none was, or the last one was turned down. */
const undrafted: Gate = {
  standing: (view) => {
    const fact = reviewed(view);
    const isRejected = fact !== undefined && !flagOf(fact.data, 'agreed');
    return !view.has('disclosurePrepared') || isRejected
      ? []
      : refuse(
          'disclosure.drafted',
          '公示内容已经拟定，请等待审核或者公示。',
          approvalClauses(view),
        );
  },
};

const awaitingApproval = awaitsApproval((view) => reviewed(view) === undefined);

const reviewOffice: Gate = {
  standing: (view) => {
    const office = approvingOffice(view);
    const role = rolesOfOffices[office ?? ''] ?? 'leader';
    const { actor, rules } = view.context;
    return actor.roles.includes(role)
      ? []
      : refuse(
          'disclosure.wrong-approver',
          `公示内容由${rules.office(office ?? '', view.today)}审核。`,
          approvalClauses(view),
        );
  },
};

const ownWork = anotherThan((view) => view.last('disclosurePrepared')?.actorId);

const approver: Gate = {
  standing: (view, command) => {
    const refusals = reviewOffice.standing?.(view, command) ?? [];
    return refusals.length > 0 ? refusals : (ownWork.standing?.(view, command) ?? []);
  },
};

const approved: Gate = {
  standing: (view) => {
    if (approvingOffice(view) === null) return [];
    const fact = reviewed(view);
    if (fact === undefined)
      return refuse(
        'disclosure.unreviewed',
        '公示内容尚未审核，未经审核不得公示。',
        approvalClauses(view),
      );
    return flagOf(fact.data, 'agreed')
      ? []
      : refuse(
          'disclosure.rejected',
          '公示内容审核未通过，请修改后重新拟定。',
          approvalClauses(view),
        );
  },
};

/** The day from which a published decision must come down or be changed; null while it may stay. */
function withdrawalStart(view: CaseView): CivilDate | null {
  const gone = overturnedBy(view);
  if (gone !== undefined) return gone.on;
  const changed = view
    .all('remedyClosed')
    .find((fact) => textOf(fact.data, 'outcome') === 'changed');
  return changed === undefined ? null : dayOfFact(changed, 'effectiveOn');
}

const overturned: Gate = {
  standing: (view) =>
    withdrawalStart(view) === null
      ? refuse(
          'disclosure.still-valid',
          '决定没有被变更、撤销或者确认违法、无效，不能撤下公示。',
          clausesOf(view, ['disclosure.withdrawal'], ['apl-2021-48']),
        )
      : [],
};

function termEnd(view: CaseView, key: string): CivilDate | null {
  const disclosed = view.last('decisionDisclosed');
  if (disclosed === undefined) return null;
  const from = dayOfFact(disclosed);
  const period = view.rule(key, from)?.within;
  return period === undefined ? null : due(period, from, view.context.calendar).on;
}

const termOver: Gate = {
  standing: (view) => {
    const full = termEnd(view, 'disclosure.term');
    const clauses = clausesOf(view, ['disclosure.term', 'disclosure.term.shortened']);
    if (full === null)
      return refuse('disclosure.no-term', '本机关的规则未规定公示期限，不能期满下线。', clauses);
    const first = termEnd(view, 'disclosure.term.shortened') ?? full;
    return view.today > first
      ? []
      : refuse('disclosure.term-running', `公示至少须满至 ${first}，尚不能下线。`, clauses);
  },
  content: (view, data) => {
    const clauses = clausesOf(view, ['disclosure.term', 'disclosure.term.shortened']);
    if (flagOf(data, 'shortened')) {
      return flagOf(data, 'minor') && flagOf(data, 'corrected')
        ? []
        : refuse(
            'disclosure.shortening',
            '缩短公示期限须同时符合危害不大、情节轻微和已及时纠正。',
            clauses,
            '/shortened',
          );
    }
    const full = termEnd(view, 'disclosure.term') ?? '';
    return view.today > full
      ? []
      : refuse(
          'disclosure.term-running',
          `公示期限至 ${full} 届满，尚不能下线。`,
          clauses,
          '/shortened',
        );
  },
};

function discloseClock(view: CaseView): readonly CaseClock[] {
  const decision = view.last('decisionMade');
  if (decision === undefined || !isPenalty(view)) return [];
  const from = dayOfFact(decision, 'decidedOn');
  const rule = view.rule('disclosure.penalty', from);
  if (rule === null) return [];
  const done = view.last('decisionDisclosed') ?? view.last('disclosureWithheld');
  const clock = makeClock(view, {
    name: 'disclose',
    title: '公示处罚决定',
    rule,
    from,
    ended: done === undefined ? null : dayOfFact(done),
    stopped: overturnedBy(view) !== undefined,
  });
  return clock === null ? [] : [clock];
}

function withdrawClock(view: CaseView): readonly CaseClock[] {
  const from = withdrawalStart(view);
  if (from === null || !view.has('decisionDisclosed')) return [];
  const rule = view.rule('disclosure.withdrawal', from);
  if (rule === null) return [];
  const done = view.last('disclosureWithdrawn') ?? view.last('disclosureEnded');
  const clock = makeClock(view, {
    name: 'withdraw',
    title: '撤下公示并说明理由',
    rule,
    from,
    ended: done === undefined ? null : dayOfFact(done),
  });
  return clock === null ? [] : [clock];
}

/** Disclosure of penalty decisions and their withdrawal (apl-2021-48; kaifu-1.4; dazhou-2.1.4; anze-P13 to P17; yueqing-2.3, 2.4). */
export const disclosurePart: CasePart = {
  name: 'disclosure',
  gates: {
    'disclosure.penalty': penalty,
    'disclosure.standing': standing,
    'disclosure.form': form,
    'disclosure.fields': fields,
    'disclosure.undrafted': undrafted,
    'disclosure.awaiting-approval': awaitingApproval,
    ...correctionGates,
    'disclosure.review-office': reviewOffice,
    'disclosure.approver': approver,
    'disclosure.approved': approved,
    'disclosure.overturned': overturned,
    'disclosure.term-over': termOver,
  },
  drafts: { 'disclosure.summary': summaryDraft },
  clocks: { disclose: discloseClock, withdraw: withdrawClock, correct: correctionClock },
};
