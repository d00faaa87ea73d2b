import { expect, test } from 'vitest';
import { sameStep } from './same-step.ts';

const options = [
  { command: 'requestFiling', step: 'filing' },
  { command: 'approveFiling', step: 'filing' },
  { command: 'addEvidence', step: 'investigation' },
];

test('given what was done in several steps, when a form is open, then the last two acts of its step are named', () => {
  const events = [
    { sequence: 6, command: 'addEvidence' },
    { sequence: 5, command: 'requestFiling' },
    { sequence: 4, command: null },
    { sequence: 3, command: 'requestFiling' },
    { sequence: 2, command: 'requestFiling' },
  ];

  expect([...sameStep(events, options, 'approveFiling')]).toEqual([5, 3]);
  expect([...sameStep(events, options, 'addEvidence')]).toEqual([6]);
});

test('given an act that is not known, then nothing is named, not even what has no act', () => {
  expect(sameStep([{ sequence: 1, command: null }], options, 'nothing').size).toBe(0);
});
