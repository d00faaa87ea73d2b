/** The store face of legal review. */
export { changeCatalogue, copyDigest, readCatalogue } from './catalogue.store.ts';
