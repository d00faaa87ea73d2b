import {
  type CaseEvent,
  isObject,
  type JsonObject,
  objectOf,
  type Procedure,
  penaltyWords,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { dayOf, type Rules } from '../rules/index.ts';
import { type Correction, correctingKinds, correctionOf } from './correction.ts';
import { OTHER_KIND, penaltyKinds } from './penalty-kind.ts';
import { type Publication, type PublicBasis, type PublicField, publicText } from './publication.ts';

/** Kinds of event after which the public site must follow the case. */
export const disclosingKinds: readonly string[] = [
  'decisionDisclosed',
  'disclosureWithdrawn',
  'disclosureEnded',
  ...correctingKinds,
];

/** What the public site is to show of a case: the decision, why it was withdrawn, that its term has ended, or nothing. */
export type Disclosure =
  | { readonly standing: 'undisclosed' }
  | { readonly standing: 'disclosed'; readonly publication: Publication }
  | { readonly standing: 'withdrawn'; readonly reason: string; readonly at: string }
  | { readonly standing: 'ended'; readonly at: string };

/** What stands around a case when its decision is published. */
export type Surroundings = {
  /** Id of the decision on the public site; the case's own id stays inside. */
  readonly decisionId: string;
  readonly procedure: Procedure;
  readonly rules: Rules;
};

/**
 * What the public site is to show of a case, from its events alone.
 *
 * The content is that of the last preparation before the disclosure: what was reviewed is what is published; a
 * correction that was reviewed takes its place.
 *
 * @param events - all events of the case, in order
 * @source apl-2021-48
 */
export function disclosureOf(events: readonly CaseEvent[], surroundings: Surroundings): Disclosure {
  const last = (kind: string, before = Infinity) =>
    events.findLast((event) => event.kind === kind && event.sequence < before);
  const disclosed = last('decisionDisclosed');
  if (disclosed === undefined) return { standing: 'undisclosed' };
  const withdrawn = last('disclosureWithdrawn');
  if (withdrawn !== undefined) {
    const about = { ...partyOf(last('leadRegistered')?.data), isNameRequired: false };
    const reason = publicText(textOf(withdrawn.data, 'reason'), about);
    return { standing: 'withdrawn', reason, at: withdrawn.at };
  }
  const ended = last('disclosureEnded');
  if (ended !== undefined) return { standing: 'ended', at: ended.at };
  const facts = {
    lead: last('leadRegistered')?.data,
    decision: last('decisionMade')?.data,
    prepared: last('disclosurePrepared', disclosed.sequence)?.data,
    disclosed,
    correction: correctionOf(events, surroundings.rules),
  };
  return { standing: 'disclosed', publication: publicationOf(facts, surroundings) };
}

type Facts = {
  readonly lead: JsonObject | undefined;
  readonly decision: JsonObject | undefined;
  readonly prepared: JsonObject | undefined;
  readonly disclosed: CaseEvent;
  readonly correction: Correction | null;
};

function publicationOf(facts: Facts, { decisionId, procedure, rules }: Surroundings): Publication {
  const { lead, decision, disclosed, correction } = facts;
  const prepared = correction?.text.data ?? facts.prepared;
  const isFull = textOf(prepared, 'form') === 'full';
  const listed = summaryFields(rules, dayOf(disclosed.at));
  return {
    agencyId: disclosed.agencyId,
    caseId: disclosed.caseId,
    decisionId,
    decisionNumber: textOf(decision, 'number') || null,
    caseName: textOf(lead, 'title'),
    ...partyOf(lead),
    facts: null,
    law: null,
    ...penaltyToTell(procedure, objectOf(decision, 'penalty')),
    decidedOn: textOf(decision, 'decidedOn'),
    publishedAt: disclosed.at,
    correctedOn: correction === null ? null : dayOf(correction.since.at),
    form: isFull ? 'full' : 'summary',
    fields: isFull ? [] : fieldsOf(listed, objectOf(prepared, 'summary')),
    document: isFull ? textOf(prepared, 'document') : null,
    basis: basisOf(rules, dayOf(disclosed.at), isFull),
    isNameRequired: !isFull && listed.some(asksForNames),
  };
}

/** What was imposed, in words, by kind and in money; it is public in either form. */
function penaltyToTell(
  procedure: Procedure,
  penalty: JsonObject,
): Pick<Publication, 'punishment' | 'penaltyKinds' | 'amountFen'> {
  const fineFen = penalty['fineFen'];
  return {
    punishment: penaltyWords(procedure, penalty) || null,
    penaltyKinds: kindTitles(procedure, textsOf(penalty, 'kinds')),
    amountFen: typeof fineFen === 'number' && fineFen > 0 ? fineFen : null,
  };
}

/** The clauses that ask for the publication first, then those of its form. */
function basisOf(rules: Rules, on: string, isFull: boolean): readonly PublicBasis[] {
  const keys = ['disclosure.penalty', 'disclosure.form'];
  if (!isFull) keys.push('disclosure.summary-fields');
  const ids = keys.flatMap((key) => rules.get(key, on)?.clauses ?? []);
  const found = ids.flatMap((id) => rules.clause(id) ?? []);
  const isFirst = ({ pack, locator }: PublicBasis, at: number) =>
    found.findIndex((each) => each.pack === pack && each.locator === locator) === at;
  return found.filter(isFirst).map(({ id, pack, locator }) => ({ id, pack, locator }));
}

type ListedField = { readonly code: string; readonly title: string };

/** The fields of a summary as the pack lists them, in its order. */
function summaryFields(rules: Rules, on: string): readonly ListedField[] {
  const value = rules.get('disclosure.summary-fields', on)?.value;
  return Array.isArray(value) ? value.filter(isListed) : [];
}

function isListed(value: unknown): value is ListedField {
  return isObject(value) && typeof value['code'] === 'string' && typeof value['title'] === 'string';
}

/** A pack that lists the name of who was punished asks for it in full (yueqing-2.4.1-3). */
export function asksForNames({ code, title }: ListedField): boolean {
  return code === 'party' && title.includes('姓名');
}

function fieldsOf(listed: readonly ListedField[], summary: JsonObject): readonly PublicField[] {
  return listed.flatMap(({ code, title }) => {
    const value = textOf(summary, code);
    return value === '' ? [] : [{ code, title, value }];
  });
}

function kindTitles(procedure: Procedure, codes: readonly string[]): readonly string[] {
  const field = procedure.types['penalty']?.find((one) => one.name === 'kinds');
  const titles = codes.map((code) => field?.options?.[code] ?? OTHER_KIND);
  return titles.map((title) => (penaltyKinds.includes(title) ? title : OTHER_KIND));
}

/** The party, and what must not become public of it. A trader who trades under the own name is a person. */
export function partyOf(lead: JsonObject | undefined): Pick<Publication, 'party' | 'privateTexts'> {
  const party = objectOf(lead, 'party');
  const [kind, name] = [textOf(party, 'kind'), textOf(party, 'name')];
  const isOwner = kind === 'sole-trader' && name === textOf(party, 'legalRepresentative');
  const isPerson = kind === 'citizen' || isOwner;
  const personal = kind === 'citizen' ? ['idNumber', 'address', 'phone'] : ['phone'];
  const texts = [...personal.map((field) => textOf(party, field)), ...birthdays(party)];
  return { party: { name, isPerson }, privateTexts: texts.filter(isSaid) };
}

/** A day of birth in the ways in which documents write it. */
function birthdays(party: JsonObject): readonly string[] {
  const day = textOf(party, 'bornOn');
  const [year = '', month = '', date = ''] = day.split('-');
  if (date === '') return [];
  const written = `${year}年${Number(month)}月${Number(date)}日`;
  return [day, written, `${year}年${month}月${date}日`, `${year}.${Number(month)}.${Number(date)}`];
}

function isSaid(text: string): boolean {
  return text.length > 1;
}
