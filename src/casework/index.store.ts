/** The store face of casework. */
export { loadProcedure } from './procedure.store.ts';
export { loadScenarioBook, loadScenarios } from './scenario.store.ts';
