import { join } from 'node:path';
import { assemble } from '../assembly.ts';
import { loadProcedure } from '../casework/index.store.ts';
import { type CaseEvent, projectCase } from '../casework/index.ts';
import { type Finding, findingText, type Json } from '../ledger/index.ts';
import {
  attachDatabase,
  type Database,
  openDatabase,
  type Projection,
  readSecret,
  secretFolder,
  type Verified,
  verifyHistory,
} from '../store/index.store.ts';
import { databaseConfig } from './database-config.ts';
import type { Cli, Define } from './define.ts';
import type { Words } from './usage.ts';

type Options = { readonly json?: boolean; readonly deep?: boolean };

/** `mingfa verify`: exit code 1 on any damage, naming it. */
export const defineVerify: Define = (command, cli) => {
  command
    .option('--deep', cli.words('并由事件重新推算每件案卷的现状', 'also fold every case again'))
    .option('--json', cli.words('以 JSON 输出', 'print JSON'))
    .action(async (options: Options) => {
      process.exitCode = (await verify(cli, options)).isWhole ? 0 : 1;
    });
};

async function verify(cli: Cli, options: Options): Promise<Verified> {
  const { settings, words } = cli;
  // Asked first: without the key nothing can be verified, and opening the database would make a new one.
  readSecret(settings.dataFolder);
  const projection =
    options.deep === true ? await projectionOf(settings.proceduresFolder) : undefined;
  const db = await openBeside(cli);
  try {
    const isJson = options.json === true;
    const verified = await verifyHistory({
      pool: db.pool,
      key: db.secret,
      secretFolder: secretFolder(settings.dataFolder),
      projection,
      onFinding: isJson ? undefined : (finding) => console.log(findingText(finding)),
      onProgress: progressOn(process.stderr, words),
    });
    console.log(isJson ? JSON.stringify(asJson(verified), null, 2) : conclusion(verified, words));
    return verified;
  } finally {
    await db.close();
  }
}

/** The running server's database, or our own when none runs. */
async function openBeside({ settings }: Cli): Promise<Database> {
  const running = settings.databaseUrl === null ? attachDatabase(settings.dataFolder) : null;
  return running ?? openDatabase(databaseConfig(settings));
}

async function projectionOf(proceduresFolder: string): Promise<Projection> {
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
      state: state as unknown as Json,
    };
  };
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
export function conclusion(verified: Verified, words: Words): string {
  const { size, events, pending, cases, findingCount } = verified;
  const folded = cases === null ? '' : words(`，案卷 ${cases} 件`, `, ${cases} cases`);
  const waiting =
    pending === 0 ? '' : words(`；另有 ${pending} 个事件尚待入链`, `; ${pending} not sealed yet`);
  const checked = words(
    `核验了链上 ${size} 片叶、事件 ${events} 个${folded}${waiting}。`,
    `Verified ${size} leaves, ${events} events${folded}${waiting}.`,
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
export function asJson(verified: Verified) {
  const findings = verified.findings.map((finding: Finding) => ({
    ...finding,
    text: findingText(finding),
  }));
  return { ...verified, findings };
}
