import { html } from 'ghtml';

/** What a page says of itself. */
export type PageFrame = {
  readonly title: string;
  /** Which entry of the navigation the page stands under. */
  readonly place?: 'home' | 'decisions' | 'ledger';
  /** HTML of the main part, already escaped. */
  readonly main: string;
};

const entries = [
  { place: 'home', href: '/', text: '首页' },
  { place: 'decisions', href: '/decisions', text: '处罚决定' },
  { place: 'ledger', href: '/ledger', text: '存证核验' },
] as const;

/**
 * A whole page.
 *
 * @param styleAddress - where the style sheet lies, with its version
 */
export function pageOf(frame: PageFrame, styleAddress: string): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noarchive">
<title>${frame.title}</title>
<link rel="stylesheet" href="${styleAddress}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="site-head"><div class="band">
<a class="site-name" href="/">明法<small>行政执法公示</small></a>
<nav class="site-nav" aria-label="主导航"><ul>
!${entries.map((entry) => html`<li><a href="${entry.href}"!${entry.place === frame.place ? ' aria-current="page"' : ''}>${entry.text}</a></li>`)}
</ul></nav>
</div></header>
<main class="band" id="main" tabindex="-1">
!${frame.main}
</main>
<footer class="site-foot"><div class="band">
<p>本站只列已依法公开的内容，由作出决定的机关公布并负责。</p>
<p>认为公示的内容有误，可以持证据向作出决定的机关申请更正。</p>
</div></footer>
</body>
</html>
`;
}
