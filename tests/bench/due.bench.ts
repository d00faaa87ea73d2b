// Due dates per second on one thread: dates in, dates out, over the real calendar.

import { fileURLToPath } from 'node:url';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import { addDays, due, type Period } from '../../src/rules/index.ts';
import type { Figure } from '../../tools/bench.ts';

const periods: readonly Period[] = [
  { n: 7, unit: 'workday' },
  { n: 20, unit: 'workday' },
  { n: 90, unit: 'day' },
  { n: 60, unit: 'day', lastDayAtRest: 'rolls-forward' },
  { n: 6, unit: 'month', lastDayAtRest: 'rolls-forward' },
];
const days = 5000;
const rounds = 5;

/** Takes the median of five rounds; `quick` counts a tenth. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const rules = fileURLToPath(new URL('../../rules', import.meta.url));
  const { calendar } = await loadRuleBook(rules);
  // Texts of their own, as they come from a database: none is a string the calendar has made.
  const starts = Array.from({ length: days }, (_, index) =>
    Array.from(addDays('2013-01-01', index)).join(''),
  );
  const repeats = quick ? 10 : 100;

  const perSecond: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let provisional = 0;
    const started = performance.now();
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      for (const period of periods) {
        for (const from of starts) {
          if (due(period, from, calendar).provisional) provisional += 1;
        }
      }
    }
    const seconds = (performance.now() - started) / 1000;
    // The count is used, so that nothing of the work can be left out.
    if (provisional < 0) throw new Error('impossible');
    perSecond.push((repeats * periods.length * days) / seconds);
  }
  const median = perSecond.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  return [
    {
      name: '期限计算',
      value: Math.round(median),
      target: 1_000_000,
      unit: '次/秒',
      compared: '单线程，五种期间轮流，五轮取中',
      better: 'higher',
    },
  ];
}
