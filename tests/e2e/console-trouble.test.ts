// What may go wrong while somebody works: the session ends, the server restarts, somebody else was quicker, the line is
// slow. Nothing that was typed is lost, and nothing is overwritten.

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { courseSteps, type ScenarioStep } from '../../src/casework/index.ts';
import type { CastBody } from '../support/body.ts';
import { type Seat, signIn, type TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { ConsolePlayer } from '../support/console-player.ts';

let stage: TestConsole;
let body: CastBody;
consoleForAll(async (all) => {
  stage = all.stage;
  body = await all.newBody('anze');
});

const inquiry = '到场核对台账，逐项核实，当事人在场。';

/** A case that waits for evidence, and the officer's desk in front of its form. */
async function atEvidence(): Promise<{ player: ConsolePlayer; seat: Seat }> {
  const player = new ConsolePlayer(stage, 'anze', body);
  const steps: readonly ScenarioStep[] = courseSteps(
    stage.server().stage,
    { from: '2026-03-02', through: 'showCertificates' },
    'general',
    '通常经过',
  );
  await player.playQuickly(steps);
  const seat = await player.seat('承办人甲');
  await openForm(seat.page, player.caseId);
  return { player, seat };
}

async function openForm(page: Page, caseId: string): Promise<void> {
  await page.goto(`${stage.url}/console/cases/${caseId}?do=addEvidence`);
  await page.getByRole('form', { name: '收集证据' }).waitFor();
}

async function fillEvidence(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '书证' }).check();
  await page.getByLabel('证据名称').fill('进货台账复印件');
  await page.getByLabel('取得日期', { exact: true }).fill('2026-03-02');
  await page.getByLabel('来源').fill('当事人提供');
  await page.getByLabel('证明内容').fill(inquiry);
  await page.getByRole('group', { name: '已查证属实' }).getByRole('radio', { name: '是' }).check();
}

const submit = (page: Page) => page.getByRole('button', { name: '提交：收集证据' }).click();
const done = (page: Page) =>
  page.getByRole('form', { name: '收集证据' }).waitFor({ state: 'detached' });

describe('trouble while a form is being filled in', () => {
  test('given a session that ends, when the form is submitted, then the person signs in on top of it and it goes through', async () => {
    const { player, seat } = await atEvidence();
    await fillEvidence(seat.page);
    await seat.page.context().clearCookies();

    await submit(seat.page);
    const dialog = seat.page.getByRole('dialog');
    await dialog.getByText('填写的内容都在').waitFor();
    await expect(seat.page.getByLabel('证明内容').inputValue()).resolves.toBe(inquiry);
    await signIn(seat.page, body.people['承办人甲']!);
    await done(seat.page);

    const events = await player.eventKinds('承办人甲');
    expect(events.filter((kind) => kind === 'evidenceAdded')).toHaveLength(1);
  }, 240_000);

  test('given a server that restarts, when the form is submitted meanwhile, then it is done once as soon as it answers', async () => {
    const { player, seat } = await atEvidence();
    await fillEvidence(seat.page);

    await stage.stop();
    await submit(seat.page);
    await seat.page.getByText('连不上服务器，正在重试').waitFor();
    await stage.start();
    await done(seat.page);

    const events = await player.eventKinds('承办人甲');
    expect(events.filter((kind) => kind === 'evidenceAdded')).toHaveLength(1);
  }, 240_000);

  test('given a page that is closed, when the form is opened again, then the draft is there and can be dropped', async () => {
    const { player, seat } = await atEvidence();
    await seat.page.getByLabel('证明内容').fill(inquiry);
    await seat.page.getByText('草稿已保存').waitFor();

    await openForm(seat.page, player.caseId);
    await expect(seat.page.getByLabel('证明内容').inputValue()).resolves.toBe(inquiry);
    await seat.page.getByRole('button', { name: '放弃草稿' }).click();
    await expect(seat.page.getByLabel('证明内容').inputValue()).resolves.toBe('');
  }, 240_000);

  test('given two people at one case, when the second submits, then is told who did what, and nothing typed is lost', async () => {
    const { player, seat } = await atEvidence();
    await fillEvidence(seat.page);
    const other = await player.seat('承办人乙');
    await openForm(other.page, player.caseId);
    await fillEvidence(other.page);
    await submit(other.page);
    await done(other.page);

    await submit(seat.page);
    await seat.page.getByRole('alert').getByText('承办人乙').waitFor();
    await expect(seat.page.getByRole('alert').count()).resolves.toBe(1);
    await expect(seat.page.getByLabel('证明内容').inputValue()).resolves.toBe(inquiry);
    await submit(seat.page);
    await done(seat.page);

    const events = await player.eventKinds('承办人甲');
    expect(events.filter((kind) => kind === 'evidenceAdded')).toHaveLength(2);
  }, 240_000);

  test('given two who may approve, when one was quicker, then the other is told once who it was and why it is over', async () => {
    const player = new ConsolePlayer(stage, 'anze', body);
    const steps = courseSteps(
      stage.server().stage,
      { from: '2026-03-02', through: 'requestFiling' },
      'general',
      '通常经过',
    );
    await player.playQuickly(steps);
    const seats = [await player.seat('机构负责人'), await player.seat('机关负责人')];
    for (const { page } of seats) {
      await page.goto(`${stage.url}/console/cases/${player.caseId}?do=approveFiling`);
      await page.getByLabel('负责人意见').fill('同意。');
    }
    const [quick, slow] = seats;
    await quick!.page.getByRole('button', { name: '提交：批准立案' }).click();
    await quick!.page.getByRole('form', { name: '批准立案' }).waitFor({ state: 'detached' });

    await slow!.page.getByRole('button', { name: '提交：批准立案' }).click();
    const notice = slow!.page.getByRole('alert');
    await notice.getByText('现在不能办理了').waitFor();
    await notice.getByText('机构负责人于').waitFor();
    await expect(notice.count()).resolves.toBe(1);
    await expect(slow!.page.getByLabel('负责人意见').inputValue()).resolves.toBe('同意。');
  }, 240_000);

  test('given what is missing or wrong, when the form is submitted, then each field says so beside itself', async () => {
    const { seat } = await atEvidence();
    await seat.page.getByLabel('取得日期', { exact: true }).fill('2030-01-01');
    await submit(seat.page);

    const name = seat.page.locator('[data-path="/title"]');
    await name.getByText('请填写').waitFor();
    await fillEvidence(seat.page);
    await seat.page.getByLabel('取得日期', { exact: true }).fill('2030-01-01');
    await submit(seat.page);
    await seat.page.locator('[data-path="/obtainedOn"]').getByText('不能晚于今天').waitFor();
    await expect(seat.page.getByLabel('证明内容').inputValue()).resolves.toBe(inquiry);
  }, 240_000);

  test('given a slow line, when the form is submitted twice in a hurry, then it is done once', async () => {
    const { player, seat } = await atEvidence();
    await fillEvidence(seat.page);
    const line = await seat.page.context().newCDPSession(seat.page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 800,
      downloadThroughput: 50_000,
      uploadThroughput: 20_000,
    });

    const button = seat.page.getByRole('button', { name: '提交：收集证据' });
    await button.dblclick();
    await done(seat.page);

    const events = await player.eventKinds('承办人甲');
    expect(events.filter((kind) => kind === 'evidenceAdded')).toHaveLength(1);
  }, 240_000);
});
