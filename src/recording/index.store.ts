/** The face of recording for files that read and write: the store of files, uploads, and entering them into cases. */
export {
  type AttachDeps,
  attachRecording,
  type FileToAttach,
} from './attach.store.ts';
export { FileFolder, filesFolder } from './file.store.ts';
export { checkFiles, copyFiles, type FilesCopied, filesBeside } from './file-check.store.ts';
export { dropOldUploads, type UploadLimits, Uploads } from './upload.store.ts';
