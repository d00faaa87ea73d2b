import { describe, expect, test } from 'vitest';
import { permissionsFor, permissionTitles, permits, rolesWith } from './permission.ts';
import { roles, separatedRoles } from './role.ts';

describe('what each role may do', () => {
  test('given any of 三员, then nothing that shows or moves a case is open', () => {
    for (const role of separatedRoles) {
      for (const permission of permissionsFor([role])) {
        expect(permission).not.toMatch(
          /^(case|recording|document|review|disclosure|clock|archive):/,
        );
      }
    }
  });

  test('given accounts and roles, then they are in two different hands, and the audit in a third', () => {
    expect(rolesWith('account:manage')).toEqual(['system-admin']);
    expect(rolesWith('account:grant')).toEqual(['security-admin']);
    expect(rolesWith('audit:read')).toEqual(['auditor']);
    expect(permissionsFor(['auditor'])).toEqual(['own:session', 'audit:read', 'ledger:verify']);
  });

  test('given somebody without a role, then only the own session is open', () => {
    expect(permissionsFor([])).toEqual(['own:session']);
  });

  test('given every permission of the table, then some role opens it', () => {
    for (const permission of Object.keys(permissionTitles) as (keyof typeof permissionTitles)[])
      expect(rolesWith(permission)).not.toEqual([]);
  });

  test('given several roles, then they open what any of them opens', () => {
    expect(permits(['officer', 'office'], 'register:officer')).toBe(true);
    expect(permits(['officer'], 'register:officer')).toBe(false);
    expect(roles.filter((role) => permits([role], 'case:open'))).toEqual([
      'officer',
      'department-head',
      'office',
    ]);
  });
});
