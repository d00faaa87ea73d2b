import { expect, test } from 'vitest';
import { aBrowser, whyNoBrowser } from './browser.ts';

const missing = await whyNoBrowser();

test('given a page in Chinese, when a real browser shows it, then its text can be read', async ({
  skip,
}) => {
  if (missing) skip(missing);
  const browser = await aBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<!doctype html><html lang="zh"><h1>行政处罚决定书</h1></html>');

    expect(await page.getByRole('heading').textContent()).toBe('行政处罚决定书');
  } finally {
    await browser.close();
  }
});
