/** The face of recording for routes. */
import type { FastifyInstance } from 'fastify';
import { contentRoute } from './content.routes.ts';
import { recordingListRoutes } from './recordings.routes.ts';
import { type RecordingRouteDeps, uploadRoutes } from './uploads.routes.ts';

/** Routes of recordings: uploads, entering them into cases, playing them. */
export async function recordingRoutes(
  app: FastifyInstance,
  deps: RecordingRouteDeps,
): Promise<void> {
  await uploadRoutes(app, deps);
  recordingListRoutes(app, deps);
  contentRoute(app, deps);
}
