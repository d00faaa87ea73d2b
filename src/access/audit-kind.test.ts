import { describe, expect, test } from 'vitest';
import { auditKinds, auditKindTitle } from './audit-kind.ts';

describe('what is recorded has a name', () => {
  test('given every kind that can be written, when it is named, then in Chinese and no two alike', () => {
    const kinds = Object.values(auditKinds).flatMap((group) => Object.keys(group));
    const titles = kinds.map(auditKindTitle);

    expect(titles.filter((title) => !/^\p{Script=Han}[\p{Script=Han}，]*$/u.test(title))).toEqual(
      [],
    );
    expect(new Set(titles).size).toBe(kinds.length);
  });

  test('given a kind that no program writes, when it is named, then no code is shown', () => {
    expect(auditKindTitle('somethingNew')).toBe('其他记录');
  });
});
