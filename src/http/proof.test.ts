import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { sha256, verifierFor } from '../ledger/index.store.ts';
import { includes, openNote, parseCheckpoint, toHex } from '../ledger/index.ts';
import { startSealer } from '../store/index.store.ts';

const origin = 'log.test/mingfa';
const at = '2026-11-20T09:00:00.000+08:00';
let db: TestDatabase;
let server: TestServer;
let officer: Client;
let stranger: Client;
let caseId: string;

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => at });
  const { ruleBook, stage } = server;
  const own = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
  const other = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
  officer = await server.signIn(own.people['承办人甲']!);
  stranger = await server.signIn(other.people['承办人甲']!);
  const example = stage.book.examples['registerLead'] ?? {};
  const day = at.slice(0, 10);
  const opened = await officer.post('/api/cases', { ...example, foundOn: day, actEndedOn: day });
  caseId = opened.body.caseId;
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function seal(): Promise<void> {
  const fail = (trouble: unknown) => {
    throw new Error(`sealer: ${String(trouble)}`);
  };
  const { rows } = await db.pool.query<{ all: number }>(
    'select count(*)::int as all from mingfa.event',
  );
  const sealer = startSealer(
    {
      pool: db.pool,
      key: db.secret,
      origin,
      secretFolder: join(db.dataFolder, 'secret'),
      now: () => at,
    },
    { onTrouble: fail, onQuarantine: fail, onFault: fail },
  );
  while ((sealer.standing().size ?? 0) < (rows[0]?.all ?? 0))
    await new Promise((resume) => setTimeout(resume, 20));
  await sealer.stop();
}

/** SHA-256 as a browser has it. */
const digest = (input: Uint8Array) => new Uint8Array(createHash('sha256').update(input).digest());
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

describe('who may see a case can check that its events stand in the ledger', () => {
  test('given an event that is not sealed yet, then told to wait', async () => {
    expect(await officer.get(`/api/cases/${caseId}/events/1/proof`)).toMatchObject({
      status: 409,
      body: { code: 'proof.not-sealed' },
    });
  });

  test('given a sealed event, when its proof is checked by hashing alone, then it leads to the signed root', async () => {
    await seal();
    const { status, body } = await officer.get(`/api/cases/${caseId}/events/1/proof`);
    expect(status).toBe(200);

    const commitment = digest(Buffer.concat([bytes(body.salt), Buffer.from(body.event)]));
    expect(toHex(commitment)).toBe(body.commitment);
    expect(toHex(digest(Buffer.concat([Buffer.of(0), commitment])))).toBe(body.leafHash);
    const claim = {
      index: body.leafIndex,
      size: body.treeSize,
      leafHash: bytes(body.leafHash),
      root: bytes(body.rootHash),
    };
    expect(includes(claim, body.hashes.map(bytes), sha256)).toBe(true);
    const text = openNote(body.checkpoint, [verifierFor(origin, db.secret.publicKey)]) ?? '';
    expect(parseCheckpoint(text)).toMatchObject({ size: body.treeSize });
    expect(toHex(parseCheckpoint(text)?.root ?? new Uint8Array())).toBe(body.rootHash);
    expect(JSON.parse(body.event)).toMatchObject({ streamId: caseId, sequence: 1 });
    expect(includes({ ...claim, leafHash: claim.root }, body.hashes.map(bytes), sha256)).toBe(
      false,
    );
  });

  test('given no such event, then not found', async () => {
    for (const sequence of ['0', '2', '99', 'x', '1.5', '999999999999'])
      expect(await officer.get(`/api/cases/${caseId}/events/${sequence}/proof`)).toMatchObject({
        status: 404,
        body: { code: 'proof.event-unknown' },
      });
  });

  test('given a case of another body, then as if there were none', async () => {
    const [theirs, unknown] = [
      await stranger.get(`/api/cases/${caseId}/events/1/proof`),
      await stranger.get(`/api/cases/${randomUUID()}/events/1/proof`),
    ];
    expect([theirs.status, theirs.body]).toEqual([404, unknown.body]);
  });
});
