// Registers of bodies, departments, officers and certificates. What they hold is public by law; who may change it is not
// the same for each: the system administrator keeps bodies and departments, the office of a body its departments and
// officers, a supervisor the officers of the bodies below, and a leader settles drafts and own numbers for the own body.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type AgencyDeps, agencyRoutes } from './agencies.routes.ts';
import { colleagueRoute } from './colleagues.routes.ts';
import { counselRoutes } from './counsel.routes.ts';
import { departmentRoutes } from './departments.routes.ts';
import { officerRoutes } from './officers.routes.ts';
import { reviewerRoutes } from './reviewers.routes.ts';

/** What the routes of the registers need. */
export type RegisterDeps = AgencyDeps;

/** Bodies, departments, officers and certificates. */
export async function registerRoutes(instance: FastifyInstance, deps: RegisterDeps): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  agencyRoutes(app, deps);
  departmentRoutes(app, deps);
  officerRoutes(app, deps);
  reviewerRoutes(app, deps);
  counselRoutes(app, deps);
  colleagueRoute(app, deps);
}
