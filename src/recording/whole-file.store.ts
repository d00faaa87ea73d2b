// Opens files for those who look at them, after making sure that they are what was entered.
//
// A file is read as a whole by each process before it goes out for the first time. Afterwards the file system says whether
// anything was done to it since: the time at which an inode was last changed is set by nobody's hand. Files larger than
// recorders write in one part are not read, because nobody would wait for it; they are left to `verify`.

import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { digestFrom, type FileFolder, isUnreadable } from './file.store.ts';

/** What was found instead of a file. */
export type NoFile = 'gone' | 'altered';

const readMax = 4 * 1024 ** 3;
/** So many files are known to be whole; others are read again. */
const knownMax = 2000;

/** Files that this process has found to be whole. */
export class WholeFiles {
  readonly #files: FileFolder;
  readonly #known = new Map<
    string,
    { readonly mark: string; readonly isWhole: Promise<boolean> }
  >();

  constructor(files: FileFolder) {
    this.#files = files;
  }

  /** Opens a stored file; whoever asked closes it. */
  async open(sha256: string, sizeBytes: number): Promise<FileHandle | NoFile> {
    const handle = await this.#files.open(sha256);
    if (handle === null) return 'gone';
    try {
      const { size, dev, ino, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
      const mark = [size, dev, ino, mtimeNs, ctimeNs].join(' ');
      const what = await this.#look(handle, { sha256, sizeBytes, size: Number(size), mark });
      if (what === null) return handle;
      await handle.close();
      return what;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #look(
    handle: FileHandle,
    {
      sha256,
      sizeBytes,
      size,
      mark,
    }: { sha256: string; sizeBytes: number; size: number; mark: string },
  ): Promise<NoFile | null> {
    if (size !== sizeBytes) return 'gone';
    if (size > readMax) return null;
    const known = this.#known.get(sha256);
    const isWhole = known?.mark === mark ? known.isWhole : isDigestOf(handle, size, sha256);
    this.#known.delete(sha256);
    this.#known.set(sha256, { mark, isWhole });
    const [oldest] = this.#known.keys();
    if (this.#known.size > knownMax && oldest !== undefined) this.#known.delete(oldest);
    let isFine = false;
    try {
      isFine = await isWhole;
    } finally {
      // A disk may read tomorrow what it did not today.
      if (!isFine) this.#known.delete(sha256);
    }
    return isFine ? null : 'altered';
  }
}

async function isDigestOf(handle: FileHandle, size: number, sha256: string): Promise<boolean> {
  try {
    const hash = createHash('sha256');
    await digestFrom(handle, hash, 0, size);
    return hash.digest('hex') === sha256;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}
