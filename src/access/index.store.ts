/** The face of access for files that speak SQL: accounts, sign-in, readings, and changes that append events. */
export {
  type AccountToCreate,
  type CreatedAccount,
  createAccount,
  disableAccount,
  enableAccount,
  moveAccount,
} from './account.store.ts';
export {
  type AccountSummary,
  accountNamed,
  listAccounts,
  readAccount,
} from './account-reading.store.ts';
export { unlockAccount } from './attempt.store.ts';
export { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
export { appointDeputy, type Deputy, endDeputy, listDeputies } from './deputy.store.ts';
export { dropExpiredSignIns } from './expiry.store.ts';
export { resetPassword } from './password.store.ts';
export { dropOldDrafts } from './preference.store.ts';
export { type ReadPart, recordReading } from './reading.store.ts';
export { grantRole, revokeRole } from './role.store.ts';
export { resetSecondFactor } from './second-factor.store.ts';
export type { SignedInActor } from './session.store.ts';
export { type FirstPerson, needsSetUp, openSetUp, setUp, setUpHere } from './set-up.store.ts';
