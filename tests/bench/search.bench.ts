// Public search over many decisions: how much longer a word takes than looking up one decision by its number.
//
// Ten connections ask without pause. Lookup and searches take turns in small parts of one run, so that whatever else the
// machine does falls on both. Every call reads the database; nothing of an answer is kept between calls.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  measureSearch,
  publishBody,
  readDecisionsByNumber,
  searchDecisions,
} from '../../src/disclosure/index.store.ts';
import { searchValues } from '../../src/disclosure/publication.store.ts';
import { type Database, openDatabase } from '../../src/store/index.store.ts';
import { type BenchDecision, benchDecision, commonWords, mediumWords } from './search-decisions.ts';

type Figure = {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly unit: string;
  readonly compared: string;
  readonly better: 'lower' | 'higher';
};

const connections = 10;
const bodies = Array.from({ length: 4 }, () => randomUUID());

/** Loads the decisions and measures; `quick` takes a tenth of the rows. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const size = quick ? 20_000 : 200_000;
  const dataFolder = mkdtempSync(join(tmpdir(), 'mingfa-bench-'));
  try {
    const db = await openDatabase({ dataFolder, connections });
    try {
      await load(db, size);
      return await compare(db.publicPool, size);
    } finally {
      await db.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function load(db: Database, size: number): Promise<void> {
  const client = new pg.Client(db.connection);
  await client.connect();
  try {
    for (const [index, agencyId] of bodies.entries())
      await publishBody(client, {
        agencyId,
        name: `第${index + 1}执法大队`,
        ruleTitle: null,
        facts: [],
      });
    // A bulk load without the index, then the index: the same rows and the same index as one by one.
    await client.query('drop index public_site.decision_search_lexemes');
    const rows = Array.from({ length: size }, (_, index) => benchDecision(index)).sort((a, b) =>
      a.decidedOn < b.decidedOn ? -1 : 1,
    );
    const decisions = rows.map((row, index) => publicRow(row, index));
    await copy(
      client,
      `public_site.decision (id, agency_id, decision_number, case_name, party_name, facts, law, punishment,
      penalty_kinds, decided_on, published_at, form, fields, source)`,
      decisions.map(decisionLine),
    );
    await copy(
      client,
      'public_site.decision_search (id, agency_id, decided_on, penalty_kinds, text, lexemes)',
      decisions.map(searchLine),
    );
    await client.query("set maintenance_work_mem = '512MB'");
    await client.query(
      'create index decision_search_lexemes on public_site.decision_search using gin (lexemes) with (fastupdate = off)',
    );
    await client.query('vacuum analyze public_site.decision');
    await client.query('vacuum analyze public_site.decision_search');
  } finally {
    await client.end();
  }
  await measureSearch(db.pool);
}

type Row = ReturnType<typeof publicRow>;

function publicRow(row: BenchDecision, index: number) {
  return {
    id: randomUUID(),
    agencyId: bodies[index % bodies.length] as string,
    decisionNumber: row.number,
    caseName: row.caseName,
    partyName: row.party,
    facts: row.facts,
    law: row.law,
    punishment: row.punishment,
    penaltyKinds: ['罚款'],
    decidedOn: row.decidedOn,
    fields: [
      { code: 'party', title: '执法对象', value: row.party },
      { code: 'result', title: '执法结论', value: row.punishment },
    ],
    document: null,
  };
}

function decisionLine(row: Row): string[] {
  const { id, agencyId, decisionNumber, caseName, partyName, facts, law, punishment, decidedOn } =
    row;
  return [
    id,
    agencyId,
    decisionNumber,
    caseName,
    partyName,
    facts,
    law,
    punishment,
    '{罚款}',
    decidedOn,
    `${decidedOn} 09:00+08`,
    'summary',
    JSON.stringify(row.fields),
    'case',
  ];
}

function searchLine(row: Row): string[] {
  const [text, lexemes] = searchValues(row);
  const vector = lexemes.map((lexeme) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`).join(' ');
  return [row.id, row.agencyId, row.decidedOn, '{罚款}', text, vector];
}

async function copy(
  client: pg.Client,
  into: string,
  rows: Iterable<readonly string[]>,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${into} from stdin`));
  for (const row of rows) {
    const line = row.map((value) =>
      value.replace(/[\\\n\t]/g, (found) => ({ '\n': '\\n', '\t': '\\t' })[found] ?? '\\\\'),
    );
    if (!stream.write(`${line.join('\t')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

type Ask = (index: number) => Promise<unknown>;

async function compare(pool: pg.Pool, size: number): Promise<readonly Figure[]> {
  const wordFrom = (words: readonly string[]) => (index: number) =>
    searchDecisions(pool, { typed: words[index % words.length] as string });
  const rareWords = await wordsInOneOrTwo(pool, size);
  const asks: Record<string, Ask> = {
    number: (index) => readDecisionsByNumber(pool, benchDecision((index * 7919) % size).number),
    rare: wordFrom(rareWords),
    medium: wordFrom(Object.keys(mediumWords)),
    common: wordFrom(Object.keys(commonWords)),
  };
  const times: Record<string, number[]> = { number: [], rare: [], medium: [], common: [] };
  for (const [name, ask] of Object.entries(asks))
    await ask(0).then(() => run(ask, 200, []), fail(name));
  for (let round = 0; round < 8; round += 1)
    for (const [name, ask] of Object.entries(asks)) await run(ask, 500, times[name] ?? []);
  const p95 = (name: string) => percentile(times[name] ?? [], 0.95);
  const named = [
    ['rare', '少见词', 3],
    ['medium', '中等词', 8],
    ['common', '常见词', 15],
  ] as const;
  return named.map(([kind, title, target]) => ({
    name: `公开检索：${title}`,
    value: Number((p95(kind) / p95('number')).toFixed(2)),
    target,
    unit: '倍',
    compared: `${title}最新 20 件的 p95（${p95(kind).toFixed(2)} 毫秒）÷ 按文号查一件的 p95（${p95('number').toFixed(2)} 毫秒）；${size} 件，${connections} 个连接，不用缓存`,
    better: 'lower',
  }));
}

function fail(name: string): (error: unknown) => never {
  return (error) => {
    throw new Error(`the search bench cannot ask for ${name}`, { cause: error });
  };
}

/** Pieces of company names, of case numbers and of both, that stand in one or two decisions. */
async function wordsInOneOrTwo(pool: pg.Pool, size: number): Promise<string[]> {
  const words: string[] = [];
  for (let index = 3; words.length < 120 && index < size; index += 97) {
    const { party, number } = benchDecision(index);
    const word = words.length % 3 === 0 ? number.slice(-8) : party.slice(2, -4);
    const { total } = await searchDecisions(pool, { typed: word });
    if (total.kind === 'exactly' && total.matches >= 1 && total.matches <= 2) words.push(word);
  }
  if (words.length < 20) throw new Error('too few rare words among the decisions of the bench');
  return words;
}

async function run(ask: Ask, times: number, into: number[]): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < times) {
      const index = next++;
      const started = performance.now();
      await ask(index + into.length);
      into.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
