import { html } from 'ghtml';
import type { DecisionOnSite, WithdrawalOnSite } from '../disclosure/index.store.ts';
import type { PageFrame } from './layout.pages.ts';

/**
 * One decision in the form that the rules of its body ask for: the text of the document, or exactly the listed fields.
 *
 * @source kaifu-1.4-f; dazhou-2.1.4-1c; anze-P14-1; anze-P14-2; yueqing-2.4.1-2; yueqing-2.4.1-3
 */
export function decisionPage(decision: DecisionOnSite): PageFrame {
  return {
    title: `${decision.caseName} - 明法`,
    place: 'decisions',
    main: html`<p class="crumbs"><a href="/decisions">处罚决定</a> / <a href="/bodies/${decision.agencyId}">${decision.bodyName}</a></p>
<article class="sheet" aria-labelledby="title">
<h1 id="title">${decision.caseName}</h1>
<p class="facts-line">!${[
      ...(decision.decisionNumber === null ? [] : [html`<span>${decision.decisionNumber}</span>`]),
      html`<span><time datetime="${decision.decidedOn}">${decision.decidedOn}</time> 决定</span>`,
      html`<span><time datetime="${decision.publishedAt.slice(0, 10)}">${decision.publishedAt.slice(0, 10)}</time> 公开</span>`,
      html`<span>${formText(decision)}</span>`,
    ]}</p>
!${decision.fields.length === 0 ? '' : fieldsOf(decision.fields)}
!${decision.document === null ? '' : html`<h2>决定书</h2><div class="document">${decision.document}</div>`}
</article>
<p class="small soft total">个人的证件号码、住址、电话和账号不公开；个人姓名除规则要求公开的以外，以“某”代替。</p>`,
  };
}

function formText({ form, source }: DecisionOnSite): string {
  if (source === 'import') return '历史决定，由机关批量公开';
  return form === 'full' ? '公开决定书全文' : '公开决定摘要';
}

function fieldsOf(fields: readonly { readonly title: string; readonly value: string }[]): string {
  return html`<dl class="fields">!${fields.map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value === '' ? '（未载明）' : value}</dd></div>`)}</dl>`;
}

/**
 * What remains of a decision that was withdrawn.
 *
 * @source apl-2021-48
 */
export function withdrawalPage(withdrawal: WithdrawalOnSite): PageFrame {
  return {
    title: '已撤下的决定 - 明法',
    place: 'decisions',
    main: html`<p class="crumbs"><a href="/decisions">处罚决定</a> / <a href="/bodies/${withdrawal.agencyId}">${withdrawal.bodyName}</a></p>
<h1>这个决定已经撤下</h1>
<div class="notice"><p>原公开的处罚决定信息已由机关撤下，理由如下。</p></div>
!${fieldsOf([
      ...(withdrawal.decisionNumber === null
        ? []
        : [{ title: '决定书文号', value: withdrawal.decisionNumber }]),
      { title: '作出决定的机关', value: withdrawal.bodyName },
      { title: '公开日期', value: withdrawal.publishedOn },
      { title: '撤下日期', value: withdrawal.withdrawnOn },
      { title: '撤下理由', value: withdrawal.reason },
    ])}`,
  };
}

/**
 * All that is said of a decision whose term in public is over.
 *
 * @source yueqing-2.3-6
 */
export function endPage(): PageFrame {
  return {
    title: '公示期限已满 - 明法',
    place: 'decisions',
    main: html`<h1>公示期限已满</h1>
<p>原在这里公示的处罚决定，公示期限已经届满，内容不再公开。</p>
<p><a href="/decisions">检索处罚决定</a>，或者回到<a href="/">首页</a>。</p>`,
  };
}
