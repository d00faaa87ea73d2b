import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dutyOf,
  isSeparated,
  type Role,
  roles,
  type SeparatedRole,
  separatedRoles,
} from './role.ts';
import {
  disableRefusals,
  grantRefusals,
  type Holder,
  resetRefusals,
  revokeRefusals,
  secondFactorResetRefusals,
  withoutRole,
  withRole,
} from './separation.ts';

const aHolder = (difference: Partial<Holder> = {}): Holder => ({
  accountId: 'a',
  roles: [],
  separatedDuty: null,
  disabled: false,
  hasOwnPassword: true,
  hasAgency: true,
  ...difference,
});
const codes = (refusals: readonly { readonly code: string }[]) => refusals.map(({ code }) => code);

describe('三员 are three people who hold nothing else', () => {
  test.each(separatedRoles)(
    'given a %s, when any other role is granted, then it is refused',
    (role) => {
      const holder = withRole(aHolder(), role);
      for (const other of roles.filter((one) => one !== role))
        expect(codes(grantRefusals(holder, other, 'b'))).toContain('access.duties-not-separate');
    },
  );

  test('given an officer, when a 三员 role is granted, then it is refused; another business role is not', () => {
    const officer = withRole(aHolder(), 'officer');
    expect(codes(grantRefusals(officer, 'auditor', 'b'))).toEqual(['access.duties-not-separate']);
    expect(grantRefusals(officer, 'department-head', 'b')).toEqual([]);
  });

  test('given a former system administrator, then the person may become an officer but never an auditor', () => {
    const former = withoutRole(withRole(aHolder(), 'system-admin'), 'system-admin');
    expect(codes(grantRefusals(former, 'auditor', 'b'))).toEqual(['access.duties-not-separate']);
    expect(grantRefusals(former, 'officer', 'b')).toEqual([]);
    expect(grantRefusals(former, 'system-admin', 'b')).toEqual([]);
  });

  test('given a password that somebody else handed out, then no 三员 role is granted', () => {
    const fresh = aHolder({ hasOwnPassword: false });
    expect(codes(grantRefusals(fresh, 'auditor', 'b'))).toEqual(['access.password-not-own']);
    expect(grantRefusals(fresh, 'officer', 'b')).toEqual([]);
  });

  test('given a person of no body, then only 三员 roles are granted', () => {
    const holder = aHolder({ hasAgency: false });
    expect(codes(grantRefusals(holder, 'officer', 'b'))).toEqual(['access.role-needs-agency']);
    expect(grantRefusals(holder, 'auditor', 'b')).toEqual([]);
  });

  type Step = {
    readonly who: number;
    readonly by: number;
    readonly role: Role;
    readonly grant: boolean;
  };
  const step: fc.Arbitrary<Step> = fc.record({
    who: fc.nat(3),
    by: fc.nat(3),
    role: fc.constantFrom(...roles),
    grant: fc.boolean(),
  });

  test('given any sequence of grants and revocations, then no person ever unites two duties or raises the own rights', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const people = [0, 1, 2, 3].map((n) => aHolder({ accountId: String(n) }));
        const past = people.map(() => new Set<SeparatedRole>());
        for (const one of steps) {
          const { who, role } = one;
          const after = taken(people[who] as Holder, one);
          if (after === null) continue;
          expect(who).not.toBe(one.by);
          people[who] = after;
          if (one.grant && isSeparated(role)) past[who]?.add(role);
          expectApart(after, past[who]?.size ?? 0);
        }
      }),
    );
  });
});

/** The person after a step; null when the step is refused. */
function taken(
  person: Holder,
  one: { readonly by: number; readonly role: Role; readonly grant: boolean },
): Holder | null {
  const { role, grant } = one;
  const by = String(one.by);
  const refusals = grant ? grantRefusals(person, role, by) : revokeRefusals(person, role, by, 1);
  if (refusals.length > 0) return null;
  return grant ? withRole(person, role) : withoutRole(person, role);
}

function expectApart(person: Holder, separatedEver: number): void {
  expect(new Set(person.roles.map(dutyOf)).size).toBeLessThanOrEqual(1);
  if (person.roles.some(isSeparated)) expect(person.roles).toHaveLength(1);
  expect(separatedEver).toBeLessThanOrEqual(1);
}

describe('nobody raises the own rights, and each of 三员 is always there', () => {
  test('given a security administrator, when the own roles or standing change, then it is refused', () => {
    const self = withRole(aHolder(), 'security-admin');
    expect(codes(grantRefusals(self, 'officer', 'a'))).toContain('access.own-rights');
    expect(codes(revokeRefusals(self, 'security-admin', 'a', 3))).toEqual(['access.own-rights']);
    expect(codes(disableRefusals(self, 'a', 3))).toEqual(['access.own-rights']);
  });

  test('given the last auditor, when the role is taken or the account disabled, then it is refused', () => {
    const auditor = withRole(aHolder(), 'auditor');
    expect(codes(revokeRefusals(auditor, 'auditor', 'b', 0))).toEqual(['access.last-of-three']);
    expect(codes(disableRefusals(auditor, 'b', 0))).toEqual(['access.last-of-three']);
    expect(revokeRefusals(auditor, 'auditor', 'b', 1)).toEqual([]);
    expect(disableRefusals(withRole(aHolder(), 'officer'), 'b', 0)).toEqual([]);
  });

  test('given one of 三员, when another resets the password or second factor, then it is refused', () => {
    const auditor = withRole(aHolder(), 'auditor');
    expect(codes(resetRefusals(auditor, 'b'))).toEqual(['access.reset-of-three']);
    expect(codes(secondFactorResetRefusals(auditor, 'b'))).toEqual(['access.reset-of-three']);
    expect(resetRefusals(withRole(aHolder(), 'officer'), 'b')).toEqual([]);
  });

  test('given a role that is not held or is held already, then taking or granting it says so', () => {
    const officer = withRole(aHolder(), 'officer');
    expect(codes(revokeRefusals(officer, 'leader', 'b', 1))).toEqual(['access.role-not-granted']);
    expect(codes(grantRefusals(officer, 'officer', 'b'))).toEqual(['access.role-already-granted']);
    expect(codes(grantRefusals({ ...officer, disabled: true }, 'leader', 'b'))).toEqual([
      'access.account-disabled',
    ]);
  });
});
