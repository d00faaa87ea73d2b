import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesUnder } from './source-files.ts';

/** One measured figure beside what it must reach. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly unit: string;
  /** What was divided by what, or how it was taken. */
  readonly compared: string;
  readonly better: 'higher' | 'lower';
};

/** What a bench module exports. */
export type Bench = { measure(options: { quick: boolean }): Promise<readonly Figure[]> };

/** Runs the bench modules one after another and prints every figure beside its target. */
export async function runBench(
  folder: string,
  { names, quick }: { names: readonly string[]; quick: boolean },
): Promise<void> {
  const paths = filesUnder(folder, '', ['.bench.ts']).filter(
    (path) => names.length === 0 || names.some((name) => path.includes(name)),
  );
  if (paths.length === 0) throw new Error(`${folder} 中没有名称含“${names.join('、')}”的测量。`);
  const figures: Figure[] = [];
  for (const path of paths) {
    const started = performance.now();
    console.error(`测量 ${path} ……`);
    const bench: Bench = await import(pathToFileURL(join(folder, path)).href);
    figures.push(...(await bench.measure({ quick })));
    console.error(`  用时 ${((performance.now() - started) / 1000).toFixed(0)} 秒`);
  }
  for (const line of table(figures)) console.log(line);
  if (quick) console.log('（--quick：数据量较小，结论以完整测量为准）');
}

/** Whether a figure reaches its target; the target itself is enough. */
export function isReached({ value, target, better }: Figure): boolean {
  return better === 'higher' ? value >= target : value <= target;
}

/** The figures as aligned lines. */
export function table(figures: readonly Figure[]): readonly string[] {
  const rows = figures.map((figure) => [
    figure.name,
    `${shown(figure.value)} ${figure.unit}`.trim(),
    `${figure.better === 'higher' ? '≥' : '≤'} ${shown(figure.target)}`,
    isReached(figure) ? '达到' : '未达到',
    figure.compared,
  ]);
  const all = [['项目', '结果', '目标', '结论', '比较'], ...rows];
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? '')))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function shown(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

function widthOf(text: string): number {
  return Array.from(text).reduce(
    (sum, each) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(each) ? 2 : 1),
    0,
  );
}
