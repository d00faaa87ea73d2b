import { createVitest, type TestCase, type TestModule } from 'vitest/node';

/** How a run ended. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why something could not run, with how many tests that concerns. */
  readonly reasons: ReadonlyMap<string, number>;
};

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
    tally = tallyOf(testModules, unhandledErrors.length);
  } catch (error) {
    console.error(error);
    tally = {
      passed: 0,
      failed: 1,
      skipped: 0,
      reasons: new Map([['测试环境没有准备好，原因见上', 1]]),
    };
  } finally {
    await vitest.close();
  }
  for (const line of closingLines(tally)) console.log(line);
  const isSound = tally.failed === 0 && tally.passed > 0;
  process.exitCode = isSound ? 0 : 1;
  return isSound;
}

/** Counts tests; a file that could not be loaded and an error outside any test count as one failure each. */
export function tallyOf(modules: readonly TestModule[], strayErrors: number): Tally {
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

/** The last lines of a run: what could not run and why, then the counts. */
export function closingLines({ passed, failed, skipped, reasons }: Tally): readonly string[] {
  const notRun = [...reasons].map(([reason, count]) => `未能运行 ${count} 项：${reason}`);
  return [
    ...notRun,
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ];
}

function reasonOf(test: TestCase): string | null {
  const result = test.result();
  if (result.state !== 'skipped') return null;
  return result.note ?? `没有写明原因（${test.module.relativeModuleId} > ${test.fullName}）`;
}
