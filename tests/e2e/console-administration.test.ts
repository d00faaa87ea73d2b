// From an empty installation to the first filed case, each step by the person whom it belongs to, through the screens.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSetUp } from '../../src/access/index.store.ts';
import { courseSteps } from '../../src/casework/index.ts';
import { type CastBody, castPassword, type Member } from '../support/body.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { aConsole, type Seat, signIn, type TestConsole } from '../support/console.ts';
import { endTour } from '../support/console-hand.ts';
import { chooseIn } from '../support/console-parts.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';
import { skipWithout } from '../support/skip-without.ts';

const noBrowser = await whyNoBrowser();
skipWithout(noBrowser);

const now = '2026-03-02T09:00:00.000+08:00';
const three = { 系统管理员: 'xitong', 安全管理员: 'anquan', 审计员: 'shenji' } as const;
const roles = {
  承办人甲: '执法人员',
  承办人乙: '执法人员',
  机构负责人: '承办机构负责人',
  审核员: '法制审核人员',
  机关负责人: '机关负责人',
  办公室: '办公室',
} as const;
const agencyName = '示范市综合行政执法局';

let db: TestDatabase;
let stage: TestConsole;
let token: string;
let player: ConsolePlayer;
const seats = new Map<string, Seat>();
beforeAll(async () => {
  if (noBrowser !== null) return;
  db = await aDatabase();
  token = (await openSetUp(db, now)) ?? '';
  stage = await aConsole(db, { at: now });
});
afterAll(async () => {
  await stage?.close();
  await db?.close();
});

/** The browser of somebody, signed in, the tour left behind. */
async function seatOf(userName: string): Promise<Page> {
  const known = seats.get(userName);
  if (known !== undefined) return known.page;
  const seat = await stage.seat({ userName });
  await endTour(seat.page);
  seats.set(userName, seat);
  return seat.page;
}

async function visit(userName: string, path: string): Promise<Page> {
  const page = await seatOf(userName);
  await page.goto(`${stage.url}/console${path}`);
  return page;
}

/** Does what a dialog asks for, and waits until it is closed. */
async function inDialog(page: Page, opener: string, fill: Readonly<Record<string, string>>) {
  await page.getByRole('button', { name: opener, exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, text] of Object.entries(fill)) await dialog.getByLabel(label).fill(text);
  return dialog;
}

async function agencyId(): Promise<string> {
  const { rows } = await db.pool.query('select agency_id from mingfa.agency');
  return rows[0].agency_id;
}

/** Makes an account and signs in with it for the first time. */
async function makeAccount(name: string): Promise<void> {
  const page = await visit(three.系统管理员, '/admin/accounts');
  const dialog = await inDialog(page, '建立账户', {
    姓名: name,
    公民身份号码或者工作证号: `示范-${name}`,
    登录名: name,
  });
  await chooseIn(dialog, '所在单位', agencyName);
  await chooseIn(dialog, '内设机构', '综合执法科');
  await dialog.getByRole('button', { name: '建立账户', exact: true }).click();
  const secret = page.getByRole('dialog', { name: '初始密码' }).locator('code');
  const password = await secret.innerText();

  const { page: own } = await stage.browse();
  await own.getByLabel('登录名').fill(name);
  await own.getByLabel('密码', { exact: true }).fill(password);
  await own.getByRole('button', { name: '登录', exact: true }).click();
  await own.getByLabel('现在的密码').fill(password);
  await own.getByLabel('新密码', { exact: true }).fill(castPassword);
  await own.getByLabel('再填一次新密码').fill(castPassword);
  await own.getByRole('button', { name: '修改密码' }).click();
  await own.getByLabel('登录名').waitFor();
  await own.context().close();
}

async function grant(name: string, role: string): Promise<void> {
  const page = await visit(three.安全管理员, '/admin/accounts');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await chooseIn(page, '授予角色', role);
  await page.getByRole('button', { name: /授\s*予/ }).click();
  await page.getByText(`已授予${role}`).waitFor();
}

async function registerOfficer(page: Page, name: string, mayReview: boolean): Promise<void> {
  const dialog = await inDialog(page, '登记执法人员', {});
  await chooseIn(dialog, '账户', name);
  if (mayReview) await dialog.getByRole('checkbox', { name: '具备法制审核资格' }).check();
  await dialog.getByRole('button', { name: /^登\s*记$/ }).click();
  await dialog.waitFor({ state: 'detached' });
  if (mayReview) return;
  const certificate = await inDialog(page, `登记证件：${name}`, {
    证件号码: `示范-${name}`,
    发证机关: '示范省人民政府',
    有效期起: '2025-01-01',
    有效期止: '2029-12-31',
  });
  await certificate.getByRole('button', { name: '登记证件' }).click();
  await certificate.waitFor({ state: 'detached' });
}

/** The text of an invented announcement of days off. */
function yearOf(rest: readonly string[]): string {
  const days = rest.map((range) => `  - '${range}'\n`).join('');
  return `year: 2027\nsource: 示范发电〔2026〕1号\nrest:\n${days}makeUp: []\n`;
}

async function membersOf(): Promise<CastBody> {
  const { rows } = await db.pool.query(
    `select account_id as id, display_name as name, user_name as "userName", department_id as "departmentId"
      from mingfa.account where agency_id is not null`,
  );
  const id = await agencyId();
  const people = Object.fromEntries(
    rows.map((row: Member) => [row.name, { ...row, agencyId: id, roles: [] }]),
  );
  return { agencyId: id, departmentId: rows[0].departmentId, people };
}

describe('from an empty installation', () => {
  test('given the token, when three people are entered, then they can sign in, and the guide says what is next', async () => {
    const { page, complaints, awaited } = await stage.browse();
    await page.getByLabel('一次性口令').fill(token);
    for (const [title, userName] of Object.entries(three)) {
      const group = page.getByRole('group', { name: title });
      await group.getByLabel('姓名').fill(title);
      await group.getByLabel('公民身份号码或者工作证号').fill(`示范-${userName}`);
      await group.getByLabel('登录名').fill(userName);
      await group.getByLabel('密码', { exact: true }).fill(castPassword);
    }
    await page.getByRole('button', { name: '设立三员' }).click();
    await page.getByRole('heading', { name: '首次启用' }).waitFor({ state: 'detached' });
    await signIn(page, { userName: three.系统管理员 });
    await endTour(page);
    await page.goto(`${stage.url}/console/guide`);
    await page.getByText('接下来请您：').waitFor();
    seats.set(three.系统管理员, { page, complaints, awaited });
  }, 240_000);

  test('given nothing, when each administrator does their part, then body, department, accounts and roles are there', async () => {
    const page = await visit(three.系统管理员, '/admin/agencies');
    const dialog = await inDialog(page, '登记执法主体', {
      名称: agencyName,
      简称: '示范',
      行政区划代码: '511700',
    });
    await chooseIn(dialog, '适用的地方规则包', '达州');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: /^登\s*记$/ }).click();
    await page.getByRole('heading', { level: 1, name: agencyName }).waitFor();
    await page.getByRole('tab', { name: '内设机构' }).click();
    const department = await inDialog(page, '设立内设机构', { 名称: '综合执法科' });
    await department.getByRole('button', { name: /^设\s*立$/ }).click();
    await page.getByRole('rowheader', { name: '综合执法科' }).waitFor();
    for (const [name, role] of Object.entries(roles)) {
      await makeAccount(name);
      await grant(name, role);
    }
    const { people } = await membersOf();
    expect(Object.keys(people).toSorted()).toEqual(Object.keys(roles).toSorted());
  }, 600_000);

  test('given a draft and people without certificates, when leader and office do their part, then a case can be filed', async () => {
    const id = await agencyId();
    const leader = await visit('机关负责人', `/admin/agencies/${id}?tab=packs`);
    const dialog = await inDialog(leader, '核对后确认', {
      核对所依据的文件: '示范市人民政府文件',
    });
    await dialog.getByRole('button', { name: '确认适用' }).click();
    await leader.getByText('已确认').first().waitFor();
    const office = await visit('办公室', `/admin/agencies/${id}?tab=officers`);
    await registerOfficer(office, '承办人甲', false);
    await registerOfficer(office, '承办人乙', false);
    await registerOfficer(office, '审核员', true);

    player = new ConsolePlayer(stage, 'dazhou', await membersOf());
    const steps = courseSteps(
      stage.server().stage,
      { from: '2026-03-02', through: 'approveFiling' },
      'general',
      '通常经过',
    );
    for (const step of steps) expect(await player.play({ ...step, at: now }), step.do).toBe(true);
    expect(await player.eventKinds('承办人甲')).toContain('filingApproved');
    const guide = await visit('办公室', '/guide');
    await guide.getByText('办好第一件立案').waitFor();
  }, 600_000);

  test('given somebody who is away, when duties and cases are passed on, then the others have them', async () => {
    const leader = await visit('机关负责人', '/deputies');
    const dialog = await inDialog(leader, '委托代理人', {
      第一天: '2026-03-02',
      最后一天: '2026-03-06',
      事由: '年休假',
    });
    await chooseIn(dialog, '代理人', '办公室');
    await dialog.getByRole('button', { name: /^委\s*托$/ }).click();
    await leader.getByRole('rowheader', { name: '办公室代机关负责人' }).waitFor();
    const deputy = await visit('办公室', '/');
    await deputy.getByText('代机关负责人履行机关负责人职责').waitFor();

    const head = await visit('机构负责人', '/handover');
    await chooseIn(head, '移交人', '承办人乙');
    await chooseIn(head, '接收人', '承办人甲');
    await head.getByLabel('交接说明').fill('调离岗位');
    await head.getByRole('checkbox', { name: /^全部/ }).check();
    await head.getByRole('button', { name: /^下一步/ }).click();
    await head.getByRole('button', { name: /^确认移交/ }).click();
    // The one who takes over handles the case already, and two are the least: the law keeps it as it is.
    await head.getByText('没有移交 1 件').waitFor();
  }, 240_000);

  test('given the running system, when the system administrator looks after it, then backup, jobs and calendar do their part', async () => {
    const page = await visit(three.系统管理员, '/admin/backups');
    await page.getByRole('button', { name: '立即备份' }).click();
    await page.getByRole('button', { name: '正在备份' }).waitFor();
    await page.goto(`${stage.url}/console/admin/jobs`);
    await page.getByRole('rowheader').first().waitFor();
    await page.goto(`${stage.url}/console/admin/calendar`);
    const field = '或者在这里粘贴、填写';
    const dialog = await inDialog(page, '导入一年', {
      [field]: yearOf(['2027-01-01..2027-01-03']),
    });
    const button = dialog.getByRole('button', { name: '检查并导入' });
    await button.click();
    await dialog.getByText('是法定节日，却没有列为放假').waitFor();
    const whole = ['2027-01-01..2027-01-03', '2027-05-01..2027-05-05', '2027-10-01..2027-10-07'];
    await dialog.getByLabel(field).fill(yearOf(whole));
    await button.click();
    await page.getByText('示范发电〔2026〕1号').first().waitFor();
    expect(stage.server().faults).toEqual([]);
    for (const [name, seat] of seats) expect(seat.complaints, name).toEqual([]);
  }, 240_000);
});
