import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveCalendar } from './calendar.ts';
import type { Problem } from './node.ts';
import { type RuleFolders, readYears } from './rule-book.store.ts';

/**
 * Keeps a calendar in step with the years that people have added to the installation, also by the command line and
 * through other processes.
 */
export class CalendarFolder {
  readonly #folders: Required<RuleFolders>;
  readonly #calendar: LiveCalendar;
  #seen: string | null = null;

  constructor(folders: Required<RuleFolders>, calendar: LiveCalendar) {
    this.#folders = folders;
    this.#calendar = calendar;
  }

  /**
   * Reads the years again if a file has come, gone or changed; what contradicts itself changes nothing.
   *
   * @returns whether the calendar has changed
   */
  async follow(): Promise<boolean> {
    const { rules, extraCalendar } = this.#folders;
    const seen = await tracesOf(extraCalendar);
    if (seen === this.#seen) return false;
    const problems: Problem[] = [];
    const years = await readYears(rules, extraCalendar, problems);
    this.#seen = seen;
    if (problems.length > 0) return false;
    const before = JSON.stringify(this.#calendar.notices);
    this.#calendar.replace(years.map(({ notice }) => notice));
    return JSON.stringify(this.#calendar.notices) !== before;
  }
}

async function tracesOf(folder: string): Promise<string> {
  const names = (await namesIn(folder)).toSorted((a, b) => (a < b ? -1 : 1));
  const traces = names.map(async (name) => {
    const found = await stat(join(folder, name)).catch(() => null);
    return `${name} ${found?.mtimeMs ?? ''} ${found?.size ?? ''}`;
  });
  return (await Promise.all(traces)).join('\n');
}

/** The years that people have added to those that ship. */
export async function addedYears(extraCalendar: string): Promise<ReadonlySet<number>> {
  const years = (await namesIn(extraCalendar)).map((name) => /^(\d{4})\.yaml$/.exec(name)?.[1]);
  return new Set(years.filter((year) => year !== undefined).map(Number));
}

const namesIn = (folder: string) => readdir(folder).catch(() => []);
