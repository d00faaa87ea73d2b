import { html } from 'ghtml';
import type { DecisionCard, PublicBody, PublicFigures } from '../disclosure/index.store.ts';
import { cardsOf } from './cards.pages.ts';
import { barTable, monthChart } from './chart.pages.ts';
import type { PageFrame } from './layout.pages.ts';
import { searchAddress } from './search-address.ts';
import { searchForm } from './search-form.pages.ts';

/** What the first page shows. */
export type HomeFacts = {
  readonly newest: readonly DecisionCard[];
  readonly bodies: readonly PublicBody[];
  readonly figures: PublicFigures;
};

/** The first page: what this is, the search, the newest decisions, figures, the bodies. */
export function homePage({ newest, bodies, figures }: HomeFacts): PageFrame {
  const isEmpty = newest.length === 0;
  return {
    title: '行政执法公示 - 明法',
    place: 'home',
    address: '/',
    description:
      '检索各执法机关依法公开的行政处罚决定，并自行核验记录没有被改动。不用登录，手机和读屏软件都能用。',
    hasSearch: true,
    opening: html`<h1>行政处罚决定公示</h1>
<p class="lead">这里列出各执法机关依法向社会公开的行政处罚决定。每个决定从立案到公开的经过都留有不能悄悄改动的记录，任何人都可以<a href="/ledger">自行核验</a>。</p>
!${searchForm({ typed: '' }, null)}
!${isEmpty ? '' : facts(figures, bodies.length)}`,
    main: html`<div class="columns">
<section class="wide" aria-labelledby="newest"><h2 id="newest">最新的决定</h2>
!${isEmpty ? html`<p class="nothing">还没有公开的决定。</p>` : cardsOf(newest)}
!${isEmpty ? '' : html`<p class="pages"><a href="/decisions">查看全部决定</a><a href="/feed.xml">订阅更新</a></p>`}
</section>
!${isEmpty ? '' : charts(figures)}
</div>
<section aria-labelledby="bodies"><h2 id="bodies">执法机关</h2>
!${
      bodies.length === 0
        ? html`<p class="nothing">还没有机关在这里公示。</p>`
        : html`<ul class="bodies">!${bodies.map((body) => html`<li><a href="/bodies/${body.agencyId}">${body.name}</a></li>`)}</ul>`
    }</section>
<section aria-labelledby="ways"><h2 id="ways">可以做什么</h2>
<ul class="ways">
<li><h3><a href="/help/search">找一个决定</a></h3><p>按当事人、文号、案由或事实中的词检索，可按机关、年份和种类缩小范围。</p></li>
<li><h3><a href="/help/verification">核验记录</a></h3><p>下载签过名的检查点，用公开的工具查出记录有没有被改动、删去或插入。</p></li>
<li><h3><a href="/help/correction">申请更正</a></h3><p>认为公示内容有误，可以向作出决定的机关申请更正，查证属实的机关会更正。</p></li>
</ul></section>`,
  };
}

function facts({ decisions, months }: PublicFigures, bodies: number): string {
  const entries = [
    { title: '已公开的决定', value: decisions },
    { title: '本月作出', value: months.at(-1)?.decisions ?? 0 },
    { title: '公示的机关', value: bodies },
  ];
  return html`<dl class="facts">!${entries.map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value.toLocaleString('en')}</dd></div>`)}</dl>`;
}

function charts({ months, kinds, bodies }: PublicFigures): string {
  return html`<aside class="narrow" aria-labelledby="figures"><h2 id="figures">公示概况</h2>
!${monthChart(months, '近十二个月作出的决定')}
!${kinds.length === 0 ? '' : barTable(kindRows(kinds), { caption: '处罚种类', heads: ['种类', '决定（件）'] })}
!${
    bodies.length < 2
      ? ''
      : barTable(
          bodies.map(({ agencyId, name, decisions }) => ({
            title: name,
            href: `/bodies/${agencyId}`,
            decisions,
          })),
          { caption: '公开最多的机关', heads: ['机关', '决定（件）'] },
        )
  }
<p class="small soft">一个决定有几种处罚的，在每一种中各计一次。</p></aside>`;
}

/** Kinds of penalty as rows that lead to their decisions. */
export function kindRows(kinds: PublicFigures['kinds'], agencyId?: string) {
  return kinds.map(({ kind, decisions }) => ({
    title: kind,
    href: searchAddress({ typed: '', penaltyKind: kind, agencyId }),
    decisions,
  }));
}
