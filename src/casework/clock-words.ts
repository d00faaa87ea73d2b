import {
  addDays,
  type Calendar,
  type CivilDate,
  dayOf,
  daysBetween,
  type Instant,
  millisOf,
  type PeriodUnit,
  periodOf,
  type Rules,
} from '../rules/index.ts';
import type { CaseClock } from './part.ts';

/** How pressing a clock is, for order and colour. */
export type ClockUrgency =
  | 'overdue'
  | 'today'
  | 'soon'
  | 'ample'
  | 'paused'
  | 'met'
  | 'late'
  | 'lapses'
  | 'none';

/** How a clock stands in words. */
export type ClockWords = { readonly words: string; readonly urgency: ClockUrgency };

/** What words are made from: a clock of a case, or one as it is kept with its case. */
export type ToldClock = Pick<CaseClock, 'dueOn' | 'dueAt'> & {
  /** `lapses` stands for a running right of somebody else. */
  readonly standing: CaseClock['standing'] | 'lapses';
  readonly lapses?: boolean;
};

/** Where the words are spoken. */
export type Now = { readonly now: Instant; readonly calendar: Calendar };

const settled: Readonly<Record<string, ClockWords>> = {
  paused: { words: '已中止', urgency: 'paused' },
  met: { words: '已按期完成', urgency: 'met' },
  'met-late': { words: '逾期完成', urgency: 'late' },
  lapsed: { words: '期限已过', urgency: 'none' },
  stopped: { words: '不再计时', urgency: 'none' },
};
const hourMillis = 3_600_000;
const soonUnits = 2;

/**
 * Tells how a clock stands at a moment, so that a screen counts no days.
 *
 * @param unit - what the period is counted in; working days are told as working days
 */
export function clockWords(clock: ToldClock, unit: PeriodUnit, at: Now): ClockWords {
  const done = settled[clock.standing];
  if (done !== undefined) return done;
  const open =
    clock.dueOn === null ? wordsOfMoment(clock.dueAt, at) : wordsOfDay(clock.dueOn, unit, at);
  if (clock.standing !== 'lapses' && clock.lapses !== true) return open;
  return open.urgency === 'overdue'
    ? { words: '期限已过', urgency: 'none' }
    : { words: open.words, urgency: 'lapses' };
}

function wordsOfDay(dueOn: CivilDate, unit: PeriodUnit, { now, calendar }: Now): ClockWords {
  const today = dayOf(now);
  if (today > dueOn) return { words: `已超期 ${daysBetween(dueOn, today)} 天`, urgency: 'overdue' };
  if (today === dueOn) return { words: '今天到期', urgency: 'today' };
  const days = daysBetween(today, dueOn);
  const workdays = unit === 'workday' ? workdaysUntil(calendar, today, dueOn) : 0;
  const left = workdays > 0 ? workdays : days;
  const words = workdays > 0 ? `还剩 ${workdays} 个工作日` : `还剩 ${days} 天`;
  return { words, urgency: left <= soonUnits ? 'soon' : 'ample' };
}

/** Working days after a day, up to and including the last. */
function workdaysUntil(calendar: Calendar, today: CivilDate, dueOn: CivilDate): number {
  let count = 0;
  for (let day = addDays(today, 1); day <= dueOn; day = addDays(day, 1))
    if (calendar.isWorkday(day)) count += 1;
  return count;
}

function wordsOfMoment(dueAt: Instant | null, { now }: Now): ClockWords {
  if (dueAt === null) return { words: '恢复计时后确定', urgency: 'paused' };
  const millis = millisOf(dueAt) - millisOf(now);
  const hours = Math.ceil(Math.abs(millis) / hourMillis);
  const span = hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`;
  if (millis < 0) return { words: `已超期 ${span}`, urgency: 'overdue' };
  if (dayOf(dueAt) === dayOf(now))
    return { words: `今天 ${dueAt.slice(11, 16)} 到期`, urgency: 'today' };
  return { words: `还剩 ${span}`, urgency: hours <= soonUnits * 24 ? 'soon' : 'ample' };
}

/** What the period under a key is counted in; days where no pack sets one, as for a day fixed by an act. */
export function unitOf(rules: Rules, key: string, on: CivilDate): PeriodUnit {
  const rule = rules.get(key, on);
  return (rule === null ? null : periodOf(rule))?.period.unit ?? 'day';
}
