/** The pure face of the registers: bodies, officers, certificates. */
export {
  type Agency,
  type AgencyNature,
  agencyNatureTitles,
  type DraftConfirmation,
  type KnownPack,
  settingsOf,
  unconfirmedDrafts,
} from './agency.ts';
export {
  type Certificate,
  type CertificateClass,
  type CertificateStanding,
  certificateClassTitles,
  certificateOn,
  certificateRefusals,
  certificateStandingTitles,
  standingOn,
} from './certificate.ts';
export {
  type CounselFacts,
  type CounselKind,
  type CounselStanding,
  counselKindTitles,
  counselStandingOn,
} from './counsel.ts';
export {
  type Designation,
  type DesignationEntry,
  type DesignationRules,
  type DesignationStanding,
  type DesignationTerm,
  designationOn,
  designationStandingOn,
  designationStandingTitles,
  type EndGround,
  endGroundTitles,
  maskedIdentity,
  plainIdentity,
  qualificationTitles,
  type RegisteredReviewer,
  type ReviewerStanding,
  type ReviewQualification,
  reviewerStanding,
  reviewsOn,
} from './designation.ts';
export { registerRefusalStatus } from './refusal-status.ts';
export { registerStanding } from './register-standing.ts';
export { designationRulesOf, type ReviewLevel, reviewLevelsOf } from './reviewer-rules.ts';
