// The console in a real browser, over a real connection, on a server whose clock the test sets.

import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { builtConsole } from '../../src/http/console-build.ts';
import type { Instant } from '../../src/rules/index.ts';
import { castPassword } from './body.ts';
import { aBrowser } from './browser.ts';
import { type Hand, mouse } from './console-hand.ts';
import type { TestDatabase } from './database.ts';
import { aServer, type TestServer } from './server.ts';

const home = join(import.meta.dirname, '../..');

/** Screens on which the console is looked at. */
export const screens = {
  desk: { viewport: { width: 1366, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>;

/** Who signs in; with the password of the cast unless another is given. */
export type Visitor = { readonly userName: string; readonly password?: string };

/** A person in front of a browser. */
export type Seat = {
  readonly page: Page;
  /** What the browser itself complained of: scripts that failed, and what the policy refused. */
  readonly complaints: string[];
  /** Addresses that were asked for and have not answered yet. */
  readonly awaited: ReadonlySet<string>;
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
  seat(member: Visitor, options?: BrowserContextOptions, hand?: Hand): Promise<Seat>;
  /** A browser of somebody's own on the first page, where nobody is signed in. */
  browse(options?: BrowserContextOptions): Promise<Seat>;
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
    seat: async (member, context = screens.desk, hand = mouse) => {
      const seat = await browse(browser, url, context);
      await signIn(seat.page, member, hand);
      return seat;
    },
    browse: (context = screens.desk) => browse(browser, url, context),
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

async function browse(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<Seat> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // That nobody is signed in yet is answered with 401, and the browser notes every such answer.
    if (message.type() === 'error' && !message.text().includes('status of 4'))
      complaints.push(message.text());
  });
  const awaited = new Set<string>();
  page.on('request', (request) => void awaited.add(request.url()));
  // Not when it was read to its end: of an answer that nobody reads, the browser never says so.
  page.on('response', (response) => void awaited.delete(response.url()));
  page.on('requestfailed', (request) => void awaited.delete(request.url()));
  await page.goto(`${url}/console/`);
  return { page, complaints, awaited };
}

/** Signs in where the sign-in form stands. */
export async function signIn(
  page: Page,
  { userName, password = castPassword }: Visitor,
  hand: Hand = mouse,
): Promise<void> {
  const name = page.getByLabel('登录名');
  await name.waitFor();
  if (await name.isEnabled()) await hand.type(name, userName);
  await hand.type(page.getByLabel('密码', { exact: true }), password);
  await hand.press(page.getByRole('button', { name: '登录', exact: true }));
  await page.locator('#main h1').waitFor();
}
