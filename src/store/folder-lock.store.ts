// One process at a time on a data folder.
//
// The lock is a file with the holder's process id, the moment that process began and its host. It is made by hard link,
// which either makes it whole or not at all. A lock whose holder is gone is moved aside and read once more before it is
// given up, so that two processes cannot both take it over. Processes of another host (or container) cannot be looked
// up from here; their lock counts until it has not been touched for half a minute.
//
// Below this, PostgreSQL's own postmaster.pid still keeps a second server off the cluster.

import { spawnSync } from 'node:child_process';
import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Refused } from '../rules/index.ts';
import { storeRefusals } from './refusals.store.ts';

/** A held lock. */
export type FolderLock = { release(): void };

type Holder = { readonly pid: number; readonly began: string; readonly host: string };

const touchEveryMillis = 5_000;
const staleAfterMillis = 30_000;

/**
 * Takes the lock of a data folder for this process.
 *
 * @throws Refused (`store.folder-taken`) when another process holds it, this one included
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'lock');
  const mine = `${path}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, began: beganAt(process.pid), host: hostname() });
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    if (!tryLink(mine, path)) {
      removeIfAbandoned(folder, path);
      if (!tryLink(mine, path)) refuseFor(folder, path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const touching = setInterval(() => touch(path), touchEveryMillis);
  touching.unref();
  return {
    release: () => {
      clearInterval(touching);
      if (readText(path) === text) rmSync(path, { force: true });
    },
  };
}

function removeIfAbandoned(folder: string, path: string): void {
  const found = readText(path);
  if (found === null) return;
  if (isHeld(path, found)) refuseFor(folder, path);
  const aside = `${path}.abandoned.${process.pid}`;
  renameSync(path, aside);
  // Between the reading and the renaming another process may have taken over; then it is given back.
  const robbed = readText(aside) !== found && tryLink(aside, path);
  rmSync(aside, { force: true });
  if (robbed) refuseFor(folder, path);
}

function refuseFor(folder: string, path: string): never {
  const holder = parse(readText(path) ?? '');
  if (holder !== null && holder.host !== hostname())
    throw new Refused(storeRefusals.folderTakenElsewhere(folder, holder.host));
  throw new Refused(storeRefusals.folderTaken(folder, holder?.pid ?? 0));
}

function isHeld(path: string, text: string): boolean {
  const holder = parse(text);
  if (holder === null) return false;
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < staleAfterMillis;
  return isAlive(holder.pid) && beganAt(holder.pid) === holder.began;
}

function parse(text: string): Holder | null {
  try {
    const { pid, began, host } = JSON.parse(text);
    return Number.isInteger(pid) ? { pid, began: String(began), host: String(host) } : null;
  } catch {
    return null;
  }
}

/** Whether a process runs, whoever owns it; one that has ended and waits for its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const [state] = statOf(pid) ?? [];
  return state !== 'Z' && state !== 'X';
}

/** The fields after the name, which may hold spaces and brackets; null where there is no /proc. */
function statOf(pid: number): readonly string[] | null {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Tells a process from a later one with the same number; the same text as long as it lives. */
function beganAt(pid: number): string {
  if (process.platform === 'linux') return statOf(pid)?.[19] ?? '';
  const listed = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return listed.stdout?.trim() ?? '';
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // The folder is being removed under us; the next start will say so.
  }
}
