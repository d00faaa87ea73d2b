/** The pure face of documents: what a case has on paper, and what stands in it. */
export {
  type CaseDocument,
  type Copy,
  contentsOf,
  type DocumentKind,
  documentKinds,
  documentOf,
  documentsOf,
  isDocumentKind,
  templateOf,
} from './document.ts';
export type { CaseSource, FiledEvent, Names } from './filed.ts';
export { documentRefusalStatus, documentRefusals, glyphRefusal, undrawnIn } from './refusals.ts';
