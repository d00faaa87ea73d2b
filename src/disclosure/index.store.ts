/** The store face of disclosure: the public site's rows, written and read. */

export {
  type CaseToFollow,
  decisionIdOf,
  followCase,
  publicationJobs,
  publicationTask,
} from './case-publication.store.ts';
export {
  type BodyFigure,
  type IdRange,
  type KindFigure,
  type MonthFigure,
  type PublicFigures,
  type PublishedEntry,
  readFigures,
  readNewlyPublished,
  readPublicTotal,
  readSitemapPart,
  type SitemapEntry,
} from './public-figures.store.ts';
export {
  type DecisionOnSite,
  type EndOnSite,
  readBodies,
  readBody,
  readDecisionsByNumber,
  readPublicDecision,
  readVersions,
  readWithdrawals,
  readYears,
  type WithdrawalOnSite,
} from './public-reading.store.ts';
export {
  endPublication,
  indexPendingDecisions,
  introduceBody,
  measureSearch,
  type PublicBody,
  type PublicEnd,
  type PublicWithdrawal,
  publishBody,
  publishDecision,
  type Queryable,
  withdrawPublication,
} from './publication.store.ts';
export { checkPublications, type PublicationCheckDeps } from './publication-check.store.ts';
export {
  type CatalogueOnSite,
  type CatalogueVersionOnSite,
  type PublicFlow,
  publicCatalogueItem,
  publishReviewCatalogue,
  readCatalogueCopy,
  readCatalogueVersions,
  readReviewCatalogue,
} from './review-catalogue.store.ts';
export {
  type DecisionCard,
  type SearchPage,
  type SearchTotal,
  searchDecisions,
} from './search.store.ts';
