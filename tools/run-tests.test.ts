import { expect, test } from 'vitest';
import { closingLines } from './run-tests.ts';

test('given a run in which all could run, when it ends, then the last line has two counts', () => {
  expect(closingLines({ passed: 12, failed: 1, skipped: 0, reasons: new Map() })).toEqual([
    '12 passed, 1 failed',
  ]);
});

test('given tests that could not run, when it ends, then they are counted and named before the last line', () => {
  const lines = closingLines({
    passed: 12,
    failed: 0,
    skipped: 3,
    reasons: new Map([['没有浏览器', 3]]),
  });

  expect(lines).toEqual(['未能运行 3 项：没有浏览器', '12 passed, 0 failed, 3 skipped']);
});
