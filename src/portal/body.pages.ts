import { html } from 'ghtml';
import type { DecisionCard, PublicBody, WithdrawalOnSite } from '../disclosure/index.store.ts';
import { cardsOf } from './cards.pages.ts';
import type { PageFrame } from './layout.pages.ts';
import { searchAddress } from './search-address.ts';

/** One body: its public facts, its newest decisions, what it withdrew. */
export function bodyPage(
  body: PublicBody,
  newest: readonly DecisionCard[],
  withdrawals: readonly WithdrawalOnSite[],
): PageFrame {
  const facts = [
    ...(body.ruleTitle === null ? [] : [{ title: '执行的规则', value: body.ruleTitle }]),
    ...body.facts,
  ];
  return {
    title: `${body.name} - 明法`,
    main: html`<p class="crumbs"><a href="/">首页</a></p>
<h1>${body.name}</h1>
!${facts.length === 0 ? '' : html`<dl class="fields sheet">!${facts.map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`}
<h2>最新的处罚决定</h2>
!${newest.length === 0 ? html`<p class="nothing">还没有公开的决定。</p>` : cardsOf(newest)}
!${newest.length === 0 ? '' : html`<p class="pages"><a href="${searchAddress({ typed: '', agencyId: body.agencyId })}">查看和检索本机关的全部决定</a></p>`}
!${
      withdrawals.length === 0
        ? ''
        : html`<h2>近期撤下的决定</h2><ul>!${withdrawals.map(
            (each) =>
              html`<li><a href="/decisions/${each.id}">${each.decisionNumber ?? '未编文号的决定'}</a>，${each.withdrawnOn} 撤下：${each.reason}</li>`,
          )}</ul>`
    }`,
  };
}
