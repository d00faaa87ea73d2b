import { html } from 'ghtml';
import type { PageFrame } from './layout.pages.ts';

type Topic = {
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
};

const search: Topic = {
  path: 'search',
  title: '怎样找到一个决定',
  summary: '检索框里写什么、怎样缩小范围、找不到怎么办。',
  text: html`<h2>写什么</h2>
<ul>
<li>单位名称、决定书文号、案由、地点或者违法事实中的字词，都可以检索。写一两个最有把握的词，例如“油烟净化”。</li>
<li>几个词之间用空格隔开，列出的是同时含有这几个词的决定。全角和半角、大写和小写没有区别。</li>
<li>个人的姓名多以“某”代替，例如“林某”。按姓名找不到时，请改用文号、地点或者案由。</li>
</ul>
<h2>缩小范围</h2>
<p>在<a href="/decisions">处罚决定</a>页，可以再选作出决定的机关、决定年份和处罚种类。结果从最新的列起，每页二十件。</p>
<h2>找不到的时候</h2>
<ul>
<li>决定作出后，机关在规定的期限内公开；刚作出的决定可能还没有到公开的时候。</li>
<li>被变更、撤销或者确认违法、无效的决定依法撤下；原来的网址会说明撤下的日期和理由。</li>
<li>公示期限届满的决定不再公开。</li>
<li>依法不予公开的决定不在这里。</li>
</ul>
<h2>关注新的决定</h2>
<p>用阅读器订阅 <a href="/feed.xml">最新公开的决定</a>（Atom）。</p>`,
};

const verification: Topic = {
  path: 'verification',
  title: '怎样核验记录',
  summary: '检查点是什么，留一份有什么用，用什么工具核验。',
  text: html`<p>案件办理中的每一步都写入一本只能在末尾增加的账。账里只有哈希值，没有案情，也没有个人信息。</p>
<h2>留一个检查点</h2>
<p>在<a href="/ledger">存证核验</a>页取下当前的检查点，自己保存。检查点是机关对整本账签的名：以后只要有一条旧的记录被改动、删去、插入或者调换，新的账就和您手里的检查点对不上。</p>
<h2>核验</h2>
<p>该页写明了验证签名和整本账的命令，只用公开的格式和工具，不需要本系统的软件，也不需要登录。</p>
<h2>对不上怎么办</h2>
<p>请把新旧两个检查点一并交给司法行政部门（执法监督机构）或者监察机关。</p>`,
};

const correction: Topic = {
  path: 'correction',
  title: '怎样申请更正或者撤下',
  summary: '公示内容有误、决定已被撤销、个人信息没有隐去时，找谁、带什么。',
  text: html`<h2>找谁</h2>
<p>公示的内容由作出决定的机关负责。决定页写明了机关，点开机关的名称可以看到它公布的地址和电话。</p>
<h2>带什么</h2>
<ul>
<li>决定页的网址或者决定书文号；</li>
<li>哪一处有误、应当是什么，以及证据；</li>
<li>决定已被行政复议或者法院变更、撤销、确认违法或者无效的，附复议决定书或者裁判文书。</li>
</ul>
<h2>机关怎么做</h2>
<p>处罚决定被变更、撤销、确认违法或者无效的，机关应当在三日内撤回公示并公开说明理由（行政处罚法第四十八条）。撤下以后，原网址只留文号、日期和理由。内容写错的，机关查实后更正，原网址显示更正后的内容和更正日期；您申请的，机关把结果告诉您。</p>
<h2>对处罚本身不服</h2>
<p>更正不改变处罚决定。对决定不服的，请按决定书写明的期限和机关申请行政复议或者提起行政诉讼。</p>`,
};

const accessibility: Topic = {
  path: 'accessibility',
  title: '无障碍说明',
  summary: '字号、配色、键盘、读屏软件，以及遇到障碍怎么办。',
  text: html`<p>本站按《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668）和 WCAG 2.2 AA 制作和检查。</p>
<h2>字号和配色</h2>
<p>每页上方可以选标准、大、特大三种字号，和标准、深色、白底高对比、黑底高对比四种配色。选择记在您的浏览器里，一年有效，不含任何个人信息。没有选的时候，颜色随系统的深色和高对比设置。浏览器放大到 200% 或者更大，内容不会缺失，也不用左右拖动。</p>
<h2>键盘和读屏软件</h2>
<ul>
<li>按 Tab 键，最先到的是“跳到正文”和“跳到检索”。</li>
<li>页面分为页首、导航、检索、正文和页尾几个区域，标题分级，读屏软件可以按区域和标题跳转。</li>
<li>颜色从不单独表示意思；每张图的数字都有表格。</li>
<li>不用鼠标、不开 JavaScript，全部内容都能用。</li>
</ul>
<h2>打印</h2>
<p>每一页都可以直接打印，导航和检索框不会印出来，页尾印有网址。</p>
<h2>还有障碍</h2>
<p>少数历史决定由机关批量提供，文字的分段可能不完整。看不了、读不出来的，请向作出决定的机关索取可以使用的文本，也请告诉机关障碍在哪里。</p>`,
};

const openData: Topic = {
  path: 'open-data',
  title: '开放数据',
  summary: '表格、逐行 JSON、订阅、全部网址和接口说明。',
  text: html`<p>网页上列出的决定，程序也可以取用，内容相同，不多也不少。</p>
<h2>取用的地址</h2>
<dl class="fields sheet">
<div><dt>表格</dt><dd><a href="/decisions.csv" rel="nofollow">/decisions.csv</a>，电子表格软件可以直接打开</dd></div>
<div><dt>逐行 JSON</dt><dd><a href="/decisions.ndjson" rel="nofollow">/decisions.ndjson</a>，每行一件</dd></div>
<div><dt>订阅</dt><dd><a href="/feed.xml">/feed.xml</a>，最近公开的五十件（Atom）</dd></div>
<div><dt>全部网址</dt><dd><a href="/sitemap.xml">/sitemap.xml</a></dd></div>
<div><dt>数据说明</dt><dd><a href="/data.json">/data.json</a>（DCAT）</dd></div>
<div><dt>存证账</dt><dd><a href="/ledger/checkpoint">/ledger/checkpoint</a>（C2SP tlog-tiles）</dd></div>
<div><dt>工作接口</dt><dd><a href="/api/docs">接口说明</a>，多数须登录</dd></div>
</dl>
<h2>参数</h2>
<p>表格和逐行 JSON 的参数与检索页相同：<code>q</code> 词、<code>body</code> 机关编号、<code>year</code> 年份、<code>kind</code> 处罚种类。每次最多一万件；还要更早的，把最后一件的日期和编号写成 <code>after=2026-11-10~编号</code> 再取。</p>
<h2>使用的时候</h2>
<p>依法撤下或者期满的决定会从这里消失。请每天至少核对一次，把已经消失的随之删除；继续传播可能侵害当事人的权利。</p>`,
};

const topics = [search, verification, correction, accessibility, openData];

/** Paths of all pages of help. */
export const helpPaths: readonly string[] = ['/help', ...topics.map(({ path }) => `/help/${path}`)];

/** What the pages of help are about. */
export function helpIndexPage(): PageFrame {
  return {
    title: '使用帮助 - 明法',
    place: 'help',
    address: '/help',
    description: '怎样检索处罚决定、核验记录、申请更正，以及无障碍说明和开放数据。',
    main: html`<h1>使用帮助</h1>
<ul class="ways">!${topics.map(({ path, title, summary }) => html`<li><h2><a href="/help/${path}">${title}</a></h2><p>${summary}</p></li>`)}
<li><h2><a href="/help/guide">使用手册</a></h2><p>工作人员按岗位、公众按要办的事，带画面的说明。</p></li>
<li><h2><a href="/api/docs">接口说明</a></h2><p>程序怎样调用本系统：地址、字段和不予办理时的答复。</p></li></ul>`,
  };
}

/** One page of help, or null when there is none under this path. */
export function helpPage(path: string): PageFrame | null {
  const topic = topics.find((each) => each.path === path);
  if (topic === undefined) return null;
  return {
    title: `${topic.title} - 明法`,
    place: 'help',
    address: `/help/${path}`,
    description: topic.summary,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/help">使用帮助</a> / <span aria-current="page">${topic.title}</span></nav>
<h1>${topic.title}</h1>
<div class="prose">!${topic.text}</div>`,
  };
}
