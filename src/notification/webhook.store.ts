import { createHmac, hkdfSync } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Database } from '../store/index.store.ts';
import type { Sent } from './delivery.ts';
import {
  guardedLookup,
  isAllowedLiteral,
  PrivateAddress,
  type WebhookTarget,
} from './webhook-address.store.ts';

const longestMillis = 5000;

/** The key with which what is pushed to a person is signed; made anew each time from what is kept apart. */
export function webhookSecret(
  { secret }: Pick<Database, 'secret'>,
  accountId: string,
  nonce: string,
): string {
  const made = hkdfSync(
    'sha256',
    secret.macKey,
    Buffer.from(nonce),
    `mingfa webhook v1 ${accountId}`,
    32,
  );
  return Buffer.from(made).toString('base64url');
}

/**
 * Pushes a message: one request without following anything, five seconds, and the answer is not read.
 *
 * The header `x-mingfa-signature` holds the HMAC-SHA256 of the body.
 */
export function push(target: WebhookTarget, message: object, secret: string): Promise<Sent> {
  const body = Buffer.from(JSON.stringify(message));
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  if (!isAllowedLiteral(target)) return Promise.resolve(privateNetwork);
  const ask = target.url.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve) => {
    const request = ask(target.url, {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(target.mayBePrivate),
      signal: AbortSignal.timeout(longestMillis),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
        'user-agent': 'mingfa',
        'x-mingfa-signature': `sha256=${signature}`,
      },
    });
    request.on('response', (response) => {
      response.destroy();
      resolve(answered(response.statusCode ?? 0));
    });
    request.on('error', (error) => resolve(failed(error)));
    request.end(body);
  });
}

const privateNetwork: Sent = {
  ok: false,
  detail: '推送地址在内部网络，未列出其端口，没有发送。',
};

function answered(status: number): Sent {
  if (status >= 200 && status < 300) return { ok: true, detail: '已送达。' };
  if (status >= 300 && status < 400)
    return { ok: false, detail: `对方要求转到别处（${status}），没有跟随。请填写最终的地址。` };
  return { ok: false, detail: `对方没有接收（${status}）。` };
}

function failed(error: Error): Sent {
  if (error instanceof PrivateAddress) return privateNetwork;
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return { ok: false, detail: '五秒内没有回应。' };
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return { ok: false, detail: `连接失败（${code}）。` };
}
