/** The store face of exchange: import of past decisions. */
export {
  type BadRow,
  type DecisionImport,
  type ImportProgress,
  type ImportReport,
  importDecisions,
} from './decision-import.store.ts';
export type { TableEncoding } from './table-file.store.ts';
