// What is wrong with a page, as far as a machine can see it.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Seat } from './console.ts';
import { isColoured, isRead, shapeFaults } from './in-page.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Waits until a page has read what it shows. */
export async function settled({ page, awaited }: Seat): Promise<void> {
  await page.locator('h1').first().waitFor();
  // What has answered is drawn in the next frame, and may ask for more.
  await expect
    .poll(async () => [await page.evaluate(isRead), ...awaited], { timeout: 60_000 })
    .toEqual([true]);
}

/** Changes between light and dark, and waits until everything is drawn in it. */
export async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect.poll(() => page.evaluate(isColoured), { timeout: 20_000 }).toBe(true);
}

/** What stands against the page as it is: accessibility, headings, width. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  return [...(await page.evaluate(shapeFaults)), ...(await axeFaults(page))];
}

/** What axe finds (WCAG 2.2 AA). */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}
