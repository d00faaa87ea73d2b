import { join } from 'node:path';
import type { RuleFolders } from '../rules/index.store.ts';
import { type CivilDate, dayOf, instantFromMillis } from '../rules/index.ts';
import type { Cli } from './define.ts';
import type { Words } from './usage.ts';

/** Where a command reads and writes, so that it can be run without a terminal. */
export type Shell = {
  readonly folders: Required<RuleFolders>;
  readonly proceduresFolder: string;
  /** The program's own folder, with its sources and tests. */
  readonly home: string;
  readonly today: CivilDate;
  readonly words: Words;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/** The shell of the terminal the program runs in. */
export function terminal({ settings, words }: Cli): Shell {
  return {
    folders: {
      rules: settings.rulesFolder,
      extraCalendar: join(settings.dataFolder, 'calendar'),
    },
    proceduresFolder: settings.proceduresFolder,
    home: settings.home,
    today: dayOf(instantFromMillis(Date.now())),
    words,
    out: (text) => console.log(text),
    err: (text) => console.error(text),
  };
}

/** Prints a value for programs. */
export function printJson(shell: Shell, value: unknown): void {
  shell.out(JSON.stringify(value, null, 2));
}

/** Lines of columns; a Chinese character takes two. The last column is not padded. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  const line = (row: readonly string[]) =>
    row.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

function widthOf(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  );
}
