import {
  type CaseView,
  type Draft,
  isObject,
  type JsonObject,
  objectOf,
  optionsOf,
  penaltyWords,
  type Told,
  textOf,
} from '../casework/index.ts';
import type { CivilDate } from '../rules/index.ts';
import { asksForNames, partyOf } from './case-publication.ts';
import { maskParty } from './privacy.ts';
import { publicText } from './publication.ts';

/**
 * What a summary for publication opens with: each field that the pack lists, as far as the case tells it.
 *
 * The party and the texts stand as they will be in public. Where the body's rules ask for the whole document, nothing
 * is drawn up.
 *
 * @source sao-2018-118-6; dazhou-2.1.4-1c; anze-P14-2; yueqing-2.4.1-3
 */
export const summaryDraft: Draft = (view, told) => {
  const form = view.rule('disclosure.form')?.value;
  if (!isObject(form) || form['summary'] !== true) return {};
  const listed = optionsOf(view, 'disclosure.summary-fields') ?? [];
  const known = knownOf(view, told, listed.some(asksForNames));
  const drawn = listed.flatMap(({ code }) => {
    const text = known[code] ?? '';
    return text === '' ? [] : [[code, text] as const];
  });
  return drawn.length === 0 ? {} : { summary: Object.fromEntries(drawn) };
};

/** What the case tells of the fields that packs list, by their codes. */
function knownOf(
  view: CaseView,
  { events, agencyName }: Told,
  isNameRequired: boolean,
): Readonly<Record<string, string>> {
  const dataOf = (kind: string) => events.findLast((event) => event.kind === kind)?.data;
  const [lead, decision] = [dataOf('leadRegistered'), dataOf('decisionMade')];
  const about = { ...partyOf(lead), isNameRequired };
  const clean = (text: string) => publicText(text, about);
  const { name, isPerson } = about.party ?? { name: '', isPerson: false };
  const penalty = penaltyWords(view.procedure, objectOf(decision, 'penalty'));
  return {
    agency: agencyName,
    party: isPerson && !isNameRequired ? maskParty(name, false) : name,
    class: view.procedure.title,
    conclusion: penalty,
    'decided-on': dayText(textOf(decision, 'decidedOn')),
    'document-number': textOf(decision, 'number'),
    'case-name': clean(textOf(lead, 'title')),
    'legal-representative': representativeOf(lead),
    'main-facts': clean(textOf(decision, 'facts')),
    'kind-and-basis': kindAndBasis(penalty, clean(textOf(decision, 'basis'))),
    performance: clean(textOf(decision, 'performance')),
  };
}

/** Only an organisation has one whose name is published. */
function representativeOf(lead: JsonObject | undefined): string {
  const party = objectOf(lead, 'party');
  return textOf(party, 'kind') === 'organisation' ? textOf(party, 'legalRepresentative') : '';
}

function kindAndBasis(penalty: string, basis: string): string {
  const ground = basis.replace(/^(?:依据|根据)[:：]?/u, '').replace(/[。；;，,\s]+$/u, '');
  return [ground === '' ? '' : `依据${ground}`, penalty].filter((text) => text !== '').join('，');
}

function dayText(day: CivilDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return date === '' ? '' : `${year}年${Number(month)}月${Number(date)}日`;
}
