import { type CivilDate, due } from '../rules/index.ts';
import { flagOf, textOf } from './case-event.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';
import { lastSequence } from './view.ts';

const isPending = (view: CaseView) =>
  lastSequence(view, 'filingRequested') > lastSequence(view, 'filingReturned', 'filingApproved');

const pending: Gate = {
  standing: (view) =>
    isPending(view)
      ? []
      : refuse(
          'filing.not-requested',
          '尚无待批的立案申请，请承办人先提请立案。',
          clausesOf(view, ['filing.approval'], ['apl-2021-54']),
        ),
};

const nonePending: Gate = {
  standing: (view) =>
    isPending(view)
      ? refuse(
          'filing.pending',
          '立案申请正在审批，请等待批准或者退回。',
          clausesOf(view, ['filing.approval'], ['apl-2021-54']),
        )
      : [],
};

const notOwn: Gate = {
  standing: (view) =>
    view.last('filingRequested')?.actorId === view.context.actor.id
      ? refuse(
          'filing.own-request',
          '不能审批本人提请的立案，请由其他负责人审批。',
          clausesOf(view, ['filing.approval'], ['apl-2021-54']),
        )
      : [],
};

/** Where a pack reserves the approval to the head of the body, heads of departments only hand it on. */
const approver: Gate = {
  standing: (view) => {
    const rule = view.rule('filing.approval');
    const by = (rule?.value as { by?: unknown } | undefined)?.by;
    if (rule === null || by !== 'head' || view.context.actor.roles.includes('leader')) return [];
    const head = view.context.rules.office('head', view.today);
    return refuse('filing.head-only', `立案须由${head}批准，请报请批准。`, rule.clauses);
  },
};

const urgentAllowed: Gate = {
  standing: (view) =>
    view.rule('filing.urgent') === null
      ? refuse('filing.urgent-not-provided', '本机关的规则未规定紧急启动，请先提请立案。', [
          'apl-2021-54',
        ])
      : [],
};

const realName: Gate = {
  standing: (view) =>
    flagOf(view.last('leadRegistered')?.data, 'realName')
      ? []
      : refuse(
          'filing.not-real-name',
          '本线索不是实名投诉举报，无须告知。',
          clausesOf(view, ['filing.complaint-reply']),
        ),
};

/** The last day on which the act could still be found for a penalty; null when its end is not known. */
export function limitationEnd(view: CaseView): CivilDate | null {
  const lead = view.last('leadRegistered');
  const ended = textOf(lead?.data, 'actEndedOn');
  const rule = view.rule(limitationKey(view));
  if (ended === '' || rule?.within === undefined) return null;
  return due(rule.within, ended, view.context.calendar).on;
}

function limitationKey(view: CaseView): string {
  return flagOf(view.last('leadRegistered')?.data, 'graveHarm')
    ? 'limitation.grave'
    : 'limitation.general';
}

const limitationOpen: Gate = {
  standing: (view) => {
    const end = limitationEnd(view);
    const foundOn = textOf(view.last('leadRegistered')?.data, 'foundOn');
    if (end === null || foundOn <= end) return [];
    return refuse(
      'limitation.passed',
      `违法行为终了后至 ${end} 未被发现，已过追究时效，不再给予行政处罚。请决定不予立案或者不予处罚。`,
      clausesOf(view, [limitationKey(view)], ['apl-2021-36']),
    );
  },
};

/** Filing: request, approval, emergency start, limitation (apl-2021-36, apl-2021-54, yueqing-3.4.1-3, yueqing-3.4.1-4). */
export const filingPart: CasePart = {
  name: 'filing',
  gates: {
    'filing.pending': pending,
    'filing.none-pending': nonePending,
    'filing.not-own': notOwn,
    'filing.approver': approver,
    'filing.urgent-allowed': urgentAllowed,
    'filing.real-name': realName,
    'limitation.open': limitationOpen,
  },
};
