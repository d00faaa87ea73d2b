import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CalendarYear } from './calendar.ts';
import { checkYears, readYear } from './calendar-reader.ts';
import { type Node, note, type Problem } from './node.ts';
import { type RuleFolders, readYears } from './rule-book.store.ts';
import { parseYaml, readYamlFile } from './yaml.store.ts';

/** What became of a year that was to be added. */
export type CalendarImport =
  | { readonly outcome: 'added' | 'already-there'; readonly year: number; readonly file: string }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/**
 * Adds the notice of one year to the installation's own calendar folder.
 *
 * The file is checked for itself and against every year there is; one that contradicts them leaves nothing behind. The
 * same notice twice is no mistake.
 *
 * @param file - the year's YAML file
 * @param folders - where the packs lie, and the folder to add to
 */
export async function importCalendarYear(
  file: string,
  folders: Required<RuleFolders>,
): Promise<CalendarImport> {
  const problems: Problem[] = [];
  const name = basename(file);
  const node = await readYamlFile(file, name, problems);
  return admit({ name, node, problems, folders }, (half) => copyFile(file, half));
}

/** Adds the notice of one year as {@link importCalendarYear} does, from the text of its file. */
export async function importCalendarText(
  text: string,
  folders: Required<RuleFolders>,
): Promise<CalendarImport> {
  const problems: Problem[] = [];
  const name = '年度日历';
  const node = parseYaml(Buffer.from(text), { file: name, problems });
  return admit({ name, node, problems, folders }, (half) => writeFile(half, text));
}

type Submitted = {
  readonly name: string;
  /** Null if it could not be read. */
  readonly node: Node | null;
  readonly problems: Problem[];
  readonly folders: Required<RuleFolders>;
};

async function admit(
  { name, node, problems, folders }: Submitted,
  write: (half: string) => Promise<void>,
): Promise<CalendarImport> {
  const read = node === null ? null : readYear({ file: name, node }, problems);
  if (read === null) return { outcome: 'refused', problems };

  const { notice } = read;
  const existing = await readYears(folders.rules, folders.extraCalendar, []);
  const known = existing.find((each) => each.notice.year === notice.year);
  if (known !== undefined && isSame(known.notice, notice)) {
    return { outcome: 'already-there', year: notice.year, file: known.file };
  }
  if (known === undefined) {
    checkYears([...existing, read], problems);
  } else {
    const text = `${notice.year} 年已有日历（${known.file}），内容与本文件不同。请核对通知；确需更换时，先移走原文件。`;
    note({ file: name, problems }, read.at, 'calendar.duplicate-year', text);
  }
  if (problems.length > 0) return { outcome: 'refused', problems };

  const target = join(folders.extraCalendar, `${notice.year}.yaml`);
  await place(target, write);
  return { outcome: 'added', year: notice.year, file: target };
}

function isSame(a: CalendarYear, b: CalendarYear): boolean {
  const listed = (notice: CalendarYear) =>
    [notice.rest.toSorted().join(), notice.makeUp.toSorted().join()].join(';');
  return listed(a) === listed(b);
}

/** Writes a file so that a reader sees all of it or nothing, also after a power cut. */
async function place(to: string, write: (half: string) => Promise<void>): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true });
  const half = `${to}.half`;
  try {
    await write(half);
    await using handle = await open(half, 'r+');
    await handle.sync();
    await rename(half, to);
  } finally {
    await rm(half, { force: true });
  }
}
