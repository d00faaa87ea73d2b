// Case actions, over durable inserts of the same size, and in a large database, over a small one.
//
// An action is what an officer's click keeps: one event of some 800 bytes, the folded state of some 2 kB, four open
// clocks of which one moves at every other action, the receipt of the command. The insert puts the same bytes into one
// row, as JSON, with a generated key. Both are driven by eight clients on the same server, each waiting for its answer
// before it goes on; all take turns in one run. Cases are chosen at random over the whole database.

import { randomUUID } from 'node:crypto';
import { type ActionToAppend, appendAction, type Database } from '../../src/store/index.store.ts';
import type { Figure } from '../../tools/bench.ts';
import { aClock, agencyId, aText, loadCases, officers, startBenchServer } from './case-load.ts';
import { bareInsert, clients, median, perSecond } from './rounds.ts';

const accountId = randomUUID();
const at = '2026-09-28T09:00:00.000+08:00';
const [officer = ''] = officers;
const data = Array.from({ length: 40 }, () => ({
  text: aText(150),
  by: officer,
  at,
  place: aText(20),
}));
const states = Array.from({ length: 20 }, () => ({
  facts: Array.from({ length: 13 }, () => ({ at, text: aText(20), by: officer })),
}));

/** Measures; `quick` compares 100,000 cases with 1,000 instead of a million. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const many = quick ? 100_000 : 1_000_000;
  const millis = quick ? 600 : 1_500;
  const rounds = quick ? 9 : 15;
  const server = await startBenchServer();
  try {
    const small = await server.open('small');
    const large = await server.open('large');
    const start = { state: states[0] ?? {}, data: data[0] ?? {}, clocks: clocksAt(1) };
    await loadCases(small, { ...start, cases: 1_000 });
    await loadCases(large, { ...start, cases: many });
    await small.pool.query(
      'create table bare (id bigint generated always as identity primary key, agency_id uuid not null, body jsonb not null)',
    );
    await server.settle([small, large]);
    const ways = {
      bare: bareInsert(small, () => JSON.stringify(anAction(officer, 1))),
      small: await acting(small),
      large: await acting(large),
    };
    for (const way of Object.values(ways)) await perSecond(way, millis / 2);

    const taken = [];
    for (let round = 0; round < rounds; round += 1)
      taken.push({
        bare: await perSecond(ways.bare, millis),
        small: await perSecond(ways.small, millis),
        large: await perSecond(ways.large, millis),
      });
    return figures(taken, many);
  } finally {
    await server.stop();
  }
}

type Taken = { readonly bare: number; readonly small: number; readonly large: number };

function figures(taken: readonly Taken[], many: number): readonly Figure[] {
  const rate = (way: keyof Taken) =>
    Math.round(median(taken.map((one) => one[way]))).toLocaleString('en');
  return [
    {
      name: '办理写入',
      value: median(taken.map(({ small, bare }) => small / bare)),
      target: 0.6,
      unit: '×',
      better: 'higher',
      compared: `每秒 ${rate('small')} 项写入，比每秒 ${rate('bare')} 次同样大小的持久写入，各 ${clients} 个客户端`,
    },
    {
      name: '案件很多时办理一项的代价',
      value: median(taken.map(({ small, large }) => small / large)),
      target: 1.3,
      unit: '×',
      better: 'lower',
      compared: `1,000 件时每秒 ${rate('small')} 项，比 ${many.toLocaleString('en')} 件时每秒 ${rate('large')} 项`,
    },
  ];
}

async function acting(db: Database): Promise<(client: number) => Promise<void>> {
  const { rows } = await db.pool.query<{ case_id: string }>(
    'select case_id from case_file order by random() limit 200000',
  );
  const versions = new Map<string, number>();
  return async (client) => {
    // Each client has cases of its own: two on one case would measure refusals.
    const step = Math.floor((Math.random() * rows.length) / clients);
    const caseId = rows[step * clients + client]?.case_id ?? '';
    const version = versions.get(caseId) ?? 1;
    await appendAction(db, anAction(caseId, version));
    versions.set(caseId, version + 1);
  };
}

function clocksAt(version: number) {
  return [
    aClock('decide', 3),
    aClock('archive', 9),
    aClock('disclose', version >> 1),
    aClock('record', 20),
  ];
}

function anAction(streamId: string, version: number): ActionToAppend {
  return {
    agencyId,
    streamId,
    expectedVersion: version,
    events: [
      {
        kind: 'evidenceCollected',
        at,
        actorId: officer,
        data: oneOf(data),
        clauses: ['anze-L5-1', 'apl-2021-54'],
      },
    ],
    caseFile: {
      procedure: 'penalty',
      variant: 'general',
      caseNumber: `案${streamId.slice(0, 13)}`,
      title: '某店占道经营影响市容环境卫生案',
      partyName: '某某餐饮管理有限公司',
      step: 'investigation',
      standing: 'open',
      handlerIds: officers,
      departmentId: agencyId,
      state: oneOf(states),
    },
    clocks: clocksAt(version),
    idempotency: {
      accountId,
      key: randomUUID(),
      fingerprint: 'f'.repeat(64),
      answer: { version: version + 1 },
    },
  };
}

function oneOf<T>(values: readonly [T, ...T[]] | readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}
