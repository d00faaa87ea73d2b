/** The face of the server. */
export { type Desk, type DeskDeps, setUpDesk } from './desk.ts';
export { codesWithStatus, statusOfRefusal } from './refusal-status.ts';
export { buildServer, type ServerDeps } from './server.ts';
export {
  type ServerSettings,
  type Started,
  type StartOptions,
  startServer,
  startWorker,
} from './start.ts';
