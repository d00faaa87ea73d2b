import type { Refusal } from '../rules/index.ts';
import { flagOf, textOf, textsOf } from './case-event.ts';
import { enough, isCertified } from './officers.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';
import { lastSequence, stands } from './view.ts';

// What may be a crime is looked into by two officers, reported, decided on by who heads the body, and sent: a penalty is no
// way around it, nor is closing the case or sending it elsewhere. A case that was transferred rests here: nothing is decided
// on it, so that nothing is punished twice. Receipt and answer of the receiving body are registered; one that sends the
// case back opens it again.

const clauses = (view: CaseView) => clausesOf(view, ['transfer.crime'], ['apl-2021-27']);

const running: Gate = {
  standing: (view) =>
    stands(view, 'caseTransferred')
      ? []
      : refuse('transfer.none', '本案没有移送在外。', clauses(view)),
};

const noReceipt: Gate = {
  standing: (view) =>
    lastSequence(view, 'transferReceived') > lastSequence(view, 'caseTransferred')
      ? refuse('transfer.received', '移送回执已经登记。', clauses(view))
      : [],
};

const receipted: Gate = {
  standing: (view) =>
    stands(view, 'caseTransferred') &&
    lastSequence(view, 'transferReceived', 'transferAnswered') <
      lastSequence(view, 'caseTransferred')
      ? refuse('transfer.unreceipted', '移送以后还没有登记回执，请先登记。', clauses(view))
      : [],
};

const noAnswer: Gate = {
  standing: (view) =>
    lastSequence(view, 'transferAnswered') > lastSequence(view, 'caseTransferred')
      ? refuse('transfer.answered', '受移送机关已经受理或者立案，本案不再办理。', clauses(view))
      : [],
};

const reportClauses = (view: CaseView) =>
  clausesOf(view, ['transfer.decide', 'transfer.crime'], ['apl-2021-27']);

/** Whether a report waits to be decided on. */
const isPending = (view: CaseView) =>
  lastSequence(view, 'transferReported') > lastSequence(view, 'transferDecided');

/** Whether the last decision was to send the case, and it has not been sent since. */
const isApproved = (view: CaseView) =>
  flagOf(view.last('transferDecided')?.data, 'approved') &&
  lastSequence(view, 'transferDecided') > lastSequence(view, 'caseTransferred', 'transferReported');

const team: Gate = {
  content: (view, data) => {
    const members = textsOf(data, 'team');
    return members.every((id) => isCertified(view.context.officers[id], view.today))
      ? enough(view, members, view.today, '/team')
      : refuse(
          'officers.uncertified',
          '专案组由执法人员组成，没有有效执法证件的人员不能列入。',
          reportClauses(view),
          '/team',
        );
  },
};

const notPending: Gate = {
  standing: (view) =>
    isPending(view)
      ? refuse(
          'transfer.pending',
          '移送报告已经提出，请等待本机关正职负责人决定是否移送。',
          reportClauses(view),
        )
      : [],
};

const pending: Gate = {
  standing: (view) =>
    isPending(view)
      ? []
      : refuse(
          'transfer.unreported',
          '没有等待决定的移送报告，请先由两名以上执法人员核实并提出移送报告。',
          reportClauses(view),
        ),
};

/**
 * What a transfer of a suspected crime that is under way stands against; nothing while there is none.
 *
 * @param field - what of a form it concerns; the whole command when absent
 * @source apl-2021-27; tsf-2020-5
 */
export function underWay(view: CaseView, field?: string): readonly Refusal[] {
  return isPending(view) || isApproved(view)
    ? refuse(
        'transfer.under-way',
        '本案正在办理涉嫌犯罪的移送，不能以处罚、结案或者其他移送代替。请先决定是否移送；批准的，移送公安机关。',
        reportClauses(view),
        field,
      )
    : [];
}

const settled: Gate = { standing: (view) => underWay(view) };

/**
 * A suspected crime is sent on only when who heads the body has approved the report, and then as nothing else.
 *
 * @source tsf-2020-5
 */
const approved: Gate = {
  standing: (view) => (isPending(view) ? underWay(view) : []),
  content: (view, data) => {
    if (textOf(data, 'ground') !== 'crime') return underWay(view, '/ground');
    return isApproved(view)
      ? []
      : refuse(
          'transfer.not-approved',
          '涉嫌犯罪的，须先提出移送报告，由本机关正职负责人批准后移送。',
          reportClauses(view),
          '/ground',
        );
  },
};

/** Transfer of a case and what comes back (apl-2021-27; tsf-2020-5; anze-L12-4; yueqing-4.4.4-7; anze-R23-1). */
export const transferPart: CasePart = {
  name: 'transfer',
  gates: {
    'transfer.team': team,
    'transfer.not-pending': notPending,
    'transfer.pending': pending,
    'transfer.settled': settled,
    'transfer.approved': approved,
    'transfer.running': running,
    'transfer.no-receipt': noReceipt,
    'transfer.receipted': receipted,
    'transfer.no-answer': noAnswer,
  },
};
