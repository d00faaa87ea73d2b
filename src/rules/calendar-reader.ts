import type { CalendarYear } from './calendar.ts';
import { addDays, type CivilDate, daysBetween, isCivilDate, weekday } from './civil-date.ts';
import { type Fields, fieldsOf, type PlacedText } from './fields.ts';
import { type Desk, note, type Place, type Problem, type SourceFile } from './node.ts';

/** A year's notice as read, with the places of its days. */
export type ReadYear = {
  readonly notice: CalendarYear;
  readonly file: string;
  readonly at: Place;
  readonly places: ReadonlyMap<CivilDate, Place>;
};

const LONGEST_REST = 31;

/** Reads the notice of one year; null if it cannot be used. What is wrong is noted. */
export function readYear(source: SourceFile, problems: Problem[]): ReadYear | null {
  const desk: Desk = { file: source.file, problems };
  const before = problems.length;
  const fields = fieldsOf(desk, source.node, '年度日历');
  if (fields === undefined) return null;
  const year = fields.wholeNumber('year', 1991, 2099);
  const notice = fields.requiredText('source');
  fields.text('note');
  const rest = daysOf(desk, fields.texts('rest'));
  const makeUp = daysOf(desk, fields.texts('makeUp'));
  fields.finish();
  if (year === undefined || notice === '') return null;
  const read: ReadYear = {
    notice: { year, source: notice, rest: [...rest.keys()], makeUp: [...makeUp.keys()] },
    file: source.file,
    at: fields.at,
    places: new Map([...rest, ...makeUp]),
  };
  checkName(desk, fields, read);
  checkDays(desk, read, rest, makeUp);
  if (problems.length === before) checkHolidays(desk, read);
  return problems.length === before ? read : null;
}

/** Every single day of a list of days and ranges 'first..last'. */
function daysOf(desk: Desk, texts: readonly PlacedText[]): Map<CivilDate, Place> {
  const days = new Map<CivilDate, Place>();
  for (const { text, at } of texts) {
    const range = rangeOf(text);
    if (range === null) {
      const sentence = `“${text}”不是日期或者日期区间。请写成 '2026-10-01' 或者 '2026-10-01..2026-10-07'。`;
      note(desk, at, 'calendar.bad-date', sentence);
    } else if (range.last < range.first || daysBetween(range.first, range.last) >= LONGEST_REST) {
      const sentence = `区间“${text}”的末日早于首日，或者超过 ${LONGEST_REST} 天。请核对通知。`;
      note(desk, at, 'calendar.bad-range', sentence);
    } else {
      for (let day = range.first; day <= range.last; day = addDays(day, 1)) {
        if (days.has(day)) note(desk, at, 'calendar.twice', `${day} 列了两次。请删去一次。`);
        days.set(day, at);
      }
    }
  }
  return days;
}

function rangeOf(text: string): { readonly first: CivilDate; readonly last: CivilDate } | null {
  const [first = '', last = first, ...more] = text.split('..');
  return isCivilDate(first) && isCivilDate(last) && more.length === 0 ? { first, last } : null;
}

function checkName(desk: Desk, fields: Fields, { notice, file }: ReadYear): void {
  const name = file.split('/').at(-1) ?? file;
  if (/^\d{4}\.yaml$/.test(name) && name !== `${notice.year}.yaml`) {
    fields.wrong('year', `是 ${notice.year}，与文件名 ${name} 不一致。请改成同一年`);
  }
  if (notice.rest.length === 0)
    note(desk, fields.at, 'calendar.no-rest', '没有列出放假日期。请补上。');
}

function checkDays(
  desk: Desk,
  { notice }: ReadYear,
  rest: ReadonlyMap<CivilDate, Place>,
  makeUp: ReadonlyMap<CivilDate, Place>,
): void {
  for (const [day, at] of [...rest, ...makeUp]) {
    // The New Year holiday may begin in the December before, never later than the year itself.
    if (day >= `${notice.year - 1}-12-01` && day <= `${notice.year}-12-31`) continue;
    const text = `${day} 不在 ${notice.year} 年的安排之内。请核对年份。`;
    note(desk, at, 'calendar.other-year', text);
  }
  for (const [day, at] of makeUp) {
    if (rest.has(day)) {
      note(
        desk,
        at,
        'calendar.contradiction',
        `${day} 既列为放假又列为上班。请核对通知，只留一处。`,
      );
    }
    if (weekday(day) <= 5) {
      const text = `${day} 是星期一至星期五，本来就上班，不会是调休上班日。请核对日期。`;
      note(desk, at, 'calendar.not-a-weekend', text);
    }
  }
}

/** Days that have been statutory holidays in every year since 1999; a list without one of them is incomplete. */
const statutory = ['01-01', '05-01', '10-01', '10-02', '10-03'] as const;

function checkHolidays(desk: Desk, { notice, at }: ReadYear): void {
  for (const holiday of statutory) {
    const day = `${notice.year}-${holiday}`;
    if (notice.rest.includes(day) || (weekday(day) > 5 && !notice.makeUp.includes(day))) continue;
    const text = `${day} 是法定节日，却没有列为放假。请对照通知补全。`;
    note(desk, at, 'calendar.incomplete', text);
  }
}

/**
 * What is wrong between the notices of different years.
 *
 * @param years - each sound in itself; the first of two for the same year is the one in use
 */
export function checkYears(years: readonly ReadYear[], problems: Problem[]): void {
  const byYear = new Map<number, ReadYear>();
  const meaning = new Map<CivilDate, { readonly isRest: boolean; readonly file: string }>();
  for (const read of years) {
    const desk: Desk = { file: read.file, problems };
    const { notice } = read;
    const other = byYear.get(notice.year);
    if (other !== undefined) {
      const text = `${notice.year} 年已有日历（${other.file}）。请删去其中一份。`;
      note(desk, read.at, 'calendar.duplicate-year', text);
      continue;
    }
    byYear.set(notice.year, read);
    for (const [day, at] of read.places) {
      const isRest = notice.rest.includes(day);
      const known = meaning.get(day);
      if (known !== undefined && known.isRest !== isRest) {
        const text = `${day} 与 ${known.file} 的安排相反。请核对两年的通知。`;
        note(desk, at, 'calendar.contradiction', text);
      }
      meaning.set(day, { isRest, file: read.file });
    }
  }
}
