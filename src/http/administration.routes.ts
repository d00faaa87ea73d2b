// What those who run the installation see and do, and what helps everybody to find their way.

import type { FastifyInstance } from 'fastify';
import { packRoutes } from './packs.routes.ts';
import { searchRoutes } from './search.routes.ts';
import type { ServerDeps } from './server.ts';

/** Routes of the administration. */
export function administrationRoutes(app: FastifyInstance, deps: ServerDeps): void {
  packRoutes(app, deps);
  searchRoutes(app, deps);
}
