import { html } from 'ghtml';
import type { SearchPage, SearchTotal } from '../disclosure/index.store.ts';
import type { SearchRequest } from '../disclosure/index.ts';
import { cardsOf } from './cards.pages.ts';
import type { PageFrame } from './layout.pages.ts';
import { searchAddress } from './search-address.ts';
import { type SearchChoices, searchForm } from './search-form.pages.ts';

/** The list of decisions that were sought, newest first. */
export function resultsPage(
  request: SearchRequest,
  page: SearchPage,
  choices: SearchChoices & { readonly decisions: number },
): PageFrame {
  const first = { ...request, after: undefined };
  const sought = request.typed.trim();
  return {
    title: `${sought === '' ? '处罚决定' : `“${Array.from(sought).slice(0, 40).join('')}”的检索结果`} - 明法`,
    place: 'decisions',
    address: searchAddress(request),
    description:
      '检索已经公开的行政处罚决定：按当事人、文号、案由或事实中的词，可按机关、年份和处罚种类缩小范围。',
    isUnlisted: searchAddress(request) !== '/decisions',
    hasSearch: true,
    main: html`<h1>${sought === '' ? '处罚决定' : '检索结果'}</h1>
!${searchForm(first, choices)}
!${page.isShortened ? html`<p class="total notice">检索的内容太长，只用了前面的词：${page.words.join(' ')}</p>` : ''}
<h2 class="unseen">决定列表</h2>
<p class="total" role="status">${totalText(page.total, request, choices.decisions)}</p>
!${page.cards.length === 0 ? nothing(request) : cardsOf(page.cards, page.words)}
!${pages(first, request, page)}
!${page.cards.length === 0 ? '' : downloads(first)}`,
  };
}

function downloads(first: SearchRequest): string {
  return html`<p class="small soft total">下载以上检索的结果：<a href="${searchAddress(first, 'csv')}" rel="nofollow">表格（CSV）</a>、<a href="${searchAddress(first, 'ndjson')}" rel="nofollow">逐行 JSON</a>，每次最多一万件。<a href="/help/open-data">使用说明</a></p>`;
}

function totalText(total: SearchTotal, request: SearchRequest, decisions: number): string {
  const order = request.after === undefined ? '从最新的列起。' : '以下是较早的决定。';
  if (total.kind === 'exactly' && total.matches === 0)
    return isAll(request) ? '共 0 件。' : '没有找到符合的决定。';
  if (total.kind === 'exactly') return `找到 ${total.matches} 件，${order}`;
  if (total.kind === 'over') return `找到 ${total.matches} 件以上，${order}`;
  if (!isAll(request)) return `符合的决定较多，${order}`;
  return request.year === undefined
    ? `已公开 ${decisions.toLocaleString('en')} 件，${order}`
    : `${request.year} 年的决定，${order}`;
}

function isAll({ typed, agencyId, penaltyKind }: SearchRequest): boolean {
  return typed.trim() === '' && agencyId === undefined && penaltyKind === undefined;
}

function nothing(request: SearchRequest): string {
  if (request.after !== undefined) return html`<p class="nothing">没有更早的决定了。</p>`;
  if (isAll(request) && request.year === undefined)
    return html`<p class="nothing">还没有公开的决定。</p>`;
  return html`<div class="nothing"><p>可以这样再试：</p><ul>
<li>只留一两个最有把握的字或词；个人姓名多以“某”代替，请改用文号、地点或案由。</li>
<li>把机关、年份和种类改回“全部”。</li>
<li>依法撤下的决定不在结果中。</li></ul></div>`;
}

function pages(first: SearchRequest, request: SearchRequest, page: SearchPage): string {
  const links: string[] = [];
  if (page.next !== null)
    links.push(
      html`<a href="${searchAddress({ ...first, after: page.next })}" rel="next">下一页（较早的决定）</a>`,
    );
  if (request.after !== undefined) links.push(html`<a href="${searchAddress(first)}">回到最新</a>`);
  return links.length === 0 ? '' : html`<nav class="pages" aria-label="翻页">!${links}</nav>`;
}
