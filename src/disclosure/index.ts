/** The pure face of disclosure. */
export { disclosurePart } from './disclosure.ts';
