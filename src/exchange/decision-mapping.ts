/**
 * From the columns of somebody's table to our fields.
 *
 * A mapping names for each of our fields where its value comes from: a column, the first filled of several columns, a
 * constant, or a template with columns in braces. Columns that no field names are not read, so they never become public.
 */
import type { Refusal } from '../rules/index.ts';
import { isDayFormat } from './cell-day.ts';

/** Our fields, with the title by which a message calls each. */
export const importFields = {
  decisionNumber: '决定书文号',
  caseName: '案件名称',
  party: '当事人',
  partyKind: '当事人类别',
  facts: '违法事实',
  law: '处罚依据',
  punishment: '处罚内容',
  decidedOn: '决定日期',
} as const;

/** A field of an imported decision. */
export type ImportField = keyof typeof importFields;

/** Where the value of a field comes from. */
export type FieldSource =
  | { readonly columns: readonly string[]; readonly format?: string }
  | { readonly constant: string; readonly format?: string }
  | { readonly template: string; readonly format?: string };

/** Where the values of all fields come from; a field that is not named stays empty. */
export type Mapping = {
  readonly fields: Readonly<Partial<Record<ImportField, FieldSource>>>;
  /** What the column of the party's kind holds for an organisation; anything else is a natural person. */
  readonly organisations: readonly string[];
};

const names = Object.keys(importFields) as ImportField[];
const organisations = [
  'true',
  '是',
  '1',
  '法人',
  '法人及非法人组织',
  '非法人组织',
  '组织',
  '单位',
  '企业',
  '个体工商户',
  '法人或其他组织',
  '法人或者其他组织',
  'organisation',
];

/** Mapping for files with the columns party, org, date, time, place, act, law, punish. */
const traffic: Mapping = {
  organisations,
  fields: {
    caseName: { template: '{party}{act}案' },
    party: { columns: ['party'] },
    partyKind: { columns: ['org'] },
    facts: { template: '{date} {time}，{party}在{place}{act}。' },
    law: { columns: ['law'] },
    punishment: { columns: ['punish'] },
    decidedOn: { columns: ['date'] },
  },
};

/** Headings in use: those of the credit publicity lists, old and new, and the plain Chinese ones. */
const usual: Mapping = {
  organisations,
  fields: {
    decisionNumber: {
      columns: [
        '决定书文号',
        '行政处罚决定书文号',
        '处罚决定书文号',
        '文号',
        'decisionNumber',
        'CF_WSH',
      ],
    },
    caseName: { columns: ['案件名称', '案名', '处罚名称', 'caseName', 'CF_CFMC'] },
    party: {
      columns: [
        '当事人',
        '当事人名称',
        '行政相对人名称',
        '被处罚人',
        '被处罚人姓名或者名称',
        'party',
        'CF_XDR_MC',
      ],
    },
    partyKind: { columns: ['当事人类别', '行政相对人类别', 'partyKind', 'CF_XDR_LB'] },
    facts: { columns: ['违法事实', '主要违法事实', '案件事实', '处罚事由', 'facts', 'CF_SY'] },
    law: { columns: ['处罚依据', '法律依据', '依据', 'law', 'CF_YJ'] },
    punishment: {
      columns: ['处罚内容', '处罚结果', '处罚决定', '行政处罚内容', 'punishment', 'CF_NR'],
    },
    decidedOn: {
      columns: ['决定日期', '处罚决定日期', '处罚日期', '作出处罚的日期', 'decidedOn', 'CF_JDRQ'],
    },
  },
};

/**
 * The mapping that fits a table without a mapping file.
 *
 * @param columns - headings of the table
 * @returns null when the day or the punishment would come from nowhere
 */
export function mappingFor(columns: readonly string[]): Mapping | null {
  const has = new Set(columns);
  if (['party', 'act', 'law', 'punish', 'date', 'place', 'time'].every((name) => has.has(name)))
    return traffic;
  const fits = (field: ImportField) =>
    columnsOf(usual.fields[field]).some((column) => has.has(column));
  return fits('decidedOn') && fits('punishment') ? usual : null;
}

/** The columns that a source reads; empty for a constant. */
export function columnsOf(source: FieldSource | undefined): readonly string[] {
  if (source === undefined || 'constant' in source) return [];
  if ('columns' in source) return source.columns;
  return [...source.template.matchAll(/\{([^{}]*)\}/g)].map((found) => found[1] ?? '');
}

/**
 * Reads a mapping file.
 *
 * @param content - what the YAML holds
 * @returns the mapping, or every mistake in it
 */
export function readMapping(
  content: unknown,
): { mapping: Mapping } | { refusals: readonly Refusal[] } {
  if (!isRecord(content) || !isRecord(content['fields']))
    return { refusals: [wrong('fields', '对照文件须有 fields 一节，写明每个字段取自哪一列。')] };
  const given = content['fields'];
  const listed = content['organisations'] ?? organisations;
  const refusals = [
    ...Object.keys(content).flatMap(sectionProblem),
    ...Object.entries(given).flatMap(fieldProblem),
    ...missingFields(given),
    ...(isTextList(listed)
      ? []
      : [
          wrong(
            'organisations',
            '对照文件的 organisations 须是一列文字，写明“当事人类别”一列中哪些值表示组织。',
          ),
        ]),
  ];
  if (refusals.length > 0) return { refusals };
  const fields = Object.fromEntries(
    Object.entries(given).map(([name, entry]) => [name, sourceOf(entry)]),
  ) as Mapping['fields'];
  return { mapping: { fields, organisations: listed as readonly string[] } };
}

function sectionProblem(name: string): Refusal[] {
  if (name === 'fields' || name === 'organisations') return [];
  return [wrong(name, `对照文件中不认识“${cut(name)}”；只有 fields 和 organisations 两节。`)];
}

function fieldProblem([name, entry]: readonly [string, unknown]): Refusal[] {
  if (!names.includes(name as ImportField))
    return [wrong(name, `对照文件中不认识字段“${cut(name)}”；可用的字段是 ${names.join('、')}。`)];
  return sourceOf(entry) === null ? [wrong(name, sourceHelp(name))] : [];
}

function missingFields(given: Readonly<Record<string, unknown>>): Refusal[] {
  return (['decidedOn', 'punishment'] as const)
    .filter((name) => !Object.hasOwn(given, name))
    .map((name) => wrong(name, `对照文件缺少字段 ${name}（${importFields[name]}）。`));
}

function sourceOf(entry: unknown): FieldSource | null {
  if (typeof entry === 'string') return entry === '' ? null : { columns: [entry] };
  if (isTextList(entry)) return { columns: entry };
  if (!isRecord(entry)) return null;
  const { format, ...rest } = entry;
  const source = Object.keys(rest).length === 1 ? placeOf(rest) : null;
  if (source === null || format === undefined) return source;
  return typeof format === 'string' && isDayFormat(format) ? { ...source, format } : null;
}

function placeOf(entry: Readonly<Record<string, unknown>>): FieldSource | null {
  const { column, columns, constant, template } = entry;
  if (typeof column === 'string' && column !== '') return { columns: [column] };
  if (isTextList(columns)) return { columns };
  if (typeof constant === 'string') return { constant };
  return typeof template === 'string' ? { template } : null;
}

function sourceHelp(name: string): string {
  return `对照文件的字段 ${name} 写法不对：写列名，或 {column: 列名}、{columns: [列名, …]}、{constant: 固定值}、{template: '{列名}…'} 之一，日期可另加 format（如 YYYY年M月D日）。`;
}

function wrong(field: string, text: string): Refusal {
  return { code: 'import.mapping', text, clauses: [], field: `/fields/${cut(field)}` };
}

function cut(text: string): string {
  return Array.from(text).slice(0, 40).join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => typeof each === 'string' && each !== '')
  );
}
