/** The public site. */
export { type PortalDeps, portalRoutes, sendFault, sendNotFound } from './portal.routes.ts';
