import { describe, expect, test } from 'vitest';
import { sortPeople } from './people.ts';

const people = ['甲', '乙', '丙', '丁'].map((accountId) => ({ accountId }));
const field = { unfit: { 乙: '没有证件', 丁: '没有证件', 丙: '已回避' } };
const told = (chosen: readonly string[]) => {
  const { fit, unfit } = sortPeople(people, field, chosen);
  return [
    fit.map(({ accountId }) => accountId),
    unfit.map(({ why, who }) => [why, who.map(({ accountId }) => accountId)]),
  ];
};

describe('who can be chosen', () => {
  test('given reasons against some, then the others can be chosen, and each reason is told once', () => {
    expect(told([])).toEqual([
      ['甲'],
      [
        ['没有证件', ['乙', '丁']],
        ['已回避', ['丙']],
      ],
    ]);
  });

  test('given one who stands there already, then that one can be taken out again', () => {
    expect(told(['丙'])).toEqual([['甲', '丙'], [['没有证件', ['乙', '丁']]]]);
  });

  test('given a server that says nothing, then all can be chosen', () => {
    expect(sortPeople(people, {}, []).fit).toHaveLength(4);
  });
});
