import { due } from '../rules/index.ts';
import { flagOf, objectOf, textOf } from './case-event.ts';
import { decisionOrderGates } from './decision-order.ts';
import { hearingRequestEnd, isHeld, noticeSequence } from './notice.ts';
import { everHandled } from './officers.ts';
import { optionsOf } from './options-of.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { isHeavier, type Penalty, penaltyOf } from './penalty.ts';
import { clausesOf, refuse } from './refuse.ts';
import { lastSequence } from './view.ts';

const proposed: Gate = {
  standing: (view) =>
    textOf(view.last('investigationFinished')?.data, 'suggestion') === 'penalize'
      ? []
      : refuse(
          'notice.no-penalty',
          '调查终结报告没有建议给予处罚。如需处罚，请恢复调查并重新提出终结报告。',
          ['apl-2021-57'],
        ),
};

const hearingRight: Gate = {
  content: (view, data) => {
    const kinds = view.rule('hearing.kinds');
    if (kinds === null || flagOf(data, 'hearingRight')) return [];
    if (!hasHearingRight(view, penaltyOf(objectOf(data, 'penalty')))) return [];
    return refuse(
      'notice.hearing-right',
      '拟作出的处罚属于应当告知听证权利的种类，请告知后重新送达。',
      kinds.clauses,
      '/hearingRight',
    );
  },
};

/** Which penalties each listed kind means; some only at a large amount. */
const listedKinds: Readonly<
  Record<string, { readonly kinds: readonly string[]; readonly large: boolean }>
> = {
  'large-fine': { kinds: ['fine'], large: true },
  'large-confiscation': { kinds: ['confiscate-gains', 'confiscate-goods'], large: true },
  'licence-downgraded-or-revoked': { kinds: ['downgrade', 'revoke-permit'], large: false },
  'business-stopped': {
    kinds: ['suspend-business', 'close-business', 'restrict-occupation'],
    large: false,
  },
};

function isListed(code: string, penalty: Penalty): boolean {
  const listed = listedKinds[code];
  if (listed === undefined || (listed.large && !penalty.largeAmount)) return false;
  return listed.kinds.some((kind) => penalty.kinds.includes(kind));
}

/**
 * Whether a penalty is of a kind for which the party may ask for a hearing.
 *
 * @source apl-2021-63
 */
export function hasHearingRight(view: CaseView, penalty: Penalty): boolean {
  return (optionsOf(view, 'hearing.kinds') ?? []).some(({ code }) => isListed(code, penalty));
}

const statementTime: Gate = {
  content: (_view, data) =>
    textOf(data, 'statementUntilOn') > textOf(data, 'noticeServedOn')
      ? []
      : refuse(
          'notice.no-time',
          '陈述申辩截止日期须晚于告知书送达日期，给当事人留出陈述申辩的时间。',
          ['apl-2021-45'],
          '/statementUntilOn',
        ),
};

const noHeavierNotice: Gate = {
  content: (view, data) => {
    const defendedAt = lastSequence(view, 'statementRecorded', 'hearingHeld');
    const newEvidenceAt = lastSequence(view, 'evidenceAdded');
    const penalty = penaltyOf(objectOf(data, 'penalty'));
    // Every notice that was defended against counts, so that a notice between two others opens no way round.
    const isBound = view
      .all('noticeGiven')
      .filter(({ sequence }) => sequence < defendedAt && sequence > newEvidenceAt)
      .some((notice) => isHeavier(penalty, penaltyOf(objectOf(notice.data, 'penalty'))));
    if (!isBound) return [];
    return refuse(
      'defence.heavier',
      '当事人陈述申辩后没有新的证据，不得加重拟作出的处罚。',
      clausesOf(view, ['defence.no-heavier'], ['apl-2021-45']),
      '/penalty',
    );
  },
};

const opened: Gate = {
  standing: (view) =>
    view.has('noticeGiven') || view.state.variant === 'summary'
      ? []
      : refuse('defence.not-noticed', '尚未送达事先告知书，请先告知。', ['apl-2021-44']),
};

const hasUnreviewed = (view: CaseView) =>
  lastSequence(view, 'statementRecorded') > lastSequence(view, 'statementReviewed');

const unreviewed: Gate = {
  standing: (view) =>
    hasUnreviewed(view)
      ? []
      : refuse('defence.none-to-review', '没有待复核的陈述申辩。', ['apl-2021-45']),
};

/**
 * Whether the party was heard after an event: a statement reviewed, a clear waiver, or the time for it gone by.
 *
 * @source apl-2021-45; apl-2021-62
 */
export function statementGate(noticeKind: string): Gate {
  return {
    standing: (view) => {
      if (hasUnreviewed(view))
        return refuse('defence.unreviewed', '陈述申辩尚未复核，请先复核并说明是否采纳。', [
          'apl-2021-45',
          'apl-2021-62',
        ]);
      const notice = view.last(noticeKind);
      const heard =
        lastSequence(view, 'statementRecorded', 'statementWaived') > (notice?.sequence ?? 0);
      const until = textOf(notice?.data, 'statementUntilOn');
      if (heard || (until !== '' && view.today > until)) return [];
      const wait = until === '' ? '' : `，或者等待至 ${until} 届满`;
      return refuse('defence.unheard', `尚未听取当事人陈述申辩。请听取或者记明放弃${wait}。`, [
        'apl-2021-45',
        'apl-2021-62',
      ]);
    },
  };
}

const hearingClauses = (view: CaseView) =>
  clausesOf(view, ['hearing.request', 'hearing.kinds'], ['apl-2021-63', 'apl-2021-64']);
const isAsked = (view: CaseView) =>
  lastSequence(view, 'hearingRequested') >
  Math.max(noticeSequence(view), lastSequence(view, 'hearingWaived'));
const right: Gate = {
  standing: (view) =>
    flagOf(view.last('noticeGiven')?.data, 'hearingRight')
      ? []
      : refuse(
          'hearing.no-right',
          '告知书没有告知听证权利，本案不适用听证。',
          hearingClauses(view),
        ),
};

const noneAsked: Gate = {
  standing: (view) =>
    isAsked(view) || isHeld(view)
      ? refuse('hearing.asked', '听证要求已经登记，请通知听证。', hearingClauses(view))
      : [],
};

const requestInTime: Gate = {
  content: (view, data) => {
    const end = hearingRequestEnd(view);
    if (end === null || textOf(data, 'requestedOn') <= end) return [];
    return refuse(
      'hearing.too-late',
      `要求听证的期限至 ${end} 届满，该要求已逾期。`,
      hearingClauses(view),
      '/requestedOn',
    );
  },
};

const unheld: Gate = {
  standing: (view) =>
    isHeld(view)
      ? refuse('hearing.held', '听证已经举行，不能再记明放弃。', hearingClauses(view))
      : [],
};

const asked: Gate = {
  standing: (view) => {
    if (isHeld(view)) return refuse('hearing.held', '听证已经举行。', hearingClauses(view));
    return isAsked(view)
      ? []
      : refuse('hearing.not-asked', '当事人没有要求听证或者已经放弃。', hearingClauses(view));
  },
};

const noticeDays: Gate = {
  content: (view, data) => {
    const rule = view.rule('hearing.notice');
    if (rule?.within === undefined)
      return refuse('rule.missing', '规则包没有设定听证通知的提前期，请联系管理员检查规则包。', [
        'apl-2021-64',
      ]);
    const earliest = due(rule.within, textOf(data, 'notifiedOn'), view.context.calendar).on;
    if (textOf(data, 'hearingOn') >= earliest) return [];
    return refuse(
      'hearing.notice-too-short',
      `听证日期最早为 ${earliest}：须提前 ${rule.within.n} 个工作日通知。`,
      rule.clauses,
      '/hearingOn',
    );
  },
};

const hostApart: Gate = {
  content: (view, data) =>
    everHandled(view).has(textOf(data, 'hostId'))
      ? refuse(
          'hearing.host-handled',
          '听证主持人不能是本案调查人员，请另行指定。',
          ['apl-2021-64'],
          '/hostId',
        )
      : [],
};

const notified: Gate = {
  standing: (view) => {
    if (isHeld(view)) return refuse('hearing.held', '听证已经举行。', hearingClauses(view));
    return isAsked(view) &&
      lastSequence(view, 'hearingNotified') > lastSequence(view, 'hearingRequested')
      ? []
      : refuse(
          'hearing.not-notified',
          '尚未通知听证，请先通知当事人时间和地点。',
          clausesOf(view, ['hearing.notice'], ['apl-2021-64']),
        );
  },
};

const onTheDay: Gate = {
  standing: (view) => {
    const on = textOf(view.last('hearingNotified')?.data, 'hearingOn');
    return view.today >= on
      ? []
      : refuse('hearing.not-yet', `听证定于 ${on} 举行，届时再登记。`, ['apl-2021-64']);
  },
  content: (view, data) => {
    const on = textOf(view.last('hearingNotified')?.data, 'hearingOn');
    if (textOf(data, 'heldOn') === on) return [];
    return refuse(
      'hearing.other-day',
      `听证通知的日期是 ${on}，改期须重新通知。`,
      ['apl-2021-64'],
      '/heldOn',
    );
  },
};

const afterNotice: Gate = {
  standing: (view) =>
    noticeSequence(view) > lastSequence(view, 'investigationFinished')
      ? []
      : refuse('decision.not-noticed', '尚未就本次调查结果送达事先告知书，不得作出处罚决定。', [
          'apl-2021-44',
          'apl-2021-62',
        ]),
};

const hearingSettled: Gate = {
  standing: (view) => {
    const end = hearingRequestEnd(view);
    if (end === null || isHeld(view)) return [];
    if (isAsked(view))
      return refuse('hearing.unheld', '当事人已要求听证，请先举行听证。', hearingClauses(view));
    const waived = lastSequence(view, 'hearingWaived') > noticeSequence(view);
    if (waived || view.today > end) return [];
    return refuse(
      'hearing.time-open',
      `当事人可以在 ${end} 以前要求听证，期限届满或者记明放弃后方可决定。`,
      hearingClauses(view),
    );
  },
};

/** Notice, statement and hearing (apl-2021-44, 45, 62–65). */
export const defencePart: CasePart = {
  name: 'defence',
  gates: {
    'notice.penalty-proposed': proposed,
    'notice.statement-time': statementTime,
    'notice.hearing-right': hearingRight,
    'defence.no-heavier-notice': noHeavierNotice,
    'defence.opened': opened,
    'defence.unreviewed': unreviewed,
    'decision.after-notice': afterNotice,
    'decision.statement-heard': statementGate('noticeGiven'),
    'summary.statement-heard': statementGate('rightsTold'),
    'decision.hearing-settled': hearingSettled,
    ...decisionOrderGates,
    'hearing.right': right,
    'hearing.none-asked': noneAsked,
    'hearing.request-in-time': requestInTime,
    'hearing.unheld': unheld,
    'hearing.asked': asked,
    'hearing.notice-days': noticeDays,
    'hearing.host-apart': hostApart,
    'hearing.notified': notified,
    'hearing.on-the-day': onTheDay,
  },
};
