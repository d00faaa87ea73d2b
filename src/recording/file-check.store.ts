// Compares the store of files with the events that speak of its files, and copies them for a backup.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '../ledger/index.store.ts';
import { Refused } from '../rules/index.ts';
import type { Database, FurtherLook } from '../store/index.store.ts';
import { FileFolder, isUnreadable } from './file.store.ts';
import { recordingRefusals } from './refusals.ts';

/** Told how many bytes of all have been read. */
export type FileProgress = (done: number, total: number) => void;

type Spoken = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly sequence: number;
  readonly reference: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

const spokenFiles = `select agency_id as "agencyId", stream_id as "caseId", sequence,
    coalesce(data ->> 'reference', '') as reference, coalesce(data ->> 'sha256', '') as sha256,
    case when data ->> 'sizeBytes' ~ '^[0-9]{1,15}$' then (data ->> 'sizeBytes')::float8 else 0 end as "sizeBytes"
  from mingfa.event where kind = 'recordingAttached' order by data ->> 'sha256', log_id`;

/**
 * Reads every file of the store again and names those that are gone, that are not what their events say, and those of
 * which no event speaks.
 *
 * @param folder - where the files lie
 * @returns how many files the cases have
 */
export async function checkFiles(
  { client, report }: FurtherLook,
  folder: string,
  onProgress: FileProgress = () => {},
): Promise<number> {
  const files = new FileFolder(folder);
  const { rows } = await client.query<Spoken>(spokenFiles);
  const byDigest = Map.groupBy(rows, ({ sha256 }) => sha256);
  const sizes = new Map([...byDigest].map(([sha256, [first]]) => [sha256, first?.sizeBytes ?? 0]));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let done = 0;
  for (const [sha256, speakers] of byDigest) {
    const what = await troubleWith(files, sha256);
    if (what !== null)
      for (const { agencyId, caseId, sequence, reference } of speakers)
        report({ what, agencyId, caseId, sequence, reference, sha256 });
    done += sizes.get(sha256) ?? 0;
    onProgress(done, total);
  }
  await nameStrangers({ client, report }, files, new Set(byDigest.keys()));
  return byDigest.size;
}

/** What is wrong with a file as it lies there; null when it is what its digest says. */
async function troubleWith(files: FileFolder, sha256: string) {
  try {
    const now = isDigest(sha256) ? await files.digestOf(sha256) : null;
    if (now === sha256) return null;
    return now === null ? 'file-missing' : 'file-changed';
  } catch (error) {
    // One file on a broken disk must not hide what became of the others.
    if (isUnreadable(error)) return 'file-unreadable';
    throw error;
  }
}

/** Names what lies in the store for no case; what came after the look began may belong to one that it does not see. */
async function nameStrangers(
  { client, report }: FurtherLook,
  files: FileFolder,
  spoken: ReadonlySet<string>,
): Promise<void> {
  const { rows } = await client.query<{ begunAt: number }>(
    `select (extract(epoch from now()) * 1000)::float8 as "begunAt"`,
  );
  // An upload that came to its end is about to be entered.
  const waiting = await client.query<{ sha256: string }>(
    `select encode(sha256, 'hex') as sha256 from mingfa.recording_upload where sha256 is not null`,
  );
  const expected = new Set(waiting.rows.map(({ sha256 }) => sha256));
  for await (const { path, sha256, placedAt } of files.listed()) {
    const isKnown = sha256 !== null && (spoken.has(sha256) || expected.has(sha256));
    if (!isKnown && placedAt < (rows[0]?.begunAt ?? 0)) report({ what: 'file-added', path });
  }
}

const isDigest = (text: string) => /^[0-9a-f]{64}$/.test(text);

/** Where the files that belong to a backup lie: beside it, once for all backups of a folder. */
export const filesBeside = (backupFile: string): string =>
  join(dirname(backupFile), 'mingfa-files');

/** What copying files came to. */
export type FilesCopied = {
  /** Files that were copied now. */
  readonly copied: number;
  /** Files that were there already. */
  readonly known: number;
  /** Digests of files that are not in the folder, or not what they were; they were not copied. */
  readonly missing: readonly string[];
};

/** From where to where files are copied. */
export type FileCopying = {
  readonly from: string;
  readonly to: string;
  /** What must stay free where they are copied to. */
  readonly reserveBytes?: number;
  /** Whether what is there already is read again; else it is known by its name and its length. */
  readonly isEachRead?: boolean;
  readonly onProgress?: FileProgress;
};

/**
 * Copies the files of all cases from one folder into another, each once: what is there already, and whole, is left alone.
 *
 * Each copy is read again and compared with its digest before it gets its name.
 *
 * @throws Refused (`recording.no-room-to-copy`) before anything is copied
 */
export async function copyFiles(
  { pool }: Pick<Database, 'pool'>,
  { from, to, reserveBytes = 0, isEachRead = false, onProgress }: FileCopying,
): Promise<FilesCopied> {
  const [source, target] = [new FileFolder(from), new FileFolder(to)];
  const { rows } = await pool.query<Spoken>(spokenFiles);
  const sizes = new Map(rows.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
  const wanted = [...sizes].flatMap(([sha256, bytes]) =>
    isDigest(sha256) ? [{ sha256, bytes }] : [],
  );
  const lacking = await lackingIn(target, wanted, isEachRead);
  const total = lacking.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > 0 && (await target.freeBytes()) - total < reserveBytes)
    throw new Refused(recordingRefusals.noRoomToCopy);
  const missing: string[] = [];
  let done = 0;
  for (const { sha256, bytes } of lacking) {
    if (!(await copyOne(source, target, sha256))) missing.push(sha256);
    done += bytes;
    onProgress?.(done, total);
  }
  const copied = lacking.length - missing.length;
  return { copied, known: wanted.length - lacking.length, missing };
}

type Wanted = { readonly sha256: string; readonly bytes: number };

/** The files that a folder does not have, by their lengths or by their digests. */
async function lackingIn(
  files: FileFolder,
  wanted: readonly Wanted[],
  isEachRead: boolean,
): Promise<readonly Wanted[]> {
  const lacking: Wanted[] = [];
  for (const each of wanted) {
    const hasLength = (await files.sizeOf(each.sha256)) === each.bytes;
    const isThere = hasLength && (!isEachRead || (await troubleWith(files, each.sha256)) === null);
    if (!isThere) lacking.push(each);
  }
  return lacking;
}

/** Copies a file; false when it is not there, or is not what its name says. */
async function copyOne(source: FileFolder, target: FileFolder, sha256: string): Promise<boolean> {
  const place = target.placeOf(sha256);
  const partial = `${place}.partial`;
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await rm(partial, { force: true });
  try {
    await copyFile(source.placeOf(sha256), partial, constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((await troubleWith(source, sha256)) === null) throw error;
    await rm(partial, { force: true });
    return false;
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(partial, { highWaterMark: 1024 * 1024 }), hash);
  if (hash.digest('hex') !== sha256) {
    await rm(partial, { force: true });
    return false;
  }
  const file = await open(partial, 'r');
  await file.sync().finally(() => file.close());
  await rename(partial, place);
  for (const each of [dirname(place), dirname(dirname(place)), target.path]) syncFolder(each);
  return true;
}
