import { createServer } from 'node:net';
import type { Command } from 'commander';
import { type Refusal, Refused } from '../rules/index.ts';
import type { Cli, Define } from './define.ts';
import { portOf, type Settings } from './settings.ts';
import type { Words } from './usage.ts';

type Options = { readonly demo?: boolean; readonly port?: string; readonly host?: string };

/** `mingfa start`: site, API and jobs in one process. */
export const defineStart: Define = (command, cli) => {
  listening(command, cli)
    .option(
      '--demo',
      cli.words('载入演示数据（四个执法主体、人员、案件和决定）', 'load demonstration data'),
    )
    .action((options: Options) => runServer(cli, options, true));
};

/** `mingfa serve`: site and API; the jobs run elsewhere. */
export const defineServe: Define = (command, cli) => {
  listening(command, cli).action((options: Options) => runServer(cli, options, false));
};

/** `mingfa worker`: jobs only. */
export const defineWorker: Define = (command, cli) => {
  command.action(async () => {
    const { startWorker } = await import('../http/index.ts');
    const worker = await startWorker(cli.settings);
    console.log(
      cli.words('后台任务已启动。按 Ctrl+C 停止。', 'Jobs are running. Press Ctrl+C to stop.'),
    );
    await untilStopped(cli.words, () => worker.close());
  });
};

function listening(command: Command, { settings, words }: Cli): Command {
  return command
    .option('--port <port>', words(`端口（现为 ${settings.port}）`, `port (now ${settings.port})`))
    .option(
      '--host <host>',
      words(`监听地址（现为 ${settings.host}）`, `address to listen on (now ${settings.host})`),
    );
}

async function runServer(
  { settings: given, words }: Cli,
  options: Options,
  withJobs: boolean,
): Promise<void> {
  const settings: Settings = {
    ...given,
    port: options.port === undefined ? given.port : portOf(options.port, '--port'),
    host: options.host ?? given.host,
  };
  await refuseTakenPort(settings);
  const { startServer } = await import('../http/index.ts');
  const server = await startServer(settings, {
    jobs: withJobs,
    demo: options.demo === true,
    onProgress: (text) => console.error(text),
  });
  for (const line of greeting(server, words)) console.log(line);
  await untilStopped(words, () => server.close(), server.databaseEnded);
}

/** What the person at the terminal needs next. */
export type Greeting = {
  readonly url: string;
  /** The one-time token of the first set-up; null when it is done. */
  readonly setUpToken: string | null;
  /** Accounts of the demonstration; empty without it. */
  readonly accounts: readonly {
    readonly userName: string;
    readonly password: string;
    readonly title: string;
  }[];
  /** Whether bodies of an earlier demonstration are there although none was asked for. */
  readonly demonstrationRemains?: boolean;
};

/** The lines that a started server prints. */
export function greeting(
  { url, setUpToken, accounts, demonstrationRemains }: Greeting,
  words: Words,
): readonly string[] {
  const lines = [
    words('明法已启动，按 Ctrl+C 停止。', 'Mingfa is running. Press Ctrl+C to stop.'),
    words(`  公示网站    ${url}/`, `  public site      ${url}/`),
    words(`  办案系统    ${url}/console/`, `  console          ${url}/console/`),
    words(`  接口说明    ${url}/api/openapi.json`, `  API description  ${url}/api/openapi.json`),
  ];
  if (accounts.length > 0) lines.push(...accountLines(accounts, words));
  if (demonstrationRemains === true)
    lines.push(
      words(
        '注意：这个数据文件夹里还有以前载入的演示单位和演示账号，密码是公开的。正式使用请换一个新的数据文件夹（环境变量 MINGFA_DATA）。',
        'Note: this data folder still holds bodies and accounts of a demonstration, whose password is public. For real use choose a new folder (MINGFA_DATA).',
      ),
    );
  if (setUpToken !== null) {
    lines.push(
      words(
        `还没有任何账户。请用一次性口令 ${setUpToken} 建立三员账户（系统管理员、安全管理员、审计员），方法见 docs/operations.md“首次启用”。`,
        `There is no account yet. Use the one-time token ${setUpToken} to make the three administrators; see docs/operations.md.`,
      ),
      words(
        '只想看看？停止后执行 npm start -- --demo 载入演示数据。',
        'Only looking around? Stop, then run npm start -- --demo.',
      ),
    );
  }
  return lines;
}

/** One line a body, because the accounts of a demonstration are many; a shared password is told once. */
function accountLines(accounts: Greeting['accounts'], words: Words): readonly string[] {
  const shared = accounts.every(({ password }) => password === accounts[0]?.password)
    ? accounts[0]?.password
    : undefined;
  const password =
    shared === undefined ? '' : words(`，密码都是 ${shared}`, `, the password is ${shared}`);
  const groups = Map.groupBy(accounts, ({ title }) =>
    title.includes(' ') ? (title.split(' ')[0] ?? '') : words('三员', 'administrators'),
  );
  return [
    words(
      `演示账号（仅供演示${password}）：`,
      `Demonstration accounts (never for real data${password}):`,
    ),
    ...[...groups].map(([group, members]) => {
      const names = members.map((each) =>
        shared === undefined ? `${each.userName}（${each.password}）` : each.userName,
      );
      return `  ${group}：${names.join('、')}`;
    }),
  ];
}

/** Says before anything is opened that the port is taken, and names a free one. */
export async function refuseTakenPort({
  host,
  port,
}: Pick<Settings, 'host' | 'port'>): Promise<void> {
  if (port === 0) return;
  const trouble = await tryPort(host, port);
  if (trouble === null) return;
  const refusals: Readonly<Record<string, () => Promise<Refusal>>> = {
    EADDRINUSE: async () => {
      const free = await nextFreePort(host, port);
      return refusal(
        'start.port-taken',
        `端口 ${port} 已被占用，可能是另一个明法正在运行。请先停止它，或换一个端口：npm start -- --port ${free}（也可设置环境变量 MINGFA_PORT）。`,
      );
    },
    EACCES: async () =>
      refusal(
        'start.port-forbidden',
        `当前用户不能使用端口 ${port}。请换一个 1024 以上的端口：npm start -- --port 8080。`,
      ),
    EADDRNOTAVAIL: async () =>
      refusal(
        'start.host-unknown',
        `本机没有地址 ${host}。请用 --host 或环境变量 MINGFA_HOST 指定本机的地址，例如 127.0.0.1 或 0.0.0.0。`,
      ),
    ENOTFOUND: async () =>
      refusal(
        'start.host-unknown',
        `本机没有地址 ${host}。请用 --host 或环境变量 MINGFA_HOST 指定本机的地址，例如 127.0.0.1 或 0.0.0.0。`,
      ),
  };
  const known = refusals[trouble.code ?? ''];
  if (!known) throw trouble;
  throw new Refused(await known());
}

function tryPort(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

async function nextFreePort(host: string, taken: number): Promise<number> {
  for (let port = taken + 1; port <= Math.min(taken + 100, 65_535); port += 1) {
    if ((await tryPort(host, port)) === null) return port;
  }
  return 0;
}

/** Waits for a signal, then lets what is under way finish; a second signal ends at once. */
/** Waits for a signal, or for the end of the database without which nothing can be done. */
async function untilStopped(
  words: Words,
  close: () => Promise<void>,
  databaseEnded: Promise<void> = new Promise(() => {}),
): Promise<void> {
  const signalled = new Promise<'signal'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => resolve('signal'));
  });
  const why = await Promise.race([signalled, databaseEnded.then(() => 'database' as const)]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(130));
  if (why === 'database') {
    process.exitCode = 1;
    console.error(
      words(
        '内置数据库意外停止，程序随之停止；已确认的办理不会丢失。请重新启动，原因见数据文件夹中的 postgresql.log。',
        'The embedded database ended unexpectedly, so the program stops; nothing acknowledged is lost. Start again; see postgresql.log in the data folder.',
      ),
    );
  }
  console.error(words('正在停止……', 'Stopping…'));
  await close();
  console.error(words('已停止。', 'Stopped.'));
}

function refusal(code: string, text: string): Refusal {
  return { code, text, clauses: [] };
}
