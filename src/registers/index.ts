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
export { registerRefusalStatus } from './refusal-status.ts';
