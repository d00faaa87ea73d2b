/** The store face of exchange: import of past decisions. */
export {
  type BadRow,
  type DecisionImport,
  importDecisions,
  type ImportProgress,
  type ImportReport,
} from './decision-import.store.ts';
export type { TableEncoding } from './table-file.store.ts';
