import { type JsonObject, textOf } from '../casework/index.ts';
import { type CivilDate, yearOf } from '../rules/index.ts';
import type { DemonstrationBody, DemonstrationCase } from './demonstration-file.ts';

/**
 * What makes a case of the demonstration differ from the example, by command.
 *
 * @param decidedOn - day of the decision; of the act before there is one
 */
export function particularsOf(
  body: DemonstrationBody,
  one: DemonstrationCase,
  decidedOn: CivilDate,
): Readonly<Record<string, JsonObject>> {
  const { title, fact, law, party, fineFen } = one;
  const penalty = { kinds: ['fine'], fineFen };
  const number = numberOf(body, one, decidedOn);
  const finding = `${fact}。`;
  const basis = `${law}的相应规定`;
  return {
    registerLead: { ...one.lead, title, party, summary: finding },
    requestFiling: { cause: finding, basis },
    tellRights: { penalty },
    recordInspection: { findings: finding },
    finishInvestigation: { penalty, facts: finding, basis },
    submitForReview: { draft: draftOf(one) },
    giveNotice: { penalty, facts: finding, basis },
    makeDecision: { penalty, number, facts: finding, basis },
    decideOnSpot: { penalty, number, facts: finding, basis },
    recordPayment: { amountFen: fineFen },
    prepareDisclosure: { document: documentOf(body, one, decidedOn) },
  };
}

/** The number of the decision: the body's short name, the year and the place of the case among the body's. */
function numberOf(
  { shortName, cases }: DemonstrationBody,
  one: DemonstrationCase,
  decidedOn: CivilDate,
): string {
  return `${shortName}罚〔${yearOf(decidedOn)}〕${cases.indexOf(one) + 1}号`;
}

const yuan = (fen: number): string => `${fen / 100}元`;

/**
 * The summary that a pack asks for.
 *
 * @param codes - fields that the pack lists
 */
export function summaryOf(
  body: DemonstrationBody,
  one: DemonstrationCase,
  decidedOn: CivilDate,
  codes: readonly string[],
): JsonObject {
  const { party, fact, law, fineFen, title } = one;
  const known: JsonObject = {
    agency: body.name,
    party: textOf(party, 'name'),
    class: '行政处罚',
    conclusion: `罚款${yuan(fineFen)}`,
    'decided-on': decidedOn,
    'document-number': numberOf(body, one, decidedOn),
    'case-name': title,
    'legal-representative': textOf(party, 'legalRepresentative'),
    'main-facts': `${fact}。`,
    'kind-and-basis': `依据${law}的相应规定，罚款${yuan(fineFen)}`,
    performance: '自收到决定书之日起十五日内到指定银行缴纳',
  };
  const listed = Object.entries(known).filter(
    ([code, value]) => codes.includes(code) && value !== '',
  );
  return Object.fromEntries(listed);
}

/** The draft decision that the reviewers read; what it imposes is what is proposed. */
function draftOf({ party, fact, law, fineFen }: DemonstrationCase): string {
  return [
    `当事人：${textOf(party, 'name')}`,
    `经查，${fact}。上述行为违反了${law}的规定。`,
    `拟决定：罚款${yuan(fineFen)}。`,
  ].join('\n');
}

function documentOf(body: DemonstrationBody, one: DemonstrationCase, decidedOn: CivilDate): string {
  const { party, fact, law, fineFen } = one;
  return [
    '行政处罚决定书',
    numberOf(body, one, decidedOn),
    `当事人：${textOf(party, 'name')}`,
    `经查，${fact}。以上事实有现场检查笔录、询问笔录等证据证明。`,
    `上述行为违反了${law}的规定。本机关已告知拟作出的处罚内容及事实、理由、依据，并听取了当事人的意见。`,
    `现决定：罚款${yuan(fineFen)}。请自收到本决定书之日起十五日内到指定银行缴纳；到期不缴纳的，每日按罚款数额的百分之三加处罚款。`,
    '不服本决定的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。',
    body.name,
    decidedOn,
  ].join('\n');
}
