// Parts of the console that are not plain controls, and how a person uses them.

import type { Locator, Page } from 'playwright-core';

/** Chooses in a list that opens below its field. */
export async function chooseIn(
  at: Page | Locator,
  label: string | RegExp,
  option: string,
): Promise<void> {
  const field = at.getByLabel(label, typeof label === 'string' ? { exact: true } : {});
  await field.click();
  const page = 'page' in at ? at.page() : at;
  const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await list.locator('.ant-select-item-option', { hasText: option }).first().click();
}
