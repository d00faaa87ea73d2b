/** The pure face of disclosure. */
export { disclosurePart } from './disclosure.ts';
export { fineFenOf, OTHER_KIND, penaltyKinds, penaltyKindsOf } from './penalty-kind.ts';
export { isLikelyPerson, maskParty, maskPerson, withoutPrivate } from './privacy.ts';
export { PUBLIC_LEASE_MILLIS } from './public-lease.ts';
export {
  type Publication,
  type PublicDecision,
  type PublicField,
  publicDecision,
} from './publication.ts';
export type { SearchFilter, SearchPosition, SearchRequest } from './search-plan.ts';
export { plainText } from './search-words.ts';
