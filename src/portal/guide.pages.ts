import { html } from 'ghtml';
import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import type { GuideShelf } from './guide.store.ts';
import type { PageFrame } from './layout.pages.ts';

const home = '/help/guide';
const first = 'index';

/** The page of the guides under this name, or null when there is none. */
export function guidePage(shelf: GuideShelf, name: string): PageFrame | null {
  const text = shelf.texts.get(name);
  if (text === undefined) return null;
  const { title, lead } = headOf(text);
  const isFirst = name === first;
  return {
    title: `${title} - 使用手册 - 明法`,
    place: 'help',
    address: isFirst ? home : `${home}/${name}`,
    description: lead,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/help">使用帮助</a> / !${isFirst ? '' : html`<a href="${home}">使用手册</a> / `}<span aria-current="page">${title}</span></nav>
<div class="prose guide">!${markdown(shelf, text)}</div>
!${isFirst ? '' : others(shelf, name)}`,
  };
}

/** Addresses of all pages. */
export function guidePaths(shelf: GuideShelf): readonly string[] {
  return [...shelf.texts.keys()].map((name) => (name === first ? home : `${home}/${name}`));
}

function others({ texts }: GuideShelf, name: string): string {
  // In the order in which the first page names them.
  const named = [...(texts.get(first) ?? '').matchAll(/\]\(([\w-]+)\.md\)/g)];
  const pages = new Set(named.map((match) => match[1] ?? '').filter((one) => texts.has(one)));
  pages.delete(name);
  return html`<nav aria-labelledby="other-guides"><h2 id="other-guides">其他岗位</h2>
<ul class="inside">!${[...pages].map((one) => html`<li><a href="${home}/${one}">${headOf(texts.get(one) ?? '').title}</a></li>`)}</ul></nav>`;
}

/** Heading and first paragraph. */
function headOf(text: string): { readonly title: string; readonly lead: string } {
  const tokens = new Marked().lexer(text);
  const heading = tokens.find(({ type }) => type === 'heading') as Tokens.Heading | undefined;
  const paragraph = tokens.find(({ type }) => type === 'paragraph') as Tokens.Paragraph | undefined;
  return { title: heading?.text ?? '', lead: plain(paragraph?.tokens ?? []) };
}

function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      'tokens' in token && token.tokens !== undefined
        ? plain(token.tokens)
        : ((token as Tokens.Text).text ?? ''),
    )
    .join('');
}

function markdown(shelf: GuideShelf, text: string): string {
  return new Marked({ renderer: rendererFor(shelf) }).parse(text, { async: false });
}

/** How Markdown becomes HTML of ours; markup in the text is shown as it was written and does nothing. */
function rendererFor(shelf: GuideShelf): RendererObject {
  return {
    html: ({ text }) => html`${text}`,
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      const address = addressOf(shelf, href);
      return address === null ? inner : html`<a href="${address}">!${inner}</a>`;
    },
    image: ({ href, text }) => pictureOf(shelf, href, text),
    paragraph({ tokens }) {
      const inner = this.parser.parseInline(tokens);
      const isPicture = tokens.length === 1 && tokens[0]?.type === 'image';
      return isPicture ? `<figure>${inner}</figure>\n` : `<p>${inner}</p>\n`;
    },
    tablecell({ tokens, header }) {
      const inner = this.parser.parseInline(tokens);
      return header ? `<th scope="col">${inner}</th>\n` : `<td>${inner}</td>\n`;
    },
  };
}

/** Where a link of a page leads on the site; null when it leads to what the site does not show. */
function addressOf({ texts }: GuideShelf, href: string): string | null {
  if (/^(?:https:|#)/.test(href)) return href;
  const [, name = '', place = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (!texts.has(name)) return null;
  return `${name === first ? home : `${home}/${name}`}${place}`;
}

function pictureOf({ pictures }: GuideShelf, href: string, words: string): string {
  const name = /^\.\.\/pictures\/([\w-]+\.png)$/.exec(href)?.[1] ?? '';
  const picture = pictures.get(name);
  if (picture === undefined) return html`${words}`;
  const { width, height, digest } = picture;
  return html`<img src="${home}/pictures/${name}?v=${digest}" alt="${words}" width="${width}" height="${height}" loading="lazy" decoding="async">`;
}
