// Speaks with the server. Nothing typed is lost: a request that meets an expired session waits until the person has
// signed in again, and one that meets a broken connection is repeated under the same idempotency key.

/** A clause as answers cite it. */
export type Clause = { readonly id: string; readonly locator: string; readonly text: string };

/** What the server says when it refuses (application/problem+json). */
export type Problem = {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly remedy: string;
  readonly clauses: readonly Clause[];
  readonly errors: readonly { readonly field: string; readonly text: string }[];
  readonly refusals: readonly Refusal[];
  /** What others did meanwhile; with `case.changed`. */
  readonly changes?: readonly Change[];
};

/** One reason against something. */
export type Refusal = {
  readonly code: string;
  readonly text: string;
  readonly clauses: readonly string[];
  readonly field?: string;
};

/** Something another person did in a case. */
export type Change = {
  readonly sequence: number;
  readonly title: string;
  readonly at: string;
  readonly actorName: string | null;
};

/** Carries a refusal to where the person is looking. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

/** What is asked of the server. */
export type Ask = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly body?: unknown;
  /** Sent as it is, for uploads. */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** What the client needs to know of the session, and how it waits for a new one. */
export type SessionKeeper = {
  csrfToken: string;
  /** Resolves when the person has signed in again. */
  readonly untilSignedIn: () => Promise<void>;
};

let keeper: SessionKeeper = { csrfToken: '', untilSignedIn: () => Promise.reject(lost()) };

/** Says where the request token comes from and who waits for a new session. */
export function keepSession(given: SessionKeeper): void {
  keeper = given;
}

const unreached = new Set<(isReached: boolean) => void>();

/** Tells whoever draws it whether the server is reached. */
export function watchConnection(told: (isReached: boolean) => void): () => void {
  unreached.add(told);
  return () => unreached.delete(told);
}

const pausesMillis = [400, 800, 1500, 3000, ...Array<number>(16).fill(5000)];

/**
 * Asks the server and reads its answer.
 *
 * @throws ApiProblem with the server's reasons, or with the code `connection.lost` when it stays unreached
 */
export async function ask<T>(path: string, given: Ask = {}): Promise<T> {
  const isSafe = mayBeRepeated(given);
  for (let attempt = 0; ; attempt += 1) {
    const response = await reach(path, given, isSafe ? attempt : pausesMillis.length);
    if (response === null) continue;
    if (response.ok) return (await read(response)) as T;
    const problem = await problemOf(response);
    if (problem.code !== 'access.not-signed-in') throw new ApiProblem(problem);
    await keeper.untilSignedIn();
  }
}

/** Whether asking twice does no more than asking once. */
function mayBeRepeated({ method = 'GET', headers }: Ask): boolean {
  return method === 'GET' || headers?.['idempotency-key'] !== undefined;
}

/** An answer, or null when it is worth another try after a pause. */
async function reach(path: string, given: Ask, attempt: number): Promise<Response | null> {
  try {
    const response = await fetch(addressOf(path, given.query), requestOf(given));
    for (const tell of unreached) tell(true);
    const isBusy = response.status === 502 || response.status === 503;
    if (!isBusy || attempt >= pausesMillis.length) return response;
  } catch (error) {
    if (given.signal?.aborted === true) throw error;
    for (const tell of unreached) tell(false);
    if (attempt >= pausesMillis.length) throw lost();
  }
  await new Promise((resolve) => setTimeout(resolve, pausesMillis[attempt]));
  return null;
}

function requestOf({ method = 'GET', body, file, headers, signal }: Ask): RequestInit {
  const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method,
    credentials: 'same-origin',
    ...(signal === undefined ? {} : { signal }),
    ...(sent === undefined ? {} : { body: sent }),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'x-csrf-token': keeper.csrfToken }),
      ...headers,
    },
  };
}

function addressOf(path: string, query: Ask['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const type = response.headers.get('content-type') ?? '';
  return type.includes('json') ? response.json() : response.text();
}

async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  if (isProblem) return (await response.json()) as Problem;
  return {
    ...nothing,
    status: response.status,
    title: '服务器没有给出说明',
    remedy: '请稍候再试。',
  };
}

const nothing = {
  title: '',
  status: 0,
  detail: '',
  code: 'unknown',
  remedy: '',
  clauses: [],
  errors: [],
  refusals: [],
} satisfies Problem;

function lost(): ApiProblem {
  return new ApiProblem({
    ...nothing,
    code: 'connection.lost',
    title: '连不上服务器',
    detail: '连不上服务器，填写的内容仍在这里。',
    remedy: '请检查网络后再试一次。',
  });
}

/** The problem an error carries; a plain sentence for any other error. */
export function problemIn(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  return { ...nothing, title: '出现意外', detail: String(error), remedy: '请刷新页面后再试。' };
}
