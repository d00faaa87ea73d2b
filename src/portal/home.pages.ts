import { html } from 'ghtml';
import type { DecisionCard, PublicBody } from '../disclosure/index.store.ts';
import { cardsOf } from './cards.pages.ts';
import type { PageFrame } from './layout.pages.ts';
import { searchForm } from './search-form.pages.ts';

/** The first page: what this is, the search, the newest decisions, the bodies. */
export function homePage(
  newest: readonly DecisionCard[],
  bodies: readonly PublicBody[],
): PageFrame {
  return {
    title: '行政执法公示 - 明法',
    place: 'home',
    main: html`<h1>行政处罚决定公示</h1>
<p class="lead">这里列出各执法机关依法向社会公开的行政处罚决定。每个决定从立案到公开的经过都留有不能悄悄改动的记录，任何人都可以<a href="/ledger">自行核验</a>。</p>
!${searchForm({ typed: '' }, null)}
<h2>最新的决定</h2>
!${newest.length === 0 ? html`<p class="nothing">还没有公开的决定。</p>` : cardsOf(newest)}
!${newest.length === 0 ? '' : html`<p class="pages"><a href="/decisions">查看全部决定</a></p>`}
<h2>执法机关</h2>
!${
      bodies.length === 0
        ? html`<p class="nothing">还没有机关在这里公示。</p>`
        : html`<ul class="bodies">!${bodies.map((body) => html`<li><a href="/bodies/${body.agencyId}">${body.name}</a></li>`)}</ul>`
    }`,
  };
}
