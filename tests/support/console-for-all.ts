// What the tests of the console have in common before they begin: a database, a console on it, and bodies with people.

import { afterAll, beforeAll } from 'vitest';
import type { Instant } from '../../src/rules/index.ts';
import { aBody, type CastBody } from './body.ts';
import { whyNoBrowser } from './browser.ts';
import { aConsole, type TestConsole } from './console.ts';
import { aDatabase, type TestDatabase } from './database.ts';
import { skipWithout } from './skip-without.ts';

const noBrowser = await whyNoBrowser();

/** What the tests of one file share. */
type ForAll = {
  readonly db: TestDatabase;
  readonly stage: TestConsole;
  /** A body of its own that follows the pack. */
  readonly newBody: (pack: string) => Promise<CastBody>;
};

/**
 * Opens a console before the tests of a file and closes it after them; where there is no browser, skips the tests.
 *
 * @param prepare - takes what was opened, and sets up what the file needs besides
 */
export function consoleForAll(
  prepare: (all: ForAll) => Promise<void> | void,
  at: Instant = '2026-03-02T09:00:00.000+08:00',
): void {
  skipWithout(noBrowser);
  const opened: { readonly close: () => Promise<void> }[] = [];
  beforeAll(async () => {
    if (noBrowser !== null) return;
    const db = await aDatabase();
    opened.unshift(db);
    const stage = await aConsole(db, { at });
    opened.unshift(stage);
    const { ruleBook, stage: rules } = stage.server();
    await prepare({ db, stage, newBody: (pack) => aBody(db, ruleBook, rules.book, { pack }) });
  }, 240_000);
  afterAll(async () => {
    for (const one of opened) await one.close();
  });
}
