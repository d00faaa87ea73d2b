// One sweep that finds a hundred due clocks and adds the job of each: among a million open clocks, over among a thousand.
//
// The due ones are spread over the whole table. Both databases lie on one server and take turns.

import { type Database, sweepDueClocks } from '../../src/store/index.store.ts';
import type { Figure } from '../../tools/bench.ts';
import { aClock, loadCases, startBenchServer } from './case-load.ts';

const due = 100;
const rounds = 8;

/** Measures; `quick` compares 100,000 clocks with 1,000 instead of a million. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const many = quick ? 100_000 : 1_000_000;
  const server = await startBenchServer();
  try {
    const small = await server.open('small');
    const large = await server.open('large');
    for (const [db, cases] of [
      [small, 1_000],
      [large, many],
    ] as const) {
      await loadCases(db, { cases, state: {}, data: {}, clocks: [aClock('decide', 3)] });
      await makeDue(db);
    }
    await server.settle([small, large]);

    const taken = [];
    for (let round = 0; round < rounds; round += 1)
      taken.push({ small: await sweepOnce(small, round), large: await sweepOnce(large, round) });
    // The first of each plans its statements.
    taken.shift();
    const [few, lots] = [
      median(taken.map((one) => one.small)),
      median(taken.map((one) => one.large)),
    ];
    return [
      {
        name: '扫描到期的 100 个时钟',
        value: median(taken.map((one) => one.large / one.small)),
        target: 1.5,
        unit: '×',
        better: 'lower',
        compared: `${many.toLocaleString('en')} 个计时中的时钟里 ${lots.toFixed(1)} 毫秒，比 1,000 个里 ${few.toFixed(1)} 毫秒`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Gives each round a hundred cases of its own, drawn at random, that are due in its hour. */
async function makeDue({ pool }: Database): Promise<void> {
  await pool.query(`
    with moved as (
      update case_file file
      set clocks = jsonb_set(clocks, '{0,dueAt}', to_jsonb(to_char(hour, 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')))
      from (select case_id, timestamptz '2026-01-01 00:30+08' + (row_number() over () - 1) / ${due} * interval '1 hour' as hour
        from (select case_id from case_file order by random() limit ${due * rounds}) as drawn) as of_round
      where file.case_id = of_round.case_id returning file.case_id, hour)
    update clock_due set due_at = hour, sweep_at = hour from moved where clock_due.case_id = moved.case_id`);
}

async function sweepOnce(db: Database, round: number): Promise<number> {
  const hour = String(round + 1).padStart(2, '0');
  const start = performance.now();
  const found = await sweepDueClocks(db, `2026-01-01T${hour}:00:00.000+08:00`, 1_000, 'clock-due');
  const millis = performance.now() - start;
  if (found.length !== due)
    throw new Error(`a sweep found ${found.length} clocks instead of ${due}`);
  return millis;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
