import { handlingOfficers, type JsonObject, summaryOf, textOf } from '../casework/index.ts';
import { type ClauseId, dayOf } from '../rules/index.ts';
import { type Filed, personOf } from './filed.ts';
import { dateText } from './words.ts';

/** What stands in every document, whatever its kind. */
export type Head = {
  readonly title: string;
  readonly number: string;
  readonly agency: string;
  readonly caseTitle: string;
  readonly date: string;
  readonly reference: JsonObject;
  readonly copies: string | null;
  readonly note: string | null;
};

/** The case as documents name it. */
export type CaseNames = {
  readonly number: string;
  readonly title: string;
  readonly party: string;
  readonly department: string;
  readonly handlers: string;
};

/** How documents name the case. */
export function caseNames(filed: Filed): CaseNames {
  const { view, names } = filed;
  const summary = summaryOf(view.procedure, view.state);
  return {
    number: summary.caseNumber ?? '',
    title: summary.title,
    party: summary.partyName ?? '',
    department: names.departments[summary.departmentId ?? ''] ?? '',
    handlers: handlingOfficers(view)
      .map((id) => personOf(filed, id))
      .filter((name) => name !== '')
      .join('、'),
  };
}

/** The head of a document: body, case, day, and where its contents come from. */
export function headOf(filed: Filed, title: string): Head {
  const { event, names } = filed;
  const { number, title: caseTitle } = caseNames(filed);
  const record = `第${event.sequence}号记录`;
  return {
    title,
    number: numberIn(filed) ?? '',
    agency: names.agency,
    caseTitle,
    date: dateText(dayOf(event.at)),
    reference: {
      short: number === '' ? record : `${number} ${record}`,
      digest: event.commitment.slice(0, 16),
    },
    copies: null,
    note: null,
  };
}

/** The number that the record gives the document; null where it has none. */
export function numberIn({ event }: Filed): string | null {
  return textOf(event.data, 'number') || null;
}

/** Where clauses stand, as they are cited, each once, in the given order. */
export function groundsOf({ view }: Filed, ids: readonly ClauseId[]): readonly string[] {
  const cited = ids.map((id) => view.context.rules.clause(id)?.citation ?? '');
  return [...new Set(cited)].filter((citation) => citation !== '');
}

/** Rows of a table of facts; those without content are left out. */
export const rowsOf = (rows: readonly (readonly [string, string])[]): Row[] =>
  rows.filter(([, text]) => text !== '').map(([label, text]) => [label, text]);

type Row = readonly [string, string];
