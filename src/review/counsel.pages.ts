// The page on which a counsel from outside reads the case and answers. It works without JavaScript, links to nothing but
// its own style, and says nothing of the staff console.

import { html } from 'ghtml';
import type { CounselCase } from './counsel-desk.store.ts';
import type { ShownMaterial } from './counsel-file.ts';

/** What is shown again after a try that was refused. */
export type Attempt = { readonly opinion: string; readonly problems: readonly string[] };

/** Where the style of these pages lies. */
export const counselStyleAddress = '/counsel/style.css';

/** The case, the question, and the form for the opinion. */
export function counselCasePage(
  shown: CounselCase,
  action: string,
  attempt: Attempt | null = null,
): string {
  const name = shown.caseNumber ?? '未编号的案件';
  const main = html`<h1>请您就 ${name} 提出意见</h1>
<p class="lead">${shown.agencyName} 请您协助研究下列问题。截止 ${shown.until}（含当日），提出意见后本页即行关闭。</p>
<p class="notice">本页内容不公开，只供您本人研究本案使用，请勿转发、截图或者留存。每次打开都会记录。与本案有利害关系的，请不要继续查看，并告知请求的单位。</p>
!${attempt === null ? '' : problemList(attempt)}
<section aria-labelledby="question"><h2 id="question">需要研究的问题</h2><p class="prose">${shown.question}</p></section>
<section aria-labelledby="case"><h2 id="case">案件</h2>
<dl><div><dt>案由</dt><dd>${shown.title}</dd></div><div><dt>当事人</dt><dd>${shown.partyName}</dd></div></dl></section>
<section aria-labelledby="materials"><h2 id="materials">材料</h2>
!${shown.materials.length === 0 ? '<p>还没有材料。</p>' : shown.materials.map(material)}
</section>
<section aria-labelledby="answer"><h2 id="answer">您的意见</h2>
<form method="post" action="${action}">
<label for="opinion">意见（写明理由和依据）</label>
<textarea id="opinion" name="opinion" rows="12" maxlength="20000" required aria-describedby="after">${attempt?.opinion ?? ''}</textarea>
<p id="after" class="soft">提出后写入本案案卷，不能修改。</p>
<button type="submit">提出意见</button>
</form></section>`;
  return page(`协助研究 ${name}`, main);
}

function problemList({ problems }: Attempt): string {
  return html`<div class="problem" role="alert"><h2>意见没有提出</h2><ul>!${problems.map((text) => html`<li>${text}</li>`)}</ul></div>`;
}

function material({ sequence, title, at, particulars }: ShownMaterial): string {
  return html`<article><h3>${String(sequence)}. ${title} <time datetime="${at}">${at.slice(0, 10)}</time></h3>
<dl>!${particulars.map((one) => html`<div><dt>${one.title}</dt><dd class="prose">${one.text}</dd></div>`)}</dl></article>`;
}

/** What is said once an address opens nothing any more. */
export function counselClosedPage(title: string, text: string): string {
  return page(title, html`<h1>${title}</h1><p class="lead">${text}</p>`);
}

function page(title: string, main: string): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="stylesheet" href="${counselStyleAddress}">
</head>
<body>
<main>
!${main}
</main>
</body>
</html>
`;
}
