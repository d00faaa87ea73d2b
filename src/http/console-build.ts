// The console is bundled where it is installed, once for each version of its sources: by the first start that may write
// there. Building runs in its own process, so that the server keeps none of the memory it takes.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  access,
  constants,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

const run = promisify(execFile);
const squeezed = new Set(['.js', '.css', '.html', '.svg']);

/** Where the console lies and where it may be put. */
export type ConsolePlaces = {
  /** Root of the program. */
  readonly home: string;
  /** Where it is put when the program's own folder may not be written. */
  readonly dataFolder: string;
};

/**
 * The folder of the bundled console; bundles it when this version is not there yet.
 *
 * @throws Error when it cannot be bundled; the message says what went wrong
 */
export async function builtConsole(
  { home, dataFolder }: ConsolePlaces,
  onProgress: (text: string) => void,
): Promise<string> {
  const name = `console-${await versionOf(home)}`;
  const places = [join(home, '.mingfa'), dataFolder];
  for (const place of places) {
    const folder = join(place, name);
    if (await isThere(join(folder, 'index.html'))) return folder;
  }
  onProgress('正在准备办案界面（首次启动或版本更新时，约十几秒）……');
  const place = await writable(places);
  await build(home, join(place, name));
  await dropOthers(place, name);
  return join(place, name);
}

/** Digest of everything the bundle is made from. */
async function versionOf(home: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of [...(await sources(home)), 'package-lock.json']) {
    hash.update(`${path}\0`).update(await readFile(join(home, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function sources(home: string): Promise<readonly string[]> {
  const folders = await Promise.all(
    ['console', 'design'].map(async (folder) => {
      const entries = await readdir(join(home, folder), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('.test.'));
      return files.map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));
    }),
  );
  return folders.flat().sort();
}

async function build(home: string, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  const vite = join(home, 'node_modules/vite/bin/vite.js');
  const config = join(home, 'console/vite.config.ts');
  try {
    await run(process.execPath, [vite, 'build', '--config', config, '--outDir', unfinished], {
      cwd: home,
    });
    await squeeze(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (await isThere(join(folder, 'index.html'))) return;
    throw error;
  }
}

/** Lays a gzip and a brotli copy beside each text, so that serving costs no work. */
async function squeeze(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && squeezed.has(extname(entry.name)));
  await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path);
      const params = { [zlib.BROTLI_PARAM_QUALITY]: 9 };
      await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
      await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
    }),
  );
}

async function writable(places: readonly string[]): Promise<string> {
  for (const place of places) {
    try {
      await mkdir(place, { recursive: true });
      await access(place, constants.W_OK);
      return place;
    } catch {
      // The next place may do; that none does is said below.
    }
  }
  throw new Error(`no folder for the console may be written: ${places.join(', ')}`);
}

async function dropOthers(place: string, name: string): Promise<void> {
  const others = (await readdir(place)).filter(
    (one) => /^console-[0-9a-f]{16}$/.test(one) && one !== name,
  );
  const aDayAgo = Date.now() - 86_400_000;
  for (const other of others) {
    const path = join(place, other);
    if ((await stat(path)).mtimeMs < aDayAgo) await rm(path, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
