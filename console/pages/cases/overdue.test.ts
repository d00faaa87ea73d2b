import { expect, test } from 'vitest';
import type { OverdueCase } from '../../api/cases.ts';
import { agencyOf, departmentOf, isAskedFor, lateGroups, overdueQueryIn } from './overdue.ts';

function aLateCase(difference: Partial<OverdueCase> = {}): OverdueCase {
  return {
    agencyId: 'body-1',
    agencyName: '甲局',
    caseId: 'case-1',
    caseNumber: null,
    title: '某案',
    partyName: null,
    variant: 'general',
    step: 'service',
    stepTitle: '送达',
    standing: 'decided',
    standingTitle: '已决定',
    departmentId: 'department-1',
    departmentName: '一科',
    handlers: [{ id: 'officer-1', name: '甲' }],
    awaiting: [],
    version: 3,
    openedAt: '2026-09-01T09:00:00.000+08:00',
    updatedAt: '2026-09-02T09:00:00.000+08:00',
    nextClock: null,
    clocks: [],
    ...difference,
  };
}

test('given late cases of two handlers each, when they are grouped, then each counts once for both', () => {
  const both = [
    { id: 'officer-1', name: '甲' },
    { id: 'officer-2', name: '乙' },
  ];
  const cases = [aLateCase({ handlers: both }), aLateCase()];

  expect(lateGroups(cases, ({ handlers }) => handlers)).toEqual([
    { id: 'officer-1', title: '甲', count: 2 },
    { id: 'officer-2', title: '乙', count: 1 },
  ]);
});

test('given a case without a department, when cases are grouped by department, then it is in none', () => {
  const cases = [aLateCase(), aLateCase({ departmentId: null, departmentName: null })];

  expect(lateGroups(cases, departmentOf)).toEqual([
    { id: 'department-1', title: '一科', count: 1 },
  ]);
  expect(lateGroups(cases, agencyOf)).toEqual([{ id: 'body-1', title: '甲局', count: 2 }]);
});

test('given a part that is asked for, when a case is of another part, then it is left out', () => {
  expect(isAskedFor(aLateCase(), {})).toBe(true);
  expect(isAskedFor(aLateCase(), { agency: 'body-1', handler: 'officer-1' })).toBe(true);
  expect(isAskedFor(aLateCase(), { handler: 'officer-2' })).toBe(false);
  expect(isAskedFor(aLateCase({ departmentId: null }), { department: 'department-1' })).toBe(false);
});

test('given an address, when it is read, then only the three parts are understood', () => {
  expect(overdueQueryIn({ agency: 'a', department: '', handler: 3, text: 'x' })).toEqual({
    agency: 'a',
  });
});
