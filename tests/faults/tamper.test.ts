// Single edits of the database by its owner, who may switch off every trigger and constraint: all of them are found, and
// no event that was left alone is ever named.
//
// Each round makes one edit, verifies, compares what was named with what was touched, and takes the edit back. The seed
// is printed; MINGFA_TAMPER_SEED repeats a run, MINGFA_TAMPER_EDITS changes how many edits it makes.

import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { commitment, leafHash } from '../../src/ledger/index.store.ts';
import { type Finding, findingText, type Json } from '../../src/ledger/index.ts';
import { appendAction } from '../../src/store/index.store.ts';
import { instantOf } from '../../src/store/ledger-row.store.ts';
import { sealBatch, settledLogId } from '../../src/store/ledger-seal.store.ts';
import { verifyHistory } from '../../src/store/ledger-verify.store.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';

const seed = Number(process.env.MINGFA_TAMPER_SEED ?? randomInt(2 ** 31));
const edits = Number(process.env.MINGFA_TAMPER_EDITS ?? 600);
const origin = 'log.test/mingfa';

/** Numbers that are the same for the same seed (mulberry32). */
function chanceOf(start: number) {
  let state = start >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), state | 1);
    n ^= n + Math.imul(n ^ (n >>> 7), n | 61);
    return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: <T>(items: readonly T[]) => items[below(items.length)] as T };
}
type Chance = ReturnType<typeof chanceOf>;

// One kind with many columns is tried more often than a kind with one way to go.
const oftener = [
  'eventColumn',
  'eventColumn',
  'eventColumn',
  'eventColumn',
  'logRowEdited',
  'logRowEdited',
];

/** What one edit touched: the events that must be named, or none when only the log was touched. */
type Edit = { readonly title: string; readonly events: readonly string[] };

let db: TestDatabase;
let owner: pg.Client;
let secretFolder: string;

const key = (row: { agency_id: string; stream_id: string; sequence: number }) =>
  `${row.agency_id}/${row.stream_id}/${row.sequence}`;

beforeAll(async () => {
  db = await aDatabase();
  secretFolder = join(db.dataFolder, 'secret');
  owner = new pg.Client({ ...inject('testServer'), database: db.name, user: 'postgres' });
  await owner.connect();
  // As its owner would: no triggers, no checks, no foreign keys.
  await owner.query(`set session_replication_role = replica; set search_path = mingfa; set timezone = 'Etc/GMT-8';
    do $$ declare c record; begin
      for c in select conrelid::regclass as t, conname from pg_constraint
        where contype = 'c' and conrelid in ('event'::regclass, 'ledger_leaf'::regclass, 'ledger_tile'::regclass,
          'ledger_checkpoint'::regclass)
      loop execute format('alter table %s drop constraint %I', c.t, c.conname); end loop; end $$`);
  await fill();
});

afterAll(async () => {
  await owner.end();
  await db.close();
});

async function fill() {
  const deps = {
    pool: db.pool,
    key: db.secret,
    origin,
    secretFolder,
    now: () => '2026-09-28T10:00:00.123+08:00',
  };
  const agencies = [randomUUID(), randomUUID()];
  const streams = Array.from({ length: 40 }, (_, n) => ({
    agencyId: agencies[n % 2] as string,
    streamId: randomUUID(),
    version: 0,
  }));
  const chance = chanceOf(1);
  for (let round = 0; round < 20; round += 1) {
    for (const stream of streams) {
      if (round > 0 && chance.below(3) > 0) continue;
      const events = Array.from({ length: 1 + chance.below(3) }, (_, n) => anEvent(chance, n));
      const { agencyId, streamId } = stream;
      await appendAction(db, { agencyId, streamId, expectedVersion: stream.version, events });
      stream.version += events.length;
    }
    for (;;) {
      const settled = await settledLogId(db.pool, 5000);
      const sealed = await sealBatch(deps, settled ?? 0);
      if (sealed?.isFull !== true) break;
    }
  }
}

function anEvent(chance: Chance, n: number) {
  const data: Json = {
    事由: chance.pick(['占道经营', '无证设摊', '超限运输']),
    金额: chance.below(100_000),
    note: { 'a.b': ['1.5', n], empty: {}, ok: true, none: null },
  };
  return {
    kind: chance.pick(['leadReceived', 'evidenceCollected', 'noticeServed', 'decisionMade']),
    at: `2026-09-${String(1 + chance.below(28)).padStart(2, '0')}T09:00:00.${chance.below(10)}00+08:00`,
    actorId: chance.below(3) === 0 ? null : randomUUID(),
    data,
    clauses: chance.below(2) === 0 ? [] : ['apl-2021-44', 'kaifu-1.4-a'],
  };
}

/** Runs one statement that must touch exactly one row. */
async function one(sql: string, values: unknown[] = []) {
  const { rowCount } = await owner.query(sql, values);
  if (rowCount !== 1) throw new Error(`${rowCount} rows: ${sql}`);
}

async function someEvent(chance: Chance) {
  const { rows } = await owner.query(
    `select *, (at at time zone interval '8 hours')::text as at_text from event order by log_id offset $1 limit 1`,
    [chance.below(await count('event'))],
  );
  return rows[0];
}

async function count(table: string): Promise<number> {
  return Number((await owner.query(`select count(*) from ${table}`)).rows[0].count);
}

// How a value of each type is changed; $1 is a number of chance's.
const changes: Record<string, readonly string[]> = {
  bigint: ['# + 1000000 + $1', '-# - 1'],
  integer: ['# + 100000 + $1 % 1000', '-# - 1'],
  uuid: [`md5(#::text || $1)::uuid`],
  text: ['# || $1::text', `'x' || #`, `''`],
  bytea: [
    `set_byte(#, ($1 % octet_length(#))::int, (get_byte(#, ($1 % octet_length(#))::int) + 1 + $1 % 255)::int % 256)`,
    `substr(#, 1, octet_length(#) - 1)`,
    `# || '\\x00'::bytea`,
    `''::bytea`,
  ],
  'timestamp with time zone': [
    `# + interval '1 microsecond'`,
    `# - interval '1 day'`,
    `'infinity'`,
    `# - interval '5000 years'`,
  ],
  jsonb: [
    `jsonb_set(#, '{金额}', to_jsonb($1 + 1000000))`,
    `# || jsonb_build_object('x' || $1, null)`,
    `# - '事由'`,
    `jsonb_set(#, '{note,ok}', 'false')`,
    `jsonb_set(#, '{金额}', ((# ->> '金额') || '.0')::jsonb)`,
    `jsonb_set(#, '{note,empty}', '1e400')`,
    `'null'`,
    `to_jsonb(array[#])`,
  ],
  ARRAY: [
    `# || 'apl-2021-1'::text`,
    `# || null::text`,
    `array[array['x']]`,
    `('[5:5]={x}')::text[]`,
  ],
};

async function columnsOf(table: string) {
  const { rows } = await owner.query(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'mingfa' and table_name = $1 order by ordinal_position`,
    [table],
  );
  return rows as { name: string; type: string }[];
}

/** Changes one column of one row. */
async function editColumn(chance: Chance, table: string, where: string): Promise<string> {
  const column = chance.pick(await columnsOf(table));
  const change = chance.pick(changes[column.type] as readonly string[]);
  const expression = change.replaceAll('#', `"${column.name}"`);
  const n = chance.below(1_000_000);
  // Column generated always: only the owner, and only so.
  await owner.query(`alter table event alter column log_id set generated by default`);
  const nullable =
    column.name === 'actor_id' ? `coalesce(${expression}, gen_random_uuid())` : expression;
  const value = nullable.includes('$1') ? nullable.replaceAll('$1', String(n)) : nullable;
  await one(`update ${table} set "${column.name}" = ${value} where ${where}`);
  return `${table}.${column.name} = ${value}`;
}

const kinds: Record<string, (chance: Chance) => Promise<Edit>> = {
  async eventColumn(chance) {
    const event = await someEvent(chance);
    const title = await editColumn(chance, 'event', `log_id = ${event.log_id}`);
    return { title, events: [key(event)] };
  },
  async eventDeleted(chance) {
    const event = await someEvent(chance);
    await one(`delete from event where log_id = $1`, [event.log_id]);
    return { title: 'event deleted', events: [key(event)] };
  },
  async eventForged(chance) {
    const event = await someEvent(chance);
    const forged = {
      ...event,
      stream_id: chance.below(2) ? event.stream_id : randomUUID(),
      sequence: 9000,
    };
    const mark = chance.pick(['copied', 'random']);
    const made = rehash(forged, { salt: randomBytes(16) });
    await one(
      `insert into event (log_id, agency_id, stream_id, sequence, kind, at, actor_id, data, clauses, salt, commitment,
         leaf_hash, mac, recorded_at) overriding system value
       select $1, agency_id, $2, 9000, kind, at, actor_id, data, clauses, $3, $4, $5, $6, recorded_at
       from event where log_id = $7`,
      [
        chance.pick([-5, 0, 10_000_000]),
        forged.stream_id,
        made.salt,
        made.commitment,
        made.leafHash,
        mark === 'copied' ? event.mac : randomBytes(32),
        event.log_id,
      ],
    );
    return { title: `event forged with a ${mark} mark`, events: [key(forged)] };
  },
  async eventReplayed(chance) {
    const event = await someEvent(chance);
    const copy = { ...event, stream_id: randomUUID() };
    await one(
      `insert into event (agency_id, stream_id, sequence, kind, at, actor_id, data, clauses, salt, commitment, leaf_hash,
         mac, recorded_at)
       select agency_id, $1, sequence, kind, at, actor_id, data, clauses, salt, commitment, leaf_hash, mac, recorded_at
       from event where log_id = $2`,
      [copy.stream_id, event.log_id],
    );
    return { title: 'event copied into another stream, mark and all', events: [key(copy)] };
  },
  async eventRewritten(chance) {
    const event = await someEvent(chance);
    const changed = { ...event, data: { ...event.data, 金额: 1 + chance.below(1000) + 200_000 } };
    const made = rehash(changed, { salt: event.salt });
    await one(`update event set data = $1, commitment = $2, leaf_hash = $3 where log_id = $4`, [
      changed.data,
      made.commitment,
      made.leafHash,
      event.log_id,
    ]);
    const also = chance.pick(['', 'leaf', 'leaf and tile']);
    if (also !== '')
      await one(`update ledger_leaf set leaf_hash = $1 where log_id = $2`, [
        made.leafHash,
        event.log_id,
      ]);
    if (also === 'leaf and tile') {
      const { rows } = await owner.query(`select leaf_index from ledger_leaf where log_id = $1`, [
        event.log_id,
      ]);
      const index = Number(rows[0].leaf_index);
      await one(
        `update ledger_tile set hashes = overlay(hashes placing $1 from $2 for 32) where level = 0 and tile_index = $3`,
        [made.leafHash, (index % 256) * 32 + 1, Math.floor(index / 256)],
      );
    }
    return { title: `event rewritten with its hashes, ${also}`, events: [key(event)] };
  },
  async eventsSwapped(chance) {
    const [first, second] = [await someEvent(chance), await someEvent(chance)];
    if (first.log_id === second.log_id) return kinds.eventsSwapped?.(chance) as Promise<Edit>;
    const columns = chance.pick([
      ['log_id'],
      ['agency_id', 'stream_id', 'sequence'],
      ['kind', 'at', 'actor_id', 'data', 'clauses', 'salt', 'commitment', 'leaf_hash', 'mac'],
      ['salt', 'commitment', 'leaf_hash', 'mac'],
      ['recorded_at'],
    ]);
    const isSame = columns.every((column) => String(first[column]) === String(second[column]));
    if (isSame) return kinds.eventsSwapped?.(chance) as Promise<Edit>;
    await owner.query(`alter table event alter column log_id set generated by default`);
    await owner.query(
      'create temp table held on commit drop as select * from event where log_id = any ($1)',
      [[first.log_id, second.log_id]],
    );
    await owner.query('delete from event where log_id = any ($1)', [[first.log_id, second.log_id]]);
    const all = (await columnsOf('event')).map(({ name }) => name);
    const from = all.map((name) => `${columns.includes(name) ? 'b' : 'a'}.${name}`).join(', ');
    await owner.query(`insert into event (${all.join(', ')}) overriding system value
      select ${from} from held a join held b on a.log_id <> b.log_id`);
    return {
      title: `${columns.join(', ')} of two events swapped`,
      events: [key(first), key(second)],
    };
  },
  async logRowEdited(chance) {
    const table = chance.pick(['ledger_leaf', 'ledger_tile', 'ledger_checkpoint']);
    const title = await editColumn(chance, table, `ctid = '${await someRow(chance, table)}'`);
    return { title, events: [] };
  },
  async logRowDeleted(chance) {
    const table = chance.pick(['ledger_leaf', 'ledger_tile', 'ledger_checkpoint']);
    await one(`delete from ${table} where ctid = '${await someRow(chance, table)}'`);
    return { title: `${table} row deleted`, events: [] };
  },
  async logRowForged(chance) {
    const statement = chance.pick([
      `insert into ledger_leaf select leaf_index + 5000, log_id + 20000000, leaf_hash, agency_id, stream_id, sequence,
         kind, at, recorded_at, sealed_size, mac from ledger_leaf where leaf_index = 3`,
      `insert into ledger_tile select level + 3, tile_index, width, hashes from ledger_tile where level = 1`,
      `insert into ledger_tile select level, tile_index + 900, width, hashes from ledger_tile
         where level = 0 and tile_index = 0`,
      `insert into ledger_checkpoint select size + 7000, root, note, at, mac from ledger_checkpoint
         order by ledger_checkpoint.size desc limit 1`,
    ]);
    await one(statement);
    return { title: statement, events: [] };
  },
  async leavesSwapped(chance) {
    const size = await count('ledger_leaf');
    const [a, b] = [chance.below(size), chance.below(size - 1)];
    const other = b >= a ? b + 1 : b;
    await owner.query(
      `update ledger_leaf set leaf_index = -1 - leaf_index where leaf_index in ($1, $2)`,
      [a, other],
    );
    await owner.query(
      `update ledger_leaf set leaf_index = case leaf_index when -1 - $1::bigint then $2 else $1 end where leaf_index < 0`,
      [a, other],
    );
    return { title: `leaves ${a} and ${other} swapped`, events: [] };
  },
  async tailCut(chance) {
    const { rows } = await owner.query(
      `select size from ledger_checkpoint where size > 0 order by size desc offset $1 limit 1`,
      [1 + chance.below(10)],
    );
    const size = Number(rows[0].size);
    const isWithEvents = chance.below(2) === 0;
    const gone = isWithEvents
      ? await owner.query(
          `delete from event where log_id in
          (select log_id from ledger_leaf where leaf_index >= $1) returning *`,
          [size],
        )
      : null;
    await owner.query(`delete from ledger_leaf where leaf_index >= ${size}`);
    await owner.query(`delete from ledger_checkpoint where size > ${size}`);
    await owner.query(
      `delete from ledger_tile where tile_index * 256 >= ${size} / power(256, level)`,
    );
    await owner.query(`update ledger_tile
      set width = floor(${size} / power(256, level))::int - tile_index * 256,
        hashes = substr(hashes, 1, 32 * (floor(${size} / power(256, level))::int - tile_index::int * 256))
      where floor(${size} / power(256, level))::int - tile_index * 256 between 1 and 255`);
    await owner.query(`delete from ledger_tile where width < 1`);
    // The names of events that went with their leaves are gone as well; that they are gone is what is told.
    return { title: `log cut to ${size}${gone === null ? '' : ', events and all'}`, events: [] };
  },
};

async function someRow(chance: Chance, table: string): Promise<string> {
  const { rows } = await owner.query(
    `select ctid::text from ${table} order by ctid offset $1 limit 1`,
    [chance.below(await count(table))],
  );
  return rows[0].ctid;
}

function rehash(row: pg.QueryResultRow, { salt }: { salt: Buffer }) {
  const committed = commitment(salt, {
    agencyId: row.agency_id,
    streamId: row.stream_id,
    sequence: row.sequence,
    kind: row.kind,
    at: instantOf(row.at_text),
    actorId: row.actor_id,
    data: row.data,
    clauses: row.clauses,
  });
  return { salt, commitment: committed, leafHash: leafHash(committed) };
}

const verify = (pool: pg.Pool) => verifyHistory({ pool, key: db.secret, secretFolder });

/** Verification inside the owner's open transaction, so that taking an edit back is a rollback. */
function poolOfOwner(): pg.Pool {
  const client = {
    query: (text: string, values?: unknown[]) =>
      /^(begin|rollback)/.test(text) ? Promise.resolve({ rows: [] }) : owner.query(text, values),
    release: () => {},
  };
  return { connect: () => Promise.resolve(client) } as unknown as pg.Pool;
}

function namedBy(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) =>
    'event' in finding
      ? [`${finding.event.agencyId}/${finding.event.streamId}/${finding.event.sequence}`]
      : [],
  );
}

describe('whoever owns the database cannot change the past unnoticed', () => {
  test('given a history left alone, when it is verified, then nothing is found', async () => {
    const verified = await verify(db.pool);
    expect(verified.findings).toEqual([]);
    expect(verified.isWhole).toBe(true);
    expect(verified.size).toBeGreaterThan(512);
  });

  test(`given ${edits} single edits, then each is found, and only what was touched is named (seed ${seed})`, async () => {
    console.info(`tamper: seed ${seed}, ${edits} edits`);
    const chance = chanceOf(seed);
    const counted = new Map<string, number>();
    for (let n = 0; n < edits; n += 1) {
      const kind = chance.pick([...Object.keys(kinds), ...oftener]);
      await owner.query('begin');
      try {
        const edit = await (kinds[kind] as (chance: Chance) => Promise<Edit>)(chance);
        const { findings, isWhole } = await verify(poolOfOwner());
        const told = `edit ${n} (${kind}: ${edit.title}), seed ${seed}:\n${findings.map(findingText).join('\n')}`;
        expect(isWhole, told).toBe(false);
        expect(findings.map(findingText).join(''), told).not.toContain('undefined');
        expect(new Set(namedBy(findings)), told).toEqual(new Set(edit.events));
      } finally {
        await owner.query('rollback');
      }
      counted.set(kind, (counted.get(kind) ?? 0) + 1);
    }
    console.info(`tamper: ${JSON.stringify(Object.fromEntries(counted))}`);
    expect((await verify(db.pool)).findings).toEqual([]);
  }, 600_000);
});
