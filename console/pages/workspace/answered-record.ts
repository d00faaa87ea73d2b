import type { CaseEvent, Particular } from './case-file.ts';

/** What each act answers: the kinds of records that somebody has to have read before filling in its form. */
const answers: Readonly<Record<string, readonly string[]>> = {
  supplementReview: ['supplementRequested'],
  giveExplanation: ['explanationRequested'],
  resumeReview: ['reviewPaused'],
  extendReview: ['reviewExtensionRequested'],
  declineReviewExtension: ['reviewExtensionRequested'],
  countersignOpinion: ['opinionGiven'],
  answerOpinion: ['opinionGiven'],
  consultDispute: ['opinionGiven', 'opinionAnswered'],
  decideDispute: ['opinionGiven', 'opinionAnswered', 'disputeConsulted'],
  submitForReview: ['opinionGiven', 'disputeDecided'],
  reportTransfer: ['opinionGiven'],
  decideTransfer: ['transferReported'],
};

/** Of these only what came after the last submission is answered. */
const ofTheRound = (kind: string) => kind !== 'transferReported';

/** The last record of each kind that an act answers; of a review only what came after the last submission. */
export function answeredBy(command: string, events: readonly CaseEvent[]): readonly CaseEvent[] {
  const since = events.findLast(({ kind }) => kind === 'reviewSubmitted')?.sequence ?? 0;
  return (answers[command] ?? []).flatMap((kind) => {
    const first = ofTheRound(kind) ? since : 0;
    return events.findLast((one) => one.kind === kind && one.sequence > first) ?? [];
  });
}

/** What of a record is to be answered: of a check list only the items with a problem. */
export function toAnswer({ particulars }: Pick<CaseEvent, 'particulars'>): readonly Particular[] {
  return particulars.filter(
    ({ field, text }) => !field.startsWith('/checklist/') || text.startsWith('有问题'),
  );
}
