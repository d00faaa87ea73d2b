// Accounts from the machine itself: the first set-up, and what 三员 may not do for one another.
//
// Whoever can run this holds the machine; there is no actor, and what was done is an event like any other.

import {
  type AccountSummary,
  accountNamed,
  listAccounts,
  needsSetUp,
  resetPassword,
  resetSecondFactor,
  setUpHere,
  unlockAccount,
} from '../access/index.store.ts';
import { accessRefusals, roleTitles, userKey } from '../access/index.ts';
import { listAgencies } from '../registers/index.store.ts';
import { Refused } from '../rules/index.ts';
import { type Database, instantNow, readSecret } from '../store/index.store.ts';
import { openBeside } from './database-config.ts';
import type { Cli, Define } from './define.ts';
import { askFirstPeople, readFirstPeople } from './first-people.ts';
import { tableOf } from './shell.ts';
import type { Words } from './usage.ts';

/** `mingfa account …`: exit code 2 when it is refused. */
export const defineAccount: Define = (command, cli) => {
  const { words } = cli;
  const add = (name: string, zh: string, en: string) =>
    command
      .command(name)
      .description(words(zh, en))
      .helpOption('-h, --help', words('显示帮助', 'show help'));

  add('set-up', '建立三员账户（仅限还没有任何账户时）', 'make the first three accounts')
    .option(
      '--file <file>',
      words(
        '从 YAML 或 JSON 文件读取三个人，不逐项询问',
        'read the three from a YAML or JSON file',
      ),
    )
    .action(({ file }: { readonly file?: string }) => setUp(cli, file));

  add('list', '列出账户', 'list accounts')
    .option('--json', words('以 JSON 输出', 'print JSON'))
    .action(({ json }: { readonly json?: boolean }) => list(cli, json === true));

  const userArgument = words('登录名', 'user name');
  add('reset-password', '重置密码，输出新的初始密码', 'set a new first password and print it')
    .argument('<user>', userArgument)
    .action((user: string) =>
      onAccount(cli, user, async (db, { accountId, userName }) => {
        const { password } = await resetPassword(db, accountId, byHand());
        return words(
          `“${userName}”的新密码（只显示这一次）：${password}\n原有登录已全部结束；本人登录后须先修改密码。`,
          `New password of ${userName}, shown this once: ${password}\nIts sessions have ended; it must be changed at the first sign-in.`,
        );
      }),
    );

  add('reset-second-factor', '停用第二因素（手机遗失等）', 'switch the second factor off')
    .argument('<user>', userArgument)
    .action((user: string) =>
      onAccount(cli, user, async (db, { accountId, userName }) => {
        await resetSecondFactor(db, accountId, byHand());
        return words(
          `已停用“${userName}”的第二因素，原有登录已全部结束。请本人登录后重新启用。`,
          `The second factor of ${userName} is off; its sessions have ended.`,
        );
      }),
    );

  add('unlock', '解除输错次数过多造成的锁定', 'open a name locked by wrong tries')
    .argument('<user>', userArgument)
    .action((user: string) =>
      onAccount(cli, user, async (db, { accountId, userName }) => {
        await unlockAccount(db, accountId, byHand());
        return words(`“${userName}”可以登录了。`, `${userName} may sign in again.`);
      }),
    );
};

const byHand = () => ({ actorId: null, now: instantNow() });

async function setUp(cli: Cli, file: string | undefined): Promise<void> {
  const { settings, words } = cli;
  const given = file === undefined ? null : readFirstPeople(file);
  if (given === null && !process.stdin.isTTY) throw new Refused(noTerminal);
  const db = await openBeside(settings);
  try {
    // Asked first: nobody wants to type three people in vain.
    if (!(await needsSetUp(db))) throw new Refused(accessRefusals.setUpClosed);
    const people =
      given ?? (await askFirstPeople({ input: process.stdin, output: process.stdout }));
    await setUpHere(db, people, instantNow());
  } finally {
    await db.close();
  }
  console.log(
    words(
      '三员账户已建立，可以登录了。启动时输出的一次性口令已失效。',
      'The three accounts are made; a one-time token printed at start no longer works.',
    ),
  );
  if (file !== undefined)
    console.log(
      words(`“${file}”里有密码，请删除。`, `"${file}" holds passwords; please delete it.`),
    );
}

async function onAccount(
  { settings }: Cli,
  user: string,
  work: (db: Database, account: AccountSummary) => Promise<string>,
): Promise<void> {
  const db = await openExisting(settings);
  try {
    const account = await accountNamed(db, user);
    if (account === null) throw new Refused(unknownUser(user));
    console.log(await work(db, account));
  } finally {
    await db.close();
  }
}

async function list({ settings, words }: Cli, isJson: boolean): Promise<void> {
  const db = await openExisting(settings);
  try {
    const accounts: AccountSummary[] = [];
    for (let after: string | undefined; ; after = keyOf(accounts.at(-1))) {
      const page = await listAccounts(db, { after, limit: pageRows });
      accounts.push(...page);
      if (page.length < pageRows) break;
    }
    if (isJson) console.log(JSON.stringify(accounts, null, 2));
    else console.log(told(accounts, await bodyNames(db), words));
  } finally {
    await db.close();
  }
}

const pageRows = 500;
const keyOf = (account: AccountSummary | undefined) =>
  account === undefined ? undefined : userKey(account.userName);

/** An installation that is there: a mistyped folder must not become a new one. */
function openExisting(settings: Cli['settings']): Promise<Database> {
  readSecret(settings.dataFolder);
  return openBeside(settings);
}

async function bodyNames(db: Database): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let after: string | undefined; ; ) {
    const page = await listAgencies(db, { after, limit: pageRows });
    for (const { agencyId, name } of page) names.set(agencyId, name);
    after = page.at(-1)?.name;
    if (page.length < pageRows) return names;
  }
}

function told(
  accounts: readonly AccountSummary[],
  bodies: ReadonlyMap<string, string>,
  words: Words,
): string {
  if (accounts.length === 0)
    return words(
      '还没有账户。请执行 ./mingfa account set-up。',
      'No accounts yet; run ./mingfa account set-up.',
    );
  const head = words(
    '登录名 姓名 角色 单位 状态 第二因素 最近登录',
    'user name roles body standing second-factor last-sign-in',
  ).split(' ');
  return tableOf([head, ...accounts.map((account) => rowOf(account, bodies, words))]);
}

function rowOf(
  account: AccountSummary,
  bodies: ReadonlyMap<string, string>,
  words: Words,
): readonly string[] {
  const { agencyId, lastSignInAt } = account;
  const usual = account.mustChangePassword
    ? words('初始密码', 'first password')
    : words('可用', 'usable');
  return [
    account.userName,
    account.displayName,
    account.roles.map((role) => roleTitles[role]).join('、') || '—',
    agencyId === null ? '—' : (bodies.get(agencyId) ?? agencyId),
    account.disabled ? words('已停用', 'disabled') : usual,
    account.hasSecondFactor ? words('有', 'yes') : '—',
    lastSignInAt === null ? '—' : lastSignInAt.slice(0, 16).replace('T', ' '),
  ];
}

const noTerminal = {
  code: 'account.no-terminal',
  text: '这里不是终端，无法逐项询问。请在终端里执行，或者用 --file 给出三个人，写法见 docs/operations.md。',
  clauses: [],
};

const unknownUser = (user: string) => ({
  code: 'account.user-unknown',
  text: `没有登录名为“${user}”的账户。请用 ./mingfa account list 查看全部登录名。`,
  clauses: [],
});
