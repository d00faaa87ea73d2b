import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBook } from './book-check.ts';
import { makeLiveCalendar } from './calendar.ts';
import { checkYears, type ReadYear, readYear } from './calendar-reader.ts';
import { type Node, note, type Problem, type SourceFile, TOP } from './node.ts';
import { noteMissingFiles, type PackSources, readPack } from './pack-reader.ts';
import { makeRuleBook, type RuleBook } from './rule-book.ts';
import { readKeys } from './rule-key.ts';
import { readYamlFile } from './yaml.store.ts';

/** Where a book is read from. */
export type RuleFolders = {
  /** The folder with `keys.yaml`, `calendar/` and one folder per pack. */
  readonly rules: string;
  /** Calendar years added by the people who run the installation; may be missing. */
  readonly extraCalendar?: string;
};

/**
 * Reads the packs, keys and calendar.
 *
 * Nothing in the files makes this throw: what is wrong is listed by `check()` with file, line and what to do.
 *
 * @param folders - or just the folder of the packs
 */
export async function loadRuleBook(folders: RuleFolders | string): Promise<RuleBook> {
  const { rules, extraCalendar } = typeof folders === 'string' ? { rules: folders } : folders;
  const problems: Problem[] = [];
  const years = await readYears(rules, extraCalendar, problems);
  const keysFile = await readSource(join(rules, 'keys.yaml'), 'keys.yaml', problems);
  const keys =
    keysFile === null ? new Map() : readKeys({ file: keysFile.file, problems }, keysFile);
  const calendar = makeLiveCalendar(years.map((read) => read.notice));

  const folderNames = (await listFolder(rules)).folders.filter((name) => name !== 'calendar');
  if (folderNames.length === 0) {
    const text = `文件夹“${rules}”里没有规则包。请核对它的位置（环境变量 MINGFA_RULES）。`;
    note({ file: 'keys.yaml', problems }, TOP, 'rules.no-packs', text);
  }
  const sources = await Promise.all(folderNames.map((name) => readSources(rules, name, problems)));
  const packs = sources
    .map((source) => {
      noteMissingFiles(source, problems);
      return readPack(source, keys, problems);
    })
    .filter((pack) => pack !== null);
  problems.push(...checkBook({ packs, keys, calendar }));
  return makeRuleBook({
    packs: packs.map((read) => read.pack),
    keys,
    calendar,
    problems: problems.sort(byPlace),
  });
}

/** Reads every year's notice; the years that ship come first. */
export async function readYears(
  rules: string,
  extraCalendar: string | undefined,
  problems: Problem[],
): Promise<readonly ReadYear[]> {
  const years: ReadYear[] = [];
  for (const folder of [join(rules, 'calendar'), extraCalendar]) {
    if (folder === undefined) continue;
    const { files } = await listFolder(folder);
    for (const name of files.filter((each) => each.endsWith('.yaml'))) {
      const source = await readSource(join(folder, name), `calendar/${name}`, problems);
      const year = source === null ? null : readYear(source, problems);
      if (year !== null) years.push(year);
    }
  }
  checkYears(years, problems);
  return years;
}

async function readSources(
  rules: string,
  folder: string,
  problems: Problem[],
): Promise<PackSources> {
  const read = async (name: string) => {
    const file = `${folder}/${name}`;
    const { files } = await listFolder(join(rules, folder));
    return files.includes(name) ? readSource(join(rules, file), file, problems) : null;
  };
  const { files } = await listFolder(join(rules, folder, 'catalogs'));
  const catalogs = new Map<string, SourceFile>();
  for (const name of files.filter((each) => each.endsWith('.yaml'))) {
    const source = await readSource(
      join(rules, folder, 'catalogs', name),
      `${folder}/catalogs/${name}`,
      problems,
    );
    if (source !== null) catalogs.set(name.slice(0, -'.yaml'.length), source);
  }
  return {
    folder,
    pack: await read('pack.yaml'),
    clauses: await read('clauses.yaml'),
    rules: await read('rules.yaml'),
    catalogs,
  };
}

async function readSource(
  path: string,
  file: string,
  problems: Problem[],
): Promise<SourceFile | null> {
  const node: Node | null = await readYamlFile(path, file, problems);
  return node === null ? null : { file, node };
}

type Listing = { readonly files: readonly string[]; readonly folders: readonly string[] };

async function listFolder(path: string): Promise<Listing> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const names = (isWanted: (entry: (typeof entries)[number]) => boolean) =>
    entries
      .filter((entry) => isWanted(entry) && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  return {
    files: names((entry) => !entry.isDirectory()),
    folders: names((entry) => entry.isDirectory()),
  };
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
