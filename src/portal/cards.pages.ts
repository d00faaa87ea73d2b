import { html } from 'ghtml';
import type { DecisionCard } from '../disclosure/index.store.ts';
import { excerptOf, piecesOf } from './highlight.ts';

/** Decisions in a list, newest first, with the words sought marked. */
export function cardsOf(cards: readonly DecisionCard[], words: readonly string[] = []): string {
  return html`<ol class="cards">!${cards.map((card) => cardOf(card, words))}</ol>`;
}

/** Decisions of one body, which the page has named already. */
export function ownCardsOf(cards: readonly DecisionCard[]): string {
  return cardsOf(cards.map((card) => ({ ...card, bodyName: '' })));
}

function cardOf(card: DecisionCard, words: readonly string[]): string {
  return html`<li>
<h3><a href="/decisions/${card.id}">!${marked(excerptOf(card.caseName, words, 120), words)}</a></h3>
<p class="facts-line">!${[
    ...(card.partyName === null || card.caseName.includes(card.partyName)
      ? []
      : [html`<span>当事人：!${marked(card.partyName, words)}</span>`]),
    ...(card.decisionNumber === null
      ? []
      : [html`<span>!${marked(card.decisionNumber, words)}</span>`]),
    ...(card.bodyName === '' ? [] : [html`<span>${card.bodyName}</span>`]),
    html`<span><time datetime="${card.decidedOn}">${card.decidedOn}</time> 决定</span>`,
  ]}</p>
!${line('', card.excerpt === null ? '' : excerptOf(card.excerpt, words, 96), words)}
!${line('处罚结果：', card.punishment === null ? '' : excerptOf(card.punishment, words, 80), words)}
</li>`;
}

function line(label: string, text: string, words: readonly string[]): string {
  return text === ''
    ? ''
    : html`<p class="excerpt"><span class="soft">${label}</span>!${marked(text, words)}</p>`;
}

function marked(text: string, words: readonly string[]): string {
  return piecesOf(text, words)
    .map((piece) => (piece.isFound ? html`<mark>${piece.text}</mark>` : html`${piece.text}`))
    .join('');
}
