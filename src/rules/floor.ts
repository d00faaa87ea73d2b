import type { Calendar } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { due } from './due.ts';
import { addHours, dayOf, endOfDay } from './instant.ts';
import type { Period, Rule } from './rule.ts';

/** Why a local rule is looser than the national one it may only tighten; null if it is not. */
export type Loosening = string | null;

const FIRST_START = '2024-01-01';
const STARTS = 1096;

/**
 * Whether a local rule gives more room than the national rule with the same key.
 *
 * Units differ, so that lengths cannot be compared as numbers: seven workdays are nine days in May and fifteen in
 * October. Both rules are run from every day of three announced years instead.
 *
 * @param stricter - which way is tighter: an agency's own periods when shorter, a party's when longer
 */
export function loosening(
  local: Rule,
  national: Rule,
  stricter: 'shorter' | 'longer',
  calendar: Calendar,
): Loosening {
  if (local.unset !== undefined) return '国家有规定，不能写作未规定';
  if (local.keep !== undefined || national.keep !== undefined) return looserKeep(local, national);
  const period = local.within ?? local.ours;
  if (period === undefined || national.within === undefined) return null;
  return (
    otherStart(local, national) ??
    looserLength(period, national.within, stricter, calendar) ??
    (stricter === 'shorter' ? looserBeyond(local, national, calendar) : null)
  );
}

/** The first start on which the local period ends on the wrong side of the national one. */
export function looserLength(
  local: Period,
  national: Period,
  stricter: 'shorter' | 'longer',
  calendar: Calendar,
): Loosening {
  for (let offset = 0; offset < STARTS; offset += 1) {
    const from = addDays(FIRST_START, offset);
    const here = lastDay(local, from, calendar);
    const there = lastDay(national, from, calendar);
    if (stricter === 'shorter' ? here > there : here < there) {
      return `例如自 ${from} 起算，本规则到 ${here}，国家规定到 ${there}`;
    }
  }
  return null;
}

function otherStart(local: Rule, national: Rule): Loosening {
  if (local.from === national.from) return null;
  return `起算事件是“${local.from ?? ''}”，国家规定是“${national.from ?? ''}”，不能保证更严`;
}

function looserBeyond(local: Rule, national: Rule, calendar: Calendar): Loosening {
  if (local.extend !== undefined) {
    if (national.extend === undefined) return '允许延长，而国家规定不允许延长';
    const longer = looserLength(local.extend, national.extend, 'shorter', calendar);
    if (longer !== null) return `延长的期限过长，${longer}`;
  }
  const added = local.pauses?.find((pause) => !national.pauses?.includes(pause));
  return added === undefined ? null : `允许因“${added}”停止计时，而国家规定不允许`;
}

const keepOrder = { 'same-as-case-file': 0, 'long-term': 1, permanent: 2 } as const;

function looserKeep(local: Rule, national: Rule): Loosening {
  if (national.keep === undefined || national.keep === 'same-as-case-file') return null;
  const kept = local.keep === undefined ? -1 : keepOrder[local.keep];
  return kept < keepOrder[national.keep] ? '保存时间短于国家规定' : null;
}

function lastDay(period: Period, from: CivilDate, calendar: Calendar): CivilDate {
  if (period.unit === 'hour') return dayOf(addHours(endOfDay(from), period.n));
  return due(period, from, calendar).on;
}
