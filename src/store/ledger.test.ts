import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { openLedgerKey, sha256, verifierFor } from '../ledger/index.store.ts';
import {
  entriesOf,
  hashEntry,
  includes,
  isConsistent,
  openNote,
  parseCheckpoint,
} from '../ledger/index.ts';
import { appendAction, readEvents } from './index.store.ts';
import { ledgerReader } from './ledger-read.store.ts';
import { LogDamaged, type SealingDeps, sealBatch, settledLogId } from './ledger-seal.store.ts';
import { startSealer } from './ledger-sealer.store.ts';
import { verifyHistory } from './ledger-verify.store.ts';

const at = '2026-09-28T09:00:00.000+08:00';
const origin = 'log.test/mingfa';

let db: TestDatabase;
let deps: SealingDeps;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

beforeEach(async () => {
  await db.pool.query(`alter table event disable trigger all; alter table ledger_leaf disable trigger all;
    alter table ledger_checkpoint disable trigger all;
    truncate event, ledger_leaf, ledger_tile, ledger_checkpoint, ledger_quarantine, case_file;
    alter table event enable trigger all; alter table ledger_leaf enable trigger all;
    alter table ledger_checkpoint enable trigger all;`);
  const secretFolder = join(db.dataFolder, `secret-${randomUUID()}`);
  const key = { ...openLedgerKey(secretFolder), macKey: db.secret.macKey };
  deps = { pool: db.pool, key, origin, secretFolder, now: () => at };
});

async function write(count: number, agencyId = randomUUID()) {
  const streamId = randomUUID();
  const events = Array.from({ length: count }, (_, n) => ({
    kind: 'leadReceived',
    at,
    actorId: null,
    data: { n, 事由: '占道经营' },
    clauses: ['apl-2021-54'],
  }));
  await appendAction(db, { agencyId, streamId, expectedVersion: 0, events });
  return { agencyId, streamId };
}

async function seal() {
  const settled = await settledLogId(db.pool, 5000);
  if (settled === null) throw new Error('not settled');
  const first = await sealBatch(deps, settled);
  return first?.isFull ? sealBatch(deps, settled) : first;
}

const verify = () =>
  verifyHistory({ pool: db.pool, key: deps.key, secretFolder: deps.secretFolder });

async function newestCheckpoint() {
  const note = (await ledgerReader(db.pool).checkpoint()) ?? '';
  const text = openNote(note, [verifierFor(origin, deps.key.publicKey)]) ?? '';
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === null) throw new Error(`no checkpoint: ${note}`);
  return checkpoint;
}

describe('what is written is sealed', () => {
  test('given an empty log, when it is sealed, then a checkpoint of nothing is signed', async () => {
    expect(await seal()).toMatchObject({ size: 0, sealed: 0 });
    expect((await newestCheckpoint()).size).toBe(0);
    expect((await verify()).isWhole).toBe(true);
  });

  test('given events over several tiles and batches, then every one can be proved, and the log is whole', async () => {
    const streams = [];
    const seen = [];
    for (const count of [1, 3, 300, 256, 40]) {
      streams.push({ ...(await write(count)), count });
      expect(await seal()).toMatchObject({ sealed: count, quarantined: 0 });
      seen.push(await newestCheckpoint());
    }
    const reader = ledgerReader(db.pool);
    const { size, root } = await newestCheckpoint();
    expect(size).toBe(600);

    for (const { agencyId, streamId, count } of streams) {
      const proved = await reader.proofOf({ agencyId, streamId, sequence: count });
      if (proved === null) throw new Error('no proof');
      const { rows } = await db.pool.query<{ commitment: Buffer }>(
        'select commitment from event where stream_id = $1 and sequence = $2',
        [streamId, count],
      );
      const leafHash = hashEntry(rows[0]?.commitment ?? Buffer.alloc(0), sha256);
      const claim = { index: proved.leafIndex, size, leafHash, root };
      expect(includes(claim, proved.proof, sha256)).toBe(true);
    }
    for (const old of seen) {
      const proof = await reader.consistency(old.size, size);
      const claim = { first: old.size, second: size, firstRoot: old.root, secondRoot: root };
      expect(isConsistent(claim, proof ?? [], sha256)).toBe(true);
    }
    expect(await verify()).toMatchObject({ isWhole: true, size: 600, events: 600, pending: 0 });
  });

  test('given tiles and bundles, then they hold the leaves in order and nothing beyond the log', async () => {
    await write(300);
    await seal();
    const reader = ledgerReader(db.pool);
    const tile = await reader.tile({ level: 0, index: 1, width: 44 });
    const bundle = await reader.tile({ level: 'entries', index: 1, width: 44 });
    const entries = entriesOf(bundle ?? new Uint8Array(1)) ?? [];
    expect(entries).toHaveLength(44);
    expect(Buffer.concat(entries.map((entry) => hashEntry(entry, sha256)))).toEqual(tile);
    expect(await reader.tile({ level: 0, index: 0, width: 256 })).toHaveLength(8192);
    expect(await reader.tile({ level: 0, index: 0, width: 7 })).toHaveLength(224);
    expect(await reader.tile({ level: 1, index: 0, width: 1 })).toHaveLength(32);
    expect(await reader.tile({ level: 0, index: 1, width: 45 })).toBeNull();
    expect(await reader.tile({ level: 'entries', index: 1, width: 45 })).toBeNull();
    expect(await reader.tile({ level: 2, index: 0, width: 1 })).toBeNull();
    expect(await reader.consistency(0, 301)).toBeNull();
  });

  test('given two passes at once, then one seals and nothing is sealed twice', async () => {
    await seal();
    await write(50);
    const settled = (await settledLogId(db.pool, 5000)) ?? 0;
    await Promise.all([
      sealBatch(deps, settled),
      sealBatch(deps, settled),
      sealBatch(deps, settled),
    ]);
    expect(await seal()).toMatchObject({ size: 50 });
    expect(await verify()).toMatchObject({ isWhole: true, size: 50 });
  });

  test('given a writer that has not committed, then what it may still fill in is not settled', async () => {
    await write(2);
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query(`insert into event (agency_id, stream_id, sequence, kind, at, data, clauses, salt, commitment,
        leaf_hash, mac) select agency_id, gen_random_uuid(), 1, kind, at, data, clauses, salt, commitment, leaf_hash, mac
        from event limit 1`);
      await write(1);
      expect(await settledLogId(db.pool, 60)).toBeNull();
      await client.query('rollback');
      expect(await settledLogId(db.pool, 1000)).not.toBeNull();
    } finally {
      client.release();
    }
  });

  test('given the sealer at work, then what is committed is sealed, and verification beside it finds nothing', async () => {
    const troubles: unknown[] = [];
    const report = (trouble: unknown) => troubles.push(trouble);
    const sealer = startSealer(deps, { onTrouble: report, onQuarantine: report, onFault: report });
    try {
      for (let n = 0; n < 20; n += 1) {
        await write(5);
        if (n % 5 === 0) expect((await verify()).findings).toEqual([]);
      }
      while ((sealer.standing().size ?? 0) < 100) {
        sealer.nudge();
        await new Promise((resume) => setTimeout(resume, 20));
      }
    } finally {
      await sealer.stop();
    }
    expect(troubles).toEqual([]);
    expect(await verify()).toMatchObject({ isWhole: true, size: 100, pending: 0 });
  });
});

describe('what the server did not write is not sealed', () => {
  test('given a row with a wrong mark, then it is put into quarantine and named, and the rest is sealed', async () => {
    const { agencyId, streamId } = await write(3);
    await db.pool.query(`insert into event (agency_id, stream_id, sequence, kind, at, data, clauses, salt, commitment,
        leaf_hash, mac)
      select agency_id, stream_id, 4, kind, at, data, clauses, salt, commitment, leaf_hash, sha256(mac)
      from event where sequence = 3`);
    await write(2);

    expect(await seal()).toMatchObject({ sealed: 5, quarantined: 1 });
    expect(await seal()).toMatchObject({ sealed: 0, quarantined: 0 });
    const event = { agencyId, streamId, sequence: 4, kind: 'leadReceived', at };
    expect((await verify()).findings).toEqual([{ what: 'event-added', event }]);
  });

  test('given only such rows, then they are noted once', async () => {
    await seal();
    const { streamId } = await write(1);
    await db.pool.query(`alter table event disable trigger all;
      update event set mac = sha256(mac) where stream_id = '${streamId}';
      alter table event enable trigger all`);
    expect(await seal()).toMatchObject({ sealed: 0, quarantined: 1 });
    expect(await seal()).toMatchObject({ sealed: 0, quarantined: 0 });
    expect((await newestCheckpoint()).size).toBe(0);
  });
});

describe('a damaged end of the log is not continued', () => {
  const cutTail = async () => {
    const newest = await newestCheckpoint();
    await db.pool.query(`alter table ledger_checkpoint disable trigger all;
      alter table ledger_leaf disable trigger all;
      delete from ledger_checkpoint where size = ${newest.size};
      delete from ledger_leaf where sealed_size = ${newest.size};
      alter table ledger_checkpoint enable trigger all;
      alter table ledger_leaf enable trigger all`);
  };

  test.each([
    ['a cut end', cutTail, 'shorter-than-remembered'],
    [
      'an edited checkpoint',
      async () => {
        await db.pool.query(`alter table ledger_checkpoint disable trigger all;
          update ledger_checkpoint set root = sha256(root);
          alter table ledger_checkpoint enable trigger all`);
      },
      'checkpoint-not-ours',
    ],
    [
      'an edited tile',
      async () => {
        await db.pool.query(
          'update ledger_tile set hashes = set_byte(hashes, 40, 1 - get_byte(hashes, 40) % 2)',
        );
      },
      'tiles-do-not-fit',
    ],
    [
      'a leaf too many',
      async () => {
        await db.pool.query(`insert into ledger_leaf select leaf_index + 5, log_id + 100, leaf_hash, agency_id, stream_id,
          sequence, kind, at, recorded_at, sealed_size, mac from ledger_leaf`);
      },
      'leaves-do-not-fit',
    ],
    [
      'another log than the one remembered',
      async () => {
        await writeFile(join(deps.secretFolder, 'checkpoint.latest'), 'x');
      },
      'other-than-remembered',
    ],
  ])('given %s, then sealing stops', async (_title, damage, trouble) => {
    await write(2);
    await seal();
    await write(3);
    await seal();
    await damage();
    await write(1);
    await expect(seal()).rejects.toThrow(LogDamaged);
    await expect(seal()).rejects.toMatchObject({ trouble });
  });

  test('given a cut end and its tile narrowed, then verification still says how long the log was', async () => {
    await write(2);
    await seal();
    await write(3);
    await seal();
    await cutTail();
    await db.pool.query('update ledger_tile set hashes = substr(hashes, 1, 64), width = 2');
    const { findings, pending } = await verify();
    expect(findings).toEqual([{ what: 'log-truncated', from: 2, to: 5 }]);
    expect(pending).toBe(3);
  });

  test('given the file of an older checkpoint, then the log goes on, because the file may lag', async () => {
    await write(2);
    await seal();
    const older = await readFile(join(deps.secretFolder, 'checkpoint.latest'), 'utf8');
    await write(300);
    await seal();
    await writeFile(join(deps.secretFolder, 'checkpoint.latest'), older);
    await write(1);
    expect(await seal()).toMatchObject({ size: 303 });
    expect((await verify()).isWhole).toBe(true);
  });

  test('given no file beside the key, then verification says that the end cannot be checked', async () => {
    await write(2);
    await seal();
    await expect(
      verifyHistory({
        pool: db.pool,
        key: deps.key,
        secretFolder: join(deps.secretFolder, 'none'),
      }),
    ).resolves.toMatchObject({ findings: [{ what: 'latest-missing' }] });
  });
});

describe('a case is the fold of its events', () => {
  const aCaseFile = {
    procedure: 'penalty',
    variant: 'general',
    caseNumber: null,
    title: '某店占道经营案',
    partyName: '某店',
    step: 'lead',
    standing: 'open',
    handlerIds: [],
    departmentId: null,
    state: { last: 1 },
  };
  const anEvent = { kind: 'leadReceived', at, actorId: null, data: {}, clauses: [] };

  const projection = (events: readonly { sequence: number; data: unknown }[]) => ({
    step: 'lead',
    state: { last: events.at(-1)?.sequence ?? 0 },
  });
  const deep = () =>
    verifyHistory({ pool: db.pool, key: deps.key, secretFolder: deps.secretFolder, projection });

  test('given a file that is that fold, then it is whole; given one that is not, then its columns are named', async () => {
    const [agencyId, caseId] = [randomUUID(), randomUUID()];
    const action = { agencyId, streamId: caseId, expectedVersion: 0, events: [anEvent] };
    await appendAction(db, { ...action, caseFile: aCaseFile });
    await seal();
    expect(await deep()).toMatchObject({ isWhole: true, cases: 1 });

    await db.pool.query(`update case_file set version = 2, state = '{"last": 2}'`);
    expect((await deep()).findings).toEqual([
      { what: 'projection-changed', agencyId, caseId, columns: ['version', 'state'] },
    ]);
    expect(await readEvents(db, agencyId, caseId)).toHaveLength(1);
  });

  test('given a log cut off with its events, then the cases that lack them are named', async () => {
    const [agencyId, caseId] = [randomUUID(), randomUUID()];
    const action = { agencyId, streamId: caseId, events: [anEvent], caseFile: aCaseFile };
    await appendAction(db, { ...action, expectedVersion: 0 });
    await seal();
    await appendAction(db, { ...action, expectedVersion: 1 });
    await seal();
    await db.pool.query(`alter table event disable trigger all; alter table ledger_leaf disable trigger all;
      alter table ledger_checkpoint disable trigger all;
      delete from event where sequence = 2; delete from ledger_leaf where leaf_index = 1;
      delete from ledger_checkpoint where size = 2;
      update ledger_tile set hashes = substr(hashes, 1, 32), width = 1;
      alter table event enable trigger all; alter table ledger_leaf enable trigger all;
      alter table ledger_checkpoint enable trigger all`);
    expect((await verify()).findings).toEqual([
      { what: 'log-truncated', from: 1, to: 2 },
      { what: 'projection-changed', agencyId, caseId, columns: ['version'] },
    ]);
  });
});
