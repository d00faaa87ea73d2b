import { describe, expect, test } from 'vitest';
import { clocksOf } from './task-clocks.ts';

const review = { title: '完成法制审核', dueAt: '2026-03-16T23:59:59.999+08:00' };
const decide = { title: '作出处罚决定', dueAt: '2026-05-31T23:59:59.999+08:00' };
const told = (clock: typeof review | null, nextClock: typeof review | null) =>
  clocksOf({ clock, nextClock }).map(({ clock: { title }, isOfCase }) => [title, isOfCase]);

describe('the clocks beside a task', () => {
  test('given a task with a clock of its own, then that stands first, the case’s after it where it is another', () => {
    expect(told(decide, review)).toEqual([
      ['作出处罚决定', false],
      ['完成法制审核', true],
    ]);
    expect(told(review, { ...review })).toEqual([['完成法制审核', false]]);
  });

  test('given a task without one, then the case’s is said to be the case’s', () => {
    expect(told(null, review)).toEqual([['完成法制审核', true]]);
    expect(told(null, null)).toEqual([]);
  });
});
