import type { Locator, Page } from 'playwright-core';

/** A running product that pictures are taken of. */
export type Stage = {
  readonly url: string;
  /** Password of everybody on it. */
  readonly password: string;
  /** What the first set-up asks for; empty with the demonstration. */
  readonly token: string;
};

/** One picture: who looks, at what, on which screen. */
export type Scene = {
  /** Name of the file in docs/pictures, without its ending. */
  readonly name: string;
  /** Login name; null for somebody who is not signed in. */
  readonly user: string | null;
  readonly path: string | ((page: Page, stage: Stage) => Promise<string>);
  readonly screen?: 'desk' | 'phone';
  /** Played on an installation without a demonstration, on its first day. */
  readonly isEmpty?: boolean;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page, stage: Stage) => Promise<unknown>;
  /** The part that is shown; what is on the screen when absent. */
  readonly crop?: (page: Page) => Locator;
  /** What is done afterwards, for the scenes that follow. */
  readonly after?: (page: Page, stage: Stage) => Promise<unknown>;
};

const officer = 'kaifu.承办人甲';
const head = 'kaifu.机构负责人';
const reviewer = 'kaifu.审核员';
const leader = 'kaifu.机关负责人';
const liaison = 'kaifu.联络员';
const office = 'kaifu.办公室';
const supervisor = 'sifa.监督员';

const titles = {
  filing: '法律咨询机构虚假宣传执业资格案',
  investigation: '冒用法律服务所名义揽业案',
  review: '法律服务工作者私自接受委托案',
  defence: '司法鉴定机构拒绝监督检查案',
  served: '法律服务所未按规定保管业务档案案',
  late: '公证机构拖延出具公证书案',
} as const;

/** The address of a case of the demonstration, or of its review, with what comes after it. */
const caseAt =
  (which: keyof typeof titles, rest = '', area: 'cases' | 'review' = 'cases') =>
  async (page: Page, { url }: Stage): Promise<string> => {
    const title = titles[which];
    const answer = await page.request.get(`${url}/api/cases`, { params: { text: title } });
    const { items } = (await answer.json()) as { items: { caseId: string; title: string }[] };
    const found = items.find((one) => one.title === title);
    if (found === undefined) throw new Error(`no case is called ${title}`);
    return `/console/${area}/${found.caseId}${rest}`;
  };

/** Picks from a list of Ant Design. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.fill(option);
  await box.press('Enter');
}

const pastDecisions = `决定书文号,案件名称,当事人,违法事实,处罚依据,处罚内容,决定日期
甲司罚〔2025〕7号,未按规定公示收费标准案,演示江畔法律服务所,服务场所没有公示收费标准,《基层法律服务管理办法》,警告,2025-06-12
甲司罚〔2025〕8号,未按期归档案,演示南门法律服务所,两册业务档案没有按期归档,《基层法律服务管理办法》,罚款500元,2025-07-03
甲司罚〔2025〕9号,未悬挂执业许可证案,演示北岸法律服务所,服务场所没有悬挂执业许可证,《基层法律服务管理办法》,警告,去年九月
`;

/** Scrolls so that something stands right below the head of the page. */
async function toTop(page: Page, selector: string): Promise<void> {
  await page.evaluate(`{
    const place = document.querySelector('${selector}').getBoundingClientRect();
    window.scrollBy(0, place.top - 84);
  }`);
}

const ofOfficers: readonly Scene[] = [
  { name: 'officer-home', user: officer, path: '/console/' },
  {
    name: 'officer-new-case',
    user: officer,
    path: '/console/cases/new',
    act: async (page) => {
      await page.getByLabel('案件名称').fill('司法鉴定机构超范围执业线索');
      await page.getByLabel('姓名或者名称').fill('演示中衡司法鉴定所');
      await page.getByLabel('证件号码或者统一社会信用代码').fill('91430105MA4L0000X1');
      await page.getByLabel('姓名或者名称').focus();
      await page.getByText('校验码不符').waitFor();
      await toTop(page, '[data-path="/summary"]');
    },
  },
  { name: 'officer-case', user: officer, path: caseAt('investigation') },
  {
    name: 'officer-form',
    user: officer,
    path: caseAt('investigation', '?do=finishInvestigation'),
    act: (page) => page.getByRole('button', { name: /^提交/ }).click(),
  },
  { name: 'officer-refused', user: officer, path: caseAt('investigation', '?do=giveNotice') },
  { name: 'officer-clocks', user: officer, path: caseAt('served', '?part=clocks') },
  {
    name: 'officer-search',
    user: officer,
    path: '/console/cases',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('档案');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
    },
  },
  { name: 'officer-phone', user: officer, screen: 'phone', path: caseAt('investigation') },
];

/** Asks a colleague to stand in for the person who is signed in. */
async function appointDeputy(page: Page, url: string): Promise<void> {
  const read = async (path: string) => (await page.request.get(`${url}${path}`)).json();
  const { items } = (await read('/api/colleagues')) as {
    items: { accountId: string; name: string }[];
  };
  const { csrfToken } = (await read('/api/session')) as { csrfToken: string };
  const answer = await page.request.post(`${url}/api/deputies`, {
    headers: { 'x-csrf-token': csrfToken },
    data: {
      deputyAccountId: items.find(({ name }) => name === '办公室')?.accountId,
      roles: ['leader'],
      from: '2026-11-23',
      until: '2026-11-27',
      reason: '年休假',
    },
  });
  if (!answer.ok()) throw new Error(await answer.text());
}

const ofHeads: readonly Scene[] = [
  { name: 'department-head-home', user: head, path: '/console/' },
  { name: 'department-head-filing', user: head, path: caseAt('filing', '?do=approveFiling') },
  {
    name: 'department-head-handover',
    user: head,
    path: '/console/handover',
    act: async (page) => {
      await choose(page, '移交人', '承办人乙');
      await choose(page, '接收人', '承办人丙');
      await page.getByLabel('交接说明').fill('承办人乙外出学习三个月。');
    },
  },
  { name: 'reviewer-desk', user: reviewer, path: '/console/review' },
  {
    name: 'reviewer-opinion',
    user: reviewer,
    path: caseAt('review', '?record=8', 'review'),
    act: async (page) => {
      await page.locator('[data-check-item]').first().waitFor();
      for (const key of ['j', '1', '1', '2']) await page.keyboard.press(key);
      await page.locator('[data-ground]:focus').waitFor();
      await page.keyboard.insertText('没有写明回避的告知。');
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
    },
  },
  { name: 'leader-home', user: leader, path: '/console/' },
  {
    name: 'leader-decision',
    user: leader,
    path: caseAt('defence', '?do=makeDecision'),
    act: async (page) => {
      await page.locator('[data-path="/penalty"]').getByText('沿用“送达事先告知书”的内容').click();
      await toTop(page, '[data-path="/penalty"]');
    },
  },
  {
    name: 'leader-confirm',
    user: leader,
    path: caseAt('defence', '?do=makeDecision'),
    act: async (page) => {
      // The draft of the picture before holds the penalty already.
      const penalty = page.locator('[data-path="/penalty"]');
      const isFilled = await penalty
        .getByRole('checkbox', { name: '罚款', exact: true })
        .isChecked();
      if (!isFilled) await penalty.getByText('沿用“送达事先告知书”的内容').click();
      await page.getByRole('textbox', { name: '决定书文号' }).fill('甲司罚〔2026〕4号');
      await page.getByRole('button', { name: '今天' }).first().click();
      await page.getByRole('textbox', { name: '负责人签署意见' }).fill('同意处罚。');
      await page.locator('[data-path="/sealed"]').getByText('是', { exact: true }).click();
      await page.getByRole('button', { name: '提交：作出处罚决定' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'leader-refused', user: leader, path: caseAt('review', '?do=makeDecision') },
  { name: 'leader-figures', user: leader, path: '/console/figures' },
  {
    name: 'leader-deputies',
    user: leader,
    path: async (page, { url }) => {
      await appointDeputy(page, url);
      return '/console/deputies';
    },
  },
];

const ofPublication: readonly Scene[] = [
  { name: 'liaison-home', user: liaison, path: '/console/' },
  { name: 'liaison-draft', user: liaison, path: caseAt('late', '?do=prepareDisclosure') },
  {
    name: 'office-imports',
    user: office,
    path: '/console/imports',
    act: async (page) => {
      const file = {
        name: '以往的决定.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(pastDecisions),
      };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByText('共 3 行').waitFor();
      await toTop(page, '.panel');
    },
    crop: (page) => page.locator('.panel').first(),
  },
  { name: 'supervisor-home', user: supervisor, path: '/console/' },
  { name: 'supervisor-late', user: supervisor, path: '/console/overdue' },
  {
    name: 'supervisor-proof',
    user: supervisor,
    path: caseAt('late', '?part=events'),
    act: async (page) => {
      await page.getByText('存证和核验').first().click();
      await page
        .getByRole('button', { name: /^核验第/ })
        .first()
        .click();
      await page.getByText('核验通过').waitFor();
      const proof = page.getByText('核验通过');
      await proof.evaluate("(place) => place.scrollIntoView({ block: 'center' })");
    },
  },
  { name: 'citizen-home', user: null, path: '/' },
  { name: 'citizen-search', user: null, path: '/decisions?q=公示' },
  {
    name: 'citizen-decision',
    user: null,
    screen: 'phone',
    path: '/decisions?q=演示',
    act: async (page) => {
      await page.locator('.cards h3 a').first().click();
      await page.getByText('所在位置').or(page.locator('.sheet')).first().waitFor();
    },
  },
  { name: 'citizen-ledger', user: null, path: '/ledger' },
];

const three = [
  ['系统管理员', '林示', 'lin.xitong'],
  ['安全管理员', '苏示', 'su.anquan'],
  ['审计员', '潘示', 'pan.shenji'],
] as const;

const ofAdministrators: readonly Scene[] = [
  {
    name: 'administrators-set-up',
    user: null,
    isEmpty: true,
    path: '/console/',
    act: async (page, { password }) => {
      for (const [title, name, userName] of three) {
        const group = page.getByRole('group', { name: title });
        await group.getByLabel('姓名').fill(name);
        await group.getByLabel('公民身份号码或者工作证号').fill(`演示-${userName}`);
        await group.getByLabel('登录名').fill(userName);
        await group.getByLabel('密码').fill(password);
      }
      await page.evaluate('window.scrollTo(0, 0)');
    },
    // The token is another one each time, so it is not in the picture.
    after: async (page, { token }) => {
      await page.getByLabel('一次性口令').fill(token);
      await page.getByRole('button', { name: '设立三员' }).click();
      await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    },
  },
  { name: 'administrators-guide', user: 'lin.xitong', isEmpty: true, path: '/console/guide' },
  { name: 'administrators-agencies', user: '系统管理员', path: '/console/admin/agencies' },
  { name: 'administrators-accounts', user: '安全管理员', path: '/console/admin/accounts' },
  { name: 'administrators-audit', user: '审计员', path: '/console/audit/events' },
];

/** Every picture that the guides show. */
export const scenes: readonly Scene[] = [
  ...ofOfficers,
  ...ofHeads,
  ...ofPublication,
  ...ofAdministrators,
];
