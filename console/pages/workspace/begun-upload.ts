// Which file an upload was begun with, as far as this browser knows. The server knows its name and its length only, and
// recorders give the same names, and parts of equal length, again and again: going on with another file of that name would
// make one recording of two halves.

import type { Upload } from '../../api/upload.ts';

/** What tells one file from another of the same name. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'lastModified'>;

type Begun = readonly (readonly [uploadId: string, lastModified: number])[];

const key = 'mingfa.uploads';
/** More than one person may leave unfinished. */
const most = 40;

/** Remembers with which file an upload was begun. */
export function rememberUpload(uploadId: string, { lastModified }: ChosenFile): void {
  const others = begunUploads().filter(([id]) => id !== uploadId);
  try {
    localStorage.setItem(key, JSON.stringify([...others, [uploadId, lastModified]].slice(-most)));
  } catch {
    // A browser that keeps nothing begins anew, which costs time and nothing else.
  }
}

/** What this browser has begun. */
export function begunUploads(): Begun {
  try {
    return begunIn(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}

function begunIn(kept: unknown): Begun {
  const isPair = (each: unknown): each is Begun[number] =>
    Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'number';
  return Array.isArray(kept) ? kept.filter(isPair) : [];
}

/** The upload that a chosen file goes on with: begun here with this very file; undefined when it is a new one. */
export function uploadOf(
  uploads: readonly Upload[],
  file: ChosenFile,
  begun: Begun,
): Upload | undefined {
  const madeAt = new Map(begun);
  return uploads.find(
    ({ uploadId, fileName, sizeBytes }) =>
      fileName === file.name &&
      sizeBytes === file.size &&
      madeAt.get(uploadId) === file.lastModified,
  );
}
