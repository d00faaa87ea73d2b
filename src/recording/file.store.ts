// The folder of files.
//
//   drafts/<upload id>          what has come of an upload so far; 0600
//   stored/<ab>/<sha-256>       a whole file under the digest of its bytes; 0400, written once
//
// A draft grows at its end and each piece is flushed before it is acknowledged. It moves into the store by a second link,
// which is refused where a file of that name exists: so nothing is ever overwritten, a half file never bears the name of a
// whole one, and what was placed twice is there once. The draft goes only after the event that needs the file was kept.

import { createHash, type Hash } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  chmod,
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rm,
  stat,
  statfs,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import { syncFolder } from '../ledger/index.store.ts';
import { mediaTypeOf } from './media-type.ts';

const pieceBytes = 1024 * 1024;
const digestForm = /^[0-9a-f]{64}$/;

/** Where the files of cases lie within the data folder. */
export const filesFolder = (dataFolder: string): string => join(dataFolder, 'files');

/** What lies in the store under a name. */
export type StoredName = {
  /** Below the folder of files. */
  readonly path: string;
  /** The digest it is named after; null when it has no such name. */
  readonly sha256: string | null;
  /** Milliseconds since 1970. */
  readonly placedAt: number;
};

/** A folder of files. */
export class FileFolder {
  readonly path: string;
  readonly #drafts: string;
  readonly #stored: string;

  constructor(path: string) {
    this.path = path;
    this.#drafts = join(path, 'drafts');
    this.#stored = join(path, 'stored');
  }

  /** Begins a draft; its name must be new. */
  async begin(uploadId: string): Promise<void> {
    await mkdir(this.#drafts, { recursive: true, mode: 0o700 });
    await (await open(this.#draft(uploadId), 'wx', 0o600)).close();
    syncFolder(this.#drafts);
  }

  /** Writes a piece of a draft; it is on disk when this returns. */
  async write(uploadId: string, position: number, piece: Buffer): Promise<void> {
    const file = await open(this.#draft(uploadId), 'r+');
    try {
      for (let written = 0; written < piece.length; ) {
        const left = piece.length - written;
        written += (await file.write(piece, written, left, position + written)).bytesWritten;
      }
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** The length of a draft; null when it is not there. */
  async draftBytes(uploadId: string): Promise<number | null> {
    return (await statsOf(this.#draft(uploadId)))?.size ?? null;
  }

  /** Adds to a digest what lies in a draft between two places. */
  async digestDraft(uploadId: string, hash: Hash, from: number, until: number): Promise<void> {
    await digestInto(this.#draft(uploadId), hash, from, until);
  }

  /** The media type of a whole draft by its bytes; null when it is none that is kept. */
  async typeOfDraft(uploadId: string): Promise<string | null> {
    return kept((await fileTypeFromFile(this.#draft(uploadId)).catch(ended))?.mime);
  }

  /** Links a draft into the store under its digest, unless the store has the file. */
  async place(uploadId: string, sha256: string): Promise<void> {
    const folder = join(this.#stored, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await chmod(this.#draft(uploadId), 0o400);
      await link(this.#draft(uploadId), this.placeOf(sha256));
    } catch (error) {
      // The same order, given twice at one moment, may have placed the file and dropped the draft already.
      const isPlaced = codeOf(error) === 'ENOENT' && (await this.sizeOf(sha256)) !== null;
      if (codeOf(error) !== 'EEXIST' && !isPlaced) throw error;
    }
    for (const each of [folder, this.#stored, this.path, dirname(this.path)]) syncFolder(each);
  }

  /** Whether the store has the file of a draft: the same one, or one with its digest. */
  async holds(uploadId: string, sha256: string): Promise<boolean> {
    const draft = await statsOf(this.#draft(uploadId));
    const stored = await statsOf(this.placeOf(sha256));
    const isLinked = stored !== null && stored.ino === draft?.ino && stored.dev === draft.dev;
    return isLinked || (await this.digestOf(sha256)) === sha256;
  }

  async dropDraft(uploadId: string): Promise<void> {
    await rm(this.#draft(uploadId), { force: true });
  }

  /** Takes back a file that was placed and that nobody needs. */
  async unplace(sha256: string): Promise<void> {
    await rm(this.placeOf(sha256), { force: true });
  }

  /** Drafts by name, with when they were last written. */
  async drafts(): Promise<readonly { readonly uploadId: string; readonly writtenAt: number }[]> {
    const names = await namesIn(this.#drafts);
    const found = await Promise.all(
      names.map(async (uploadId) => ({ uploadId, stats: await statsOf(this.#draft(uploadId)) })),
    );
    return found.flatMap(({ uploadId, stats }) =>
      stats === null ? [] : [{ uploadId, writtenAt: stats.mtimeMs }],
    );
  }

  /** Opens a stored file to be read; null when it is not there. */
  async open(sha256: string): Promise<FileHandle | null> {
    return open(this.placeOf(sha256), 'r').catch(missing);
  }

  /** The length of a stored file; null when it is not there. */
  async sizeOf(sha256: string): Promise<number | null> {
    return (await statsOf(this.placeOf(sha256)))?.size ?? null;
  }

  /** The digest of a stored file as its bytes are now; null when it is not there. */
  async digestOf(sha256: string): Promise<string | null> {
    const size = await this.sizeOf(sha256);
    if (size === null) return null;
    const hash = createHash('sha256');
    await digestInto(this.placeOf(sha256), hash, 0, size);
    return hash.digest('hex');
  }

  /** Everything that lies in the store, as paths below it; what bears no digest is told too. */
  async *listed(): AsyncGenerator<StoredName> {
    for (const part of (await namesIn(this.#stored)).toSorted()) {
      const stats = await lstat(join(this.#stored, part)).catch(missing);
      if (stats?.isDirectory() !== true) yield strangeName(part, stats);
      else yield* this.#within(part);
    }
  }

  async *#within(part: string): AsyncGenerator<StoredName> {
    for (const name of (await namesIn(join(this.#stored, part))).toSorted()) {
      // A link may lead nowhere, or back to itself.
      const stats = await lstat(join(this.#stored, part, name)).catch(missing);
      const isPlaced = digestForm.test(name) && name.slice(0, 2) === part;
      const strange = strangeName(`${part}/${name}`, stats);
      yield isPlaced ? { ...strange, sha256: name } : strange;
    }
  }

  /** Bytes that may still be written where the folder lies. */
  async freeBytes(): Promise<number> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.path);
    return bavail * bsize;
  }

  /** Where the file of a digest lies, or would. */
  placeOf(sha256: string): string {
    if (!digestForm.test(sha256)) throw new Error('not the digest of a file');
    return join(this.#stored, sha256.slice(0, 2), sha256);
  }

  #draft(uploadId: string): string {
    if (!/^[0-9a-f-]{36}$/.test(uploadId)) throw new Error('not the name of a draft');
    return join(this.#drafts, uploadId);
  }
}

const strangeName = (name: string, stats: Stats | null): StoredName => ({
  path: `stored/${name}`,
  sha256: null,
  placedAt: stats?.ctimeMs ?? 0,
});

/** The media type of a file by its beginning; null when it is none that is kept. */
export async function typeOfBeginning(bytes: Uint8Array): Promise<string | null> {
  return kept((await fileTypeFromBuffer(bytes).catch(ended))?.mime);
}

const kept = (mime: string | undefined): string | null =>
  mime !== undefined && mediaTypeOf(mime) !== null ? mime : null;

/** A file that ends in the middle of what it begins with is of no type. */
function ended(error: unknown): undefined {
  if (error instanceof Error && error.name === 'EndOfStreamError') return undefined;
  if (codeOf(error) !== undefined) throw error;
  // What a reader of formats stumbles over is no file of that format.
  return undefined;
}

async function digestInto(path: string, hash: Hash, from: number, until: number): Promise<void> {
  const file = await open(path, 'r');
  try {
    await digestFrom(file, hash, from, until);
  } finally {
    await file.close();
  }
}

/** Adds to a digest what lies in an open file between two places. */
export async function digestFrom(
  file: FileHandle,
  hash: Hash,
  from: number,
  until: number,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(until - from, 1)));
  for (let at = from; at < until; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, until - at), at);
    if (bytesRead === 0) return;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

function missing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(missing)) ?? [];
}

async function statsOf(path: string): Promise<Stats | null> {
  return stat(path).catch(missing);
}

/** Whether a fault is that something lies there and cannot be read: a broken disk, a lack of rights, no file at all. */
export const isUnreadable = (error: unknown): boolean =>
  ['EIO', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP', 'EUCLEAN'].includes(codeOf(error) ?? '');

/** Whether a fault is the disk being full. */
export const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');
