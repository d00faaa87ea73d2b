import {
  type CaseView,
  dayOfFact,
  type Gate,
  type JsonObject,
  makeClock,
  stands,
} from '../casework/index.ts';
import { addDays, type CivilDate } from '../rules/index.ts';

/** How much of the case's own period is left when it goes to review. */
export type TimeLeft = {
  /** Last day for the decision, inclusive. */
  readonly caseDueOn: CivilDate;
  /** Working days after today up to that day; 0 when it has passed. */
  readonly workdays: number;
  /** Working days that the body's review may take; null where no pack sets a number. */
  readonly reviewTakes: number | null;
};

/** The last day for the decision; null where no period in days runs, or once it is made. */
function caseDueOn(view: CaseView): CivilDate | null {
  const filed = view.last('filingApproved');
  if (filed === undefined || stands(view, 'decisionMade')) return null;
  const from = dayOfFact(filed);
  const rule = view.rule('case.decide', from);
  if (rule === null) return null;
  return makeClock(view, { name: '', title: '', rule, from, ended: null })?.dueOn ?? null;
}

/**
 * The time left for the decision, as of today; null where no period runs.
 *
 * @source kaifu-T14-1
 */
export function timeLeft(view: CaseView): TimeLeft | null {
  const until = caseDueOn(view);
  if (until === null) return null;
  let workdays = 0;
  for (let day = addDays(view.today, 1); day <= until; day = addDays(day, 1))
    if (view.context.calendar.isWorkday(day)) workdays += 1;
  const within = view.rule('review.complete')?.within;
  return {
    caseDueOn: until,
    workdays,
    reviewTakes: within?.unit === 'workday' ? within.n : null,
  };
}

/** The time left in words. */
export const timeLeftText = (left: TimeLeft): string => {
  const { workdays, reviewTakes } = left;
  const time = `本案办案期限至 ${left.caseDueOn}，还有 ${workdays} 个工作日。`;
  if (reviewTakes === null) return time;
  const takes = `审核最长 ${reviewTakes} 个工作日`;
  return workdays > reviewTakes
    ? `${time}${takes}。`
    : `${time}${takes}，剩余时间可能不够，请尽快送审。`;
};

function notes(view: CaseView): readonly string[] {
  const left = timeLeft(view);
  return left === null ? [] : [timeLeftText(left)];
}

/** What is said of the time before a submission; it never shuts the gate. */
export const timeGate: Gate = { notes };

/** The time left as a submission keeps it; empty where no period runs. */
export function timeKept(view: CaseView): JsonObject {
  const left = timeLeft(view);
  return left === null ? {} : { timeLeft: left };
}
