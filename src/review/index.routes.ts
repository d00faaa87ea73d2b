/** The face of legal review for routes. */
import type { FastifyInstance } from 'fastify';
import type { CaseRouteDeps } from '../casework/index.routes.ts';
import { reviewCaseRoutes } from './review-case.routes.ts';
import { reviewDeskRoutes } from './review-desk.routes.ts';
import { reviewFigureRoute } from './review-figures.routes.ts';

/** Everything about reviews that is not a command of a case: the desk, the reading room, figures. */
export function reviewRoutes(app: FastifyInstance, deps: CaseRouteDeps): void {
  reviewDeskRoutes(app, deps);
  reviewCaseRoutes(app, deps);
  reviewFigureRoute(app, deps);
}
