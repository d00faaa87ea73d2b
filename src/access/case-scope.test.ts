import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  caseScope,
  headsDepartment,
  isReading,
  rolesIn,
  type ScopedCase,
  type ScopeHolder,
  sees,
} from './case-scope.ts';
import { type Role, roles, separatedRoles } from './role.ts';

const aPerson = (held: readonly Role[], difference: Partial<ScopeHolder> = {}): ScopeHolder => ({
  id: 'me',
  roles: held,
  agencyId: 'county',
  departmentId: 'squad',
  ...difference,
});
const aCase = (difference: Partial<ScopedCase> = {}): ScopedCase => ({
  agencyId: 'county',
  departmentId: 'other-squad',
  handlerIds: ['someone'],
  ...difference,
});
const below = ['town-1', 'town-2'];
const seesCase = (held: readonly Role[], file: ScopedCase, difference: Partial<ScopeHolder> = {}) =>
  sees(caseScope(aPerson(held, difference), below), file);

describe('who may know of a case', () => {
  test.each(['officer', 'department-head'] as const)(
    'given a %s, then the own department and the own cases are seen, and no others',
    (role) => {
      expect(seesCase([role], aCase({ departmentId: 'squad' }))).toBe(true);
      expect(seesCase([role], aCase({ handlerIds: ['someone', 'me'] }))).toBe(true);
      expect(seesCase([role], aCase())).toBe(false);
    },
  );

  test('given an officer without a department, then cases without one are not thereby seen', () => {
    expect(seesCase(['officer'], aCase({ departmentId: null }), { departmentId: null })).toBe(
      false,
    );
  });

  test('given a case of another body in a department of the same id, then it is not seen', () => {
    const elsewhere = aCase({ agencyId: 'town-1', departmentId: 'squad', handlerIds: ['me'] });
    expect(seesCase(['officer'], elsewhere)).toBe(false);
  });

  test.each(['leader', 'reviewer', 'liaison', 'office'] as const)(
    'given a %s, then the whole body is seen and nothing below it',
    (role) => {
      expect(seesCase([role], aCase())).toBe(true);
      expect(seesCase([role], aCase({ agencyId: 'town-1' }))).toBe(false);
    },
  );

  test('given a supervisor, then the bodies below are seen and the own is not', () => {
    expect(seesCase(['supervisor'], aCase({ agencyId: 'town-2' }))).toBe(true);
    expect(seesCase(['supervisor'], aCase())).toBe(false);
    expect(seesCase(['supervisor', 'leader'], aCase())).toBe(true);
  });

  test('given one of 三员 or nobody, then no case is seen, whatever else is claimed', () => {
    const anyRoles = fc.subarray([...roles]);
    const anyCase = fc.record({
      agencyId: fc.constantFrom('county', 'town-1'),
      departmentId: fc.constantFrom('squad', null),
      handlerIds: fc.constantFrom(['me'], []),
    });
    fc.assert(
      fc.property(fc.constantFrom(...separatedRoles), anyRoles, anyCase, (role, more, file) => {
        expect(seesCase([...more, role], file)).toBe(false);
        expect(seesCase([], file)).toBe(false);
      }),
    );
  });
});

describe('[yueqing-3.5.3-1] looking at a case without handling it is a reading', () => {
  test('given a handler, then it is work; given anybody else, then it is a reading', () => {
    expect(isReading(aCase(), 'someone')).toBe(false);
    expect(isReading(aCase(), 'me')).toBe(true);
  });
});

describe('who stands in for another', () => {
  const head = { roles: ['department-head'], departmentId: 'other-squad' } as const;
  const leader = { roles: ['leader'], departmentId: 'hall' } as const;
  const standing = (...standsInFor: readonly (typeof head | typeof leader)[]) =>
    aPerson(['officer', ...standsInFor.flatMap(({ roles: lent }) => lent)], {
      ownRoles: ['officer'],
      standsInFor,
    });

  test('given the head of another department, then its cases are seen too, and there only the lent role counts', () => {
    const holder = standing(head);
    const scope = caseScope(holder, below);
    const theirs = aCase({ departmentId: 'other-squad' });
    const own = aCase({ departmentId: 'squad' });

    expect([theirs, own].map((file) => sees(scope, file))).toEqual([true, true]);
    expect(sees(scope, aCase({ departmentId: 'third-squad' }))).toBe(false);
    expect(sees(scope, aCase({ departmentId: 'other-squad', agencyId: 'town-1' }))).toBe(false);
    expect(rolesIn(holder, theirs)).toEqual(['department-head']);
    expect(rolesIn(holder, own)).toEqual(['officer']);
    expect(rolesIn(holder, aCase({ handlerIds: ['me'] }))).toEqual(['officer', 'department-head']);
    expect(headsDepartment(holder, 'other-squad')).toBe(true);
    expect(headsDepartment(holder, 'squad')).toBe(false);
  });

  test('given the leader, then the whole body is seen, and the own role counts where it did', () => {
    const holder = standing(leader);
    const file = aCase({ departmentId: 'third-squad' });

    expect(sees(caseScope(holder, below), file)).toBe(true);
    expect(rolesIn(holder, file)).toEqual(['leader']);
    expect(rolesIn(holder, aCase({ departmentId: 'squad' }))).toEqual(['officer', 'leader']);
    expect(rolesIn(holder, aCase({ agencyId: 'town-1' }))).toEqual([]);
  });

  test('given a head without a department, then no case without one is thereby seen', () => {
    const holder = standing({ ...head, departmentId: null } as never);
    expect(sees(caseScope(holder, below), aCase({ departmentId: null }))).toBe(false);
    expect(headsDepartment(holder, null)).toBe(false);
  });

  test('given nobody to stand in for, then all roles count in the own body and none elsewhere', () => {
    expect(rolesIn(aPerson(['officer', 'reviewer']), aCase())).toEqual(['officer', 'reviewer']);
    expect(rolesIn(aPerson(['officer', 'reviewer']), aCase({ agencyId: 'town-1' }))).toEqual([]);
  });
});
