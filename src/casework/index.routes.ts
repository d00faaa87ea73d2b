/** The face of casework for routes. */
import type { FastifyInstance } from 'fastify';
import { boardRoutes } from './board.routes.ts';
import { actingRoutes, type CaseRouteDeps } from './case.routes.ts';
import { caseReadingRoutes } from './case-reading.routes.ts';
import { changeRoute } from './change-feed.routes.ts';
import { handOverRoute } from './hand-over.routes.ts';
import { identityRoute } from './identity.routes.ts';
import { type RuleReadingDeps, ruleRoutes } from './procedure.routes.ts';
import { taskRoutes } from './task.routes.ts';

export type { CaseRouteDeps } from './case.routes.ts';
export { cited, type Looked, lookAtCase, readingHeaders } from './case-reading.routes.ts';
export { citedClause, performed as performedAnswer } from './case-schema.routes.ts';
export { caseTextField } from './case-text.routes.ts';
export { soonUntil } from './task.routes.ts';
export { bodiesOf } from './told-case.routes.ts';

/** Everything that is done with cases over the API: acting, looking, and the rules behind it. */
export function caseRoutes(app: FastifyInstance, deps: CaseRouteDeps & RuleReadingDeps): void {
  actingRoutes(app, deps);
  caseReadingRoutes(app, deps);
  taskRoutes(app, deps);
  boardRoutes(app, deps);
  changeRoute(app, deps);
  identityRoute(app, deps);
  handOverRoute(app, deps);
  ruleRoutes(app, deps);
}
