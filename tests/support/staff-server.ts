import Fastify, {
  type FastifyInstance,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify';
import { type AccessDeps, accessPlugin, sessionCookie } from '../../src/access/index.routes.ts';
import { accessRefusalStatus } from '../../src/access/index.ts';
import { registerRefusalStatus } from '../../src/registers/index.ts';
import { type Instant, Refused } from '../../src/rules/index.ts';
import type { Database } from '../../src/store/index.store.ts';
import { goodPassword, type Person } from './people.ts';

const statuses: Readonly<Record<string, number>> = {
  ...accessRefusalStatus,
  ...registerRefusalStatus,
};

/** A clock that a test sets by hand. */
export type HandClock = { now: Instant };

/** A server with access control and nothing else; routes are registered by the test. */
export async function aStaffServer(
  db: Database,
  clock: HandClock,
  secureCookies = false,
): Promise<{ readonly app: FastifyInstance; readonly deps: AccessDeps }> {
  const app = Fastify({ ajv: { customOptions: { removeAdditional: false } } });
  const deps = { db, now: () => clock.now, secureCookies };
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (!(error instanceof Refused)) {
      return reply.code(error.statusCode ?? 500).send({ fault: error.message });
    }
    const status = statuses[error.refusals[0]?.code ?? ''] ?? 500;
    return reply.code(status).send({ refusals: error.refusals });
  });
  await app.register(accessPlugin, deps);
  return { app, deps };
}

/** A browser that keeps its cookie and its CSRF token. */
export type Browser = {
  readonly signedIn: LightMyRequestResponse;
  readonly token: string;
  readonly csrfToken: string;
  get(url: string): Promise<LightMyRequestResponse>;
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<LightMyRequestResponse>;
};

/** Signs a person in as a browser does. */
export async function aBrowser(
  app: FastifyInstance,
  person: Person,
  password = goodPassword,
): Promise<Browser> {
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { userName: person.userName, password },
  });
  const token = signedIn.cookies.find(({ name }) => name === sessionCookie)?.value ?? '';
  const csrfToken = String(signedIn.json<{ csrfToken?: string }>().csrfToken);
  const cookies = { [sessionCookie]: token };
  const send = (options: InjectOptions) => app.inject({ cookies, ...options });
  return {
    signedIn,
    token,
    csrfToken,
    get: (url) => send({ method: 'GET', url }),
    send: (method, url, payload) =>
      send({
        method,
        url,
        headers: { 'x-csrf-token': csrfToken },
        ...(payload === undefined ? {} : { payload }),
      }),
  };
}

/** The codes of a refusal answer. */
export function codesOf(answer: LightMyRequestResponse): readonly string[] {
  const { refusals } = answer.json<{ refusals?: readonly { readonly code: string }[] }>();
  return (refusals ?? []).map(({ code }) => code);
}
