import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Composition } from './part.ts';
import { courseSteps } from './scenario.ts';
import {
  readScenarioBook,
  readScenarios,
  type Scenario,
  type ScenarioBook,
  ScenarioFault,
} from './scenario-file.ts';

/** Loads the examples, cast and courses of a procedure. */
export async function loadScenarioBook(file: string): Promise<ScenarioBook> {
  return readScenarioBook(parse(await readFile(file, 'utf8')));
}

/**
 * Loads the scenarios of one file.
 *
 * @throws ScenarioFault when the file is missing, is no YAML or holds something else
 */
export async function loadScenarios(
  file: string,
  composition: Composition,
  book: ScenarioBook,
): Promise<readonly Scenario[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new ScenarioFault(`${file}：没有这个文件或者不能读取，请核对路径。`);
  });
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message : '';
    throw new ScenarioFault(`${file}：不是正确的 YAML，请按提示的行改正。${where}`);
  }
  return readScenarios(value, book, (course, variant, place) =>
    courseSteps({ composition, book }, course, variant, place),
  );
}
