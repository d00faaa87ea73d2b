import { describe, expect, test } from 'vitest';
import type { Me, Role } from '../../api/session.ts';
import { deskQueryIn, partsFor, type ReviewClock, warningWords } from './desk.ts';

const clock = (differs: Partial<ReviewClock>): ReviewClock => ({
  name: 'review',
  title: '完成法制审核',
  dueOn: '2026-03-13',
  words: '还剩 4 个工作日',
  urgency: 'ample',
  warning: null,
  ...differs,
});
const person = (...roles: readonly Role[]): Me => ({
  accountId: '',
  userName: '',
  name: '',
  agencyId: '',
  departmentId: null,
  roles: roles.map((role) => ({ role, title: role })),
  permissions: [],
  mustChangePassword: false,
  hasSecondFactor: false,
  csrfToken: '',
});

describe('the address of the desk', () => {
  test('given what is known, when it is read, then it stays', () => {
    const query = { standing: 'mine', order: 'weight', department: 'd1', text: '广告' } as const;

    expect(deskQueryIn(query)).toEqual(query);
  });

  test('given what nobody knows, when it is read, then it is left out', () => {
    expect(deskQueryIn({ standing: 'toString', order: 3, department: '', text: null })).toEqual({});
  });

  test('given a text of digits, when it is read, then it is a text', () => {
    expect(deskQueryIn({ text: 2026 })).toEqual({ text: '2026' });
  });
});

describe('the parts of the desk', () => {
  test('given a reviewer, then everything is open first and what was assigned comes last', () => {
    const parts = partsFor(person('reviewer', 'leader'));

    expect([parts[0], parts.at(-1)]).toEqual(['all', 'mine']);
  });

  test('given a leader, then everything is open first and what waits for the second level comes next', () => {
    expect(partsFor(person('leader')).slice(0, 2)).toEqual(['all', 'countersign']);
  });

  test('given a head of department, then everything is open first and nothing is assigned', () => {
    const parts = partsFor(person('department-head'));

    expect([parts[0], parts.includes('mine')]).toEqual(['all', false]);
  });
});

describe('the warning beside a clock', () => {
  test('given half of the time gone, then the words of the clock do not say so and the warning does', () => {
    expect(warningWords(clock({ warning: 'half' }))).toBe('期限已过半');
  });

  test('given the last day, then the clock says it already', () => {
    expect(warningWords(clock({ warning: 'today', words: '今天到期', urgency: 'today' }))).toBe('');
  });

  test('given no warning, then nothing', () => {
    expect(warningWords(clock({}))).toBe('');
  });
});
