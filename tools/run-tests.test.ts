import { expect, test } from 'vitest';
import { closingLines } from './run-tests.ts';

test('given a run in which all could run, when it ends, then the last line has two counts', () => {
  const none = { reasons: new Map(), secondTries: [] };

  expect(closingLines({ passed: 12, failed: 1, skipped: 0, ...none })).toEqual([
    '12 passed, 1 failed',
  ]);
});

test('given a file that passed only when run again, when the run ends, then it is named', () => {
  const lines = closingLines({
    passed: 12,
    failed: 0,
    skipped: 0,
    reasons: new Map(),
    secondTries: ['tests/e2e/portal.test.ts'],
  });

  expect(lines).toEqual(['第二次单独运行才通过：tests/e2e/portal.test.ts', '12 passed, 0 failed']);
});

test('given tests that could not run, when it ends, then they are counted and named before the last line', () => {
  const lines = closingLines({
    passed: 12,
    failed: 0,
    skipped: 3,
    reasons: new Map([['没有浏览器', 3]]),
    secondTries: [],
  });

  expect(lines).toEqual(['未能运行 3 项：没有浏览器', '12 passed, 0 failed, 3 skipped']);
});
