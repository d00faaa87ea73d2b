import { expect, test } from 'vitest';
import { taskQueryIn } from './task-query.ts';

test('given an address, when it is read, then a known urgency and a command are understood', () => {
  expect(taskQueryIn({ urgency: 'overdue', command: 'giveOpinion' })).toEqual({
    urgency: 'overdue',
    command: 'giveOpinion',
  });
  expect(taskQueryIn({ urgency: 'very', command: '' })).toEqual({});
});
