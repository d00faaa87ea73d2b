import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import pino from 'pino';
import type { CaseDesk } from '../../src/casework/index.store.ts';
import type { ScenarioStage } from '../../src/casework/index.ts';
import { setUpDesk } from '../../src/http/desk.ts';
import type { Limits } from '../../src/http/hardening.ts';
import { buildServer } from '../../src/http/server.ts';
import { type DeliverySettings, nothingLeaves } from '../../src/notification/index.ts';
import { filesFolder, type UploadLimits } from '../../src/recording/index.store.ts';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import type { Instant, RuleBook } from '../../src/rules/index.ts';
import { type Database, instantNow, ledgerReader } from '../../src/store/index.store.ts';
import { castPassword, type Member } from './body.ts';
import type { TestDatabase } from './database.ts';
import { penaltyStage } from './stage.ts';

/** What a request was answered with. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: any;
};

/** A signed-in person who asks the server. */
export type Client = {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(url: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
};

/** A client who can also send pieces of files. */
export type Sender = Client & {
  patch(url: string, body: Buffer, headers?: Readonly<Record<string, string>>): Promise<Answer>;
};

/** A whole server on a test database, asked without a network. */
export type TestServer = {
  readonly app: FastifyInstance;
  readonly stage: ScenarioStage;
  readonly ruleBook: RuleBook;
  readonly desk: CaseDesk;
  readonly faults: unknown[];
  ask(options: InjectOptions): Promise<Answer>;
  signIn(member: Pick<Member, 'userName'>): Promise<Sender>;
  close(): Promise<void>;
};

const noLimits: Limits = { perMinute: 1e6, signInsPerMinute: 1e6, eventLoopDelayMillis: 0 };

/** Builds a server as the program does, without limits that only get in the way of tests. */
export async function aServer(
  db: Database,
  options: {
    readonly isDemonstration?: boolean;
    readonly now?: () => Instant;
    readonly limits?: Limits;
    readonly delivery?: DeliverySettings;
    readonly fileLimits?: UploadLimits;
    /** Where the bundled console lies, for tests that look at it. */
    readonly consoleFolder?: string;
  } = {},
): Promise<TestServer> {
  const stage = await penaltyStage();
  const rulesFolder = join(import.meta.dirname, '../../rules');
  const ruleBook = await loadRuleBook(rulesFolder);
  const { dataFolder = tmpdir() } = db as Partial<TestDatabase>;
  const faults: unknown[] = [];
  const now = options.now ?? instantNow;
  const { desk } = setUpDesk({
    db,
    ruleBook,
    now,
    composition: stage.composition,
    isDemonstration: options.isDemonstration ?? true,
    onWritten: () => {},
    onFault: (error) => faults.push(error),
  });
  const app = await buildServer({
    db,
    desk,
    ruleBook,
    now,
    examples: stage.book.examples,
    ledger: ledgerReader(db.pool),
    verifierKey: '',
    sealer: () => null,
    installation: {
      folders: { rules: rulesFolder, extraCalendar: join(dataFolder, 'calendar') },
      dataFolder,
      files: {
        folder: filesFolder(dataFolder),
        limits: options.fileLimits ?? { maxBytes: 64 * 1024 * 1024, reserveBytes: 0 },
      },
      startedAt: instantNow(),
      isEmbedded: true,
    },
    isSecure: false,
    logger: pino({ level: 'error' }, { write: (line: string) => faults.push(JSON.parse(line)) }),
    limits: options.limits ?? noLimits,
    delivery: options.delivery ?? nothingLeaves,
    ...(options.consoleFolder === undefined ? {} : { consoleFolder: options.consoleFolder }),
  });
  const ask = async (request: InjectOptions): Promise<Answer> => {
    const reply = await app.inject(request);
    const isJson = /json/.test(String(reply.headers['content-type']));
    const body = isJson && reply.body !== '' ? reply.json() : reply.body;
    return { status: reply.statusCode, headers: reply.headers, body };
  };
  return {
    app,
    stage,
    ruleBook,
    desk,
    faults,
    ask,
    signIn: (member) => signIn(ask, member),
    close: () => app.close(),
  };
}

async function signIn(
  ask: TestServer['ask'],
  { userName }: Pick<Member, 'userName'>,
): Promise<Sender> {
  const payload = { userName, password: castPassword };
  const signedIn = await ask({ method: 'POST', url: '/api/session', payload });
  if (signedIn.status !== 201) throw new Error(`sign-in: ${JSON.stringify(signedIn.body)}`);
  const [cookie = ''] = String([signedIn.headers['set-cookie']].flat()[0]).split(';');
  const held = { cookie, 'x-csrf-token': String(signedIn.body.csrfToken) };
  return {
    get: (url, headers = {}) => ask({ method: 'GET', url, headers: { ...held, ...headers } }),
    post: (url, body, headers = {}) =>
      ask({
        method: 'POST',
        url,
        headers: { ...held, ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      }),
    patch: (url, body, headers = {}) =>
      ask({ method: 'PATCH', url, payload: body, headers: { ...held, ...headers } }),
  };
}
