import type { CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';
import { lastSequence, stands } from './view.ts';

// A case that was transferred rests here: nothing is decided on it, so that nothing is punished twice. Receipt and answer
// of the receiving body are registered; one that sends the case back opens it again.

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

const noAnswer: Gate = {
  standing: (view) =>
    lastSequence(view, 'transferAnswered') > lastSequence(view, 'caseTransferred')
      ? refuse('transfer.answered', '受移送机关已经受理或者立案，本案不再办理。', clauses(view))
      : [],
};

/** Transfer of a case and what comes back (apl-2021-27; anze-L12-4; yueqing-4.4.4-7; anze-R23-1). */
export const transferPart: CasePart = {
  name: 'transfer',
  gates: {
    'transfer.running': running,
    'transfer.no-receipt': noReceipt,
    'transfer.no-answer': noAnswer,
  },
};
