import { html } from 'ghtml';
import type { DecisionOnSite, WithdrawalOnSite } from '../disclosure/index.store.ts';
import type { PageFrame } from './layout.pages.ts';

/**
 * One decision in the form that the rules of its body ask for: the text of the document, or exactly the listed fields.
 *
 * @source kaifu-1.4-f; dazhou-2.1.4-1c; anze-P14-1; anze-P14-2; yueqing-2.4.1-2; yueqing-2.4.1-3; sao-2018-118-0
 */
export function decisionPage(decision: DecisionOnSite): PageFrame {
  const { bodyName, decisionNumber } = decision;
  return {
    title: `${decision.caseName} - 明法`,
    place: 'decisions',
    address: `/decisions/${decision.id}`,
    description: `${bodyName} ${decision.decidedOn} 作出的行政处罚决定${decisionNumber === null ? '' : `（${decisionNumber}）`}。`,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/decisions">处罚决定</a> / <a href="/bodies/${decision.agencyId}">${bodyName}</a></nav>
<article class="sheet" aria-labelledby="title">
<h1 id="title">${decision.caseName}</h1>
<p class="facts-line">!${[
      ...(decisionNumber === null ? [] : [html`<span>${decisionNumber}</span>`]),
      html`<span><time datetime="${decision.decidedOn}">${decision.decidedOn}</time> 决定</span>`,
      html`<span><time datetime="${decision.publishedAt.slice(0, 10)}">${decision.publishedAt.slice(0, 10)}</time> 公开</span>`,
      ...(decision.correctedOn === null
        ? []
        : [
            html`<span><time datetime="${decision.correctedOn}">${decision.correctedOn}</time> 更正</span>`,
          ]),
    ]}</p>
!${decision.fields.length === 0 ? '' : html`<h2 class="unseen">决定摘要</h2>!${fieldsOf(decision.fields)}`}
!${decision.document === null ? '' : html`<h2 class="unseen">决定书全文</h2>!${documentOf(decision.document)}`}
</article>
<aside class="about" aria-label="关于本次公开">
<dl class="fields">!${aboutOf(decision).map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>
<p class="small soft">个人的证件号码、住址、电话和账号不公开；个人姓名除规则要求公开的以外，以“某”代替。内容有误的，可以<a href="/help/correction">申请更正</a>。</p>
</aside>`,
  };
}

function aboutOf(decision: DecisionOnSite): readonly { title: string; value: string }[] {
  const { basis, ruleTitle, correctedOn } = decision;
  return [
    { title: '公开的机关', value: decision.bodyName },
    { title: '公开的形式', value: formText(decision) },
    ...(correctedOn === null
      ? []
      : [{ title: '更正', value: `${correctedOn} 更正了原公开内容中的错误，现为更正后的内容` }]),
    ...(basis.length === 0 ? [] : [{ title: '公开的依据', value: basisText(basis, ruleTitle) }]),
  ];
}

/** Clauses of the body's own rules are named after these; those of national law name their law themselves. */
function basisText(basis: DecisionOnSite['basis'], ruleTitle: string | null): string {
  return basis
    .map(({ pack, locator }) =>
      pack === 'national' || ruleTitle === null ? locator : `《${ruleTitle}》${locator}`,
    )
    .join('；');
}

function formText({ form, source }: DecisionOnSite): string {
  if (source === 'import') return '历史决定，由机关批量公开';
  return form === 'full' ? '公开决定书全文' : '公开决定摘要';
}

const headOfDocument = /^.{2,40}(?:决定书|告知书|通知书)$/u;
const numberOfDocument = /^.{1,30}〔\d{4}〕.{0,12}号$/u;
const closingDay = /^[二〇零○一2]\S{1,6}年\S{1,4}月\S{1,4}日$/u;

/** The text of a document, line by line; heading, number and day are set as on paper, no word is changed. */
function documentOf(text: string): string {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  const said = lines.filter((line) => line !== '');
  return html`<div class="document">!${said.map((line, at) => html`<p!${placeOf(line, at, said.length)}>${line}</p>`)}</div>`;
}

function placeOf(line: string, at: number, lines: number): string {
  if (at < 3 && headOfDocument.test(line)) return ' class="document-head"';
  if (at < 4 && numberOfDocument.test(line)) return ' class="document-number"';
  return at > lines - 4 && closingDay.test(line) ? ' class="document-day"' : '';
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
    isUnlisted: true,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/decisions">处罚决定</a> / <a href="/bodies/${withdrawal.agencyId}">${withdrawal.bodyName}</a></nav>
<h1>这个决定已经撤下</h1>
<div class="sheet"><div class="notice"><p>原公开的处罚决定信息已由机关撤下，理由如下。</p></div>
!${fieldsOf([
      ...(withdrawal.decisionNumber === null
        ? []
        : [{ title: '决定书文号', value: withdrawal.decisionNumber }]),
      { title: '作出决定的机关', value: withdrawal.bodyName },
      { title: '公开日期', value: withdrawal.publishedOn },
      { title: '撤下日期', value: withdrawal.withdrawnOn },
      { title: '撤下理由', value: withdrawal.reason },
    ])}</div>`,
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
    isUnlisted: true,
    main: html`<h1>公示期限已满</h1>
<p>原在这里公示的处罚决定，公示期限已经届满，内容不再公开。</p>
<p><a href="/decisions">检索处罚决定</a>，或者回到<a href="/">首页</a>。</p>`,
  };
}
