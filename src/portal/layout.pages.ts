import { html } from 'ghtml';
import { emblemAddress } from './emblem.ts';
import { type Look, textSizes, themes } from './look.ts';

/** What a page says of itself. */
export type PageFrame = {
  readonly title: string;
  /** Which entry of the navigation the page stands under. */
  readonly place?: 'home' | 'decisions' | 'ledger' | 'help';
  /** Path and query under which the page is known; absent where there is nothing to know. */
  readonly address?: string;
  /** One or two sentences for search engines and link lists. */
  readonly description?: string;
  /** Whether search engines are to pass it over. */
  readonly isUnlisted?: boolean;
  /** Whether the page has a search of its own, with the field `q`. */
  readonly hasSearch?: boolean;
  /** HTML over the whole width above the main part, already escaped. */
  readonly opening?: string;
  /** HTML of the main part, already escaped. */
  readonly main: string;
};

/** What does not belong to the page itself. */
export type PageSetting = {
  /** Where the style sheet lies, with its version. */
  readonly styleAddress: string;
  readonly look: Look;
  /** Origin of this site, without a slash at the end; null when it is not known. */
  readonly origin: string | null;
};

const entries = [
  { place: 'home', href: '/', text: '首页' },
  { place: 'decisions', href: '/decisions', text: '处罚决定' },
  { place: 'ledger', href: '/ledger', text: '存证核验' },
  { place: 'help', href: '/help', text: '使用帮助' },
] as const;

const furtherLinks = [
  { href: '/help', text: '使用帮助' },
  { href: '/help/correction', text: '申请更正' },
  { href: '/help/accessibility', text: '无障碍说明' },
  { href: '/help/open-data', text: '开放数据' },
  { href: '/api/docs', text: '接口说明' },
  { href: '/console/', text: '工作人员登录' },
];

/** A whole page. */
export function pageOf(frame: PageFrame, setting: PageSetting): string {
  return html`<!doctype html>
<html lang="zh-CN"!${attributesOf(setting.look)}>
!${headOf(frame, setting)}
<body>
<a class="skip" href="#main">跳到正文</a>
<a class="skip" href="#q">跳到检索</a>
!${siteHead(frame, setting.look)}
<main id="main" tabindex="-1">
!${frame.opening === undefined ? '' : html`<div class="opening"><div class="band">!${frame.opening}</div></div>`}
<div class="band">
!${frame.main}
</div>
</main>
!${siteFoot(frame, setting)}
</body>
</html>
`;
}

function attributesOf({ text, theme }: Look): string {
  const size = text === 'standard' ? '' : html` data-text="${text}"`;
  return theme === 'standard' ? size : html`!${size} data-theme="${theme}"`;
}

/** The address under which the page is known to all; null where it has none. */
function knownAddress({ address }: PageFrame, { origin }: PageSetting): string | null {
  return address === undefined || origin === null ? null : `${origin}${address}`;
}

function headOf(frame: PageFrame, setting: PageSetting): string {
  const isUnlisted = frame.isUnlisted === true;
  const canonical = isUnlisted ? null : knownAddress(frame, setting);
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title}</title>
!${frame.description === undefined ? '' : html`<meta name="description" content="${frame.description}">`}
<meta name="robots" content="!${isUnlisted ? 'noindex, noarchive' : 'noarchive'}">
!${canonical === null ? '' : html`<link rel="canonical" href="${canonical}">`}
<link rel="stylesheet" href="${setting.styleAddress}">
<link rel="icon" type="image/svg+xml" href="${emblemAddress}">
<link rel="alternate" type="application/atom+xml" title="最新公开的处罚决定" href="/feed.xml">
</head>`;
}

function siteHead(frame: PageFrame, look: Look): string {
  return html`<header class="site-head">
!${looks(frame, look)}
<div class="band site-line">
<a class="site-name" href="/"><span class="emblem" aria-hidden="true"></span><span>明法<small>行政执法公示</small></span></a>
<nav class="site-nav" aria-label="主导航"><ul>
!${entries.map((entry) => html`<li><a href="${entry.href}"!${entry.place === frame.place ? ' aria-current="page"' : ''}>${entry.text}</a></li>`)}
</ul></nav>
!${frame.hasSearch === true ? '' : seek}
</div>
</header>`;
}

function siteFoot(frame: PageFrame, setting: PageSetting): string {
  const address = knownAddress(frame, setting);
  return html`<footer class="site-foot"><div class="band">
<nav aria-label="更多"><ul>!${furtherLinks.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`)}</ul></nav>
<p>本站只列已依法公开的内容，由作出决定的机关公布并负责。认为公示的内容有误，可以持证据向该机关<a href="/help/correction">申请更正</a>。</p>
!${address === null ? '' : html`<p class="print-only">本页网址：${address}</p>`}
</div></footer>`;
}

const seek = html`<form class="seek" action="/decisions" method="get" role="search">
<label class="unseen" for="q">检索处罚决定</label>
<input type="search" id="q" name="q" maxlength="500" autocomplete="off" placeholder="当事人、文号、案由"><button type="submit">检索</button>
</form>`;

/** Text size and colours: a form of buttons, because it must work without JavaScript. */
function looks({ address }: PageFrame, look: Look): string {
  return html`<div class="looks"><form class="band" action="/appearance" method="get" aria-label="显示设置">
<input type="hidden" name="back" value="${address ?? '/'}">
!${choice('text', '字号', textSizes, look.text)}
!${choice('theme', '配色', themes, look.theme)}
</form></div>`;
}

function choice(
  name: string,
  title: string,
  options: readonly { readonly value: string; readonly title: string }[],
  chosen: string,
): string {
  return html`<fieldset><legend>${title}</legend>!${options.map(
    (option) =>
      html`<button name="${name}" value="${option.value}" aria-pressed="!${String(option.value === chosen)}">${option.title}</button>`,
  )}</fieldset>`;
}
