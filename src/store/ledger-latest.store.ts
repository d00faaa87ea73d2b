// The newest checkpoint, kept in a file beside the key.
//
// Whoever owns the database can cut the end off the log and everything that points to it; what is left is a valid,
// shorter log. The file remembers how long it was. It is written after the database, so it may lag behind it by one
// batch, and never runs ahead.

import { randomUUID } from 'node:crypto';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, verifierFor } from '../ledger/index.store.ts';
import { type Checkpoint, openNote, parseCheckpoint, parseNote } from '../ledger/index.ts';

/** Name of the file in the secret folder. */
export const latestFile = 'checkpoint.latest';

/**
 * Reads the newest checkpoint that this installation remembers.
 *
 * @returns null when there is no file
 */
export async function readLatest(secretFolder: string): Promise<string | null> {
  return readFile(join(secretFolder, latestFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Replaces the remembered checkpoint; after a crash the old or the new one is there, whole. */
export async function writeLatest(secretFolder: string, note: string): Promise<void> {
  const draft = join(secretFolder, `${latestFile}.${randomUUID()}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(note);
    await file.sync();
  } catch (error) {
    await unlink(draft).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, join(secretFolder, latestFile));
  syncFolder(secretFolder);
}

/** The checkpoint in a note that our key signed, under whatever name; null for any other note. */
export function openCheckpoint(note: string, publicKey: Uint8Array): Checkpoint | null {
  for (const { name } of parseNote(note)?.signatures ?? []) {
    const text = openNote(note, [verifierFor(name, publicKey)]);
    const checkpoint = text === null ? null : parseCheckpoint(text);
    if (checkpoint !== null && checkpoint.origin === name) return checkpoint;
  }
  return null;
}
