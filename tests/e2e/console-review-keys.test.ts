// A review from the queue to the opinion with the keyboard alone.

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { courseSteps } from '../../src/casework/index.ts';
import type { CastBody } from '../support/body.ts';
import type { TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { settled } from '../support/console-look.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { focused } from '../support/in-page.ts';

let stage: TestConsole;
let body: CastBody;
consoleForAll(async (all) => {
  stage = all.stage;
  body = await all.newBody('kaifu');
});

const patience = { timeout: 20_000 };

/** Presses a key until the focus is where it shall be. */
async function pressUntil(page: Page, key: string, place: string): Promise<void> {
  for (let times = 0; times < 12; times += 1) {
    await page.keyboard.press(key);
    if (await page.locator(`${place}:focus`).count()) return;
  }
  throw new Error(`${key} does not lead to ${place}`);
}

async function submittedCase(): Promise<ConsolePlayer> {
  const player = new ConsolePlayer(stage, 'kaifu', body);
  await player.playQuickly(
    courseSteps(
      stage.server().stage,
      { from: '2026-03-02', through: 'submitForReview' },
      'general',
      '通常经过',
    ),
  );
  return player;
}

describe('a review with the keyboard alone', () => {
  test('given a submitted case, when the reviewer presses keys only, then the opinion holds what they stand for', async () => {
    const player = await submittedCase();
    const seat = await player.seat('审核员');
    const { page } = seat;
    await page.goto(`${stage.url}/console/review`);
    await page.locator('[data-row-link]').first().waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const items = page.locator('[data-check-item]');
    await items.first().waitFor();
    await settled(seat);

    await page.keyboard.press(']');
    const record = page.locator('[data-record][aria-current="true"]');
    await record.waitFor();
    const place = await record.getAttribute('data-record');
    await page.keyboard.press('j');
    await page.keyboard.press('2');
    await page.locator('[data-ground]:focus').waitFor();
    await page.keyboard.insertText('执法主体写错了。');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('j');
    const open = page.locator('[data-check-item="open"]');
    for (let left = await open.count(); left > 0; left -= 1) await page.keyboard.press('1');
    await expect.poll(() => open.count(), patience).toBe(0);
    await pressUntil(page, 'Tab', 'input[name="field-kind"]');
    await page.keyboard.press('ArrowRight');
    await pressUntil(page, 'Tab', '#field-findings');
    await page.keyboard.insertText('请更正执法主体后再送审。');
    await page.keyboard.press('Control+Enter');

    await expect.poll(() => page.evaluate(focused), patience).toContain('已办理：出具审核意见');
    const client = await stage.server().signIn(body.people['审核员']!);
    const { body: told } = await client.get(`/api/cases/${player.caseId}/review`);
    const { opinion } = told.rounds[0];
    expect(opinion).toMatchObject({ kind: 'not-passed', findings: '请更正执法主体后再送审。' });
    expect(opinion.checklist[0]).toMatchObject({
      conclusion: 'problem',
      ground: '执法主体写错了。',
      place,
    });
    expect(opinion.problems).toHaveLength(1);
    expect(seat.complaints).toEqual([]);
  }, 240_000);
});
