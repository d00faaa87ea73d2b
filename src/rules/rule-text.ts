import type { OwnSetting, Period, PeriodUnit, Rule, Schedule } from './rule.ts';
import { codeWords, officeWords, partWords } from './rule-value-words.ts';
import { startEvents } from './start-event.ts';

const units: Readonly<Record<PeriodUnit, string>> = {
  workday: '个工作日',
  day: '日',
  hour: '小时',
  month: '个月',
  year: '年',
};

const keeps = { 'long-term': '长期保存', permanent: '永久保存', 'same-as-case-file': '与案卷同期' };

const levelTitles: ReadonlyMap<string, string> = new Map([
  ['law', '法律'],
  ['administrative-regulation', '行政法规'],
  ['local-regulation', '地方性法规'],
  ['rule', '规章'],
  ['other', '其他规定'],
]);

/** A length of time in words: '7 个工作日'. */
export function lengthText(period: Pick<Period, 'n' | 'unit' | 'lastDayAtRest'>): string {
  const rolls = period.lastDayAtRest === 'rolls-forward' ? '（末日遇休息日顺延）' : '';
  return `${period.n} ${units[period.unit]}${rolls}`;
}

/** A returning day in words: '每月 20 日前'. */
export function scheduleText(schedule: Schedule): string {
  return schedule.unit === 'month'
    ? `每月 ${schedule.day} 日前`
    : `每年 ${schedule.month} 月 ${schedule.day} 日前`;
}

/** Calls an office by its name. */
export type OfficeName = (key: string) => string;

/**
 * What a rule says, in one line of Chinese for lists and comparisons; never the source's own sentence.
 *
 * @param office - what offices are called in the body; a general name when absent
 */
export function ruleText(rule: Rule, office: OfficeName = generalName): string {
  if (rule.unset !== undefined) return `未规定：${rule.unset}`;
  return parts
    .map((part) => part(rule, office))
    .filter((text) => text !== '')
    .join('；');
}

const generalName: OfficeName = (key) => officeWords[key] ?? key;

const startText = ({ from }: Rule) => (from === undefined ? '' : (startEvents.get(from) ?? from));

const parts: readonly ((rule: Rule, office: OfficeName) => string)[] = [
  withinText,
  promptlyText,
  ({ ours }) => (ours === undefined ? '' : ownText(ours)),
  ({ behind }) => (behind?.within === undefined ? '' : `法律的上限 ${lengthText(behind.within)}`),
  ({ every }) => (every === undefined ? '' : scheduleText(every)),
  ({ keep }) => (keep === undefined ? '' : keeps[keep]),
  ({ extend }, office) =>
    extend === undefined ? '' : `经${office(extend.approver)}批准可延长 ${lengthText(extend)}`,
  ({ pauses }) =>
    pauses === undefined ? '' : `扣除 ${pauses.map((code) => codeWords[code] ?? code).join('、')}`,
  ({ value }, office) => (value === undefined ? '' : valueText(value, office)),
  ({ yieldsTo }) => (yieldsTo === undefined ? '' : yieldsText(yieldsTo)),
];

function withinText(rule: Rule): string {
  if (rule.within === undefined) return '';
  const least = rule.bound === 'min' ? '至少 ' : '';
  const since = rule.within.unit === 'hour' ? '起' : '的次日起';
  return `自${startText(rule)}${since} ${least}${lengthText(rule.within)}`;
}

function promptlyText(rule: Rule): string {
  if (rule.promptly !== true) return '';
  return `${rule.from === undefined ? '' : `${startText(rule)}后`}及时（原文没有数字）`;
}

function yieldsText(levels: readonly string[]): string {
  return `${levels.map((level) => levelTitles.get(level) ?? level).join('、')}另有规定的从其规定`;
}

function ownText({ n, unit, reason }: OwnSetting): string {
  return `本机关补定 ${lengthText({ n, unit })}（${reason}）`;
}

/** A value in words: titles where things have titles, otherwise names and contents. */
function valueText(value: unknown, office: OfficeName): string {
  if (value === true) return '是';
  if (value === false) return '否';
  if (value === null) return '无';
  if (Array.isArray(value)) return listText(value, office);
  if (typeof value === 'object') return mapText(value, office);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return Object.hasOwn(officeWords, value) ? office(value) : (codeWords[value] ?? value);
}

function listText(values: readonly unknown[], office: OfficeName): string {
  // What has several parts is set apart by more than the mark between its parts.
  const hasParts = values.some(
    (value) => typeof value === 'object' && value !== null && !('title' in value),
  );
  return values.map((value) => valueText(value, office)).join(hasParts ? '；' : '、');
}

function mapText(value: object, office: OfficeName): string {
  if ('title' in value && 'carriers' in value) return dutyText(value, office);
  if ('title' in value) return String(value.title);
  if (isLength(value)) return lengthText(value);
  return Object.entries(value)
    .filter(([name, part]) => name !== 'clauses' && !isEmpty(part))
    .map(([name, part]) => `${partWords[name] ?? name}：${amountText(name, part, office)}`)
    .join('，');
}

/** What is to be put in place: by whom and by when belongs to it. */
function dutyText({ title, ...duty }: { readonly title: unknown }, office: OfficeName): string {
  const told = ['lead', 'carriers', 'assistants', 'completeBy', 'thereafter']
    .map((name) => [name, (duty as Readonly<Record<string, unknown>>)[name]] as const)
    .filter(([, part]) => part !== null && part !== undefined && !isEmpty(part))
    .map(([name, part]) => `${partWords[name] ?? name}：${valueText(part, office)}`);
  return `${String(title)}（${told.join('，')}）`;
}

const isEmpty = (part: unknown) => part === '' || (Array.isArray(part) && part.length === 0);

function isLength(value: object): value is { readonly n: number; readonly unit: PeriodUnit } {
  return 'n' in value && 'unit' in value && typeof value.unit === 'string' && value.unit in units;
}

/** A part whose name says what its number counts. */
function amountText(name: string, part: unknown, office: OfficeName): string {
  if (typeof part !== 'number') return valueText(part, office);
  if (name.endsWith('Fen')) return `${part / 100} 元`;
  if (name.endsWith('Permille')) return part % 10 === 0 ? `${part / 10}%` : `${part}‰`;
  return name.endsWith('Percent') ? `${part}%` : String(part);
}
