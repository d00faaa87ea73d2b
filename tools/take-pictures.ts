// Pictures for the guides, taken from the running product: once with the demonstration, once as it is on its first day.
// The servers believe that it is always the same morning, so that a picture changes only when the product does.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { aBrowser } from '../tests/support/browser.ts';
import { type Scene, type Stage, scenes } from './pictures.ts';
import { smallerPicture } from './smaller-picture.ts';

const morning = '2026-11-18T10:00:00+08:00';
const screens = {
  desk: { viewport: { width: 1366, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

/** What each page has asked for and not got. */
const waiting = new WeakMap<Page, ReadonlySet<Request>>();

type RunningServer = Stage & { readonly close: () => Promise<void> };

/**
 * Takes all pictures, or those whose name begins with one of the words, into docs/pictures.
 *
 * @throws Error that names the scene which could not be played
 */
export async function takePictures(home: string, words: readonly string[]): Promise<void> {
  const wanted = scenes.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)),
  );
  const folder = join(home, 'docs/pictures');
  mkdirSync(folder, { recursive: true });
  // The browser's own words, such as those of date fields, come in the language of its surroundings.
  process.env['LANGUAGE'] = 'zh_CN';
  const browser = await aBrowser(['--lang=zh-CN']);
  try {
    for (const isEmpty of [false, true]) {
      const played = wanted.filter((scene) => (scene.isEmpty === true) === isEmpty);
      if (played.length > 0) await playAll(home, { browser, folder, played, isEmpty });
    }
  } finally {
    await browser.close();
  }
}

type Round = {
  readonly browser: Browser;
  readonly folder: string;
  readonly played: readonly Scene[];
  readonly isEmpty: boolean;
};

async function playAll(home: string, { browser, folder, played, isEmpty }: Round): Promise<void> {
  const server = await startServer(home, isEmpty);
  const seats = new Map<string, Page>();
  const failed: string[] = [];
  try {
    for (const scene of played) {
      const screen = scene.screen ?? 'desk';
      const key = `${scene.user} ${screen}`;
      try {
        const page = seats.get(key) ?? (await aSeat(browser, server, scene));
        seats.set(key, page);
        const picture = smallerPicture(await taken(page, server, scene));
        writeFileSync(join(folder, `${scene.name}.png`), picture);
        await scene.after?.(page, server);
        console.log(`${scene.name}  ${Math.ceil(picture.length / 1024)} kB`);
      } catch (error) {
        failed.push(`${scene.name}: ${String(error).split('\n').slice(0, 6).join('\n')}`);
        console.log(`✗ ${failed.at(-1)}`);
      }
    }
  } finally {
    await server.close();
  }
  if (failed.length > 0) throw new Error(`${failed.length} 个画面没有拍成：\n${failed.join('\n')}`);
}

/** A browser of somebody's own, signed in unless nobody is named. */
async function aSeat(browser: Browser, stage: Stage, { user, screen = 'desk' }: Scene) {
  const context = await browser.newContext({
    ...screens[screen],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await context.clock.setFixedTime(morning);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const asked = new Set<Request>();
  waiting.set(page, asked);
  page.on('request', (request) => asked.add(request));
  page.on('response', (response) => asked.delete(response.request()));
  page.on('requestfailed', (request) => asked.delete(request));
  if (user !== null) await signIn(page, stage, user);
  return page;
}

/** Signs in, as somebody who has seen the tour. */
async function signIn(page: Page, { url, password }: Stage, userName: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/session`, { data: { userName, password } });
  const { csrfToken } = (await answer.json()) as { csrfToken?: string };
  if (csrfToken === undefined) throw new Error(`${userName} 没有登录上：${await answer.text()}`);
  await page.request.put(`${url}/api/preferences/tour`, {
    data: { value: true },
    headers: { 'x-csrf-token': csrfToken },
  });
}

async function taken(page: Page, stage: Stage, scene: Scene): Promise<Buffer> {
  const path = typeof scene.path === 'string' ? scene.path : await scene.path(page, stage);
  await page.goto(`${stage.url}${path}`);
  await page.locator('h1').first().waitFor();
  await settled(page);
  await scene.act?.(page, stage);
  await settled(page);
  const crop = scene.crop?.(page);
  const options = { animations: 'disabled', caret: 'hide' } as const;
  return crop === undefined ? page.screenshot(options) : crop.screenshot(options);
}

/** Until everything asked for is answered; an answer whose body nobody reads never ends, so its head is enough. */
async function answered(page: Page): Promise<void> {
  const asked = waiting.get(page) ?? new Set();
  for (let calm = 0; calm < 5; calm = asked.size === 0 ? calm + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

async function settled(page: Page): Promise<void> {
  await answered(page);
  await page
    .getByText(/^正在(读取|保存)/)
    .first()
    .waitFor({ state: 'hidden' });
  await page.evaluate('document.fonts.ready.then(() => null)');
}

/** Starts the product in a folder of its own. */
async function startServer(home: string, isEmpty: boolean): Promise<RunningServer> {
  const data = mkdtempSync(join(tmpdir(), 'mingfa-pictures-'));
  const port = await freePort();
  const flags = [...(isEmpty ? [] : ['--demo']), '--port', String(port)];
  const child = spawn(
    process.execPath,
    ['--import', stoppedClock, join(home, 'src/cli.ts'), 'start', ...flags],
    { cwd: home, env: { ...process.env, MINGFA_DATA: data, LANG: 'zh_CN.UTF-8' } },
  );
  const close = async () => {
    await ended(child);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const said = await greetingOf(child);
    return {
      url: `http://127.0.0.1:${port}`,
      password: 'Yanshi-mingfa-2026',
      token: /一次性口令 (\S+)/.exec(said)?.[1] ?? '',
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

// Time goes on from the morning on which it stands; only its beginning is not today's.
const stoppedClock = `data:text/javascript,${encodeURIComponent(`
const Real = Date;
const morning = Real.parse('${morning}');
const now = () => Math.round(morning + performance.now());
globalThis.Date = class Date extends Real {
  constructor(...given) { if (given.length === 0) super(now()); else super(...given); }
  static now() { return now(); }
};`)}`;

function greetingOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let told = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // The lines come at once; what follows the address belongs to the greeting too.
      if (said.includes('明法已启动')) setTimeout(() => resolve(said), 300);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`明法没有启动（${code}）：${told.slice(-2000)}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      server.close(() => resolve(port));
    });
  });
}
