import type { Role } from '../../api/session.ts';

/** One sentence or two of help, with the clauses it rests on. */
export type Advice = { readonly text: string; readonly clauses?: readonly string[] };

/** A part of a help page. */
export type HelpPart = {
  readonly title: string;
  /** Steps are numbered, the others are not. */
  readonly isSteps?: boolean;
  readonly advice: readonly Advice[];
};

/** A help page. */
export type HelpTopic = {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  /** Whose page it is; absent for everybody's. */
  readonly role?: Role;
  readonly parts: readonly HelpPart[];
};

const officer: HelpTopic = {
  id: 'officer',
  title: '执法人员',
  role: 'officer',
  lead: '从线索办到归档。每一步能不能办、还缺什么，系统都会说明，不用记。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '打开“我的待办”，最急的在最上面。没有待办时，从“登记线索”开始。' },
        {
          text: '登记线索后提请立案，由负责人批准。',
          clauses: ['apl-2021-54'],
        },
        {
          text: '调查时两人以上，先登记出示证件，再告知权利义务，做好询问、检查笔录。',
          clauses: ['apl-2021-42', 'apl-2021-55'],
        },
        {
          text: '查清后提出调查终结报告；属于重大执法决定的，送法制审核。',
          clauses: ['apl-2021-57', 'apl-2021-58'],
        },
        {
          text: '送达事先告知书，听取并复核当事人的意见，不因申辩加重处罚。',
          clauses: ['apl-2021-44', 'apl-2021-45', 'apl-2021-62'],
        },
        {
          text: '决定作出后七个工作日内送达，再办执行、公示、结案和归档。',
          clauses: ['apl-2021-61', 'sao-2018-118-6-2'],
        },
      ],
    },
    {
      title: '常见的拦住',
      advice: [
        {
          text: '“没有有效的行政执法证”：请办公室登记新证，或者改派持证的人。',
          clauses: ['apl-2021-42'],
        },
        { text: '“尚未通过法制审核”：先送审，等审核意见。', clauses: ['apl-2021-58'] },
        { text: '“案件已被他人更新”：先看别人改了什么，您填的内容还在。' },
      ],
    },
  ],
};

const departmentHead: HelpTopic = {
  id: 'department-head',
  title: '承办机构负责人',
  role: 'department-head',
  lead: '管好本机构的案件：审批、指派、盯住期限。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '打开“我的待办”，先批等您审批的事项。', clauses: ['apl-2021-54'] },
        { text: '立案后指派两名以上持证的承办人。', clauses: ['apl-2021-42'] },
        { text: '看“超期案件”和首页的期限，催办或者调整承办人。', clauses: ['apl-2021-60'] },
        { text: '有人调离、休假，在“移交案件”里把他的案件交给别人；自己外出，先委托“代理”。' },
      ],
    },
    {
      title: '退回',
      advice: [{ text: '不同意的，退回并写明理由；承办人会收到提醒，改好后再报。' }],
    },
  ],
};

const reviewer: HelpTopic = {
  id: 'reviewer',
  title: '法制审核人员',
  role: 'reviewer',
  lead: '重大执法决定，先审核、后决定。未经审核或者审核没有通过，系统不让作出决定。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '在“法制审核”里打开送审的案件，先看材料齐不齐；不齐的，要求补充。' },
        {
          text: '对照左边的材料，逐项看主体和人员、程序、事实证据、法律适用和裁量、权限、文书、是否应当移送；有问题的引用那条记录。',
          clauses: ['sao-2018-118-13'],
        },
        { text: '出具书面意见：同意，或者写明问题。', clauses: ['sao-2018-118-13-2'] },
        {
          text: '承办机构不同意意见的，按本单位的办法协商或者报负责人决定。',
          clauses: ['sao-2018-118-14'],
        },
      ],
    },
    {
      title: '资格',
      advice: [
        {
          text: '初次从事处罚决定法制审核的，须取得国家统一法律职业资格，由办公室登记审核资格。',
          clauses: ['apl-2021-58-2'],
        },
        { text: '自己承办的案件不能自己审核。', clauses: ['apl-2021-43'] },
      ],
    },
  ],
};

const leader: HelpTopic = {
  id: 'leader',
  title: '机关负责人',
  role: 'leader',
  lead: '批准、决定、延期、集体讨论，都在待办里。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '先办待办里最急的；每一项都写着依据和还剩多少时间。' },
        {
          text: '情节复杂或者重大违法的，先集体讨论再决定。',
          clauses: ['apl-2021-57'],
        },
        {
          text: '适用征求意见稿的单位，在“执法主体和人员”的“规则包”里核对正式文本后确认，才能办案。',
        },
        { text: '规定只说“及时”的事项，可以在“自定期限”里定一个数，并写明理由。' },
      ],
    },
    {
      title: '外出',
      advice: [{ text: '在“代理”里委托别人，写明起止日期。代理人办的事记在代理人名下。' }],
    },
  ],
};

const liaison: HelpTopic = {
  id: 'liaison',
  title: '公示联络员',
  role: 'liaison',
  lead: '该公开的按时公开，该撤下的及时撤下。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        {
          text: '处罚、许可决定自作出之日起七个工作日内公开；本地另有规定的，以案件里显示的期限为准。',
          clauses: ['sao-2018-118-6-2', 'apl-2021-48-1'],
        },
        { text: '公开前看一遍预览，商业秘密、个人隐私不公开。', clauses: ['foi-2019-15'] },
        {
          text: '决定被变更、撤销、确认违法或者无效的，三个工作日内撤下并公开说明理由。',
          clauses: ['apl-2021-48'],
        },
      ],
    },
  ],
};

const office: HelpTopic = {
  id: 'office',
  title: '办公室',
  role: 'office',
  lead: '管登记：机构、执法人员、证件；也办公示、归档和导入以往的决定。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        {
          text: '在“执法主体和人员”里登记执法人员，选他的账户，再登记证件。',
          clauses: ['apl-2021-42'],
        },
        { text: '从事法制审核的，勾选“具备法制审核资格”。', clauses: ['apl-2021-58-2'] },
        { text: '三个月内到期的证件会标出来，换了新证就登记为一个新证件。' },
        { text: '结案后归档，文字和音像一起。', clauses: ['apl-2021-47', 'sao-2018-118-9'] },
        { text: '以往的决定在“导入和导出决定”里先检查再导入。' },
      ],
    },
  ],
};

const supervisor: HelpTopic = {
  id: 'supervisor',
  title: '执法监督人员',
  role: 'supervisor',
  lead: '看下级单位有没有超期、漏办、违法。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '打开“超期案件”，从超期最久的看起。' },
        { text: '打开“案件”，按单位、步骤筛选；您每看一件都有记录。', clauses: ['apl-2021-75'] },
        {
          text: '统计可以导出；每年一月三十一日前公开上年度的总体数据。',
          clauses: ['sao-2018-118-6-4'],
        },
      ],
    },
  ],
};

const systemAdmin: HelpTopic = {
  id: 'system-admin',
  title: '系统管理员',
  role: 'system-admin',
  lead: '登记单位和机构，建立账户，维护运行。不看案件，不授予角色。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '按“启用指引”登记执法主体、内设机构，建立账户。' },
        { text: '把初始密码当面交给本人；本人登录换掉以后，请安全管理员授予角色。' },
        { text: '有人离职，停用账户；换单位，调整所在单位，原有角色自动收回。' },
        { text: '每天看一眼“运行状态”；定期备份，并真的恢复一次。' },
        { text: '每年国务院办公厅公布放假安排后，在“工作日历”里导入。' },
      ],
    },
  ],
};

const securityAdmin: HelpTopic = {
  id: 'security-admin',
  title: '安全管理员',
  role: 'security-admin',
  lead: '授予和收回角色，解除锁定，结束会话。不看案件，不建账户。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '在“账户和角色”里选“尚未授予角色”，按各单位的书面意见逐个授予。' },
        { text: '三员只能由三个人分别担任，系统不允许兼任。' },
        { text: '有人输错密码被锁定，先核实是本人，再解除锁定。' },
        { text: '重置密码须您向本人核实、确认以后才生效。' },
        { text: '发现可疑的登录，在“登录会话”里结束它。' },
      ],
    },
  ],
};

const auditor: HelpTopic = {
  id: 'auditor',
  title: '审计员',
  role: 'auditor',
  lead: '看谁做了什么、谁看了什么。只看，不改。',
  parts: [
    {
      title: '先做什么',
      isSteps: true,
      advice: [
        { text: '定期看“操作审计”：账户、角色、登记和规则的每一次变动。' },
        { text: '看“查阅审计”：承办人以外的人看了哪些案件。' },
        { text: '下载签名的检查点，存到本机关以外；有它在，连同密钥一起改写也看得出来。' },
        { text: '请掌管服务器的人每天执行 ./mingfa verify，并把结果给您。' },
      ],
    },
  ],
};

const gates: HelpTopic = {
  id: 'gates',
  title: '关口：为什么现在不能办',
  lead: '法律要求先办的事没有办，系统就不让往下走，并说明缺什么、依据哪一条。',
  parts: [
    {
      title: '怎样看',
      advice: [
        { text: '案件页面列出每一项办理：能办的可以点，不能办的写着还缺什么、怎么补。' },
        { text: '点条款的名字，看这一条要求什么；进一步可以打开条款页。' },
        { text: '谁也不能绕过关口，负责人和管理员也不能。缺的事项补上，关口就开。' },
      ],
    },
    {
      title: '最要紧的几道',
      advice: [
        { text: '两名以上持有效证件的执法人员。', clauses: ['apl-2021-42'] },
        { text: '先告知、听取陈述申辩，再决定。', clauses: ['apl-2021-44', 'apl-2021-62'] },
        { text: '先法制审核，再决定。', clauses: ['apl-2021-58', 'sao-2018-118-12'] },
        { text: '该听证的，先听证。', clauses: ['apl-2021-63', 'apl-2021-65'] },
        { text: '情节复杂或者重大违法的，先集体讨论。', clauses: ['apl-2021-57'] },
        { text: '送达有证明。', clauses: ['civ-2023-87'] },
      ],
    },
  ],
};

const clocks: HelpTopic = {
  id: 'clocks',
  title: '期限怎样计算',
  lead: '期限由系统按规则和工作日历计算，人不用数日子；颜色只是重复文字说的。',
  parts: [
    {
      title: '怎样算',
      advice: [
        {
          text: '开始的当天不算，从第二天数起。',
          clauses: ['civ-2023-85'],
        },
        {
          text: '行政处罚法里的二日、三日、五日、七日是工作日，按国务院办公厅的放假安排，调休上班的算上班。',
          clauses: ['apl-2021-85'],
        },
        { text: '行政强制法里十日以内的期限是工作日。', clauses: ['acl-2011-69'] },
        { text: '按小时的期限连着算，不避开节假日。', clauses: ['acl-2011-19'] },
        { text: '标为“暂定”的，是那一年的放假安排还没有公布；公布并导入后自动改正。' },
      ],
    },
    {
      title: '怎样显示',
      advice: [
        { text: '“还剩”说的是还有几个计算单位；最后一天写“今天到期”，过了写“已超期”。' },
        { text: '“已中止”的不走；恢复后接着算。' },
        { text: '写“未规定”的，是适用的规定没有给出期限，系统不猜。' },
        { text: '写“本单位自定”的，原文只说“及时”，数字是本单位自己定的。' },
        { text: '期限过半、将到、当天、超期都会提醒；在哪里收，由您在“提醒”里选。' },
      ],
    },
    {
      title: '常用的',
      advice: [
        { text: '自立案起九十日内作出处罚决定。', clauses: ['apl-2021-60'] },
        { text: '先行登记保存，七个工作日内处理。', clauses: ['apl-2021-56'] },
        { text: '当事人告知后五个工作日内可以要求听证。', clauses: ['apl-2021-64-1'] },
        { text: '当事人收到决定书起十五日内缴纳罚款。', clauses: ['apl-2021-67'] },
        { text: '催告书送达十个工作日后，才可以申请法院强制执行。', clauses: ['acl-2011-54'] },
      ],
    },
  ],
};

const keys: HelpTopic = {
  id: 'keys',
  title: '键盘和通常的用法',
  lead: '全部功能都可以只用键盘。',
  parts: [
    {
      title: '键',
      advice: [
        { text: 'Ctrl K：查找案件、文书、条款、规则、人员和页面。' },
        { text: '?：列出全部快捷键，也可以在那里关掉单个字母的快捷键。' },
        { text: 'Tab、Shift Tab：到下一处、上一处；Enter：打开或者提交；Esc：关闭。' },
        { text: '每页第一个 Tab 是“跳到正文”。' },
      ],
    },
    {
      title: '不会丢',
      advice: [
        { text: '填到一半离开、登录过期、断网，填写的内容都还在；草稿在“账户和通知设置”里。' },
        { text: '两个人同时办一件案件，后提交的会先看到别人改了什么，不会互相覆盖。' },
        { text: '列表都可以导出成表格；导出了什么有记录。' },
      ],
    },
  ],
};

/** Every help page: one a role, then what everybody should know. */
export const helpTopics: readonly HelpTopic[] = [
  officer,
  departmentHead,
  reviewer,
  leader,
  liaison,
  office,
  supervisor,
  systemAdmin,
  securityAdmin,
  auditor,
  gates,
  clocks,
  keys,
];

/** The page with an id, or the first of somebody's roles, or that about gates. */
export function topicFor(id: string | undefined, roles: readonly Role[]): HelpTopic {
  const named = helpTopics.find((topic) => topic.id === id);
  const own = helpTopics.find(({ role }) => role !== undefined && roles.includes(role));
  return named ?? own ?? gates;
}
