// The door for counsel from outside. The secret in the address is all that lets in: 256 bits, kept as a hash, for one case
// and one request, until its day. Every opening is recorded before anything is shown; what is over says so and shows
// nothing of the case; what is unknown looks the same whatever was guessed.

import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refused } from '../rules/index.ts';
import { counselCasePage, counselClosedPage, counselStyleAddress } from './counsel.pages.ts';
import { requestRefusals } from './counsel.ts';
import { type Admitted, findAdmitted, recordCounselReading } from './counsel-access.store.ts';
import {
  type CounselCase,
  type CounselDeskDeps,
  giveCounselOpinion,
  type LookedRequest,
  lookAtRequest,
  openCounselCase,
} from './counsel-desk.store.ts';

const tokens = readFileSync(new URL('../../design/tokens.css', import.meta.url), 'utf8');
const own = readFileSync(new URL('./counsel.css', import.meta.url), 'utf8');
const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};
const open = { permission: 'public', rateLimit: { max: 30, timeWindow: 60_000 } } as const;
const hidden = { schema: { hide: true } };
const formMax = 262_144;

type Token = { Params: { token: string } };

/** Pages for counsel from outside, apart from the staff console and from the public site. */
export async function counselPages(app: FastifyInstance, deps: CounselDeskDeps): Promise<void> {
  await app.register(async (inner) => {
    inner.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formMax },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    inner.get(counselStyleAddress, { ...hidden, config: { permission: 'public' } }, (_, reply) =>
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .send(`${tokens}\n${own}`),
    );
    inner.get<Token>('/counsel/:token', { ...hidden, config: open }, async (request, reply) => {
      const found = await admit(deps, request.params.token);
      if (found === null) return unknown(reply);
      if (isOver(found.looked)) return over(reply, found.looked);
      const shown = await openRecorded(deps, found);
      return send(reply, 200, counselCasePage(shown, actionOf(request.params.token)));
    });
    answerRoute(inner, deps);
  });
}

function answerRoute(app: FastifyInstance, deps: CounselDeskDeps): void {
  app.post<Token>(
    '/counsel/:token/opinion',
    { ...hidden, config: open },
    async (request, reply) => {
      const { token } = request.params;
      const found = await admit(deps, token);
      if (found === null) return unknown(reply);
      const { looked, admitted } = found;
      if (isOver(looked)) return over(reply, looked);
      const typed = request.body instanceof URLSearchParams ? request.body.get('opinion') : null;
      const opinion = (typed ?? '').replaceAll('\r\n', '\n');
      try {
        const who = { id: admitted.counselId, name: looked.request.counselName };
        await giveCounselOpinion(deps, admitted, who, opinion);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const problems = error.refusals.map(({ text }) => text);
        const shown = await openRecorded(deps, found);
        const page = counselCasePage(shown, actionOf(token), { opinion, problems });
        return send(reply, 422, page);
      }
      return reply.headers(headers).redirect(`/counsel/${token}`, 303);
    },
  );
}

const actionOf = (token: string) => `/counsel/${token}/opinion`;

type Found = { readonly admitted: Admitted; readonly looked: LookedRequest };

/** The case as it is shown; that it was shown is kept first, whichever page shows it. */
async function openRecorded(
  deps: CounselDeskDeps,
  { admitted, looked }: Found,
): Promise<CounselCase> {
  const shown = await openCounselCase(deps, looked);
  await recordCounselReading(deps.db, admitted, deps.desk.deps.now());
  return shown;
}

async function admit(deps: CounselDeskDeps, token: string): Promise<Found | null> {
  const admitted = await findAdmitted(deps.db, token, deps.desk.deps.now());
  if (admitted === null) return null;
  const looked = await lookAtRequest(deps, admitted, { id: admitted.counselId, name: '' });
  return looked === null ? null : { admitted, looked };
}

const isOver = ({ request }: LookedRequest) => request.standing !== 'open';

/** Says why nothing is shown any more, and nothing of the case. */
function over(reply: FastifyReply, { request, view }: LookedRequest): FastifyReply {
  if (request.standing === 'answered') {
    const text = '您的意见已经写入案卷，谢谢。本页不再显示案件内容，可以关闭。';
    return send(reply, 200, counselClosedPage('意见已提出', text));
  }
  const [why] = requestRefusals(view, request.sequence);
  const text = `${why?.text ?? ''}请联系请求您协助的单位。`;
  return send(reply, 410, counselClosedPage('查阅已经关闭', text));
}

function unknown(reply: FastifyReply): FastifyReply {
  const text = '链接不正确、已经更换或者已过截止日。请向请求您协助的单位索取新的链接。';
  return send(reply, 404, counselClosedPage('打不开这个链接', text));
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(headers).send(page);
}
