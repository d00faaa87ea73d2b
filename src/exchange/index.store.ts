/** The store face of exchange: import of past decisions, export of published ones. */
export {
  csvLines,
  type ExportedBodies,
  exportedDecisions,
  jsonLines,
  workbookOf,
} from './decision-export.store.ts';
export {
  type BadRow,
  type DecisionImport,
  type ImportProgress,
  type ImportReport,
  importDecisions,
} from './decision-import.store.ts';
export {
  type DecisionLook,
  type DecisionPreview,
  previewDecisions,
} from './decision-preview.store.ts';
export { checkImports } from './import-check.store.ts';
export type { TableEncoding } from './table-file.store.ts';
