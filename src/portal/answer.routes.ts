// How a page is answered: in the look the reader chose, with a name by which an unchanged page need not be sent again.
//
// A withdrawn decision must be gone at once, so nothing that shows decisions may be used from a cache without asking us
// first (no-cache). The look is part of the page, hence Vary: Cookie. Pages hold no secret, so their packed size tells none.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PageFrame, type PageSetting, pageOf } from './layout.pages.ts';
import { type Look, lookOf } from './look.ts';
import { faultPage, notFoundPage } from './notice.pages.ts';

const tokens = readFileSync(new URL('../../design/tokens.css', import.meta.url), 'utf8');
const own = readFileSync(new URL('./site.css', import.meta.url), 'utf8');

/** The style sheet: the tokens shared with the console, then the pages' own. */
export const styleSheet: string = `${tokens}\n${own}`
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\s*([{};])\s*/g, '$1')
  .replaceAll(';}', '}')
  .replaceAll(/(--[a-z-]+|[{;][a-z-]+): /g, '$1:')
  // A custom property that is empty on purpose: older browsers drop it without its space.
  .replaceAll(/(--[a-z-]+):([;}])/g, '$1: $2');

const styleAddress = `/site.css?v=${digestOf(styleSheet).slice(0, 12)}`;
const policy =
  "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What every page says to the browser: run nothing, show it nowhere else, tell nobody where the reader came from. */
const guardHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'cookie, accept-encoding',
};
const pageHeaders = { ...guardHeaders, 'cache-control': 'public, no-cache' };
const goneHeaders = { ...guardHeaders, 'cache-control': 'no-store' };
const transport = 'max-age=31536000; includeSubDomains';

/** A page as it is sent; packed when somebody first asks for it so. */
export type Rendered = { readonly body: Buffer; readonly tag: string; packed?: Buffer };

/** How a request wants its pages. */
export function settingOf(request: FastifyRequest, publicUrl: string | null): PageSetting {
  return { styleAddress, look: wantedLook(request), origin: publicUrl ?? askedOrigin(request) };
}

/** The look that the request's cookie asks for. */
export function wantedLook(request: FastifyRequest): Look {
  return lookOf(request.headers.cookie);
}

/** Renders a page. */
export function rendered(frame: PageFrame, setting: PageSetting): Rendered {
  const body = Buffer.from(pageOf(frame, setting));
  return { body, tag: `W/"${digestOf(body).slice(0, 24)}"` };
}

/** Answers with a page. */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  frame: PageFrame,
  options: { readonly publicUrl: string | null; readonly status?: number },
): FastifyReply {
  const page = rendered(frame, settingOf(request, options.publicUrl));
  return answerRendered(request, reply, page, options.status);
}

/** Answers with the page that nothing is there. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answer(request, reply, notFoundPage(), { publicUrl: null, status: 404 });
}

/** Answers with the page that something of ours went wrong. */
export function sendFault(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answer(request, reply, faultPage(), { publicUrl: null, status: 500 });
}

/** Answers with a page that is rendered already. */
export function answerRendered(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Rendered,
  status = 200,
): FastifyReply {
  reply.headers(status === 200 ? pageHeaders : goneHeaders);
  if (request.protocol === 'https') reply.header('strict-transport-security', transport);
  if (status === 200) {
    reply.header('etag', page.tag);
    if (isKnown(request, page.tag)) return reply.code(304).send();
  }
  return sendPacked(request, reply.code(status), page);
}

/** Sends a page packed to those who unpack it; what is sent means the same, so its name is a weak one. */
export function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Rendered,
): FastifyReply {
  if (!/\bgzip\b(?!;q=0)/.test(request.headers['accept-encoding'] ?? ''))
    return reply.send(page.body);
  page.packed ??= gzipSync(page.body);
  return reply.header('content-encoding', 'gzip').send(page.packed);
}

/** Whether the asker holds what is named so already; proxies that pack a page mark its name as weak. */
export function isKnown(request: FastifyRequest, tag: string): boolean {
  const held = request.headers['if-none-match'];
  return held !== undefined && held.split(/\s*,\s*/).some((each) => bare(each) === bare(tag));
}

const bare = (tag: string): string => tag.replace(/^W\//, '');

const hostForm = /^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The origin that was asked for, if it is no more than that; people copy it and programs follow it. */
export function askedOrigin({ protocol, host }: FastifyRequest): string | null {
  return hostForm.test(host) ? `${protocol}://${host}` : null;
}

/** A digest that names what was digested. */
export function digestOf(what: string | Buffer): string {
  return createHash('sha256').update(what).digest('base64url');
}
