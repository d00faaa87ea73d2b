import { describe, expect, test } from 'vitest';
import { interestsIn, interestsText, officeText, standingLook, termText } from './people.ts';

describe('people of review as they are shown', () => {
  test('given declared interests, when typed a line each, then name and relation, and back', () => {
    const typed = ' 示范餐饮公司， 常年法律顾问 \n\n林示范\n，无名';
    const read = interestsIn(typed);
    expect(read).toEqual([
      { name: '示范餐饮公司', relation: '常年法律顾问' },
      { name: '林示范', relation: '有利害关系' },
    ]);
    expect(interestsIn(interestsText(read))).toEqual(read);
  });

  test('given a term, then from, until and an early end are told', () => {
    const term = { validFrom: '2026-01-01', validUntil: null, endedOn: null };
    expect(termText(term)).toBe('2026-01-01 起');
    expect(termText({ ...term, validUntil: '2026-12-31', endedOn: '2026-06-01' })).toBe(
      '2026-01-01 至 2026-12-31，自 2026-06-01 起终止',
    );
  });

  test('given a standing that nobody knows, then it never looks well', () => {
    expect([standingLook('designated'), standingLook('below'), standingLook('?')]).toEqual([
      'ok',
      'warn',
      'late',
    ]);
  });

  test('given an office of its own, then it is named; given none but the task, then nothing is said twice', () => {
    expect(officeText('政策法规办公室')).toBe('本单位的法制审核由政策法规办公室承担。');
    expect(officeText('法制审核机构')).toBe('');
  });
});
