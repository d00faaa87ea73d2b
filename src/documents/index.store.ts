/** The face of documents for files that read and write. */
export { type DocumentDeps, makeDocument } from './document.store.ts';
export { makeTypesetter, type Typesetter, type TypesetterFolders } from './typesetter.store.ts';
