import { html } from 'ghtml';
import type {
  DecisionCard,
  PublicBody,
  PublicFigures,
  WithdrawalOnSite,
} from '../disclosure/index.store.ts';
import { ownCardsOf } from './cards.pages.ts';
import { barTable, monthChart } from './chart.pages.ts';
import { kindRows } from './home.pages.ts';
import type { PageFrame } from './layout.pages.ts';
import { searchAddress } from './search-address.ts';

/** What the page of a body shows. */
export type BodyFacts = {
  readonly newest: readonly DecisionCard[];
  readonly withdrawals: readonly WithdrawalOnSite[];
  readonly figures: PublicFigures;
  /** Where its review catalogue stands; null when none is public. */
  readonly catalogue: string | null;
};

/** One body: its public facts, its newest decisions, its figures, what it withdrew. */
export function bodyPage(
  body: PublicBody,
  { newest, withdrawals, figures, catalogue }: BodyFacts,
): PageFrame {
  const facts = [
    ...(body.ruleTitle === null ? [] : [{ title: '执行的规则', value: body.ruleTitle }]),
    ...body.facts,
    ...(newest.length === 0 ? [] : [{ title: '已公开的决定', value: `${figures.decisions} 件` }]),
  ];
  return {
    title: `${body.name} - 明法`,
    address: `/bodies/${body.agencyId}`,
    description: `${body.name}依法公开的行政处罚决定、执行的规则和撤下的公示。`,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/">首页</a> / <span aria-current="page">执法机关</span></nav>
<h1>${body.name}</h1>
!${facts.length === 0 ? '' : html`<dl class="fields sheet">!${facts.map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`}
!${catalogue === null ? '' : html`<p class="pages"><a href="${catalogue}">重大执法决定法制审核目录</a></p>`}
<div class="columns">
<section class="wide" aria-labelledby="newest"><h2 id="newest">最新的处罚决定</h2>
!${newest.length === 0 ? html`<p class="nothing">还没有公开的决定。</p>` : ownCardsOf(newest)}
!${newest.length === 0 ? '' : html`<p class="pages"><a href="${searchAddress({ typed: '', agencyId: body.agencyId })}">查看和检索本机关的全部决定</a></p>`}
</section>
!${newest.length === 0 ? '' : charts(body, figures)}
</div>
!${
      withdrawals.length === 0
        ? ''
        : html`<section aria-labelledby="withdrawn"><h2 id="withdrawn">近期撤下的决定</h2><ul class="cards">!${withdrawals.map(
            (each) =>
              html`<li><a href="/decisions/${each.id}">${each.decisionNumber ?? '未编文号的决定'}</a><p>${each.withdrawnOn} 撤下：${each.reason}</p></li>`,
          )}</ul></section>`
    }`,
  };
}

function charts({ agencyId }: PublicBody, { months, kinds }: PublicFigures): string {
  return html`<aside class="narrow" aria-labelledby="figures"><h2 id="figures">公示概况</h2>
!${monthChart(months, '近十二个月作出的决定')}
!${kinds.length === 0 ? '' : barTable(kindRows(kinds, agencyId), { caption: '处罚种类', heads: ['种类', '决定（件）'] })}</aside>`;
}
