import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountStanding } from '../access/index.ts';
import { assemble } from '../assembly.ts';
import { loadProcedure } from '../casework/index.store.ts';
import { type CaseEvent, projectCase } from '../casework/index.ts';
import { checkPublications, publicCatalogueItem } from '../disclosure/index.store.ts';
import { checkImports } from '../exchange/index.store.ts';
import { verifyBundle } from '../ledger/index.store.ts';
import { type Finding, findingText } from '../ledger/index.ts';
import { checkFiles, filesFolder } from '../recording/index.store.ts';
import { checkRegisters } from '../registers/index.store.ts';
import { checkCatalogues } from '../review/index.store.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { type Refusal, Refused } from '../rules/index.ts';
import {
  attachDatabase,
  type Database,
  type FurtherCheck,
  openDatabase,
  type Projection,
  readSecret,
  secretFolder,
  type Verified,
  verifyHistory,
} from '../store/index.store.ts';
import { databaseConfig } from './database-config.ts';
import type { Cli, Define } from './define.ts';
import type { Settings } from './settings.ts';
import type { Words } from './usage.ts';

type Options = {
  readonly json?: boolean;
  readonly deep?: boolean;
  readonly proof?: string;
  readonly key?: string;
};

/** `mingfa verify`: exit code 1 on any damage, naming it. */
export const defineVerify: Define = (command, cli) => {
  command
    .option('--deep', cli.words('并由事件重新推算每件案卷的现状', 'also fold every case again'))
    .option('--json', cli.words('以 JSON 输出', 'print JSON'))
    .option(
      '--proof <file>',
      cli.words('只核验一份下载的证明，不需要数据库', 'check a downloaded proof only'),
    )
    .option('--key <key>', cli.words('核验证明用的公钥', 'public key to check the proof with'))
    .action(async (options: Options) => {
      const isWhole =
        options.proof === undefined
          ? (await verify(cli, options)).isWhole
          : await verifyProof(cli, options.proof, options);
      process.exitCode = isWhole ? 0 : 1;
    });
};

async function verify(cli: Cli, options: Options): Promise<Verified> {
  const { settings, words } = cli;
  // Asked first: without the key nothing can be verified, and opening the database would make a new one.
  readSecret(settings.dataFolder);
  const projection =
    options.deep === true ? await projectionOf(settings.proceduresFolder) : undefined;
  const db = await openBeside(cli);
  let files = 0;
  try {
    const isJson = options.json === true;
    const verified = await verifyHistory({
      pool: db.pool,
      key: db.secret,
      secretFolder: secretFolder(settings.dataFolder),
      projection,
      accounts: options.deep === true ? accountStanding : undefined,
      further: [
        async (look) => {
          files = await checkFiles(look, filesFolder(settings.dataFolder), filesOn(words));
        },
        ...(options.deep === true ? await furtherChecks(settings) : []),
      ],
      onFinding: isJson ? undefined : (finding) => console.log(findingText(finding)),
      onProgress: progressOn(process.stderr, words),
    });
    const told = { ...verified, files };
    console.log(isJson ? JSON.stringify(asJson(told), null, 2) : conclusion(told, words));
    return verified;
  } finally {
    await db.close();
  }
}

/** Checks a downloaded proof; the key must come from elsewhere than the proof. */
async function verifyProof({ words }: Cli, file: string, options: Options): Promise<boolean> {
  if (options.key === undefined) throw new Refused(proofRefusals.noKey);
  const report = verifyBundle(await readProof(file), options.key);
  if (options.json === true) console.log(JSON.stringify(report, null, 2));
  else if (report.isProved) {
    const size = String(report.size);
    console.log(words(`证明成立（链上规模 ${size}）。`, `Proved, in a log of ${size} leaves.`));
  } else for (const problem of report.problems) console.log(problem);
  return report.isProved;
}

async function readProof(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new Refused(proofRefusals.unreadable(file));
  }
}

const proofRefusals = {
  noKey: {
    code: 'verify.key-missing',
    text: '核验证明需要公钥。请用 --key 给出从机关公告等处取得的公钥，不要只用证明里写的那一把。',
    clauses: [],
  } satisfies Refusal,
  unreadable: (file: string): Refusal => ({
    code: 'verify.proof-unreadable',
    text: `“${file}”不存在，或不是 JSON 文件。请给出从本系统下载的证明文件。`,
    clauses: [],
  }),
};

/** The running server's database, or our own when none runs. */
async function openBeside({ settings }: Cli): Promise<Database> {
  const running = settings.databaseUrl === null ? attachDatabase(settings.dataFolder) : null;
  return running ?? openDatabase(databaseConfig(settings));
}

/** What rooms keep beside their events: registers, and what the public reads. */
export async function furtherChecks(
  settings: Pick<Settings, 'rulesFolder' | 'proceduresFolder'>,
): Promise<readonly FurtherCheck[]> {
  const ruleBook = await loadRuleBook(settings.rulesFolder);
  const procedure = await loadProcedure(join(settings.proceduresFolder, 'penalty.yaml'));
  return [
    checkRegisters,
    (look) => checkCatalogues(look, publicCatalogueItem),
    (look) => checkPublications(look, { ruleBook, procedure }),
    checkImports,
  ];
}

/** Folds a case of the only procedure there is to the columns of its file. */
export async function projectionOf(proceduresFolder: string): Promise<Projection> {
  const { procedure } = assemble(await loadProcedure(join(proceduresFolder, 'penalty.yaml')));
  return (events) => {
    const { state, summary } = projectCase(procedure, events as unknown as readonly CaseEvent[]);
    return {
      procedure: state.procedure,
      variant: state.variant,
      case_number: summary.caseNumber,
      title: summary.title,
      party_name: summary.partyName,
      step: summary.step,
      standing: summary.standing,
      handler_ids: summary.handlerIds,
      department_id: summary.departmentId,
      state,
    };
  };
}

/** What was verified, with the number of files that were read. */
type Told = Verified & { readonly files: number };

const megabyte = 1_000_000;

/** Tells how much of the files has been read. */
function filesOn(words: Words): (done: number, total: number) => void {
  const tell = progressOn(process.stderr, (zh, en) => words(`${zh}文件 MB`, `${en} MB of files`));
  return (done, total) => tell(Math.round(done / megabyte), Math.round(total / megabyte));
}

const everyMillis = 2000;

/** Tells how far verification has come, every two seconds, so that short ones stay silent. */
function progressOn(out: NodeJS.WriteStream, words: Words): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    if (performance.now() - last < everyMillis) return;
    last = performance.now();
    out.write(`${words('已核验', 'verified')} ${done} / ${total}\n`);
  };
}

/** The last line for people. */
function conclusion(verified: Told, words: Words): string {
  const { size, events, pending, cases, files, findingCount } = verified;
  const folded = cases === null ? '' : words(`，案卷 ${cases} 件`, `, ${cases} cases`);
  const stored = files === 0 ? '' : words(`，音像文件 ${files} 个`, `, ${files} files`);
  const waiting =
    pending === 0 ? '' : words(`；另有 ${pending} 个事件尚待入链`, `; ${pending} not sealed yet`);
  const checked = words(
    `核验了链上 ${size} 片叶、事件 ${events} 个${folded}${stored}${waiting}。`,
    `Verified ${size} leaves, ${events} events${folded}${stored}${waiting}.`,
  );
  return verified.isWhole
    ? checked + words('没有发现改动。', ' Nothing was changed.')
    : checked +
        words(
          `发现 ${findingCount} 处损坏，已逐条列出。请保留现场和备份，不要自行修补数据库。`,
          ` ${findingCount} damages, listed above. Keep the data as it is; do not repair the database by hand.`,
        );
}

/** What programs read. */
function asJson(verified: Told) {
  const findings = verified.findings.map((finding: Finding) => ({
    ...finding,
    text: findingText(finding),
  }));
  return { ...verified, findings };
}
