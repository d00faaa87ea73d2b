import { type CaseView, clausesOf, type Gate, refuse } from '../casework/index.ts';
import type { Rules } from '../rules/index.ts';

// What is put on the public site, first or corrected, is read by another office before.

/** The office that reviews what is to be published; null when the body's rules ask for no review. */
export function reviewingOffice(rules: Rules, on: string): string | null {
  const by = (rules.get('disclosure.approval', on)?.value as { by?: unknown } | undefined)?.by;
  return typeof by === 'string' ? by : null;
}

/** The office that reviews what a case is to publish now; null when the body's rules ask for no review. */
export const approvingOffice = (view: CaseView): string | null =>
  reviewingOffice(view.context.rules, view.today);

/** The clauses on the review before publication. */
export const approvalClauses = (view: CaseView) => clausesOf(view, ['disclosure.approval']);

/** Open while a text waits for the review that the body's rules ask for. */
export const awaitsApproval = (isWaiting: (view: CaseView) => boolean): Gate => ({
  standing: (view) => {
    if (approvingOffice(view) === null)
      return refuse(
        'disclosure.no-approval',
        '本机关的规则未规定公示前的审核，可以直接公示。',
        approvalClauses(view),
      );
    return isWaiting(view)
      ? []
      : refuse('disclosure.reviewed', '公示内容已经审核。', approvalClauses(view));
  },
});

/** Open for everybody but the author of the text. */
export const anotherThan = (authorOf: (view: CaseView) => string | null | undefined): Gate => ({
  standing: (view) =>
    authorOf(view) === view.context.actor.id
      ? refuse(
          'disclosure.own-work',
          '不能审核本人拟定的公示内容，请由他人审核。',
          approvalClauses(view),
        )
      : [],
});
