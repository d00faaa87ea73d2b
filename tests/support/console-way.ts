// How a person comes to the form of an act.

import type { BrowserContextOptions, Page } from 'playwright-core';
import { screens } from './console.ts';
import { type Hand, mouse } from './console-hand.ts';

/** Where a person wants to go. */
export type Errand = {
  readonly page: Page;
  /** Where the console is. */
  readonly console: string;
  /** Empty before the case is there. */
  readonly caseId: string;
  /** What the case can be found by. */
  readonly party: string;
  readonly command: string;
  readonly title: string;
};

/** A way of working: on which screen, with which hand, and how one comes to a form. */
export type Way = {
  readonly screen: BrowserContextOptions;
  readonly hand: Hand;
  /** Whether the tour of the first sign-in stands in the way. */
  readonly meetsTour: boolean;
  /**
   * Opens the form.
   *
   * @returns how many clicks it took
   */
  open(errand: Errand): Promise<number>;
};

/** Opens the address, as a link in a message does. */
export const byAddress: Way = {
  screen: screens.desk,
  hand: mouse,
  meetsTour: false,
  open: async ({ page, console, caseId, command }) => {
    await page.goto(`${console}${caseId === '' ? '/cases/new' : `/cases/${caseId}?do=${command}`}`);
    return 1;
  },
};

/** Acts of the review in its reading room, everything else at the case. */
export function byRoom(acts: ReadonlySet<string>): Way {
  const open = async (errand: Errand) => {
    const { page, console, caseId, command } = errand;
    if (!acts.has(command)) return byAddress.open(errand);
    await page.goto(`${console}/review/${caseId}?do=${command}`);
    return 1;
  };
  return { ...byAddress, open };
}

/** From the page of the case, by the link of the act; a lead from the navigation. */
export function fromCase(screen: BrowserContextOptions, hand: Hand): Way {
  const open = async ({ page, console, caseId, title }: Errand) => {
    if (caseId === '') return openLead(page, hand);
    // Registering a lead opens the form of the next act by itself.
    if (await page.getByRole('form', { name: title, exact: true }).isVisible()) return 0;
    const goOn = page.getByRole('link', { name: `接着办理：${title}`, exact: true });
    if (await goOn.isVisible()) {
      await hand.press(goOn);
      return 1;
    }
    await page.goto(`${console}/cases/${caseId}`);
    const acts = page.getByRole('region', { name: '办理', exact: true });
    await hand.press(acts.getByRole('link', { name: title, exact: true }).first());
    return 1;
  };
  return { screen, hand, meetsTour: true, open };
}

async function openLead(page: Page, hand: Hand): Promise<number> {
  const menu = page.getByRole('button', { name: '打开导航' });
  const isNarrow = await menu.isVisible();
  if (isNarrow) await hand.press(menu);
  const links = page.getByRole('navigation', { name: '主导航' });
  await hand.press(links.getByRole('link', { name: '登记线索' }));
  return isNarrow ? 2 : 1;
}

/** By the search that a key opens: a page, then a case, then an act of the open case. */
export function bySearch(hand: Hand): Way {
  const find = async (page: Page, text: string, name: string | RegExp) => {
    const dialog = page.getByRole('dialog', { name: '查找' });
    const field = dialog.getByRole('combobox');
    const wanted = dialog.getByRole('option', { name }).first();
    // What somebody else has just done may not be there yet: then a person closes the search and asks again.
    for (let left = 4; left > 0; left -= 1) {
      await page.keyboard.press('Control+k');
      await hand.type(field, text);
      const isThere = await wanted.waitFor({ timeout: 8_000 }).then(
        () => true,
        () => false,
      );
      if (isThere) break;
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.reload();
      await page.locator('#main h1').waitFor();
    }
    await wanted.waitFor();
    for (let left = 20; left > 0; left -= 1) {
      if ((await wanted.getAttribute('aria-selected')) === 'true') break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  };
  const open = async ({ page, caseId, party, title }: Errand) => {
    if (caseId === '') {
      await find(page, '登记线索', /^登记线索/);
      return 0;
    }
    if (!page.url().includes(caseId)) {
      await find(page, party, new RegExp(party));
      await page.waitForURL(new RegExp(caseId));
      await page.getByRole('region', { name: '办理', exact: true }).waitFor();
    }
    await find(page, title, new RegExp(`^${title}\\s*现在可以办理`));
    return 0;
  };
  return { screen: screens.desk, hand, meetsTour: true, open };
}
