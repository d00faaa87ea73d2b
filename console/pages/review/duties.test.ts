import { describe, expect, test } from 'vitest';
import { actText, type Duty, dutyLook, partsOf } from './duties.ts';

const duty: Duty = {
  code: 'strict-review',
  title: '严格落实法制审核',
  lead: '行政执法监督科',
  carriers: ['甲科', '乙科'],
  assistants: [],
  dueOn: '2020-05-31',
  dueText: '2020年5月完成，长期执行',
  standing: 'overdue',
  standingTitle: '超期未完成',
  metOn: null,
  acts: [],
  next: 'complete',
  clauses: [],
};

describe('[kaifu-3.1-c] who puts legal review in place is read in the order of the source', () => {
  test('given a lead and nobody who assists, then lead and carriers', () => {
    expect(partsOf(duty)).toEqual([
      ['牵头', '行政执法监督科'],
      ['责任', '甲科、乙科'],
    ]);
  });

  test('given no lead and somebody who assists, then carriers and assistants', () => {
    expect(partsOf({ ...duty, lead: null, assistants: ['办公室'] })).toEqual([
      ['责任', '甲科、乙科'],
      ['配合', '办公室'],
    ]);
  });

  test('given a completion and a reopening, then each is one line', () => {
    const at = '2026-11-21T09:00:00.000+08:00';
    const act = { at, byName: '示范甲', text: '会议纪要' };
    expect(actText({ ...act, kindTitle: '登记完成', metOn: '2020-05-20' })).toBe(
      '2026-11-21 示范甲 登记完成（完成日期 2020-05-20）：会议纪要',
    );
    expect(actText({ ...act, kindTitle: '重新打开（没有保持）', metOn: null })).toBe(
      '2026-11-21 示范甲 重新打开（没有保持）：会议纪要',
    );
  });

  test.each([
    ['met', 'ok'],
    ['kept-up', 'ok'],
    ['running', 'warn'],
    ['met-late', 'warn'],
    ['overdue', 'late'],
    ['lapsed', 'late'],
  ])('given %s, then it looks %s', (standing, look) => {
    expect(dutyLook(standing)).toBe(look);
  });
});
