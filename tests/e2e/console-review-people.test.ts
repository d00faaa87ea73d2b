// Around legal review: who reviews, who is asked for help, and what is reviewed at all.

import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { courseSteps } from '../../src/casework/index.ts';
import { enterCertificate, registerOfficer } from '../../src/registers/index.store.ts';
import { type CastBody, letSupervise, putBelow } from '../support/body.ts';
import type { TestConsole } from '../support/console.ts';
import { Desks, doInDialog } from '../support/console-desk.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { chooseIn } from '../support/console-parts.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import type { TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let stage: TestConsole;
let newBody: (pack: string) => Promise<CastBody>;
consoleForAll((all) => {
  ({ db, stage, newBody } = all);
});

/** So many officers that the reviewers are just below five in a hundred, and one more is enough. */
async function manyOfficers({ agencyId, departmentId, people }: CastBody): Promise<void> {
  const client = await stage.server().signIn(people['办公室']!);
  const { reviewers, officers } = (await client.get('/api/review-staffing')).body;
  const by = { actorId: people['办公室']!.id, now: '2020-01-02T09:00:00.000+08:00' };
  for (let n = officers; n < reviewers * 20 + 1; n += 1) {
    const officerId = randomUUID();
    const name = `示范${n}`;
    const entry = { name, post: '', departmentId, mayReview: false };
    await registerOfficer(db, { agencyId, officerId, ...entry }, by);
    const certificate = {
      number: `示范-${officerId}`,
      class: 'enforcement' as const,
      issuedBy: '示范省人民政府',
      validFrom: '2020-01-01',
      validUntil: '2030-01-01',
    };
    await enterCertificate(db, { agencyId, officerId }, certificate, by);
  }
  stage.server().desk.deps.bodies.forget(agencyId);
}

/** A page without anybody signed in and without JavaScript. */
async function aStranger(): Promise<Page> {
  const context = await stage.browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
  return context.newPage();
}

const warning = (page: Page) => page.getByRole('complementary', { name: '审核人员不足' });

describe('around legal review', () => {
  test('[anze-L7-2] given too few reviewers, when somebody is designated, then the warning goes, and it comes back with the end of the term', async () => {
    const body = await newBody('anze');
    await manyOfficers(body);
    const desks = new Desks(stage, body);
    const leader = await desks.visit('机关负责人', '/');
    await warning(leader).getByRole('link', { name: '查看审核人员' }).click();
    await leader.getByRole('heading', { level: 1, name: '审核人员' }).waitFor();

    const office = await desks.visit('办公室', '/review/people');
    await doInDialog(office, {
      opener: '指定审核人员',
      submit: '指定',
      find: { 人员: '承办人丙' },
      type: { 法律职业资格证书号码: 'A20201234567', 任期自: '2026-03-01' },
    });
    await office.getByText(/A20201234567/).waitFor();
    await office.getByText('达到', { exact: true }).waitFor();
    await leader.reload();
    await leader.getByText('达到', { exact: true }).waitFor();
    const counted = leader.waitForResponse(/\/api\/review-staffing/);
    await desks.visit('机关负责人', '/');
    expect((await (await counted).json()).standing).toBe('enough');
    expect(await warning(leader).count()).toBe(0);

    await office.getByRole('button', { name: '终止指定：承办人丙 2026-03-01' }).click();
    const ending = office.getByRole('dialog');
    await ending.getByLabel('自何日起').fill('2026-03-02');
    await ending.getByLabel('说明').fill('调离审核岗位');
    await ending.getByRole('button', { name: /^终\s*止$/ }).click();
    await ending.waitFor({ state: 'detached' });
    await office.getByText('不足', { exact: true }).waitFor();
    await leader.reload();
    await warning(leader).waitFor();

    expect(desks.complaints).toEqual([]);
  });

  test('[anze-L7-3] given counsel from outside, when the confidential link is opened without a session, then it takes one opinion into the case and is dead after', async () => {
    const body = await newBody('anze');
    const player = new ConsolePlayer(stage, 'anze', body);
    const course = { from: '2026-03-02', through: 'submitForReview' };
    await player.playQuickly(courseSteps(stage.server().stage, course, 'general', '通常经过'));
    const desks = new Desks(stage, body);
    const page = await desks.visit('审核员', '/review/counsel');
    await doInDialog(page, {
      opener: '登记人员',
      submit: '登记',
      type: { 姓名: '沈示范', 所在单位: '示范律师事务所', 聘期自: '2026-01-01' },
    });
    await page.getByText('示范律师事务所').waitFor();

    await desks.visit('审核员', `/review/${player.caseId}?part=duty`);
    await page.getByRole('button', { name: '请求协助', exact: true }).click();
    const asking = page.getByRole('dialog', { name: '请求协助' });
    await chooseIn(asking, '请求协助的人员', '沈示范');
    await asking.getByLabel('需要研究的问题').fill('依据的适用是否准确？');
    await asking.getByLabel('截止日（含当日）').fill('2026-04-30');
    await asking.getByRole('button', { name: '请求协助' }).click();
    const secret = page.getByRole('dialog', { name: '一次性查阅链接' });
    const address = await secret.locator('code').innerText();
    await secret.getByRole('button', { name: '已收好，关闭' }).click();

    const outside = await aStranger();
    await outside.goto(address);
    await outside.getByText('依据的适用是否准确？').waitFor();
    const materials = await outside.locator('article').count();
    expect(materials).toBeGreaterThan(0);
    await outside.getByLabel('意见（写明理由和依据）').fill('适用准确，理由充分。');
    await outside.getByRole('button', { name: '提出意见' }).click();
    await outside.getByRole('heading', { name: '意见已提出' }).waitFor();

    const later = await aStranger();
    await later.goto(address);
    await later.getByRole('heading', { name: '意见已提出' }).waitFor();
    expect(await later.content()).not.toContain('依据的适用是否准确');
    expect(await later.locator('form, article').count()).toBe(0);
    await page.reload();
    const counsel = page.getByRole('region', { name: '法律顾问、公职律师协助' });
    await counsel.getByText('答：适用准确，理由充分。').waitFor();
    await counsel.getByText('打开过 1 次').waitFor();
    expect(await player.eventKinds('审核员')).toContain('counselOpinionGiven');
    expect(desks.complaints).toEqual([]);
    await Promise.all([outside, later].map((one) => one.context().close()));
  });

  test('[kaifu-3.3-b][kaifu-3.3-c][kaifu-3.3-d] given a reported item, when it is examined, compiled, approved and published, then a visitor and a supervisor read it', async () => {
    const body = await newBody('kaifu');
    const desks = new Desks(stage, body);
    const head = await desks.visit('机构负责人', '/review/catalogue');
    await doInDialog(head, {
      opener: '报送事项',
      submit: '报送',
      choose: { 执法层级: '县级', 属于规则所列的哪一种情形: '重大' },
      radio: ['不限领域', '不以金额为标准'],
      type: {
        事项: '责令停产停业',
        事项标准: '责令全部停产停业的',
        依据: '行政处罚法第五十八条',
      },
    });
    await head.getByText('等待审核', { exact: true }).waitFor();

    const reviewer = await desks.visit('审核员', '/review/catalogue');
    await doInDialog(reviewer, { opener: '同意编入：责令停产停业', submit: '同意' });
    await doInDialog(reviewer, { opener: '汇编' });
    await reviewer.getByRole('link', { name: '第 1 版' }).waitFor();
    const leader = await desks.visit('机关负责人', '/review/catalogue');
    await leader.getByRole('link', { name: '第 1 版' }).click();
    await doInDialog(leader, { opener: '批准' });
    const visitor = await aStranger();
    const address = `${stage.url}/bodies/${body.agencyId}/review-catalogue`;
    expect((await visitor.goto(address))?.status()).toBe(404);
    await desks.visit('审核员', '/review/catalogue/1');
    await doInDialog(reviewer, { opener: '公开' });
    await reviewer.getByText('已公开', { exact: true }).waitFor();

    expect((await visitor.goto(address))?.status()).toBe(200);
    await visitor.getByText('责令停产停业', { exact: true }).waitFor();
    await visitor.context().close();
    await readFromAbove(body);
    expect(desks.complaints).toEqual([]);
  });
});

/** A supervisor of the body above finds the catalogue in the navigation. */
async function readFromAbove(body: CastBody): Promise<void> {
  const above = await newBody('kaifu');
  await putBelow(db, body, above);
  await letSupervise(db, above.people['联络员']!);
  const name = (await stage.server().desk.deps.bodies.read(body.agencyId)).name;
  const desks = new Desks(stage, above);
  const page = await desks.of('联络员');
  const links = page.getByRole('navigation', { name: '主导航' });
  await links.getByRole('link', { name: '下级审核目录' }).click();
  await chooseIn(page, '下级单位', name);
  await page.getByText('今天施行的是第 1 版。').waitFor();
  await page.getByRole('rowheader', { name: '责令停产停业' }).waitFor();
  expect(await page.getByRole('button', { name: /批\s*准|公\s*开|报送/ }).count()).toBe(0);
  expect(desks.complaints).toEqual([]);
}
