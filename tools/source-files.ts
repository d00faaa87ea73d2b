import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const passedOver = new Set(['node_modules', '.git', '.mingfa', 'data', 'coverage', 'test-results']);

/** Paths under a folder that end as asked, relative to the root, sorted; a missing folder holds nothing. */
export function filesUnder(
  root: string,
  folder: string,
  endings: readonly string[],
): readonly string[] {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return passedOver.has(entry.name) ? [] : filesUnder(root, path, endings);
      return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
    })
    .toSorted();
}

/** The text of those files by path. */
export function textsOf(root: string, paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** True when the folder is a clone whose history can be read. */
export function hasGit(root: string): boolean {
  try {
    execFileSync('git', ['rev-parse', '--verify', 'HEAD'], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
