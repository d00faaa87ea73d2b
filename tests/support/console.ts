// The console in a real browser, over a real connection, on a server whose clock the test sets.

import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { builtConsole } from '../../src/http/console-build.ts';
import type { Instant } from '../../src/rules/index.ts';
import { castPassword, type Member } from './body.ts';
import { aBrowser } from './browser.ts';
import type { TestDatabase } from './database.ts';
import { aServer, type TestServer } from './server.ts';

const home = join(import.meta.dirname, '../..');

/** Screens on which the console is looked at. */
export const screens = {
  desk: { viewport: { width: 1366, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>;

/** A person in front of a browser. */
export type Seat = {
  readonly page: Page;
  /** What the browser itself complained of: scripts that failed, and what the policy refused. */
  readonly complaints: string[];
};

/** A console that is looked at. */
export type TestConsole = {
  readonly url: string;
  readonly browser: Browser;
  /** The server of the moment; another one after a restart. */
  server(): TestServer;
  /** Sets the server's clock. */
  setClock(at: Instant): void;
  /** A browser of somebody's own, signed in. */
  seat(member: Pick<Member, 'userName'>, options?: BrowserContextOptions): Promise<Seat>;
  /** Stops the server; nobody answers until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Serves the console of the working tree and opens a browser. */
export async function aConsole(
  db: TestDatabase,
  options: { readonly at: Instant },
): Promise<TestConsole> {
  let now = options.at;
  const consoleFolder = await builtConsole({ home, dataFolder: db.dataFolder }, () => {});
  const build = () => aServer(db, { consoleFolder, now: () => now, isDemonstration: false });
  let server = await build();
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const port = Number(new URL(url).port);
  const browser = await aBrowser();
  return {
    url,
    browser,
    server: () => server,
    setClock: (at) => {
      now = at;
    },
    seat: (member, context = screens.desk) => seat(browser, url, member, context),
    stop: () => server.close(),
    start: async () => {
      server = await build();
      await server.app.listen({ host: '127.0.0.1', port });
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function seat(
  browser: Browser,
  url: string,
  member: Pick<Member, 'userName'>,
  options: BrowserContextOptions,
): Promise<Seat> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // That nobody is signed in yet is answered with 401, and the browser notes every such answer.
    if (message.type() === 'error' && !message.text().includes('status of 4'))
      complaints.push(message.text());
  });
  await page.goto(`${url}/console/`);
  await signIn(page, member);
  return { page, complaints };
}

/** Signs in where the sign-in form stands. */
export async function signIn(page: Page, { userName }: Pick<Member, 'userName'>): Promise<void> {
  const name = page.getByLabel('登录名');
  if (await name.isEnabled()) await name.fill(userName);
  await page.getByLabel('密码', { exact: true }).fill(castPassword);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('#main h1').waitFor();
}
