import type { CivilDate, Instant } from '../rules/index.ts';
import { maskParty, maskPerson, replaceText, withoutPrivate } from './privacy.ts';

/** One field that the rule pack lists, as the public reads it. */
export type PublicField = { readonly code: string; readonly title: string; readonly value: string };

/** A clause that asks for the publication or its form. */
export type PublicBasis = {
  readonly id: string;
  readonly pack: string;
  /** Place in its document. */
  readonly locator: string;
};

/** A decision as the case hands it over for publication. */
export type Publication = {
  readonly agencyId: string;
  readonly decisionId: string;
  /** Null for an imported decision. */
  readonly caseId: string | null;
  readonly decisionNumber: string | null;
  readonly caseName: string;
  readonly party: { readonly name: string; readonly isPerson: boolean } | null;
  /** Null where the pack's form does not make them public. */
  readonly facts: string | null;
  readonly law: string | null;
  readonly punishment: string | null;
  readonly penaltyKinds: readonly string[];
  readonly amountFen: number | null;
  readonly decidedOn: CivilDate;
  readonly publishedAt: Instant;
  /** Day since which a corrected text stands there; null or absent while nothing was corrected. */
  readonly correctedOn?: CivilDate | null;
  readonly form: 'full' | 'summary';
  /** Exactly the fields that the pack lists, in its order. */
  readonly fields: readonly PublicField[];
  /** Text of the decision document for the full form. */
  readonly document: string | null;
  /** Clauses that ask for the publication and its form; none when absent. */
  readonly basis?: readonly PublicBasis[];
  /** Whether the pack lists the punished person's name among what must be published. */
  readonly isNameRequired: boolean;
  /** Texts that must not become public wherever they stand: a person's address, an account. */
  readonly privateTexts: readonly string[];
};

/** A decision as it stands on the public site. */
export type PublicDecision = Omit<
  Publication,
  'party' | 'isNameRequired' | 'privateTexts' | 'caseId'
> & {
  readonly partyName: string | null;
};

/**
 * What of a publication becomes public.
 *
 * @returns every text without personal numbers and private texts; a natural person masked throughout, unless the
 *   pack asks for the name
 * @source yueqing-2.4.1-3; anze-P15-2; dazhou-2.1.1-1c
 */
export function publicDecision(publication: Publication): PublicDecision {
  const { party, isNameRequired, privateTexts: _, caseId: __, ...rest } = publication;
  const clean = (text: string) => publicText(text, publication);
  const cleanOrNull = (text: string | null) => (text === null ? null : clean(text));
  return {
    ...rest,
    decisionNumber: cleanOrNull(rest.decisionNumber),
    caseName: clean(rest.caseName),
    partyName: party === null ? null : clean(shownName(party, isNameRequired)),
    facts: cleanOrNull(rest.facts),
    law: cleanOrNull(rest.law),
    punishment: cleanOrNull(rest.punishment),
    fields: rest.fields.map((field) => ({ ...field, value: clean(field.value) })),
    document: rest.form === 'full' ? cleanOrNull(rest.document) : null,
  };
}

/**
 * A text about a case as it may be public.
 *
 * @param about - whose case it is, and what must not become public of it
 */
export function publicText(
  text: string,
  about: Pick<Publication, 'party' | 'isNameRequired' | 'privateTexts'>,
): string {
  const { party, isNameRequired, privateTexts } = about;
  const isMasked = party?.isPerson === true && !isNameRequired && Array.from(party.name).length > 1;
  const named = isMasked ? replaceText(text, party.name, maskPerson(party.name)) : text;
  return withoutPrivate(named, privateTexts);
}

function shownName(party: { name: string; isPerson: boolean }, isNameRequired: boolean): string {
  return party.isPerson && !isNameRequired ? maskParty(party.name, false) : party.name;
}

/**
 * The texts by which a published decision is found: those that are public, no others.
 *
 * @param decision - as it stands on the public site
 */
export function searchedTexts(
  decision: Pick<
    PublicDecision,
    | 'decisionNumber'
    | 'caseName'
    | 'partyName'
    | 'facts'
    | 'law'
    | 'punishment'
    | 'document'
    | 'fields'
  >,
): string[] {
  const texts = [
    decision.decisionNumber,
    decision.caseName,
    decision.partyName,
    decision.facts,
    decision.law,
    decision.punishment,
    decision.document,
    ...decision.fields.map((field) => field.value),
  ];
  return [...new Set(texts.filter((text): text is string => text !== null && text !== ''))];
}
