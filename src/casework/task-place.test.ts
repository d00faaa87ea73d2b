import { describe, expect, test } from 'vitest';
import { placesOf } from './task-place.ts';

const aHolder = (roles: readonly string[], departmentId: string | null) => ({
  id: 'account',
  roles,
  departmentId,
});

describe('tasks lie where the roles of a person reach', () => {
  test('given an officer who heads a department, then with the account and with the department', () => {
    expect(placesOf(aHolder(['officer', 'department-head'], 'one'))).toEqual([
      'officer/account',
      'department-head/one',
    ]);
  });

  test('given a head in no department, then nowhere: cases of no department are not counted either', () => {
    expect(placesOf(aHolder(['department-head'], null))).toEqual([]);
  });

  test('given who stands in for the head of another department, then there, and not in the own', () => {
    const lent = { roles: ['department-head'], departmentId: 'other' };
    const holder = aHolder(['officer', 'department-head'], 'own');

    expect(placesOf({ ...holder, ownRoles: ['officer'], standsInFor: [lent] })).toEqual([
      'officer/account',
      'department-head/other',
    ]);
  });

  test('given roles of the whole body and others, then only with the former', () => {
    expect(placesOf(aHolder(['leader', 'supervisor', 'auditor'], null))).toEqual(['leader']);
  });
});
