/** The public site. */
export { sendFault, sendNotFound, sendPage } from './answer.routes.ts';
export { type PortalDeps, portalRoutes } from './portal.routes.ts';
