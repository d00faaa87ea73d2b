import type { CompiledItem } from './catalogue.ts';

const columns: readonly {
  readonly title: string;
  readonly of: (item: CompiledItem) => string;
}[] = [
  { title: '序号', of: ({ no }) => String(no) },
  { title: '事项', of: ({ title }) => title },
  { title: '行政执法行为类别', of: ({ actKindTitle }) => actKindTitle },
  { title: '执法层级', of: ({ levelTitle }) => levelTitle },
  { title: '所属领域', of: ({ field }) => field ?? '不限' },
  { title: '金额、处罚种类和其他情况', of: ({ words }) => words },
  { title: '事项标准', of: ({ standard }) => standard },
  { title: '属于的情形', of: ({ triggerTitle }) => triggerTitle },
  { title: '依据', of: ({ basis }) => basis },
  { title: '承办机构', of: ({ departmentName }) => departmentName },
];

/**
 * The copy of a version that is approved, published and filed: a table with a fixed text, so that its digest names it.
 *
 * It begins with the mark by which spreadsheet programs know the encoding; lines end as RFC 4180 says.
 *
 * @param items - of one version, in order
 */
export function catalogueTable(items: readonly CompiledItem[]): string {
  const lines = [columns.map(({ title }) => title), ...items.map((item) => rowOf(item))];
  return `\u{feff}${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}

const rowOf = (item: CompiledItem) => columns.map(({ of }) => of(item));

/** A cell that a spreadsheet program takes for text, whatever it begins with. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
