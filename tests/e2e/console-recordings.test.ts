// A recording from the officer's machine to the reviewer's ear: uploaded over a line that breaks and to a server that is
// started anew, then called up beside the check list.

import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { courseSteps } from '../../src/casework/index.ts';
import { toneRecording } from '../../src/demonstration/index.ts';
import type { CastBody } from '../support/body.ts';
import { screens, type TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import type { TestDatabase } from '../support/database.ts';
import { shapeFaults } from '../support/in-page.ts';

let stage: TestConsole;
let db: TestDatabase;
let body: CastBody;
consoleForAll(async (all) => {
  ({ stage, db } = all);
  body = await all.newBody('anze');
});

/** Some 5 MB: three pieces. */
const sound = Buffer.from(toneRecording(640, [262, 330, 392]));
const digest = createHash('sha256').update(sound).digest('hex');
const chosen = { name: '现场检查.wav', mimeType: 'audio/wav', buffer: sound };

/** Breaks the line at the second piece, and starts the server anew at the third. */
async function troubleWith(page: Page): Promise<() => number> {
  let pieces = 0;
  await page.route('**/recording-uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    pieces += 1;
    if (pieces === 2) return route.abort();
    if (pieces === 3) {
      await stage.stop();
      await route.abort();
      return stage.start();
    }
    return route.continue();
  });
  return () => pieces;
}

type Heard = { readonly seconds: number; readonly isPlaying: boolean; readonly hasFocus: boolean };

const audio = (page: Page) =>
  page.evaluate<Heard | null>(`(() => {
    const player = document.querySelector('audio');
    return player && {
      seconds: Math.round(player.duration),
      isPlaying: !player.paused && player.currentTime > 0,
      hasFocus: document.activeElement === player,
    };
  })()`);

async function played(page: Page): Promise<void> {
  await expect
    .poll(() => audio(page), { timeout: 20_000 })
    .toEqual({ seconds: 640, isPlaying: true, hasFocus: true });
}

describe('recordings in the console', () => {
  test('[anze-R17-2] given a broken line and a server started anew, when an officer uploads, then the reviewer plays what was recorded', async () => {
    const player = new ConsolePlayer(stage, 'anze', body);
    const course = { from: '2026-03-02', through: '送法制审核' };
    await player.playQuickly(courseSteps(stage.server().stage, course, 'general', '通常经过'));
    const { caseId } = player;
    const officer = await player.seat('承办人甲');
    const { page } = officer;
    await page.goto(`${stage.url}/console/cases/${caseId}?part=recordings`);
    const card = page.getByRole('listitem').filter({ hasText: '示范音像-001' });
    await card.getByText('没有上传文件').waitFor();
    const pieces = await troubleWith(page);

    await page.locator('input[type=file]').setInputFiles(chosen);
    const form = page.getByRole('form', { name: '登记 现场检查.wav' });
    await form.getByLabel('音像编号').fill('示范音像-001');
    await form.getByLabel('录制日期').fill('2026-03-05');
    await form.getByRole('button', { name: '上传并登记' }).click();
    await page.getByText('“示范音像-001”已经上传并登记。').waitFor({ timeout: 60_000 });
    expect(pieces()).toBe(5);
    await card.getByRole('button', { name: /^播放/ }).click();
    await played(page);
    expect(await page.evaluate(shapeFaults)).toEqual([]);

    const reviewer = await player.seat('审核员');
    await reviewer.page.goto(`${stage.url}/console/review/${caseId}`);
    await reviewer.page.getByText('调取音像记录（2 个编号，1 个有文件）').click();
    const list = reviewer.page.getByLabel('审核清单', { exact: true });
    await list.getByText('没有上传文件，只有编号。').waitFor();
    await list.getByRole('button', { name: /^播放：示范音像-001/ }).focus();
    await reviewer.page.keyboard.press('Enter');
    await played(reviewer.page);
    await reviewer.page.keyboard.press(' ');
    await expect.poll(async () => (await audio(reviewer.page))?.isPlaying).toBe(false);
    await reviewer.page
      .getByLabel(/^记录 \d+ 的音像记录$/)
      .getByRole('button', { name: /^播放：示范音像-001/ })
      .waitFor();

    const { rows } = await db.pool.query(
      `select data ->> 'sha256' as sha256, (select count(*)::int from mingfa.reading r where r.case_id = e.stream_id
           and r.account_id = $2 and r.part = 'recording:' || e.sequence) as readings
         from mingfa.event e where stream_id = $1 and kind = 'recordingAttached'`,
      [caseId, body.people['审核员']!.id],
    );
    expect(rows).toEqual([{ sha256: digest, readings: 1 }]);
    expect(reviewer.complaints).toEqual([]);
  }, 300_000);

  test('given a phone and a file that is none, then the officer is told what to do, and nothing is wider than the screen', async () => {
    const player = new ConsolePlayer(stage, 'anze', body);
    const course = { from: '2026-03-02', through: '收集证据' };
    await player.playQuickly(courseSteps(stage.server().stage, course, 'general', '通常经过'));
    const { page } = await stage.seat(body.people['承办人甲']!, screens.phone);
    await page.goto(`${stage.url}/console/cases/${player.caseId}?part=recordings`);
    const buffer = Buffer.alloc(3000, 7);
    const named = { name: `${'很长的文件名'.repeat(12)}.dav`, mimeType: 'video/mp4', buffer };
    await page.locator('input[type=file]').setInputFiles(named);
    await page.getByLabel('音像编号').fill('YX-7');
    await page.getByLabel('录制日期').fill('2026-03-05');
    await page.getByRole('button', { name: '上传并登记' }).click();
    await page.getByText('执法记录仪的专用格式请先用配套软件转成 MP4').waitFor();
    expect(await page.evaluate(shapeFaults)).toEqual([]);
  }, 120_000);
});
