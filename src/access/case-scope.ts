import { isSeparated, type Role } from './role.ts';

/** Roles that somebody has in place of another person of the same body, and that person's department. */
export type StandIn = {
  readonly roles: readonly Role[];
  readonly departmentId: string | null;
};

/** Who asks, as far as data scope goes. */
export type ScopeHolder = {
  readonly id: string;
  /** All roles that count now: the own ones and those held in place of others. */
  readonly roles: readonly Role[];
  readonly agencyId: string;
  readonly departmentId: string | null;
  /** The own roles; all of them when absent. */
  readonly ownRoles?: readonly Role[];
  /** Whom the person stands in for; nobody when absent. */
  readonly standsInFor?: readonly StandIn[];
};

/**
 * The cases an account may know of: those of whole agencies, those of departments, and those it handles.
 *
 * A case is in the scope if any of these holds it. Everything may be empty: then no case is in it.
 */
export type CaseScope = {
  /** Agencies whose cases are all in the scope. */
  readonly agencyIds: readonly string[];
  /** Department whose cases are in the scope; null for none. */
  readonly department: ScopedDepartment | null;
  /** Departments of heads for whom the person stands in. */
  readonly alsoDepartments: readonly ScopedDepartment[];
  /** Account whose own cases are in the scope, within its agency; null for none. */
  readonly handler: { readonly agencyId: string; readonly accountId: string } | null;
};

/** A department, agency first. */
export type ScopedDepartment = { readonly agencyId: string; readonly departmentId: string };

/** What of a case decides who may know of it. */
export type ScopedCase = {
  readonly agencyId: string;
  readonly departmentId: string | null;
  readonly handlerIds: readonly string[];
};

const nothing: CaseScope = { agencyIds: [], department: null, alsoDepartments: [], handler: null };
const wholeAgency: ReadonlySet<Role> = new Set(['leader', 'reviewer', 'liaison', 'office']);
const ownDepartment: ReadonlySet<Role> = new Set(['officer', 'department-head']);

/**
 * The cases that an account may know of.
 *
 * @param holder - who asks
 * @param below - agencies below the own one, at any depth; only a supervisor sees into them
 */
export function caseScope(holder: ScopeHolder, below: readonly string[]): CaseScope {
  if (holder.roles.length === 0 || holder.roles.some(isSeparated)) return nothing;
  const own = ownScope(holder, below);
  const lent = (holder.standsInFor ?? []).map((one) => lentScope(holder.agencyId, one));
  return {
    ...own,
    agencyIds: [...new Set([own, ...lent].flatMap(({ agencyIds }) => agencyIds))],
    alsoDepartments: lent.flatMap(({ department }) => department ?? []),
  };
}

function ownScope(holder: ScopeHolder, below: readonly string[]): CaseScope {
  const { id: accountId, agencyId, departmentId } = holder;
  const held = holder.ownRoles ?? holder.roles;
  const own = held.some((role) => wholeAgency.has(role)) ? [agencyId] : [];
  const supervised = held.includes('supervisor') ? below : [];
  const inDepartment = held.some((role) => ownDepartment.has(role));
  return {
    agencyIds: [...own, ...supervised],
    department: inDepartment && departmentId !== null ? { agencyId, departmentId } : null,
    alsoDepartments: [],
    handler: inDepartment ? { agencyId, accountId } : null,
  };
}

/** What somebody may know in place of another: as the other does, but for the cases the other handles in person. */
function lentScope(agencyId: string, { roles, departmentId }: StandIn): CaseScope {
  return { ...ownScope({ id: '', roles, agencyId, departmentId }, []), handler: null };
}

/**
 * The roles that count in a case of the own body.
 *
 * Each counts as far as it reaches: an officer who stands in for the head of another department is no head in the own.
 */
export function rolesIn(holder: ScopeHolder, file: ScopedCase): readonly Role[] {
  if (file.agencyId !== holder.agencyId) return [];
  if (holder.standsInFor === undefined || holder.standsInFor.length === 0) return holder.roles;
  const own = sees(ownScope(holder, []), file) ? (holder.ownRoles ?? holder.roles) : [];
  const lent = holder.standsInFor
    .filter((one) => sees(lentScope(holder.agencyId, one), file))
    .flatMap(({ roles }) => roles);
  return [...new Set([...own, ...lent])];
}

/** Whether somebody heads a department, or stands in for who does. */
export function headsDepartment(holder: ScopeHolder, departmentId: string | null): boolean {
  const own: StandIn = {
    roles: holder.ownRoles ?? holder.roles,
    departmentId: holder.departmentId,
  };
  return [own, ...(holder.standsInFor ?? [])].some(
    (one) =>
      one.roles.includes('department-head') &&
      one.departmentId !== null &&
      one.departmentId === departmentId,
  );
}

/** Whether a case is in the scope. What is not in it must look as if it did not exist. */
export function sees(scope: CaseScope, file: ScopedCase): boolean {
  const { department, alsoDepartments, handler } = scope;
  return (
    scope.agencyIds.includes(file.agencyId) ||
    [department, ...alsoDepartments].some(
      (one) =>
        one !== null && one.agencyId === file.agencyId && one.departmentId === file.departmentId,
    ) ||
    (handler !== null &&
      handler.agencyId === file.agencyId &&
      file.handlerIds.includes(handler.accountId))
  );
}

/** Whether opening the case must be recorded: its handlers work on it, everybody else reads it. */
export function isReading(file: ScopedCase, accountId: string): boolean {
  return !file.handlerIds.includes(accountId);
}
