import { isSeparated, type Role } from './role.ts';

/** Who asks, as far as data scope goes. */
export type ScopeHolder = {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly agencyId: string;
  readonly departmentId: string | null;
};

/**
 * The cases an account may know of: those of whole agencies, those of one department, and those it handles.
 *
 * A case is in the scope if any of the three holds it. Everything may be empty: then no case is in it.
 */
export type CaseScope = {
  /** Agencies whose cases are all in the scope. */
  readonly agencyIds: readonly string[];
  /** Department whose cases are in the scope; null for none. */
  readonly department: { readonly agencyId: string; readonly departmentId: string } | null;
  /** Account whose own cases are in the scope, within its agency; null for none. */
  readonly handler: { readonly agencyId: string; readonly accountId: string } | null;
};

/** What of a case decides who may know of it. */
export type ScopedCase = {
  readonly agencyId: string;
  readonly departmentId: string | null;
  readonly handlerIds: readonly string[];
};

const nothing: CaseScope = { agencyIds: [], department: null, handler: null };
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
  const { id: accountId, agencyId, departmentId } = holder;
  const own = holder.roles.some((role) => wholeAgency.has(role)) ? [agencyId] : [];
  const supervised = holder.roles.includes('supervisor') ? below : [];
  const inDepartment = holder.roles.some((role) => ownDepartment.has(role));
  return {
    agencyIds: [...new Set([...own, ...supervised])],
    department: inDepartment && departmentId !== null ? { agencyId, departmentId } : null,
    handler: inDepartment ? { agencyId, accountId } : null,
  };
}

/** Whether a case is in the scope. What is not in it must look as if it did not exist. */
export function sees(scope: CaseScope, file: ScopedCase): boolean {
  const { department, handler } = scope;
  return (
    scope.agencyIds.includes(file.agencyId) ||
    (department !== null &&
      department.agencyId === file.agencyId &&
      department.departmentId === file.departmentId) ||
    (handler !== null &&
      handler.agencyId === file.agencyId &&
      file.handlerIds.includes(handler.accountId))
  );
}

/** Whether opening the case must be recorded: its handlers work on it, everybody else reads it. */
export function isReading(file: ScopedCase, accountId: string): boolean {
  return !file.handlerIds.includes(accountId);
}
