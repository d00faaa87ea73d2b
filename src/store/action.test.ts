import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { commitment, leafHash, mac } from '../ledger/index.store.ts';
import { Refused } from '../rules/index.ts';
import {
  type ActionToAppend,
  appendAction,
  type ClockRow,
  readCase,
  readClocks,
  readEvents,
} from './index.store.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

const at = '2026-09-28T09:00:00.000+08:00';

function anAction(change: Partial<ActionToAppend> = {}): ActionToAppend {
  return {
    agencyId: randomUUID(),
    streamId: randomUUID(),
    expectedVersion: 0,
    events: [
      { kind: 'leadReceived', at, actorId: randomUUID(), data: { 来源: '投诉' }, clauses: [] },
    ],
    caseFile: {
      procedure: 'penalty',
      variant: 'general',
      caseNumber: null,
      title: '某店占道经营案',
      partyName: '某店',
      step: 'lead',
      standing: 'open',
      handlerIds: [],
      departmentId: null,
      state: { version: 1 },
    },
    ...change,
  };
}

function aClock(change: Partial<ClockRow> = {}): ClockRow {
  return {
    name: 'decide',
    ruleKey: 'case.decide',
    dueAt: '2026-12-27T23:59:59.999+08:00',
    dueOn: '2026-12-27',
    standing: 'running',
    provisional: false,
    ...change,
  };
}

describe('an action is kept whole, once, on the version it was decided on', () => {
  test('given a new case, when its first action is appended, then events, file and clocks are there', async () => {
    const action = anAction({ clocks: [aClock()] });

    expect(await appendAction(db, action)).toEqual({ version: 1 });

    const [event] = await readEvents(db, action.agencyId, action.streamId);
    expect(event).toMatchObject({ sequence: 1, at, ...action.events[0] });
    const file = await readCase(db, action.agencyId, action.streamId);
    expect(file).toMatchObject({ version: 1, openedAt: at, ...action.caseFile });
    expect(await readClocks(db, action.agencyId, action.streamId)).toEqual([
      { agencyId: action.agencyId, caseId: action.streamId, ...aClock() },
    ]);
  });

  test('given a case at version 1, when two decide on it at once, then one is kept and one refused', async () => {
    const first = anAction();
    await appendAction(db, first);
    const next = { ...first, expectedVersion: 1 };

    const both = await Promise.allSettled([appendAction(db, next), appendAction(db, next)]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected')?.reason as Refused;
    expect(refused).toBeInstanceOf(Refused);
    expect(refused.refusals[0]?.code).toBe('case.changed');
    expect(await readEvents(db, first.agencyId, first.streamId)).toHaveLength(2);
  });

  test('given a stream without a file, when versions leave a gap or repeat, then it is refused', async () => {
    const { caseFile: _, ...stream } = anAction();
    await appendAction(db, stream);

    for (const expectedVersion of [0, 2])
      await expect(appendAction(db, { ...stream, expectedVersion })).rejects.toThrow(
        'case.changed',
      );
    await appendAction(db, { ...stream, expectedVersion: 1 });
    expect(await readEvents(db, stream.agencyId, stream.streamId, 1)).toHaveLength(1);
  });

  test('given many at once on many cases, when some are stale, then the others are kept', async () => {
    const actions = Array.from({ length: 40 }, () => anAction({ clocks: [aClock()] }));
    const outcomes = await Promise.allSettled(
      actions.map((action, index) =>
        appendAction(db, index % 10 === 3 ? { ...action, expectedVersion: 7 } : action),
      ),
    );

    for (const [index, { status }] of outcomes.entries()) {
      expect(status).toBe(index % 10 === 3 ? 'rejected' : 'fulfilled');
      const { agencyId, streamId } = actions[index] as ActionToAppend;
      const kept = await readEvents(db, agencyId, streamId);
      expect(kept).toHaveLength(index % 10 === 3 ? 0 : 1);
    }
  });

  test('given a case, when another agency names its id, then nothing is found', async () => {
    const action = anAction();
    await appendAction(db, action);

    expect(await readCase(db, randomUUID(), action.streamId)).toBeNull();
    expect(await readEvents(db, randomUUID(), action.streamId)).toEqual([]);
  });

  test('given an action that fails at its last part, then no part of it is kept', async () => {
    const broken = anAction({
      clocks: [aClock()],
      jobs: [{ task: '', payload: {}, runAt: 'never' }],
    });

    await expect(appendAction(db, broken)).rejects.toThrow();
    expect(await readEvents(db, broken.agencyId, broken.streamId)).toEqual([]);
    expect(await readCase(db, broken.agencyId, broken.streamId)).toBeNull();
  });
});

describe('a repeated command does nothing twice', () => {
  const receipt = (change = {}) => ({
    accountId: randomUUID(),
    key: '一次',
    fingerprint: 'f',
    answer: { version: 1 },
    ...change,
  });

  test('given a kept action, when it comes again, also at the same time, then it answers as before', async () => {
    const action = anAction({ idempotency: receipt() });

    const answers = await Promise.all([1, 2, 3].map(() => appendAction(db, action)));

    expect(answers.filter((one) => one.repeated === undefined)).toHaveLength(1);
    expect(answers.filter((one) => one.repeated !== undefined)).toHaveLength(2);
    expect((await appendAction(db, action)).repeated).toEqual({ version: 1 });
    expect(await readEvents(db, action.agencyId, action.streamId)).toHaveLength(1);
  });

  test('given a used key, when another command brings it, then it is refused', async () => {
    const action = anAction({ idempotency: receipt() });
    await appendAction(db, action);
    const other = anAction({
      agencyId: action.agencyId,
      idempotency: {
        ...action.idempotency,
        ...receipt({ fingerprint: 'g' }),
        accountId: action.idempotency?.accountId ?? '',
      },
    });

    await expect(appendAction(db, other)).rejects.toThrow('command.key-reused');
    expect(await readCase(db, other.agencyId, other.streamId)).toBeNull();
  });

  test('given a command refused for its version, when it is decided anew with the same key, then it is kept', async () => {
    const action = anAction();
    await appendAction(db, action);
    const idempotency = receipt();

    await expect(appendAction(db, { ...action, idempotency })).rejects.toThrow('case.changed');
    expect(await appendAction(db, { ...action, expectedVersion: 1, idempotency })).toEqual({
      version: 2,
    });
  });
});

describe('the open clocks of a case are the set of its last action', () => {
  test('given clocks, when some stay, move, end and begin, then exactly the new set is there', async () => {
    const action = anAction({
      clocks: [aClock(), aClock({ name: 'moves' }), aClock({ name: 'ends' })],
    });
    await appendAction(db, action);
    const clocks = [
      aClock(),
      aClock({
        name: 'moves',
        dueAt: '2027-01-05T23:59:59.999+08:00',
        dueOn: '2027-01-05',
        provisional: true,
      }),
      aClock({
        name: 'begins',
        dueAt: '2026-09-29T09:00:00.000+08:00',
        dueOn: null,
        standing: 'paused',
      }),
    ];

    await appendAction(db, { ...action, expectedVersion: 1, clocks });

    const kept = await readClocks(db, action.agencyId, action.streamId);
    const key = { agencyId: action.agencyId, caseId: action.streamId };
    expect(kept).toEqual([clocks[2], clocks[0], clocks[1]].map((clock) => ({ ...key, ...clock })));
  });

  test('given clocks, when an action says nothing of them, then they stay; when it says none, then none', async () => {
    const action = anAction({ clocks: [aClock()] });
    await appendAction(db, action);
    const { clocks: _, ...silent } = { ...action, expectedVersion: 1 };

    await appendAction(db, silent);
    expect(await readClocks(db, action.agencyId, action.streamId)).toHaveLength(1);
    await appendAction(db, { ...action, expectedVersion: 2, clocks: [] });
    expect(await readClocks(db, action.agencyId, action.streamId)).toEqual([]);
  });
});

describe('[anze-R18-2] what was recorded stays', () => {
  test.each(['event', 'ledger_leaf', 'ledger_checkpoint'])(
    'given %s, when its owner updates, deletes or truncates, then the database refuses',
    async (table) => {
      const column = { event: 'kind', ledger_leaf: 'log_id', ledger_checkpoint: 'note' }[table];
      for (const change of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        await expect(db.pool.query(change)).rejects.toMatchObject({ code: 'MF002' });
    },
  );

  test('given an event, when it is read back, then its commitment, leaf and mark can be made again', async () => {
    const data = { 文: '𠀀 "引号" \\ /', n: -0, deep: [[], {}, null, true] };
    const action = anAction();
    const event = { ...action.events[0], data, clauses: ['anze-R18-2', 'a"b\\c,{}'] };
    await appendAction(db, { ...action, events: [event as (typeof action.events)[0]] });

    const [stored] = await readEvents(db, action.agencyId, action.streamId);
    const { rows } = await db.pool.query(
      'select salt, commitment, leaf_hash, mac from event where stream_id = $1',
      [action.streamId],
    );
    const { logId: _, ...committed } = stored as NonNullable<typeof stored>;
    const again = commitment(rows[0].salt, committed);
    expect(rows[0].commitment).toEqual(again);
    expect(rows[0].leaf_hash).toEqual(leafHash(again));
    expect(rows[0].mac).toEqual(mac(db.secret.macKey, again));
  });
});

describe('the public site sees what is published and nothing else', () => {
  test('given the public pool, when it reads or writes elsewhere, then the database refuses', async () => {
    await db.pool.query(
      'create table public_site.shown (n int); insert into public_site.shown values (1)',
    );

    expect((await db.publicPool.query('select n from shown')).rows).toEqual([{ n: 1 }]);
    for (const text of [
      'select from mingfa.event',
      'select from mingfa.case_file',
      'select from graphile_worker.jobs',
    ])
      await expect(db.publicPool.query(text)).rejects.toMatchObject({ code: '42501' });
    for (const text of [
      'insert into shown values (2)',
      'create table public_site.more (n int)',
      'create temp table t (n int)',
    ])
      await expect(db.publicPool.query(text)).rejects.toThrow();
    await expect(
      db.publicPool.query('begin; set transaction read write; insert into shown values (2)'),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a case is found by its key in a young database', () => {
  test('given hundreds of cases of one body that no statistics know of, then no other index is walked', async () => {
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `insert into case_file (agency_id, case_id, version, procedure, title, step, standing, handler_ids, clocks, state,
           projection, opened_at, updated_at)
         select $1, gen_random_uuid(), 1, 'penalty', '某案', 'lead', 'open', '{}', '[]',
           jsonb_build_object('text', repeat(md5(n::text), 20)), 2, now() - n * interval '1 minute', now()
         from generate_series(1, 400) as n`,
        [randomUUID()],
      );
      // As the connections that append are set.
      for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
        await client.query(`set local enable_${way} = off`);
      const { rows } = await client.query<Readonly<Record<string, string>>>(
        `explain update case_file file set version = 2
         from jsonb_to_recordset('[]') as wanted (agency uuid, id uuid)
         join case_file before on before.agency_id = wanted.agency and before.case_id = wanted.id
         where file.agency_id = wanted.agency and file.case_id = wanted.id and file.version = 1`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect([...plan.matchAll(/using (\w+)/g)].map(([, index]) => index)).toEqual([
        'case_file_pkey',
        'case_file_pkey',
      ]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
