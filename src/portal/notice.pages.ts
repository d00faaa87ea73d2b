import { html } from 'ghtml';
import type { PageFrame } from './layout.pages.ts';

/** Nothing is there. */
export function notFoundPage(): PageFrame {
  return {
    title: '没有这个页面 - 明法',
    isUnlisted: true,
    main: html`<h1>没有这个页面</h1>
<p>网址可能写错了，或者内容不在公开的范围内。</p>
<p><a href="/decisions">检索处罚决定</a>，或者回到<a href="/">首页</a>。</p>`,
  };
}

/** Something of ours went wrong. */
export function faultPage(): PageFrame {
  return {
    title: '暂时不能打开 - 明法',
    isUnlisted: true,
    main: html`<h1>暂时不能打开这个页面</h1>
<p>服务器出了故障，已经记录下来。请过一会儿再试。</p>
<p><a href="/">回到首页</a></p>`,
  };
}
