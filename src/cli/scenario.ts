import { join } from 'node:path';
import { assemble } from '../assembly.ts';
import { loadProcedure, loadScenarioBook, loadScenarios } from '../casework/index.store.ts';
import {
  type JsonObject,
  narrate,
  playScenario,
  type Scenario,
  ScenarioFault,
  type ScenarioStage,
} from '../casework/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { type BodySettings, Refused } from '../rules/index.ts';
import type { Define } from './define.ts';
import type { Settings } from './settings.ts';

/** The stage on which the command line plays scenarios; drafts are confirmed so that they can be rehearsed. */
export async function scenarioStage(settings: Settings): Promise<ScenarioStage> {
  const [procedure, book, ruleBook] = await Promise.all([
    loadProcedure(join(settings.proceduresFolder, 'penalty.yaml')),
    loadScenarioBook(join(settings.proceduresFolder, 'penalty.examples.yaml')),
    loadRuleBook({
      rules: settings.rulesFolder,
      extraCalendar: join(settings.dataFolder, 'calendar'),
    }),
  ]);
  const drafts = ruleBook.packs.filter((pack) => pack.draft).map((pack) => pack.id);
  return {
    composition: assemble(procedure),
    book,
    calendar: ruleBook.calendar,
    rulesOf: (pack: string, ours: JsonObject) =>
      ruleBook.rulesFor([pack], {
        ours: ours as NonNullable<BodySettings['ours']>,
        confirmedDrafts: drafts,
      }),
  };
}

type Options = {
  readonly narrate?: boolean;
  readonly live?: boolean;
  readonly json?: boolean;
  readonly url?: string;
};

/** `./mingfa scenario FILE…`: plays scenarios, tells them, or plays them against the running server. */
export const defineScenario: Define = (command, { settings, words }) => {
  command
    .argument('<files...>', words('情景文件（YAML）', 'scenario files (YAML)'))
    .option('--narrate', words('逐步讲述案件经过', 'tell the case step by step'))
    .option(
      '--live',
      words(
        '以演示账号在运行中的服务器上办理',
        'play on the running server with the demonstration accounts',
      ),
    )
    .option('--url <url>', words('服务器地址', 'address of the server'))
    .option('--json', words('输出 JSON', 'print JSON'))
    .action(async (files: string[], options: Options) => {
      process.exitCode = await playFiles(files, options, settings);
    });
};

async function playFiles(
  files: readonly string[],
  options: Options,
  settings: Settings,
): Promise<number> {
  const stage = await scenarioStage(settings);
  const scenarios: Scenario[] = [];
  try {
    for (const file of files)
      scenarios.push(...(await loadScenarios(file, stage.composition, stage.book)));
    if (options.live === true) {
      const { playLive } = await import('./live.ts');
      return await playLive(stage, scenarios, {
        url: options.url ?? `http://${settings.host}:${settings.port}`,
        demonstrationFile: join(settings.home, 'demo/demonstration.yaml'),
      });
    }
    return report(stage, scenarios, options);
  } catch (error) {
    if (!(error instanceof ScenarioFault)) throw error;
    throw new Refused({ code: 'scenario.unreadable', text: error.message, clauses: [] });
  }
}

function report(stage: ScenarioStage, scenarios: readonly Scenario[], options: Options): number {
  const results = scenarios.map((scenario) => playScenario(stage, scenario));
  const failed = results.filter(({ failures }) => failures.length > 0);
  if (options.json === true) {
    const rows = results.map(({ scenario, failures }) => ({
      scenario: scenario.title,
      clauses: scenario.clauses,
      failures,
    }));
    console.log(JSON.stringify(rows, null, 2));
    return failed.length === 0 ? 0 : 1;
  }
  for (const result of results) {
    if (options.narrate === true) {
      const rules = stage.rulesOf(result.scenario.body, {});
      console.log(narrate(result, (id) => rules.clause(id)?.citation ?? id).join('\n'), '\n');
    } else {
      console.log(`${result.failures.length === 0 ? '✓' : '✗'} ${result.scenario.title}`);
      for (const failure of result.failures) console.log(`    ${failure}`);
    }
  }
  console.log(
    `共 ${results.length} 个情景，${results.length - failed.length} 个与预期一致，${failed.length} 个不符。`,
  );
  return failed.length === 0 ? 0 : 1;
}
