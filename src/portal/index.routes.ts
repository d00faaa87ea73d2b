/** The public site. */
export { answer, sendFault, sendNotFound } from './answer.routes.ts';
export { type PortalDeps, portalRoutes } from './portal.routes.ts';
export { cataloguePath } from './review-catalogue.pages.ts';
