/** The face of the registers for files that speak SQL. */
export {
  type AgencyEntry,
  agencyIdsBelow,
  assignPacks,
  changeAgency,
  closeAgency,
  confirmDraft,
  listAgencies,
  listAgenciesByKey,
  type RuleShelf,
  readAgency,
  registerAgency,
  setOwnSetting,
} from './agency.store.ts';
export {
  type Counsel,
  type CounselToKeep,
  changeCounsel,
  counselOf,
  counselOfAccount,
  endCounsel,
  enterCounsel,
} from './counsel.store.ts';
export {
  closeDepartment,
  type Department,
  listDepartments,
  openDepartment,
  renameDepartment,
} from './department.store.ts';
export {
  designateReviewer,
  endDesignation,
  keepIdentity,
  listReviewers,
  type ReviewerEntry,
} from './designation.store.ts';
export {
  changeOfficer,
  enterCertificate,
  listOfficers,
  type Officer,
  type OfficerEntry,
  type OfficerFacts,
  type OfficerKey,
  officersOf,
  readOfficer,
  registerOfficer,
  revokeCertificate,
  setOfficerStanding,
} from './officer.store.ts';
export { checkRegisters } from './register-check.store.ts';
export { type Asker, caseScopeOf, refuseUnlessReader } from './scope.store.ts';
