import { afterEach, expect, test, vi } from 'vitest';
import { aBrowser, whyNoBrowser } from './browser.ts';
import { skipWithout } from './skip-without.ts';

skipWithout(await whyNoBrowser());

afterEach(() => {
  vi.unstubAllEnvs();
});

test('given a page in Chinese, when a real browser shows it, then its text can be read', async () => {
  const browser = await aBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<!doctype html><html lang="zh"><h1>行政处罚决定书</h1></html>');

    expect(await page.getByRole('heading').textContent()).toBe('行政处罚决定书');
  } finally {
    await browser.close();
  }
});

test('given a machine without a locale, when a file with a Chinese name is saved, then it keeps its name', async () => {
  for (const name of ['LC_ALL', 'LC_CTYPE', 'LANG']) vi.stubEnv(name, undefined);
  const browser = await aBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<a href="data:text/plain,x" download="案件.xlsx">保存</a>');
    const download = page.waitForEvent('download');
    await page.getByRole('link').click();

    expect((await download).suggestedFilename()).toBe('案件.xlsx');
  } finally {
    await browser.close();
  }
});
