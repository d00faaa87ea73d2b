// Which fields a form shows as it stands. The procedure marks as optional what is needed only in some cases; here is said
// in which, so that nobody reads past fields that do not concern the case. The server alone decides what is missing: a
// field that it asks for is shown in any case.

import { chosenIn, type FieldOffer, type Typed } from '../../parts/fields/field-offer.ts';
import type { Shown } from '../../parts/fields/submitted.ts';

type Rule = {
  readonly when: (beside: Typed) => boolean;
  /** Then it is needed, although the procedure leaves it open. */
  readonly needed?: boolean;
};

const is =
  (name: string, ...values: readonly (string | boolean)[]) =>
  (beside: Typed) =>
    values.includes(beside[name] as string | boolean);
const includes =
  (name: string, ...codes: readonly string[]) =>
  (beside: Typed) =>
    chosenIn(beside[name]).some((code) => codes.includes(code));
const served = (...ways: readonly string[]): Rule => ({
  when: is('method', ...ways),
  needed: true,
});

/** By group or command, and field. */
export const relevanceRules: Readonly<Record<string, Rule>> = {
  'registerLead.realName': { when: is('source', 'complaint') },
  'party.legalRepresentative': { when: is('kind', 'organisation', 'sole-trader') },
  'party.bornOn': { when: is('kind', 'citizen') },
  'penalty.fineFen': { when: includes('kinds', 'fine'), needed: true },
  'penalty.confiscatedFen': { when: includes('kinds', 'confiscate-gains', 'confiscate-goods') },
  'penalty.largeAmount': {
    when: includes('kinds', 'fine', 'confiscate-gains', 'confiscate-goods'),
  },
  'recording.reference': { when: is('made', true), needed: true },
  'recording.reason': { when: is('made', false), needed: true },
  'signature.witness': { when: is('party', 'refused', 'absent') },
  'signature.note': { when: is('party', 'refused', 'absent'), needed: true },
  'finishInvestigation.penalty': { when: is('suggestion', 'penalize'), needed: true },
  'finishInvestigation.discretion': { when: is('suggestion', 'penalize') },
  'consultDispute.outcome': { when: is('agreed', true), needed: true },
  'notifyHearing.closedReason': { when: is('public', false), needed: true },
  'serveDecision.receiver': {
    when: is('method', 'direct', 'post', 'entrust', 'forward', 'electronic'),
  },
  'serveDecision.receiptSigned': served('direct', 'leave', 'entrust', 'forward'),
  'serveDecision.postingProof': served('post'),
  'serveDecision.refusalReason': served('leave'),
  'serveDecision.witness': served('leave'),
  'serveDecision.entrustReason': served('entrust', 'forward'),
  'serveDecision.confirmation': served('electronic'),
  'serveDecision.otherMeansFailed': served('public-notice'),
  'serveDecision.noticeMedium': served('public-notice'),
  'serveDecision.noticeOn': served('public-notice'),
  'serveDecision.recording': { when: is('method', 'leave', 'public-notice') },
  'recordPayment.cashGround': { when: is('collectedBy', 'cash'), needed: true },
  'closeRemedy.newFineFen': { when: is('outcome', 'changed'), needed: true },
  'prepareDisclosure.summary': { when: is('form', 'summary'), needed: true },
  'prepareDisclosure.document': { when: is('form', 'full'), needed: true },
  'endDisclosure.minor': { when: is('shortened', true) },
  'endDisclosure.corrected': { when: is('shortened', true) },
  'closeCase.terminationGround': { when: is('ground', 'terminated'), needed: true },
};

const ruleOf = (field: FieldOffer, groupType: string): Rule | undefined =>
  relevanceRules[`${groupType}.${field.name}`];

/** Whether a field concerns the form as it stands. */
export const isShown: Shown = (field, beside, groupType) =>
  field.required || (ruleOf(field, groupType)?.when(beside) ?? true);

/** Whether a field that the procedure leaves open is needed as the form stands. */
export const isNeeded: Shown = (field, beside, groupType) => {
  const rule = ruleOf(field, groupType);
  return rule?.needed === true && rule.when(beside);
};
