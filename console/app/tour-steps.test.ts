import { expect, test } from 'vitest';
import type { Me, Role } from '../api/session.ts';
import { tourStepsFor } from './tour-steps.ts';

function somebody(role: Role, permissions: readonly string[]): Me {
  return {
    accountId: 'account-1',
    userName: 'name',
    name: '甲',
    agencyId: 'body-1',
    departmentId: null,
    roles: [{ role, title: role }],
    permissions,
    mustChangePassword: false,
    hasSecondFactor: false,
    csrfToken: '',
  };
}

const people: readonly (readonly [Role, readonly string[]])[] = [
  ['officer', ['case:read', 'case:act', 'case:open']],
  ['department-head', ['case:read', 'case:act', 'case:open']],
  ['reviewer', ['case:read', 'case:act']],
  ['leader', ['case:read', 'case:act']],
  ['liaison', ['case:read', 'case:act']],
  ['office', ['case:read', 'case:act', 'case:open']],
  ['supervisor', ['case:read']],
  ['system-admin', ['settings:technical']],
  ['security-admin', ['account:grant']],
  ['auditor', ['audit:read']],
];

test.each(people)(
  'given a new %s, when the tour begins, then it has four to six stops',
  (role, may) => {
    const titles = tourStepsFor(somebody(role, may)).map(({ title }) => title);

    expect(titles.length).toBeGreaterThanOrEqual(4);
    expect(titles.length).toBeLessThanOrEqual(6);
    expect(new Set(titles).size).toBe(titles.length);
  },
);

test('given a supervisor, when the tour begins, then it starts with what is late below', () => {
  expect(tourStepsFor(somebody('supervisor', ['case:read']))[0]?.title).toBe('先看超期的案件');
});

test('given an auditor, when the tour speaks of the work, then it says that nothing is changed', () => {
  const [first] = tourStepsFor(somebody('auditor', ['audit:read']));

  expect(first?.text).toContain('只看，不改');
});
