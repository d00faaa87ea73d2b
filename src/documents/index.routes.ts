/** The face of documents for routes. */
export { type DocumentRouteDeps, documentRoutes } from './documents.routes.ts';
