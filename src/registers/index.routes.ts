/** The face of the registers for routes. */
export { type RegisterDeps, registerRoutes } from './registers.routes.ts';
