/** The store face of casework. */
export { loadProcedure } from './procedure.store.ts';
