import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { type ClockUrgency, clockWords, type ToldClock, unitOf } from './clock-words.ts';

const { calendar, rulesOf } = await penaltyStage();

const told = (change: Partial<ToldClock>): ToldClock => ({
  standing: 'running',
  dueOn: null,
  dueAt: null,
  ...change,
});
const at = (now: string) => ({ now: `${now}:00.000+08:00`, calendar });

describe('[apl-2021-85] a clock of working days is told in working days', () => {
  // 2026-03-06 is a Friday.
  const dueOn = '2026-03-06';
  test.each<[string, string, ClockUrgency]>([
    ['2026-03-02T09:00', '还剩 4 个工作日', 'ample'],
    ['2026-03-03T23:59', '还剩 3 个工作日', 'ample'],
    ['2026-03-04T00:00', '还剩 2 个工作日', 'soon'],
    ['2026-03-05T12:00', '还剩 1 个工作日', 'soon'],
    ['2026-03-06T23:59', '今天到期', 'today'],
    ['2026-03-07T00:00', '已超期 1 天', 'overdue'],
    ['2026-03-16T08:00', '已超期 10 天', 'overdue'],
  ])('given %s, then %s', (now, words, urgency) => {
    expect(clockWords(told({ dueOn }), 'workday', at(now))).toEqual({ words, urgency });
  });

  test('given a weekend before the last day, then it is not counted; in days it is', () => {
    const clock = told({ dueOn: '2026-03-09' });

    expect(clockWords(clock, 'workday', at('2026-03-06T09:00')).words).toBe('还剩 1 个工作日');
    expect(clockWords(clock, 'day', at('2026-03-06T09:00'))).toEqual({
      words: '还剩 3 天',
      urgency: 'ample',
    });
  });

  test('given a last day that is a day of rest, then the days before it are told', () => {
    expect(clockWords(told({ dueOn: '2026-03-08' }), 'workday', at('2026-03-06T18:00'))).toEqual({
      words: '还剩 2 天',
      urgency: 'soon',
    });
  });
});

describe('a clock of hours is told by the hour', () => {
  const dueAt = '2026-03-04T15:30:00.000+08:00';
  test.each<[string, string, ClockUrgency]>([
    ['2026-03-01T09:00', '还剩 3 天', 'ample'],
    ['2026-03-03T09:30', '还剩 30 小时', 'soon'],
    ['2026-03-04T09:30', '今天 15:30 到期', 'today'],
    ['2026-03-04T15:30', '今天 15:30 到期', 'today'],
    ['2026-03-04T15:31', '已超期 1 小时', 'overdue'],
    ['2026-03-07T15:30', '已超期 3 天', 'overdue'],
  ])('given %s, then %s', (now, words, urgency) => {
    expect(clockWords(told({ dueAt }), 'hour', at(now))).toEqual({ words, urgency });
  });
});

describe('what no longer runs, and what is no duty of the body, is not pressing', () => {
  test.each<[ToldClock['standing'], string, ClockUrgency]>([
    ['paused', '已中止', 'paused'],
    ['met', '已按期完成', 'met'],
    ['met-late', '逾期完成', 'late'],
    ['lapsed', '期限已过', 'none'],
    ['stopped', '不再计时', 'none'],
  ])('given a clock that is %s, then %s', (standing, words, urgency) => {
    const clock = told({ standing, dueOn: '2026-03-01' });

    expect(clockWords(clock, 'day', at('2026-03-02T09:00'))).toEqual({ words, urgency });
  });

  test('given a right of the party, then it lapses and is never overdue', () => {
    const clock = told({ standing: 'lapses', dueOn: '2026-03-03' });

    expect(clockWords(clock, 'day', at('2026-03-02T09:00'))).toEqual({
      words: '还剩 1 天',
      urgency: 'lapses',
    });
    expect(clockWords(clock, 'day', at('2026-03-04T09:00'))).toEqual({
      words: '期限已过',
      urgency: 'none',
    });
  });
});

test('given a key, then the unit of its period; of none, days', () => {
  const rules = rulesOf('kaifu', {});

  expect(unitOf(rules, 'disclosure.penalty', '2026-03-02')).toBe('workday');
  expect(unitOf(rules, 'case.decide', '2026-03-02')).toBe('day');
  expect(unitOf(rules, 'no.such-key', '2026-03-02')).toBe('day');
});
