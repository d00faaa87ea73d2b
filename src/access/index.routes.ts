/** The face of access for routes. */
export { accessRoutes } from './access.routes.ts';
export { accountRoutes } from './accounts.routes.ts';
export {
  type AccessDeps,
  accessPlugin,
  csrfHeader,
  requestActor,
  sessionCookie,
  type TypedApp,
} from './authenticate.routes.ts';
export { type Page, pageOf, readCursor } from './cursor.routes.ts';
export {
  cursorField,
  dateField,
  idField,
  instantField,
  limitField,
  nextCursorField,
  optionalIdField,
  textField,
} from './schema.routes.ts';
