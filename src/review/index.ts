/** The pure face of legal review. */
export { type Catalogue, draftOf } from './catalogue.ts';
export {
  approveVersion,
  type CatalogueDecision,
  compileVersion,
  examineItem,
  itemsToCompile,
  openSteps,
  reportItem,
} from './catalogue-decision.ts';
export type { CatalogueLaw, CatalogueReport } from './catalogue-item.ts';
export { catalogueRefusalStatus } from './catalogue-refusal-status.ts';
export { type CatalogueRule, catalogueChoices, catalogueRule } from './catalogue-rule.ts';
export { catalogueTable } from './catalogue-table.ts';
export { type Responsibility, responsibilities } from './responsibility.ts';
export { reviewPart } from './review.ts';
export { standingOf } from './review-standing.ts';
export { type Candidate, candidates } from './reviewer.ts';
export type { ReviewStanding } from './round.ts';
export {
  confirmedTriggers,
  isRequired,
  openProposals,
  overtakenScope,
  type Proposal,
  proposals,
} from './scope.ts';
export { reviewedPenalty, type StaleReason, staleReasons } from './stale-reason.ts';
export { materialVersions } from './supplement.ts';
export { type TimeLeft, timeLeft } from './time-left.ts';
