/** The store face of legal review. */

export { changeCatalogue, copyDigest, readCatalogue } from './catalogue.store.ts';
export { checkCatalogues } from './catalogue-check.store.ts';
