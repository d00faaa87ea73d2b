// A real browser for tests: the machine's own Chromium if it has one, else the one that comes from npm, unpacked once
// into .mingfa/browser. The packaged one brings the libraries it needs beside itself; they are used only if it does not
// start with the machine's. It is shown the fonts of our documents: without any font, words have no width and no link
// can be pressed.

import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const home = join(import.meta.dirname, '../..');

// Without the networking flags a browser looks up its maker's hosts at every start.
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

type Candidate = {
  readonly path: string;
  /** What it needs around itself. */
  readonly env?: Readonly<Record<string, string>>;
};

let reason: Promise<string | null> | undefined;

/**
 * Starts a headless browser. Close it after the tests.
 *
 * @param more - further flags for the browser
 * @throws Error that says in Chinese what is missing
 */
export async function aBrowser(more: readonly string[] = []): Promise<Browser> {
  const failures: string[] = [];
  for (const candidate of candidates()) {
    try {
      return await launch(candidate(), more);
    } catch (error) {
      failures.push(String(error).split('\n').slice(0, 4).join(' '));
    }
  }
  throw new Error(
    `没有能启动的浏览器（Debian 可执行 apt-get install chromium）：${failures.join('；')}`,
  );
}

/** Null if a browser starts here, else why not. */
export function whyNoBrowser(): Promise<string | null> {
  reason ??= aBrowser().then(
    async (browser) => {
      await browser.close();
      return null;
    },
    (error: Error) => error.message,
  );
  return reason;
}

function* candidates(): Generator<() => Candidate> {
  const chosen = process.env['MINGFA_CHROMIUM'];
  for (const path of chosen ? [chosen] : known.filter((each) => existsSync(each)))
    yield () => ({ path });
  if (chosen) return;
  for (const library of [null, 'lib']) yield () => besideFonts(packaged(), library);
}

function besideFonts(folder: string, library: string | null): Candidate {
  const fonts = { FONTCONFIG_FILE: fontList(folder) };
  const env = library === null ? fonts : { ...fonts, LD_LIBRARY_PATH: join(folder, library) };
  return { path: join(folder, 'chromium'), env };
}

/** Where the packaged browser finds fonts: the machine's own, if there are any, and those that come from npm. */
function fontList(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const dirs = ['400Regular', '700Bold'].map((weight) =>
    join(home, 'node_modules/@expo-google-fonts/noto-serif-sc', weight),
  );
  const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lines = [
    '<?xml version="1.0"?><fontconfig>',
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    ...dirs.map((dir) => `<dir>${inXml(dir)}</dir>`),
    `<cachedir>${inXml(join(folder, 'fonts'))}</cachedir></fontconfig>`,
  ];
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, lines.join('\n'));
  renameSync(aside, file);
  return file;
}

function launch({ path, env }: Candidate, more: readonly string[]): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  const isPackaged = path.startsWith(home) || path.startsWith(tmpdir());
  return chromium.launch({
    executablePath: path,
    chromiumSandbox: false,
    args: [...flags, ...more, ...(isRoot || isPackaged ? ['--no-sandbox'] : [])],
    // Where the locale is not UTF-8, the browser gives every file with a Chinese name another one.
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
  });
}

/** The folder of the unpacked browser from npm. */
function packaged(): string {
  const source = join(home, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
    version: string;
  };
  const shelf = isWritable(home)
    ? join(home, '.mingfa')
    : join(tmpdir(), `mingfa-browser-${process.getuid?.() ?? 0}`);
  const folder = join(shelf, `browser-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;

  // Unpacked aside and moved as a whole, so that two test files that start at once cannot meet a half.
  mkdirSync(shelf, { recursive: true });
  const aside = mkdtempSync(join(shelf, 'unpacking-'));
  writeFileSync(
    join(aside, 'chromium'),
    brotliDecompressSync(readFileSync(join(source, 'bin/chromium.br'))),
  );
  chmodSync(join(aside, 'chromium'), 0o755);
  for (const archive of ['al2023.tar.br', 'swiftshader.tar.br']) {
    const input = brotliDecompressSync(readFileSync(join(source, 'bin', archive)));
    execFileSync('tar', ['-x', '-C', aside, '--no-same-owner'], { input });
  }
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  }
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
