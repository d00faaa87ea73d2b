import { type CivilDate, isCivilDate } from '../rules/index.ts';

const usual = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const pieceOf: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};

/** Whether a text is a date format: YYYY, M or MM, and D or DD, each once, with anything between. */
export function isDayFormat(format: string): boolean {
  const pieces = (format.match(/YYYY|MM|M|DD|D/g) ?? []).map((piece) => piece.charAt(0));
  return format.length <= 40 && [...pieces].sort().join('') === 'DMY';
}

/**
 * The civil day that a cell names.
 *
 * @param cell - a day, with a time of day behind it or not
 * @param format - as in {@link isDayFormat}; without it the usual ways to write a day are understood
 * @returns null when it names none
 */
export function dayOfCell(cell: string, format?: string): CivilDate | null {
  const text = cell.normalize('NFKC').trim();
  return format === undefined ? dayInUsualForm(text) : dayInFormat(text, format.normalize('NFKC'));
}

function dayInUsualForm(text: string): CivilDate | null {
  const day = text.replace(/[T\s]+\d{1,2}[:时]\d{1,2}.{0,24}$/u, '');
  for (const form of usual) {
    const [, year, month, date] = form.exec(day) ?? [];
    if (year !== undefined) return dayFrom(year, month, date);
  }
  return null;
}

function dayInFormat(text: string, format: string): CivilDate | null {
  const parts = format.split(/(YYYY|MM|M|DD|D)/);
  const pattern = parts
    .map((part) => pieceOf[part] ?? part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('');
  const groups = new RegExp(`^${pattern}$`, 'u').exec(text)?.groups;
  return groups === undefined ? null : dayFrom(groups['year'], groups['month'], groups['day']);
}

function dayFrom(year = '', month = '', date = ''): CivilDate | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isCivilDate(day) ? day : null;
}
