import { describe, expect, test } from 'vitest';
import { type Standing, warningsOf } from './standing.ts';

const aStanding = (given: Partial<Standing> = {}): Standing => ({
  today: '2026-03-10',
  freeBytes: null,
  isLedgerTroubled: false,
  lastBackupOn: '2026-03-09',
  lastBackupFailed: false,
  failingJobs: 0,
  hasDemonstration: false,
  calendarMissing: [],
  packWarnings: [],
  ...given,
});

describe('the standing warns of a backup that is due', () => {
  test('given a backup seven days ago, then nothing; given eight, then how long it has been', () => {
    expect(warningsOf(aStanding({ lastBackupOn: '2026-03-03' }))).toEqual([]);
    expect(warningsOf(aStanding({ lastBackupOn: '2026-03-02' }))).toEqual([
      expect.stringContaining('超过 7 天'),
    ]);
  });

  test('given none ever, then it says so and names no days that have not passed', () => {
    const [warning] = warningsOf(aStanding({ lastBackupOn: null }));

    expect(warning).toContain('还没有在控制台备份过');
    expect(warning).not.toContain('天');
  });
});
