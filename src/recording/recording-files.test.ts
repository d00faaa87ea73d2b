// The store of files: what was acknowledged is there, nothing is overwritten, and what was changed is named.

import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import type { Finding } from '../ledger/index.ts';
import { findingText } from '../ledger/index.ts';
import { addDays, instantFromMillis, millisOf, Refused, startOfDay } from '../rules/index.ts';
import { appendAction } from '../store/index.store.ts';
import { FileFolder } from './file.store.ts';
import { checkFiles, copyFiles } from './file-check.store.ts';
import { dropOldUploads, type UploadKey, Uploads } from './upload.store.ts';

const today = '2026-09-28';
const now = startOfDay(today);
const tomorrow = startOfDay(addDays(today, 1));
const agencyId = randomUUID();
const startedBy = randomUUID();
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
let db: TestDatabase;
let folder: string;
let files: FileFolder;
let caseId: string;

beforeAll(async () => {
  db = await aDatabase();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingfa 文件 '));
  files = new FileFolder(folder);
  caseId = randomUUID();
});
afterAll(() => db.close());

/** A PNG header and then anything: enough to be taken for a picture. */
function aPicture(length = 5000): Buffer {
  const head = Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
    'hex',
  );
  const end = Buffer.from('0000000049454e44ae426082', 'hex');
  const noise = createHash('sha256').update(randomUUID()).digest();
  const body = Buffer.alloc(length - head.length - 12 - end.length, noise);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  return Buffer.concat([head, size, Buffer.from('IDAT'), body, Buffer.alloc(4), end]);
}

const server = (reserveBytes = 0, at = now) =>
  new Uploads({ db, files, limits: { maxBytes: 1e9, reserveBytes }, now: () => at });

async function begun(bytes: Buffer, uploads = server()): Promise<UploadKey> {
  const of = { agencyId, caseId, startedBy };
  const { uploadId } = await uploads.begin(of, { fileName: 'a.png', sizeBytes: bytes.length });
  return { ...of, uploadId };
}

/** Uploads, places and enters a file as the shell of a case does. */
async function stored(bytes: Buffer, reference = 'YX-1'): Promise<string> {
  const uploads = server();
  const key = await begun(bytes, uploads);
  await uploads.receive(key, 0, bytes);
  const { sha256 } = await uploads.finish(key);
  await files.place(key.uploadId, sha256);
  await appendAction(db, {
    agencyId,
    streamId: caseId,
    expectedVersion: 0,
    events: [
      {
        kind: 'recordingAttached',
        at: now,
        actorId: startedBy,
        data: { reference, sha256, sizeBytes: String(bytes.length) },
        clauses: [],
      },
    ],
  });
  await uploads.attached(key);
  return sha256;
}

async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof Refused) return error.refusals.map(({ code }) => code);
  throw error;
}

/** What a look at the store finds about the files of this test. */
async function findings(): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const client = await db.pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await checkFiles({ client, report: (finding) => found.push(finding) }, folder);
  } finally {
    await client.query('rollback');
    client.release();
  }
  return found.filter((one) => !('caseId' in one) || one.caseId === caseId);
}

describe('what was acknowledged survives', () => {
  test('given a program that ends in the middle, when another goes on, then the digest is of the whole', async () => {
    const bytes = aPicture();
    const key = await begun(bytes);
    await server().receive(key, 0, bytes.subarray(0, 2000));
    const next = server();
    await next.receive(key, 2000, bytes.subarray(2000, 3000));
    const last = server();

    expect((await last.read(key)).receivedBytes).toBe(3000);
    const done = await last.receive(key, 3000, bytes.subarray(3000));
    expect(done.sha256).toBe(digestOf(bytes));
  });

  test('given bytes on disk that nobody acknowledged, when they are sent again, then they lie there once', async () => {
    const bytes = aPicture();
    const key = await begun(bytes);
    await server().receive(key, 0, bytes.subarray(0, 2000));
    appendFileSync(join(folder, 'drafts', key.uploadId), Buffer.alloc(700, 9));
    const done = await server().receive(key, 2000, bytes.subarray(2000));
    expect(done.sha256).toBe(digestOf(bytes));
  });

  test('given a program that ends before the digest is kept, when the file is entered, then it is made up for', async () => {
    const bytes = aPicture();
    const key = await begun(bytes);
    await server().receive(key, 0, bytes);
    await db.pool.query(
      'update mingfa.recording_upload set sha256 = null, media_type = null where upload_id = $1',
      [key.uploadId],
    );
    expect((await server().finish(key)).sha256).toBe(digestOf(bytes));
  });

  test('given two servers that take turns, then the digest is of the whole', async () => {
    const bytes = aPicture();
    const key = await begun(bytes);
    const servers = [server(), server()];
    for (let at = 0; at < bytes.length; at += 500)
      await servers[(at / 500) % 2]!.receive(key, at, bytes.subarray(at, at + 500));
    expect((await servers[0]!.finish(key)).sha256).toBe(digestOf(bytes));
  });

  test('given a draft that is gone, as after a restore, then the upload is unknown and not a fault', async () => {
    const bytes = aPicture();
    const key = await begun(bytes);
    rmSync(join(folder, 'drafts', key.uploadId));
    expect(await codesOf(server().receive(key, 0, bytes))).toEqual(['recording.upload-unknown']);
    expect(await codesOf(server().read(key))).toEqual(['recording.upload-unknown']);
  });

  test.each([
    ['lost bytes', (draft: string) => truncateSync(draft, 500)],
    ['is gone', (draft: string) => rmSync(draft)],
  ])(
    'given a draft that %s, when the next piece comes, then no gap is filled with nothing',
    async (_, spoil) => {
      const bytes = aPicture();
      const key = await begun(bytes);
      await server().receive(key, 0, bytes.subarray(0, 2000));
      spoil(join(folder, 'drafts', key.uploadId));
      const next = server().receive(key, 2000, bytes.subarray(2000));
      expect(await codesOf(next)).toEqual(['recording.upload-unknown']);
      expect(await codesOf(server().read(key))).toEqual(['recording.upload-unknown']);
    },
  );

  test.each([
    ['lost bytes', (draft: string) => truncateSync(draft, 4999)],
    ['grew', (draft: string) => appendFileSync(draft, 'x')],
    ['is gone', (draft: string) => rmSync(draft)],
  ])(
    'given a whole draft that %s, when the file is entered, then it must be sent again',
    async (_, spoil) => {
      const bytes = aPicture();
      const key = await begun(bytes);
      await server().receive(key, 0, bytes);
      spoil(join(folder, 'drafts', key.uploadId));
      expect(await codesOf(server().finish(key))).toEqual(['recording.upload-unknown']);
    },
  );
});

describe('uploads leave room on the disk', () => {
  test('given a disk that would become too full, then nothing begins', async () => {
    const refused = begun(aPicture(), server(1e18));
    expect(await codesOf(refused)).toEqual(['recording.no-room']);
  });

  test('given a disk that filled up meanwhile, then a piece waits until there is room again', async () => {
    const bytes = aPicture();
    const key = await begun(bytes);
    const refused = server(1e18).receive(key, 0, bytes);
    expect(await codesOf(refused)).toEqual(['recording.no-room']);
    expect((await server().receive(key, 0, bytes)).sha256).toBe(digestOf(bytes));
  });

  test('given room promised to an upload, then it is not promised twice; an hour without a piece frees it', async () => {
    const { bavail, bsize } = statfsSync(folder);
    const reserve = bavail * bsize - 1.5e9;
    const large = (uploads: Uploads) =>
      uploads.begin(
        { agencyId, caseId, startedBy: randomUUID() },
        { fileName: 'a', sizeBytes: 1e9 },
      );
    await large(server(reserve));
    expect(await codesOf(large(server(reserve)))).toEqual(['recording.no-room']);
    const later = instantFromMillis(millisOf(now) + 3_600_001);
    expect((await large(server(reserve, later))).receivedBytes).toBe(0);
  });

  test('given thirty uploads begun at one moment, then there are twenty', async () => {
    const of = { agencyId, caseId, startedBy: randomUUID() };
    const begin = () => server().begin(of, { fileName: 'a.png', sizeBytes: 10 });
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, begin));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });
});

describe('the store is written once', () => {
  test('given the same bytes twice, then there is one file, read-only, and its drafts are gone', async () => {
    const bytes = aPicture();
    const sha256 = await stored(bytes);
    const { ino } = statSync(files.placeOf(sha256));
    caseId = randomUUID();
    await stored(bytes);

    expect(statSync(files.placeOf(sha256))).toMatchObject({ ino, size: bytes.length, nlink: 1 });
    expect(statSync(files.placeOf(sha256)).mode & 0o777).toBe(0o400);
    expect(statSync(join(folder, 'stored')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'drafts'))).toEqual([]);
  });

  test('given another file where one is to go, then it is left as it is', async () => {
    const bytes = aPicture();
    const place = files.placeOf(digestOf(bytes));
    mkdirSync(join(place, '..'), { recursive: true });
    writeFileSync(place, 'planted');
    await stored(bytes);
    expect(readFileSync(place, 'utf8')).toBe('planted');
    expect((await findings()).map(({ what }) => what)).toEqual(['file-changed']);
  });
});

describe('a look at the store names what is not as it was', () => {
  test('given files as they were, then nothing is found', async () => {
    await stored(aPicture());
    expect(await findings()).toEqual([]);
  });

  test('given one flipped bit, then the case, the number and the digest are named', async () => {
    const bytes = aPicture();
    const sha256 = await stored(bytes, 'YX-7');
    chmodSync(files.placeOf(sha256), 0o600);
    bytes[4321] = bytes[4321]! ^ 1;
    writeFileSync(files.placeOf(sha256), bytes);
    const found = await findings();

    expect(found).toEqual([
      { what: 'file-changed', agencyId, caseId, sequence: 1, reference: 'YX-7', sha256 },
    ]);
    expect(findingText(found[0]!)).toContain(`案件 ${caseId} 第 1 号 音像编号 YX-7`);
  });

  test('given a file that is gone and others nobody entered, then each is named', async () => {
    rmSync(files.placeOf(await stored(aPicture())));
    const strange = digestOf(Buffer.from('x'));
    mkdirSync(join(folder, 'stored', strange.slice(0, 2)), { recursive: true });
    writeFileSync(files.placeOf(strange), 'x');
    writeFileSync(join(folder, 'stored', 'note.txt'), 'x');
    const found = await findings();

    expect(found.map(({ what }) => what).toSorted()).toEqual([
      'file-added',
      'file-added',
      'file-missing',
    ]);
    const told = found.map(findingText).join('\n');
    expect(told).toContain(`stored/${strange.slice(0, 2)}/${strange}`);
    expect(told).toContain('stored/note.txt');
  });
});

describe('a look at the store goes on past what cannot be read', () => {
  test.each([
    ['a folder', (place: string) => mkdirSync(place)],
    ['a link that leads to itself', (place: string) => symlinkSync(place, place)],
  ])(
    'given %s instead of a file, then it is named and so is what comes after',
    async (_, plant) => {
      const sha256 = await stored(aPicture());
      rmSync(files.placeOf(sha256));
      plant(files.placeOf(sha256));
      writeFileSync(join(folder, 'stored', 'note.txt'), 'x');
      const to = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));

      expect((await findings()).map(({ what }) => what)).toEqual(['file-unreadable', 'file-added']);
      expect((await copyFiles(db, { from: folder, to })).missing).toContain(sha256);
    },
  );
});

describe('what came to nothing is swept after a day', () => {
  test('given an upload of yesterday and one of today, then only the older goes', async () => {
    const old = await begun(aPicture(), server(0, startOfDay(addDays(today, -2))));
    const young = await begun(aPicture());
    await dropOldUploads({ db, files }, now);

    expect(await codesOf(server().read(old))).toEqual(['recording.upload-unknown']);
    expect((await server().read(young)).receivedBytes).toBe(0);
    expect(readdirSync(join(folder, 'drafts'))).toEqual([young.uploadId]);
  });

  test('given pieces without a byte, then they keep no upload alive', async () => {
    const old = await begun(aPicture(), server(0, startOfDay(addDays(today, -2))));
    await server().receive(old, 0, Buffer.alloc(0));
    await dropOldUploads({ db, files }, now);
    expect(await codesOf(server().read(old))).toEqual(['recording.upload-unknown']);
  });

  test('given a file that was placed and never entered, then it is taken back; one that a case has stays', async () => {
    const [lost, needed] = [aPicture(), aPicture()];
    const uploads = server();
    for (const bytes of [lost, needed]) {
      const key = await begun(bytes, uploads);
      await uploads.receive(key, 0, bytes);
      await files.place(key.uploadId, digestOf(bytes));
    }
    await stored(needed);
    await dropOldUploads({ db, files }, startOfDay(addDays(today, 2)));

    expect(existsSync(files.placeOf(digestOf(lost)))).toBe(false);
    expect(await files.digestOf(digestOf(needed))).toBe(digestOf(needed));
    expect(readdirSync(join(folder, 'drafts'))).toEqual([]);
  });

  test('given drafts of which no upload is known, then those older than a day go', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    for (const name of [old, young]) await files.begin(name);
    const then = Date.parse(now) / 1000 - 90_000;
    utimesSync(join(folder, 'drafts', old), then, then);
    utimesSync(join(folder, 'drafts', young), then + 86_000, then + 86_000);
    await dropOldUploads({ db, files }, now);
    expect(readdirSync(join(folder, 'drafts'))).toEqual([young]);
    await dropOldUploads({ db, files }, tomorrow);
    expect(readdirSync(join(folder, 'drafts'))).toEqual([]);
  });
});

describe('a backup has the files', () => {
  test('given files, when they are copied twice, then each is copied once and is what it was', async () => {
    const bytes = aPicture();
    const sha256 = await stored(bytes);
    const to = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));
    const first = await copyFiles(db, { from: folder, to });
    const second = await copyFiles(db, { from: folder, to });

    expect(first.copied).toBe(1);
    expect(second).toMatchObject({ copied: 0, known: 1 });
    expect(readFileSync(new FileFolder(to).placeOf(sha256)).equals(bytes)).toBe(true);
  });

  test('given a file that was changed, then its copy is refused a name and it is told', async () => {
    const sha256 = await stored(aPicture());
    chmodSync(files.placeOf(sha256), 0o600);
    appendFileSync(files.placeOf(sha256), 'x');
    const to = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));
    const { missing } = await copyFiles(db, { from: folder, to });
    expect(missing).toContain(sha256);
    expect(readdirSync(join(to, 'stored', sha256.slice(0, 2)))).toEqual([]);
  });

  test('given a copy that lost bytes, when files are copied again, then it is made anew', async () => {
    const bytes = aPicture();
    const place = files.placeOf(await stored(bytes));
    const to = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));
    await copyFiles(db, { from: folder, to });
    const copy = place.replace(folder, to);
    chmodSync(copy, 0o600);
    truncateSync(copy, 10);
    await copyFiles(db, { from: folder, to });
    expect(readFileSync(copy).equals(bytes)).toBe(true);
  });

  test('given a changed file of the same length where files are restored to, then it does not stand in for the right one', async () => {
    const bytes = aPicture();
    const sha256 = await stored(bytes);
    const to = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));
    const place = new FileFolder(to).placeOf(sha256);
    mkdirSync(join(place, '..'), { recursive: true });
    writeFileSync(place, Buffer.alloc(bytes.length));
    await copyFiles(db, { from: folder, to, isEachRead: true });
    expect(readFileSync(place).equals(bytes)).toBe(true);
  });

  test('given a disk without room, then nothing is copied and it says so', async () => {
    await stored(aPicture());
    const to = mkdtempSync(join(tmpdir(), 'mingfa 备份 '));
    const refused = copyFiles(db, { from: folder, to, reserveBytes: 1e18 });
    expect(await codesOf(refused)).toEqual(['recording.no-room-to-copy']);
    expect(existsSync(join(to, 'stored'))).toBe(false);
  });
});
