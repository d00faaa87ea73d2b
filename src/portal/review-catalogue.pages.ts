import { html } from 'ghtml';
import type {
  CatalogueOnSite,
  CatalogueVersionOnSite,
  PublicFlow,
} from '../disclosure/index.store.ts';
import type { PageFrame } from './layout.pages.ts';

/** Where the catalogue of a body stands on the site. */
export const cataloguePath = (agencyId: string): string => `/bodies/${agencyId}/review-catalogue`;

/** The catalogue of decisions that a body has reviewed before it makes them. */
export function cataloguePage(
  catalogue: CatalogueOnSite,
  versions: readonly CatalogueVersionOnSite[],
): PageFrame {
  const { agencyId, bodyName, number, inForceFrom, publishedAt, items, digest } = catalogue;
  const address = cataloguePath(agencyId);
  const newest = versions[0]?.number === number;
  return {
    title: `重大执法决定法制审核目录 - ${bodyName} - 明法`,
    address: newest ? address : `${address}?version=${number}`,
    description: `${bodyName}作出前须经法制审核的重大执法决定事项，第 ${number} 版，共 ${items.length} 项。`,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/">首页</a> / <a href="/bodies/${agencyId}">${bodyName}</a> / <span aria-current="page">法制审核目录</span></nav>
<h1>重大执法决定法制审核目录</h1>
<p>${bodyName}作出下列决定以前，须经法制审核。未经审核或者审核未通过的，不得作出决定。</p>
<dl class="fields sheet">
<div><dt>版次</dt><dd>第 ${number} 版</dd></div>
<div><dt>施行日期</dt><dd>${inForceFrom}</dd></div>
<div><dt>公开日期</dt><dd>${publishedAt.slice(0, 10)}</dd></div>
<div><dt>事项</dt><dd>${items.length} 项</dd></div>
!${basisLine(catalogue)}
</dl>
<section aria-labelledby="items"><h2 id="items">事项</h2>
!${itemTable(items)}
<p class="pages"><a href="${address}.csv?version=${number}" download>下载表格（CSV）</a></p>
<p>表格的摘要（SHA-256）：<code class="digest">${digest}</code>，与批准时的一致。</p>
</section>
!${catalogue.flow === null ? '' : flowSection(catalogue.flow)}
!${versions.length < 2 ? '' : versionList(catalogue, versions)}`,
  };
}

function basisLine({ basis, ruleTitle }: CatalogueOnSite): string {
  const places = [...new Set(basis.map(({ locator }) => locator))];
  if (places.length === 0) return '';
  const source = ruleTitle === null ? '' : `《${ruleTitle}》`;
  return html`<div><dt>公开依据</dt><dd>${source}${places.join('；')}</dd></div>`;
}

function itemTable(items: CatalogueOnSite['items']): string {
  const heads = [
    '序号',
    '事项',
    '类别',
    '层级',
    '领域',
    '金额、处罚种类和其他情况',
    '属于的情形',
    '依据',
    '承办机构',
  ];
  return html`<table class="catalogue"><caption class="unseen">应当法制审核的事项</caption>
<thead><tr>!${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>!${items.map(
    (item) => html`<tr>
<td data-title="序号">${item.no}</td>
<th scope="row">${item.title}</th>
<td data-title="类别">${item.actKindTitle}</td>
<td data-title="层级">${item.levelTitle || '不分'}</td>
<td data-title="领域">${item.field ?? '不限'}</td>
<td data-title="标准">${item.words}!${item.standard === '' ? '' : html`<br>${item.standard}`}</td>
<td data-title="属于的情形">${item.triggerTitle || '所作决定一律审核'}</td>
<td data-title="依据">${item.basis}</td>
<td data-title="承办机构">${item.departmentName}</td>
</tr>`,
  )}</tbody></table>`;
}

/** The flow chart as a list: each step says who does it, in which time, and where it goes on. */
function flowSection({ nodes, edges }: PublicFlow): string {
  const places = new Map(nodes.map(({ id }, index) => [id, index + 1]));
  const onwards = (id: string) =>
    edges
      .filter(({ from }) => from === id)
      .map(({ to, title }) => {
        const place = places.get(to) ?? 0;
        const name = nodes[place - 1]?.title ?? '';
        return html`<li>!${title === '' ? '' : html`${title}：`}转到 <a href="#step-${place}">${place}. ${name}</a></li>`;
      });
  return html`<section aria-labelledby="flow"><h2 id="flow">法制审核流程图</h2>
<ol class="flow">!${nodes.map(
    ({
      id,
      title,
      kind,
      who,
      clock,
      notes,
    }) => html`<li id="step-${places.get(id) ?? 0}" class="flow-step flow-step--${kind}"><strong>${title}</strong>
<p>${who}!${clock === '' ? '' : html`，${clock}`}</p>
!${notes.map((note) => html`<p class="small">${note}</p>`)}
<ul>!${onwards(id)}</ul></li>`,
  )}</ol></section>`;
}

function versionList(
  { agencyId, number: shown }: CatalogueOnSite,
  versions: readonly CatalogueVersionOnSite[],
): string {
  return html`<section aria-labelledby="versions"><h2 id="versions">各版</h2><ul class="inside">!${versions.map(
    ({ number, inForceFrom }) =>
      html`<li>!${number === shown ? html`<strong aria-current="true">第 ${number} 版</strong>` : html`<a href="${cataloguePath(agencyId)}?version=${number}">第 ${number} 版</a>`}，自 ${inForceFrom} 起施行</li>`,
  )}</ul></section>`;
}
