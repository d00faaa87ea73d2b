/** The store face of casework. */
export { gatherTallies } from './board.store.ts';
export { type Bodies, type Body, createBodies, markDemonstrationBody } from './body.store.ts';
export {
  type CaseActor,
  type CaseDeps,
  CaseDesk,
  type Order,
  type Performed,
} from './case.store.ts';
export { type Opening, openCase } from './case-opening.store.ts';
export {
  agenciesOf,
  type Bind,
  type CaseEntry,
  type CaseFilter,
  countCases,
  type EventEntry,
  findCase,
  listCases,
  listEvents,
  type SeenCase,
  scopeCondition,
} from './case-reading.store.ts';
export { recheckCases } from './case-recheck.store.ts';
export { recountClocks } from './clock-recount.store.ts';
export { loadProcedure } from './procedure.store.ts';
export { loadScenarioBook, loadScenarios } from './scenario.store.ts';
