import { flagOf, textOf } from './case-event.ts';
import { overturnedBy } from './money.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';
import { isPerformed } from './remedy.ts';
import { underWay } from './transfer.ts';
import { stands } from './view.ts';

const isPenalized = (view: CaseView) =>
  textOf(view.last('decisionMade')?.data, 'kind') === 'penalize';

const needsReply = (view: CaseView) =>
  view.rule('filing.complaint-reply') !== null &&
  flagOf(view.last('leadRegistered')?.data, 'realName') &&
  !view.has('complainantInformed');

/** What each ground for closing asks of the case. */
const grounds: Readonly<Record<string, (view: CaseView) => boolean>> = {
  performed: (view) =>
    isPenalized(view) && overturnedBy(view) === undefined && isServed(view) && isPerformed(view),
  court: (view) => view.has('courtApplied'),
  none: (view) => view.has('decisionMade') && !isPenalized(view) && isServed(view),
  declined: (view) => view.has('filingDeclined') && !needsReply(view),
  transferred: (view) => stands(view, 'caseTransferred'),
  revoked: (view) => overturnedBy(view) !== undefined,
  terminated: (view) => isPenalized(view) && isServed(view),
};

const isServed = (view: CaseView) =>
  view.has('decisionServed') || flagOf(view.last('decisionMade')?.data, 'onSpot');

const settled: Gate = {
  standing: (view) => {
    const transfer = underWay(view);
    if (transfer.length > 0) return transfer;
    if (view.has('filingDeclined') && needsReply(view)) {
      return refuse(
        'closing.complainant',
        '实名投诉举报不予立案的，须先告知投诉举报人并留书面记录。',
        clausesOf(view, ['filing.complaint-reply']),
      );
    }
    return Object.values(grounds).some((holds) => holds(view))
      ? []
      : refuse('closing.unsettled', '案件尚未办结：请先送达并执行决定，或者办理不予立案、移送。', [
          'apl-2021-66',
        ]);
  },
};

const ground: Gate = {
  content: (view, data) => {
    const chosen = textOf(data, 'ground');
    if (grounds[chosen]?.(view) !== true) {
      const text = '所选结案情形与案件情况不符，请核对是否已全部履行、移交或者移送。';
      return refuse('closing.ground', text, ['apl-2021-66'], '/ground');
    }
    if (chosen !== 'terminated' || textOf(data, 'terminationGround') !== '') return [];
    const text = '执行终结须写明属于哪一种法定情形；仍可执行的，请继续催告或者申请法院强制执行。';
    return refuse('closing.termination', text, ['acl-2011-40'], '/terminationGround');
  },
};

/** Closing a case (apl-2021-66; acl-2011-40; yueqing-3.4.1-7). */
export const closingPart: CasePart = {
  name: 'closing',
  gates: { 'closing.settled': settled, 'closing.ground': ground },
};
