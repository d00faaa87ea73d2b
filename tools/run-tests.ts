import { createVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';

/** How a run ended. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why something could not run, with how many tests that concerns. */
  readonly reasons: ReadonlyMap<string, number>;
  /** Files that passed only when they were run again, alone. */
  readonly secondTries: readonly string[];
};

/** A test in a browser depends on the time that others leave it: so many files at most are given a second try. */
const mostSecondTries = 2;

/**
 * Runs all tests, or those whose file name contains one of the words.
 *
 * @returns true when everything passed
 */
export async function runTests(
  root: string,
  words: readonly string[],
  update = false,
): Promise<boolean> {
  const vitest = await createVitest('test', {
    root,
    run: true,
    watch: false,
    reporters: ['default'],
    update,
    passWithNoTests: false,
  });
  let tally: Tally;
  try {
    const { testModules, unhandledErrors } = await vitest.start([...words]);
    const tried = unhandledErrors.length === 0 ? await tryAgain(vitest, testModules) : [];
    const modules = [
      ...testModules.filter(({ id }) => tried.every((again) => again.id !== id)),
      ...tried,
    ];
    tally = {
      ...tallyOf(modules, unhandledErrors.length),
      secondTries: tried.filter((module) => module.ok()).map((module) => module.relativeModuleId),
    };
  } catch (error) {
    console.error(error);
    tally = {
      passed: 0,
      failed: 1,
      skipped: 0,
      reasons: new Map([['测试环境没有准备好，原因见上', 1]]),
      secondTries: [],
    };
  } finally {
    await vitest.close();
  }
  for (const line of closingLines(tally)) console.log(line);
  const isSound = tally.failed === 0 && tally.passed > 0;
  process.exitCode = isSound ? 0 : 1;
  return isSound;
}

/** Runs browser tests that failed once more with nothing beside them; nothing when more failed than chance explains. */
async function tryAgain(
  vitest: Vitest,
  modules: readonly TestModule[],
): Promise<readonly TestModule[]> {
  const failed = modules.filter((module) => !module.ok());
  const inBrowser = failed.filter((module) => module.relativeModuleId.startsWith('tests/e2e/'));
  if (inBrowser.length === 0 || failed.length > Math.min(inBrowser.length, mostSecondTries))
    return [];
  console.log(`单独再运行一次：${inBrowser.map((module) => module.relativeModuleId).join('、')}`);
  const again = await vitest.rerunTestSpecifications(
    inBrowser.map((module) => module.toTestSpecification()),
  );
  return again.testModules.filter(({ id }) => inBrowser.some((module) => module.id === id));
}

/** Counts tests; a file that could not be loaded and an error outside any test count as one failure each. */
export function tallyOf(
  modules: readonly TestModule[],
  strayErrors: number,
): Omit<Tally, 'secondTries'> {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string): number =>
    tests.filter((test) => test.result().state === state).length;
  const reasons = new Map<string, number>();
  for (const test of tests) {
    const reason = reasonOf(test);
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const broken = modules.filter((module) => module.errors().length > 0).length;
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending') + broken + strayErrors,
    skipped: count('skipped'),
    reasons,
  };
}

/** The last lines of a run: what could not run and why, what passed only the second time, then the counts. */
export function closingLines({
  passed,
  failed,
  skipped,
  reasons,
  secondTries,
}: Tally): readonly string[] {
  const notRun = [...reasons].map(([reason, count]) => `未能运行 ${count} 项：${reason}`);
  return [
    ...notRun,
    ...secondTries.map((file) => `第二次单独运行才通过：${file}`),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ];
}

function reasonOf(test: TestCase): string | null {
  const result = test.result();
  if (result.state !== 'skipped') return null;
  return result.note ?? `没有写明原因（${test.module.relativeModuleId} > ${test.fullName}）`;
}
