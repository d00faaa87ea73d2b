/** The store face of the demonstration. */
export {
  type DemonstrationAccount,
  type DemonstrationDeps,
  loadDemonstration,
  loadDemonstrationFile,
  userNameOf,
} from './demonstration.store.ts';
