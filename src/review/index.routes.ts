/** The face of legal review for routes. */
import type { FastifyInstance } from 'fastify';
import type { CaseRouteDeps } from '../casework/index.routes.ts';
import { catalogueRoutes } from './catalogue.routes.ts';
import type { CatalogueRouteDeps } from './catalogue-ground.routes.ts';
import { counselPages } from './counsel-page.routes.ts';
import { type CounselRouteDeps, counselRequestRoutes } from './counsel-requests.routes.ts';
import { dutyRoutes } from './duty.routes.ts';
import { reviewCaseRoutes } from './review-case.routes.ts';
import { reviewDeskRoutes } from './review-desk.routes.ts';
import { reviewFigureRoute } from './review-figures.routes.ts';
import { type FlowRouteDeps, reviewFlowRoute } from './review-flow.routes.ts';
import { staffingRoute } from './staffing.routes.ts';

/** What the routes of reviews need. */
export type ReviewRouteDeps = CaseRouteDeps &
  CounselRouteDeps &
  FlowRouteDeps & { readonly catalogue: Pick<CatalogueRouteDeps, 'publish' | 'publicPath'> };

/** Everything about reviews that is not a command of a case: desk, reading room, figures, catalogue, flow chart. */
export function reviewRoutes(app: FastifyInstance, deps: ReviewRouteDeps): void {
  reviewDeskRoutes(app, deps);
  reviewCaseRoutes(app, deps);
  reviewFigureRoute(app, deps);
  catalogueRoutes(app, { db: deps.db, desk: deps.desk, ...deps.catalogue });
  reviewFlowRoute(app, deps);
  staffingRoute(app, deps);
  dutyRoutes(app, deps);
  counselRequestRoutes(app, deps);
  void app.register(counselPages, deps);
}
