/** The pure face of access: roles, permissions, data scope, 三员. */
export { accountStanding } from './account-standing.ts';
export type { AuditKind } from './audit-kind.ts';
export {
  type CaseScope,
  caseScope,
  headsDepartment,
  isReading,
  rolesIn,
  type ScopedCase,
  type ScopedDepartment,
  type ScopeHolder,
  type StandIn,
  sees,
} from './case-scope.ts';
export { installationId, isInstallation } from './installation.ts';
export { passwordRefusals } from './password.ts';
export {
  isPermission,
  type Permission,
  permissionsFor,
  permissionTitles,
  permits,
  rolesWith,
} from './permission.ts';
export { accessRefusalStatus } from './refusal-status.ts';
export { accessRefusals } from './refusals.ts';
export {
  isRole,
  isSeparated,
  type Role,
  roles,
  roleTitles,
  type SeparatedRole,
  separatedRoles,
} from './role.ts';
export { identityRefusals, userKey, userNameRefusals } from './user-name.ts';
