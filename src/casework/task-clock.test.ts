import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { clockOfTask } from './task-clock.ts';

const { procedure } = (await penaltyStage()).composition;
const aClock = (name: string, dueAt: string, standing = 'running') => ({ name, dueAt, standing });
const disclose = aClock('disclose', '2026-03-11T23:59:59.999+08:00', 'overdue');
const archive = aClock('archive', '2026-04-30T23:59:59.999+08:00');
const decide = aClock('decide', '2026-05-31T23:59:59.999+08:00');
const review = aClock('review', '2026-03-16T23:59:59.999+08:00');

const nameFor = (command: string, clocks: readonly ReturnType<typeof aClock>[]) =>
  clockOfTask(procedure, { command, clocks })?.name;

describe('the clock of a task is the one that doing it ends', () => {
  test('given a case with a more pressing clock, then each task has its own', () => {
    expect(nameFor('archiveCase', [disclose, archive])).toBe('archive');
    expect(nameFor('discloseDecision', [disclose, archive])).toBe('disclose');
    expect(nameFor('giveOpinion', [decide, review])).toBe('review');
    expect(nameFor('makeDecision', [review, decide])).toBe('decide');
  });

  test('given something that ends no clock, then it has none, however pressing the case is', () => {
    expect(nameFor('demandPerformance', [disclose, archive])).toBeUndefined();
    expect(nameFor('prepareDisclosure', [disclose])).toBeUndefined();
    expect(nameFor('archiveCase', [])).toBeUndefined();
  });

  test('given one clock for each start, then the first to run out counts', () => {
    const clocks = [
      aClock('handover#9', '2026-03-20T23:59:59.999+08:00'),
      aClock('handover#7', '2026-03-18T23:59:59.999+08:00'),
    ];
    expect(nameFor('handOverCash', clocks)).toBe('handover#7');
  });

  test('given a clock that stands still, or a right that merely lapses, then it is nobody’s', () => {
    expect(nameFor('giveOpinion', [{ ...review, standing: 'paused' }])).toBeUndefined();
    const hearing = aClock('hearingRequest', '2026-03-18T23:59:59.999+08:00', 'lapses');
    expect(nameFor('requestHearing', [hearing])).toBeUndefined();
  });
});
