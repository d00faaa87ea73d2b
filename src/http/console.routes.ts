// Serves the bundled console. Every address below /console/ that names no file is the application itself: which page it
// shows is its own affair.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const open = { config: { permission: 'public' } } as const;
const year = 31_536_000;
const plainName = /^\w[\w.-]*$/;
const notBundled = '办案界面没有准备好，请系统管理员查看服务器日志，排除原因后重新启动。\n';

/** Serves the console from the folder it was bundled into, or says that it was not. */
export async function consoleRoutes(
  app: FastifyInstance,
  { folder }: { readonly folder: string | null },
): Promise<void> {
  if (folder === null) {
    app.get('/console/*', open, (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(notBundled),
    );
    return;
  }
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  app.get<{ Params: { '*': string } }>('/console/assets/*', open, (request, reply) => {
    const name = request.params['*'];
    // A way out of the folder is no fault of ours to be logged; it names no file.
    if (!plainName.test(name)) return reply.callNotFound();
    // The name of each file holds the digest of its text.
    return reply.header('cache-control', `public, max-age=${year}, immutable`).sendFile(name);
  });
  app.get('/console/favicon.svg', open, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').sendFile('favicon.svg', folder),
  );
  app.get('/console', open, (_request, reply) => reply.redirect('/console/', 308));
  app.get('/console/*', open, (_request, reply) => sendPage(reply, page));
}

function sendPage(reply: FastifyReply, page: string) {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policyFor(nonce))
    .send(page.replace('%NONCE%', nonce));
}

/** Scripts come from here only; the style sheets that the components make carry the nonce of this answer. */
function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self' data:",
    "connect-src 'self'",
    // A long list is packed into a workbook by a worker that the console makes of its own script.
    "worker-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
