import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import {
  type ImportProgress,
  type ImportReport,
  importDecisions,
  type TableEncoding,
} from '../exchange/index.store.ts';
import { type Mapping, readMapping } from '../exchange/index.ts';
import { listAgencies } from '../registers/index.store.ts';
import type { Agency } from '../registers/index.ts';
import { Refused } from '../rules/index.ts';
import { attachDatabase, type Database, instantNow, openDatabase } from '../store/index.store.ts';
import { databaseConfig } from './database-config.ts';
import type { Cli, Define } from './define.ts';
import type { Words } from './usage.ts';

type Options = {
  readonly body: string;
  readonly mapping?: string;
  readonly encoding?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

/** `mingfa import decisions FILE`: exit code 2 when a row is wrong; nothing is imported then. */
export const defineImport: Define = (command, cli) => {
  const { words } = cli;
  command
    .command('decisions')
    .description(words('导入以往的处罚决定并公开', 'import past decisions and publish them'))
    .helpOption('-h, --help', words('显示帮助', 'show help'))
    .argument('<file>', words('.jsonl、.csv 或 .xlsx 文件', 'a .jsonl, .csv or .xlsx file'))
    .requiredOption(
      '--body <name>',
      words('作出决定的机关（全称或简称）', 'the body that decided (name or short name)'),
    )
    .option(
      '--mapping <file>',
      words(
        '对照文件（YAML）：我们的字段取自哪一列',
        'mapping file (YAML): which column is which field',
      ),
    )
    .option(
      '--encoding <name>',
      words('utf-8 或 gb18030；不写则自动识别', 'utf-8 or gb18030; recognised when absent'),
    )
    .option('--dry-run', words('只检查，不导入', 'check only'))
    .option('--json', words('以 JSON 输出', 'print JSON'))
    .action(async (file: string, options: Options) => {
      const report = await importFile(cli, file, options);
      console.log(
        options.json === true ? JSON.stringify(report, null, 2) : told(report, options, words),
      );
      process.exitCode = report.badRows > 0 ? 2 : 0;
    });
};

async function importFile(
  { settings, words }: Cli,
  file: string,
  options: Options,
): Promise<ImportReport> {
  const mapping = options.mapping === undefined ? undefined : mappingIn(options.mapping);
  const encoding = options.encoding === undefined ? undefined : encodingNamed(options.encoding);
  const running = settings.databaseUrl === null ? attachDatabase(settings.dataFolder) : null;
  const db = running ?? (await openDatabase(databaseConfig(settings)));
  try {
    const { agencyId, name: agencyName } = await bodyNamed(db, options.body);
    return await importDecisions(db, {
      file,
      agencyId,
      agencyName,
      actorId: null,
      mapping,
      encoding,
      isRehearsal: options.dryRun === true,
      now: instantNow(),
      onProgress: progressOn(process.stderr, words),
    });
  } finally {
    await db.close();
  }
}

function mappingIn(file: string): Mapping {
  let content: unknown;
  try {
    content = parseYaml(readFileSync(file, 'utf8'));
  } catch {
    throw refused('import.mapping-file', `对照文件“${file}”打不开，或者不是正确的 YAML。`);
  }
  const result = readMapping(content);
  if ('refusals' in result) throw new Refused(...result.refusals);
  return result.mapping;
}

function encodingNamed(name: string): TableEncoding {
  const known = name.toLowerCase().replace(/[-_ ]/g, '');
  if (known === 'utf8') return 'utf-8';
  if (['gb18030', 'gbk', 'gb2312'].includes(known)) return 'gb18030';
  throw refused(
    'import.encoding-unknown',
    `不认识编码“${name}”，可用 utf-8 或 gb18030（GBK、GB2312 也写 gb18030）。`,
  );
}

async function bodyNamed(db: Database, name: string): Promise<Pick<Agency, 'agencyId' | 'name'>> {
  const names: string[] = [];
  for (let after: string | undefined; ; ) {
    const agencies = await listAgencies(db, { after, limit: 500 });
    const found = agencies.find((agency) => agency.name === name || agency.shortName === name);
    if (found !== undefined) return found;
    names.push(...agencies.map((agency) => agency.name));
    after = agencies.at(-1)?.name;
    if (agencies.length < 500) break;
  }
  const known =
    names.length === 0
      ? '还没有登记任何机关，请先登记'
      : `已登记的机关有：${names.slice(0, 20).join('、')}`;
  throw refused('import.body-unknown', `没有登记名为“${name}”的机关。${known}。`);
}

function progressOn(out: NodeJS.WriteStream, words: Words): (progress: ImportProgress) => void {
  let last = performance.now();
  return ({ stage, rows }) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    out.write(
      stage === 'read'
        ? words(`已检查 ${rows} 行\n`, `checked ${rows} rows\n`)
        : words(`已编入检索 ${rows} 件\n`, `made searchable ${rows}\n`),
    );
  };
}

function told(report: ImportReport, options: Options, words: Words): string {
  const { rows, added, skipped, badRows, shownBadRows, importedBeforeAt } = report;
  if (badRows > 0) {
    const lines = shownBadRows.map(({ line, problems }) =>
      words(`第 ${line} 行：${problems.join('；')}`, `line ${line}: ${problems.join('; ')}`),
    );
    if (badRows > shownBadRows.length)
      lines.push(
        words(
          `……另有 ${badRows - shownBadRows.length} 行`,
          `… and ${badRows - shownBadRows.length} more`,
        ),
      );
    lines.push(
      words(
        `共 ${rows} 行，其中 ${badRows} 行有错，没有导入任何内容。请改正后再导入。`,
        `${badRows} of ${rows} rows are wrong; nothing was imported. Mend them and import again.`,
      ),
    );
    return lines.join('\n');
  }
  if (options.dryRun === true)
    return words(
      `检查了 ${rows} 行，没有错误；没有导入。`,
      `Checked ${rows} rows; no mistakes; nothing imported.`,
    );
  if (importedBeforeAt !== null)
    return words(
      `这个文件已在 ${importedBeforeAt.slice(0, 16).replace('T', ' ')} 导入过，没有新的内容。`,
      `This file was imported at ${importedBeforeAt}; nothing to do.`,
    );
  return words(
    `导入 ${added} 件处罚决定，已公开并可检索；${skipped} 件以前已导入，没有重复。`,
    `Imported ${added} decisions; ${skipped} were there already.`,
  );
}

function refused(code: string, text: string): Refused {
  return new Refused({ code, text, clauses: [] });
}
