/** A year of the working-day calendar. */
export type CalendarYear = {
  readonly year: number;
  readonly source: string;
  readonly restDays: number;
  readonly makeUpDays: number;
  readonly imported: boolean;
  readonly rest: readonly string[];
  readonly makeUp: readonly string[];
};

/** What a day is: a workday, the end of a week, a rest day by the notice, or a workday by the notice. */
export type DayKind = 'work' | 'weekend' | 'rest' | 'make-up';

/** A day in the picture of a month. */
export type Day = { readonly on: string; readonly number: number; readonly kind: DayKind };

/** A month in the picture: how many empty places stand before its first day (weeks begin on Monday), and its days. */
export type Month = {
  readonly number: number;
  readonly before: number;
  readonly days: readonly Day[];
};

/** What each kind of day is called. */
export const dayKindTitles: Readonly<Record<DayKind, string>> = {
  work: '上班',
  weekend: '周末',
  rest: '放假',
  'make-up': '调休上班',
};

/** The twelve months of a year with what each day is. */
export function monthsOf({ year, rest, makeUp }: CalendarYear): readonly Month[] {
  const [restDays, makeUpDays] = [new Set(rest), new Set(makeUp)];
  const kindOf = (on: string, weekday: number): DayKind => {
    if (makeUpDays.has(on)) return 'make-up';
    if (restDays.has(on)) return 'rest';
    return weekday >= 5 ? 'weekend' : 'work';
  };
  return Array.from({ length: 12 }, (_, index) => {
    const before = weekdayOf(year, index, 1);
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
    const days = Array.from({ length }, (_unused, offset) => {
      const number = offset + 1;
      const on = `${year}-${two(index + 1)}-${two(number)}`;
      return { on, number, kind: kindOf(on, (before + offset) % 7) };
    });
    return { number: index + 1, before, days };
  });
}

/** Monday is 0. */
function weekdayOf(year: number, month: number, day: number): number {
  return (new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7;
}

const two = (n: number) => String(n).padStart(2, '0');

/** Days in words, runs of days joined: '10 月 1 日至 7 日'. */
export function daysText(days: readonly string[]): string {
  const runs: string[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && follows(run.at(-1), day)) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => runText(run)).join('，');
}

function follows(before: string | undefined, day: string): boolean {
  return Date.parse(day) - Date.parse(before ?? '') === 86_400_000;
}

function runText(run: readonly string[]): string {
  const [first = '', last = first] = [run[0], run.at(-1)];
  const [month, day] = [Number(first.slice(5, 7)), Number(first.slice(8))];
  const from = `${month} 月 ${day} 日`;
  if (first === last) return from;
  const lastMonth = Number(last.slice(5, 7));
  return lastMonth === month
    ? `${from}至 ${Number(last.slice(8))} 日`
    : `${from}至 ${lastMonth} 月 ${Number(last.slice(8))} 日`;
}

/** An example to start from. */
export function exampleOf(year: number): string {
  return `year: ${year}
source: 国办发明电〔${year - 1}〕×号
rest:
  - '${year}-01-01..${year}-01-03'
makeUp:
  - '${year}-01-04'
`;
}
