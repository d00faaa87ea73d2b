/** The pure face of the archive: what a case file needs before it is archived. */
export { archivePart } from './archive.ts';
