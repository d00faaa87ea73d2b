import {
  fineFenOf,
  maskParty,
  type PublicField,
  penaltyKindsOf,
  withoutPrivate,
} from '../disclosure/index.ts';
import type { CivilDate } from '../rules/index.ts';
import { dayOfCell } from './cell-day.ts';
import {
  type FieldSource,
  type ImportField,
  importFields,
  type Mapping,
} from './decision-mapping.ts';

/** One row of a table: cells by heading. */
export type TableRow = Readonly<Record<string, string>>;

/** A past decision as it becomes public. */
export type ImportedDecision = {
  readonly decisionNumber: string | null;
  readonly caseName: string;
  readonly partyName: string | null;
  readonly facts: string | null;
  readonly law: string | null;
  readonly punishment: string;
  readonly penaltyKinds: readonly string[];
  readonly amountFen: number | null;
  readonly decidedOn: CivilDate;
  readonly fields: readonly PublicField[];
};

const longest: Readonly<Record<ImportField, number>> = {
  decisionNumber: 128,
  caseName: 500,
  party: 500,
  partyKind: 50,
  facts: 20_000,
  law: 4000,
  punishment: 4000,
  decidedOn: 50,
};

/**
 * Reads one row.
 *
 * @param row - cells by heading
 * @param mapping - where our fields come from
 * @param today - no decision is made later than that
 * @returns the decision without personal data, or what is wrong with the row, in Chinese and without the cell's content
 */
export function readDecisionRow(
  row: TableRow,
  mapping: Mapping,
  today: CivilDate,
): { decision: ImportedDecision } | { problems: readonly string[] } {
  const value = (field: ImportField) => valueOf(mapping.fields[field], row);
  const decidedOn = dayOfCell(value('decidedOn'), mapping.fields.decidedOn?.format);
  const problems = [...dayProblems(value('decidedOn'), decidedOn, today), ...lengthProblems(value)];
  if (value('punishment') === '') problems.push('缺少处罚内容');
  if (value('caseName') === '' && value('party') === '' && value('facts') === '')
    problems.push('案件名称、当事人和违法事实全部为空');
  if (problems.length > 0 || decidedOn === null) return { problems };
  return { decision: decisionFrom(value, decidedOn, mapping) };
}

function decisionFrom(
  value: (field: ImportField) => string,
  decidedOn: CivilDate,
  mapping: Mapping,
): ImportedDecision {
  const name = value('party');
  const kind = value('partyKind').toLowerCase();
  // Where the table says nothing of the kind, only names that look like a person's are masked.
  const shown = maskParty(name, kind === '' || mapping.organisations.includes(kind));
  const clean = (text: string) =>
    withoutPrivate(
      name !== shown && Array.from(name).length > 1 ? text.replaceAll(name, shown) : text,
    );
  const orNull = (text: string) => (text === '' ? null : clean(text));
  const partyName = orNull(shown);
  const decision = {
    decisionNumber: orNull(value('decisionNumber')),
    caseName: clean(value('caseName') || `${shown || '当事人'}行政处罚案`),
    partyName,
    facts: orNull(value('facts')),
    law: orNull(value('law')),
    punishment: clean(value('punishment')),
    penaltyKinds: penaltyKindsOf(value('punishment')),
    amountFen: fineFenOf(value('punishment')),
    decidedOn,
  };
  return { ...decision, fields: fieldsOf(decision) };
}

/** The fields that the public reads of an imported decision, in their order. */
export function fieldsOf(
  decision: Omit<ImportedDecision, 'fields' | 'penaltyKinds' | 'amountFen'>,
): PublicField[] {
  const listed: readonly (readonly [ImportField, string | null])[] = [
    ['decisionNumber', decision.decisionNumber],
    ['caseName', decision.caseName],
    ['party', decision.partyName],
    ['facts', decision.facts],
    ['law', decision.law],
    ['punishment', decision.punishment],
    ['decidedOn', decision.decidedOn],
  ];
  return listed.flatMap(([code, text]) =>
    text === null ? [] : [{ code, title: importFields[code], value: text }],
  );
}

function valueOf(source: FieldSource | undefined, row: TableRow): string {
  if (source === undefined) return '';
  if ('constant' in source) return source.constant.trim();
  const cell = (column: string) => (Object.hasOwn(row, column) ? (row[column] ?? '') : '').trim();
  if ('template' in source)
    return source.template.replace(/\{([^{}]*)\}/g, (_, column: string) => cell(column)).trim();
  return source.columns.map(cell).find((text) => text !== '') ?? '';
}

function dayProblems(written: string, day: CivilDate | null, today: CivilDate): string[] {
  if (written === '') return ['缺少决定日期'];
  if (day === null) return ['决定日期不是能识别的日期，请写成 2026-09-28 这样'];
  if (day > today) return ['决定日期晚于今天'];
  if (day < '1949-10-01') return ['决定日期早于 1949-10-01'];
  return [];
}

function lengthProblems(value: (field: ImportField) => string): string[] {
  return (Object.keys(longest) as ImportField[])
    .filter((field) => value(field).length > longest[field])
    .map((field) => `${importFields[field]}超过 ${longest[field]} 个字`);
}
