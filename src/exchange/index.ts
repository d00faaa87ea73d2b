/** The pure face of exchange. */
export {
  type ImportField,
  importFields,
  type Mapping,
  mappingFor,
  readMapping,
} from './decision-mapping.ts';
export { type ImportedDecision, readDecisionRow, type TableRow } from './decision-row.ts';
export { csvCell, type ExportedRow, exportHeadings } from './exported-decision.ts';
