// What those who run the installation see and do, and what helps everybody to find their way.

import type { FastifyInstance } from 'fastify';
import { type BackupDeps, backupRoutes } from './backups.routes.ts';
import { type CalendarDeps, calendarRoutes } from './calendar.routes.ts';
import { type DecisionExchangeDeps, decisionExchangeRoutes } from './decision-exchange.routes.ts';
import { type GuideDeps, guideRoutes } from './guide.routes.ts';
import { jobRoutes } from './jobs.routes.ts';
import { type PackDeps, packRoutes } from './packs.routes.ts';
import { type ProofDeps, proofRoutes } from './proof.routes.ts';
import { type SearchDeps, searchRoutes } from './search.routes.ts';
import { type StandingDeps, standingRoutes } from './standing.routes.ts';

/** What the routes of the administration need. */
export type AdministrationDeps = PackDeps &
  SearchDeps &
  GuideDeps &
  CalendarDeps &
  StandingDeps &
  BackupDeps &
  ProofDeps &
  DecisionExchangeDeps;

/** Routes of the administration. */
export async function administrationRoutes(
  app: FastifyInstance,
  deps: AdministrationDeps,
): Promise<void> {
  packRoutes(app, deps);
  searchRoutes(app, deps);
  guideRoutes(app, deps);
  calendarRoutes(app, deps);
  standingRoutes(app, deps);
  jobRoutes(app, deps);
  backupRoutes(app, deps);
  proofRoutes(app, deps);
  await decisionExchangeRoutes(app, deps);
}
