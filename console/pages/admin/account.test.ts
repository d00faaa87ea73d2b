import { describe, expect, test } from 'vitest';
import { momentText, rolesToGrant, roleWords, waitingWords } from './account.ts';

describe('roles that can be given to somebody', () => {
  test('given nobody’s role yet, when roles are offered, then all ten are', () => {
    expect(rolesToGrant([])).toHaveLength(10);
  });

  test('given one of the three administrators, when roles are offered, then none is', () => {
    expect(rolesToGrant(['auditor'])).toEqual([]);
  });

  test('given an officer, when roles are offered, then no administrator and not the same again', () => {
    const offered = rolesToGrant(['officer']);
    expect(offered).toContain('reviewer');
    expect(offered).not.toContain('officer');
    expect(offered).not.toContain('system-admin');
  });
});

describe('words for people', () => {
  test('given people who wait, when they are named, then three of them and how many there are', () => {
    const people = ['甲', '乙', '丙', '丁'].map((displayName) => ({ displayName }));
    expect(waitingWords([])).toBe('');
    expect(waitingWords(people.slice(0, 3))).toBe('甲、乙、丙');
    expect(waitingWords(people)).toBe('甲、乙、丙等 4 人');
  });

  test('given roles and a moment, when they are written, then in Chinese and to the minute', () => {
    expect(roleWords(['officer', 'leader'])).toBe('执法人员、机关负责人');
    expect(momentText('2026-09-28T09:00:31.000+08:00')).toBe('2026-09-28 09:00');
    expect(momentText(null)).toBe('');
  });
});
