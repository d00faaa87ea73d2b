import type { Task } from '../../api/cases.ts';
import type { ClockBrief } from '../../parts/clock-notice.tsx';

/** A clock beside a task, and whether it is the case's and not the task's. */
export type TaskClock = { readonly clock: ClockBrief; readonly isOfCase: boolean };

/** The clocks beside a task: its own, and the most pressing one of the case where that is another. */
export function clocksOf({ clock, nextClock }: Pick<Task, 'clock' | 'nextClock'>): TaskClock[] {
  const own = clock === null ? [] : [{ clock, isOfCase: false }];
  const isSame = nextClock?.title === clock?.title && nextClock?.dueAt === clock?.dueAt;
  return nextClock === null || isSame ? own : [...own, { clock: nextClock, isOfCase: true }];
}
