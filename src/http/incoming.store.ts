// Tables that are being imported lie in the data folder for as long as the work takes. A program that is killed in the
// middle leaves one behind, with names that will never become public.

import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folderName = 'incoming';
/** No import takes so long; what another process is reading now is left alone. */
const leftAfterMillis = 3_600_000;

/** A table that came with a request. */
export type Incoming = {
  /** Names the request; no two have the same. */
  readonly id: string;
  readonly fileName: string;
  readonly content: Buffer;
};

/** Puts a table into a folder for nobody else, and removes both when the work has ended. */
export async function withIncoming<T>(
  dataFolder: string,
  { id, fileName, content }: Incoming,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = join(dataFolder, folderName, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const file = join(folder, fileName);
    await writeFile(file, content, { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Removes what imports that were cut off have left behind.
 *
 * @param now - milliseconds since 1970
 */
export async function dropLeftIncoming(dataFolder: string, now: number): Promise<void> {
  const place = join(dataFolder, folderName);
  await mkdir(place, { recursive: true, mode: 0o700 });
  for (const name of await readdir(place)) {
    const path = join(place, name);
    // Another process may have removed its own meanwhile.
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtimeMs < now - leftAfterMillis)
      await rm(path, { recursive: true, force: true });
  }
}
