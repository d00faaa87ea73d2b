// People at their desks in the console, and the dialogs by which they do something.

import type { Page } from 'playwright-core';
import type { CastBody } from './body.ts';
import type { TestConsole } from './console.ts';
import { endTour } from './console-hand.ts';
import { chooseIn } from './console-parts.ts';

/** Everybody of a body in a browser of their own, signed in, the tour left behind. */
export class Desks {
  readonly #pages = new Map<string, Page>();
  readonly #complaints: (readonly string[])[] = [];
  readonly stage: TestConsole;
  readonly body: CastBody;

  constructor(stage: TestConsole, body: CastBody) {
    this.stage = stage;
    this.body = body;
  }

  /** What the browsers complained of. */
  get complaints(): readonly string[] {
    return this.#complaints.flat();
  }

  /** The browser of somebody of the cast. */
  async of(name: string): Promise<Page> {
    const known = this.#pages.get(name);
    if (known !== undefined) return known;
    const { page, complaints } = await this.stage.seat(this.body.people[name]!);
    await endTour(page);
    this.#pages.set(name, page);
    this.#complaints.push(complaints);
    return page;
  }

  /** Opens a page of the console as somebody. */
  async visit(name: string, path: string): Promise<Page> {
    const page = await this.of(name);
    await page.goto(`${this.stage.url}/console${path}`);
    await page.locator('#main h1').waitFor();
    return page;
  }
}

/** What is put into a dialog, by the labels of its fields. */
export type Entry = {
  /** The button that opens it. */
  readonly opener: string;
  readonly type?: Readonly<Record<string, string>>;
  /** In lists that open below their field. */
  readonly choose?: Readonly<Record<string, string>>;
  /** The same, in lists that are too long to show everything: found by typing. */
  readonly find?: Readonly<Record<string, string>>;
  readonly radio?: readonly string[];
  /** The button that submits it; the opener's name when absent. */
  readonly submit?: string;
};

/** Buttons of two characters are drawn with a space between them. */
const named = (title: string) =>
  title.length === 2
    ? { name: new RegExp(`^${title.slice(0, 1)}\\s*${title.slice(1)}$`) }
    : { name: title, exact: true };

/** Opens a dialog, puts in what is given, submits, and waits until it is closed. */
export async function doInDialog(page: Page, entry: Entry): Promise<void> {
  const { opener, type = {}, choose = {}, find = {}, radio = [], submit = opener } = entry;
  await page.getByRole('button', named(opener)).click();
  const dialog = page.getByRole('dialog').last();
  for (const [label, option] of Object.entries(choose)) await chooseIn(dialog, label, option);
  for (const [label, option] of Object.entries(find)) {
    await dialog.getByLabel(label, { exact: true }).fill(option);
    await page.locator('.ant-select-item-option', { hasText: option }).first().click();
  }
  for (const name of radio) await dialog.getByRole('radio', { name, exact: true }).check();
  for (const [label, text] of Object.entries(type))
    await dialog.getByLabel(label, { exact: true }).fill(text);
  const button = dialog.getByRole('button', named(submit));
  await button.click();
  await button.waitFor({ state: 'detached' });
}
