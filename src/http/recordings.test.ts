// Recordings from the first byte of an upload to the reviewer who plays them, and everything somebody might try at the door.

import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type Client, type Sender, type TestServer } from '../../tests/support/server.ts';
import { begin, enter, send, upload } from '../../tests/support/uploading.ts';
import { toneRecording } from '../demonstration/index.ts';
import { addDays } from '../rules/index.ts';
import { instantNow } from '../store/index.store.ts';

const clock = { now: instantNow() };
const today = () => clock.now.slice(0, 10);
const maxBytes = 4 * 1024 * 1024;
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let other: CastBody;
let handler: Sender;
let reviewer: Sender;
let caseId: string;
let pitch = 200;

/** A recording that no other test has sent. */
function aSound(seconds = 2): Buffer {
  pitch += 1;
  return Buffer.from(toneRecording(seconds, [pitch, 440]));
}

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, {
    now: () => clock.now,
    fileLimits: { maxBytes, reserveBytes: 0 },
  });
  const { book } = server.stage;
  body = await aBody(db, server.ruleBook, book, { pack: 'anze' });
  other = await aBody(db, server.ruleBook, book, { pack: 'kaifu' });
  handler = await server.signIn(body.people['承办人甲']!);
  reviewer = await server.signIn(body.people['审核员']!);
});
beforeEach(async () => {
  clock.now = instantNow();
  caseId = await aCase(body);
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
  await db.close();
});

async function aCase({ people }: CastBody): Promise<string> {
  const example = server.stage.book.examples['registerLead'] ?? {};
  const officer = await server.signIn(people['承办人甲']!);
  const given = { ...example, foundOn: today(), actEndedOn: today() };
  const opened = await officer.post('/api/cases', given);
  const head = await server.signIn(people['机构负责人']!);
  const officers = [people['承办人甲']!.id, people['承办人乙']!.id];
  const url = `/api/cases/${opened.body.caseId}/commands/assign-officers`;
  expect((await head.post(url, { officers })).status).toBe(200);
  return opened.body.caseId;
}

const file = (name: string, bytes: Buffer, piece?: number) =>
  piece === undefined ? { name, bytes } : { name, bytes, piece };

/** Uploads a sound and enters it under a number. */
async function entered(reference: string, bytes = aSound()): Promise<number> {
  const uploadId = await upload(handler, caseId, file('检查.wav', bytes));
  const done = await enter(handler, caseId, { uploadId, reference, madeOn: today() });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  return done.body.events[0].sequence;
}
const contentOf = (sequence: number | string, of = caseId) =>
  `/api/cases/${of}/recordings/${sequence}/content`;
const listed = async (by = handler) => (await by.get(`/api/cases/${caseId}/recordings`)).body;
const codes = (answer: { body: any }) => answer.body.refusals?.map((one: any) => one.code);
const placeOf = (sha256: string) =>
  join(db.dataFolder, 'files', 'stored', sha256.slice(0, 2), sha256);

describe('[anze-R17-2] a recording is uploaded, entered into its case, and played by its reviewer', () => {
  test('given a sound in pieces, when it is entered, then number, size and digest are an event', async () => {
    const bytes = aSound(3);
    const uploadId = await upload(handler, caseId, file('C:\\记录仪\\现场检查.wav', bytes, 10_000));
    const given = { uploadId, reference: 'YX-1', madeOn: today() };
    const done = await enter(handler, caseId, given);

    expect(done.body.events).toMatchObject([{ kind: 'recordingAttached', title: '登记音像文件' }]);
    expect(done.body.events[0].clauses).toContain('anze-R17-2');
    const { rows } = await db.pool.query(
      `select data from mingfa.event where stream_id = $1 and kind = 'recordingAttached'`,
      [caseId],
    );
    expect(rows[0].data).toEqual({
      reference: 'YX-1',
      madeOn: today(),
      fileName: '现场检查.wav',
      mediaType: 'audio/wav',
      sizeBytes: String(bytes.length),
      sha256: digestOf(bytes),
    });
    const place = placeOf(digestOf(bytes));
    expect(readFileSync(place).equals(bytes)).toBe(true);
    expect(statSync(place).mode & 0o777).toBe(0o400);
    expect(readdirSync(join(db.dataFolder, 'files', 'drafts'))).toEqual([]);
  });

  test('given a recording, when the reviewer plays it, then the bytes come and the reading is kept', async () => {
    const bytes = aSound();
    const sequence = await entered('YX-1', bytes);
    const whole = await server.app.inject({
      url: contentOf(sequence),
      headers: await cookieOf('审核员'),
    });

    expect(whole.statusCode).toBe(200);
    expect(whole.rawPayload.equals(bytes)).toBe(true);
    expect(whole.headers).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(bytes.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      etag: `"${digestOf(bytes)}"`,
    });
    expect(whole.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(whole.headers['content-disposition']).toBe(
      `inline; filename="recording-${sequence}.wav"; filename*=UTF-8''YX-1.wav`,
    );
    const parts = async (name: string) =>
      (
        await db.pool.query<{ part: string }>(
          `select part from mingfa.reading where case_id = $1 and account_id = $2 order by part`,
          [caseId, body.people[name]!.id],
        )
      ).rows.map(({ part }) => part);
    expect(await parts('审核员')).toEqual([`recording:${sequence}`]);
    expect(await parts('承办人甲')).toEqual([]);
  });

  test('given a record that names the number, then the list puts the file beside it', async () => {
    const example = server.stage.book.examples;
    const leader = await server.signIn(body.people['机关负责人']!);
    const given = async (by: Client, name: string, data: unknown) => {
      const done = await by.post(`/api/cases/${caseId}/commands/${name}`, data);
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    };
    await given(handler, 'request-filing', example['requestFiling']);
    await given(leader, 'approve-filing', example['approveFiling']);
    await given(handler, 'show-certificates', { ...example['showCertificates'], shownOn: today() });
    const inspected = await handler.post(`/api/cases/${caseId}/commands/record-inspection`, {
      ...example['recordInspection'],
      heldOn: today(),
      officers: [body.people['承办人甲']!.id, body.people['承办人乙']!.id],
      recording: { made: true, reference: 'YX-9' },
    });
    expect(inspected.status, JSON.stringify(inspected.body)).toBe(200);
    const sequence = inspected.body.events[0].sequence;
    const before = await listed(reviewer);
    expect(before.items).toEqual([
      { reference: 'YX-9', records: [{ sequence, title: '制作现场检查（勘验）笔录' }], files: [] },
    ]);
    const first = await entered('YX-9');
    const second = await entered('YX-9-2');
    const apart = await entered('YX-90');

    const after = await listed(reviewer);
    const numbers = after.items.map((item: any) => [
      item.reference,
      item.files.map((one: any) => one.sequence),
    ]);
    expect(numbers).toEqual([
      ['YX-9', [first, second]],
      ['YX-90', [apart]],
    ]);
    expect(after.mayStore).toBe(false);
    expect(after.items[0].files[0]).toMatchObject({ kind: 'audio', attachedByName: '承办人甲' });
  });
});

async function cookieOf(name: string): Promise<Record<string, string>> {
  const payload = { userName: body.people[name]!.userName, password: 'Shifan-Mima-2026' };
  const answer = await server.ask({ method: 'POST', url: '/api/session', payload });
  const [cookie = ''] = String([answer.headers['set-cookie']].flat()[0]).split(';');
  return { cookie };
}

describe('[anze-R17-2] a recording is stored within two working days, and the list says when it was not', () => {
  test('given a recording made long before, when it is entered, then it says so and cites the clause', async () => {
    const uploadId = await upload(handler, caseId, file('a.wav', aSound()));
    const madeOn = addDays(today(), -30);
    await enter(handler, caseId, { uploadId, reference: 'YX-1', madeOn });
    const { items, clauses } = await listed();

    expect(items[0].files[0].storing).toMatchObject({ isLate: true, clauses: ['anze-R17-2'] });
    expect(clauses.map((one: any) => one.id)).toEqual(['anze-R17-2']);
  });

  test('given one of today, then it is in time', async () => {
    await entered('YX-1');
    expect((await listed()).items[0].files[0].storing.isLate).toBe(false);
  });
});

describe('an upload goes on where it ended', () => {
  test('given half a file, when its sender asks, then HEAD tells how far it has come', async () => {
    const bytes = aSound();
    const begun = await begin(handler, caseId, { name: '检查.wav', size: bytes.length });
    expect(begun.headers['location']).toBe(begun.body.path);
    await send(handler, begun.body.path, 0, bytes.subarray(0, 5000));
    const cookie = await cookieOf('承办人甲');
    const head = await server.app.inject({ method: 'HEAD', url: begun.body.path, headers: cookie });

    expect(head.statusCode).toBe(200);
    expect(head.headers).toMatchObject({
      'upload-offset': '5000',
      'upload-length': String(bytes.length),
      'tus-resumable': '1.0.0',
    });
    expect((await listed()).uploads).toMatchObject([
      { fileName: '检查.wav', receivedBytes: 5000, isComplete: false },
    ]);
  });

  test('given a piece at another place, then nothing is written and the place is told', async () => {
    const bytes = aSound();
    const begun = await begin(handler, caseId, { name: 'a.wav', size: bytes.length });
    await send(handler, begun.body.path, 0, bytes.subarray(0, 5000));
    for (const offset of [0, 4999, 5001, 1e12]) {
      const sent = await send(handler, begun.body.path, offset, bytes.subarray(0, 10));
      expect(codes(sent)).toEqual(['recording.offset']);
    }
    const rest = await send(handler, begun.body.path, 5000, bytes.subarray(5000));
    expect(rest.headers['upload-offset']).toBe(String(bytes.length));
    const given = { uploadId: begun.body.uploadId, reference: 'YX-1', madeOn: today() };
    const done = await enter(handler, caseId, given);
    expect((await handler.get(contentOf(done.body.events[0].sequence))).status).toBe(200);
  });

  test('given two windows with the same piece, then one of them wins and the file is whole', async () => {
    const bytes = aSound();
    const begun = await begin(handler, caseId, { name: 'a.wav', size: bytes.length });
    const answers = await Promise.all(
      [1, 2, 3].map(() => send(handler, begun.body.path, 0, bytes)),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      204, 409, 409,
    ]);
    const given = { uploadId: begun.body.uploadId, reference: 'YX-1', madeOn: today() };
    expect((await enter(handler, caseId, given)).status).toBe(200);
    expect(readFileSync(placeOf(digestOf(bytes))).equals(bytes)).toBe(true);
  });

  test('given an order that was kept, when it is sent again, then it is answered as before', async () => {
    const uploadId = await upload(handler, caseId, file('a.wav', aSound()));
    const given = { uploadId, reference: 'YX-1', madeOn: today() };
    const key = { 'idempotency-key': randomUUID() };
    const first = await enter(handler, caseId, given, key);
    const again = await enter(handler, caseId, given, key);

    expect(first.status).toBe(200);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(codes(await enter(handler, caseId, given))).toEqual(['recording.number-taken']);
  });
});

describe('nothing takes the place of anything', () => {
  test('given a number with a file, when another comes under it, then it is refused and can be entered otherwise', async () => {
    await entered('YX-1');
    const uploadId = await upload(handler, caseId, file('b.wav', aSound()));
    const refused = await enter(handler, caseId, { uploadId, reference: 'YX-1', madeOn: today() });
    expect(refused.status).toBe(422);
    expect(codes(refused)).toEqual(['recording.number-taken']);
    const otherwise = { uploadId, reference: 'YX-1-2', madeOn: today() };
    expect((await enter(handler, caseId, otherwise)).status).toBe(200);
  });

  test('given a file of the case, when it comes again, then it is refused; in another case it is kept once', async () => {
    const bytes = aSound();
    await entered('YX-1', bytes);
    const again = await upload(handler, caseId, file('a.wav', bytes));
    const refused = await enter(handler, caseId, {
      uploadId: again,
      reference: 'YX-2',
      madeOn: today(),
    });
    expect(codes(refused)).toEqual(['recording.file-attached']);
    caseId = await aCase(body);
    await entered('YX-1', bytes);
    const folder = join(db.dataFolder, 'files', 'stored', digestOf(bytes).slice(0, 2));
    expect(readdirSync(folder).filter((name) => name === digestOf(bytes))).toHaveLength(1);
  });

  test('given a recording, then no method takes it away', async () => {
    const sequence = await entered('YX-1');
    for (const method of ['DELETE', 'PUT', 'PATCH', 'POST'] as const) {
      const headers = await cookieOf('承办人甲');
      const { statusCode } = await server.app.inject({
        method,
        url: contentOf(sequence),
        headers,
      });
      expect([method, statusCode]).toEqual([method, 404]);
    }
  });

  test('given the command by itself, then nobody holds its role: no event claims a file that is not there', async () => {
    const example = server.stage.book.examples['attachRecording'];
    const url = `/api/cases/${caseId}/commands/attach-recording`;
    for (const name of Object.keys(body.people)) {
      const by = await server.signIn(body.people[name]!);
      const { status } = await by.post(url, { ...example, madeOn: today() });
      expect([name, [403, 404].includes(status)]).toEqual([name, true]);
    }
  });
});

describe('a part of a file', () => {
  test.each([
    ['bytes=0-99', 206, 0, 99],
    ['bytes=100-', 206, 100, null],
    ['bytes=-50', 206, -50, null],
    ['bytes=0-999999999', 206, 0, null],
    ['bytes=-99999999999', 206, 0, null],
    ['', 200, 0, null],
    ['bytes=5-2', 200, 0, null],
    ['bytes=abc', 200, 0, null],
    ['bytes=0-1,4-5', 200, 0, null],
    ['seconds=1-2', 200, 0, null],
    ['bytes=99999999999999999999-', 200, 0, null],
  ])('given the range %j, then the answer is %d', async (range, status, from, until) => {
    const bytes = aSound();
    const sequence = await entered('YX-1', bytes);
    const headers = { ...(await cookieOf('承办人甲')), ...(range === '' ? {} : { range }) };
    const part = await server.app.inject({ url: contentOf(sequence), headers });

    expect(part.statusCode).toBe(status);
    const wanted = bytes.subarray(
      from < 0 ? bytes.length + from : from,
      (until ?? bytes.length) + 1,
    );
    expect(part.rawPayload.equals(wanted)).toBe(true);
    const first = bytes.length - wanted.length;
    if (status === 206 && until === null)
      expect(part.headers['content-range']).toBe(
        `bytes ${first}-${bytes.length - 1}/${bytes.length}`,
      );
  });

  test.each(['bytes=9999999-', 'bytes=-0'])('given %s, then 416 with the length', async (range) => {
    const bytes = aSound();
    const sequence = await entered('YX-1', bytes);
    const answer = await handler.get(contentOf(sequence), { range });
    expect(answer.status).toBe(416);
    expect(codes(answer)).toEqual(['recording.range']);
    expect(answer.headers['content-range']).toBe(`bytes */${bytes.length}`);
  });

  test('given HEAD and a part of another file, then no body, and the whole', async () => {
    const bytes = aSound();
    const url = contentOf(await entered('YX-1', bytes));
    const cookie = await cookieOf('承办人甲');
    const head = await server.app.inject({ method: 'HEAD', url, headers: cookie });
    expect(head.statusCode).toBe(200);
    expect(head.headers['content-length']).toBe(String(bytes.length));
    expect(head.rawPayload).toHaveLength(0);
    const headers = { ...cookie, range: 'bytes=0-9', 'if-range': '"another"' };
    const whole = await server.app.inject({ url, headers });
    expect(whole.statusCode).toBe(200);
  });
});

describe('what is not to come in does not', () => {
  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(50))],
    ['a picture that runs', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4000)])],
    ['an archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(400)])],
    ['the beginning of a sound', Buffer.from('RIFF')],
    ['noise', Buffer.alloc(2 * 1024 * 1024, 7)],
  ])('given %s, then it is refused by its bytes, whatever it is called', async (_, bytes) => {
    const begun = await begin(handler, caseId, { name: '现场.mp4', size: bytes.length });
    const sent = await send(handler, begun.body.path, 0, bytes);
    expect(sent.status).toBe(415);
    expect(codes(sent)).toEqual(['recording.type']);
    const after = await handler.get(begun.body.path);
    expect(codes(after)).toEqual(['recording.upload-unknown']);
    const drafts = readdirSync(join(db.dataFolder, 'files', 'drafts'));
    expect(drafts).not.toContain(begun.body.uploadId);
  });

  test.each(['', '0', '-1', '1.5', '1e9', 'NaN', '9'.repeat(16), '９'])(
    'given the length %j, then it is refused',
    async (size) => {
      const begun = await begin(handler, caseId, { name: 'a.wav', size });
      expect(begun.status).toBe(400);
    },
  );

  test('given a file that is too large, then the limit is told before a byte is sent', async () => {
    const begun = await begin(handler, caseId, { name: 'a.wav', size: maxBytes + 1 });
    expect(begun.status).toBe(413);
    expect(begun.body.detail).toContain('4.0 MB');
  });

  test('given more bytes than were told, then they are refused', async () => {
    const bytes = aSound();
    const begun = await begin(handler, caseId, { name: 'a.wav', size: 100 });
    const sent = await send(handler, begun.body.path, 0, bytes);
    expect(codes(sent)).toEqual(['recording.too-much']);
  });

  test('given a piece of 17 MiB, then it is refused as too large', async () => {
    const begun = await begin(handler, caseId, { name: 'a.wav', size: 1000 });
    const sent = await send(handler, begun.body.path, 0, Buffer.alloc(17 * 1024 * 1024));
    expect(sent.status).toBe(413);
  });

  test('given an upload that has not ended, when it is entered, then it is refused', async () => {
    const begun = await begin(handler, caseId, { name: 'a.wav', size: 1000 });
    const given = { uploadId: begun.body.uploadId, reference: 'YX-1', madeOn: today() };
    expect(codes(await enter(handler, caseId, given))).toEqual(['recording.unfinished']);
  });

  test('given twenty uploads left lying, then the next is refused', async () => {
    const by = await server.signIn(body.people['承办人乙']!);
    for (let n = 0; n < 20; n += 1)
      expect((await begin(by, caseId, { name: 'a.wav', size: 10 })).status).toBe(201);
    expect(codes(await begin(by, caseId, { name: 'a.wav', size: 10 }))).toEqual([
      'recording.uploads-full',
    ]);
  });
});

describe('who may', () => {
  test('given anybody but a handler, then an upload is refused with the reason', async () => {
    const head = await server.signIn(body.people['机构负责人']!);
    const refused = await begin(head, caseId, { name: 'a.wav', size: 10 });
    expect(codes(refused)).toEqual(['officers.not-handler']);
    expect((await begin(reviewer, caseId, { name: 'a.wav', size: 10 })).status).toBe(403);
  });

  test('given the upload of another, then it does not exist', async () => {
    const colleague = await server.signIn(body.people['承办人乙']!);
    const bytes = aSound();
    const uploadId = await upload(handler, caseId, file('a.wav', bytes));
    const path = `/api/cases/${caseId}/recording-uploads/${uploadId}`;
    expect(codes(await colleague.get(path))).toEqual(['recording.upload-unknown']);
    expect(codes(await send(colleague, path, 0, bytes))).toEqual(['recording.upload-unknown']);
    const given = { uploadId, reference: 'YX-1', madeOn: today() };
    expect(codes(await enter(colleague, caseId, given))).toEqual(['recording.upload-unknown']);
    const elsewhere = await aCase(body);
    expect(codes(await enter(handler, elsewhere, given))).toEqual(['recording.upload-unknown']);
  });

  test('given another body, then the case, its list and its files do not exist', async () => {
    const sequence = await entered('YX-1');
    const stranger = await server.signIn(other.people['审核员']!);
    for (const url of [contentOf(sequence), `/api/cases/${caseId}/recordings`])
      expect(codes(await stranger.get(url))).toEqual(['case.unknown']);
    const theirs = await server.signIn(other.people['承办人甲']!);
    expect(codes(await begin(theirs, caseId, { name: 'a.wav', size: 9 }))).toEqual([
      'case.unknown',
    ]);
  });

  test('given a file of another case, then its number leads nowhere in this one', async () => {
    const sequence = await entered('YX-1');
    const elsewhere = await aCase(body);
    const answer = await handler.get(contentOf(sequence, elsewhere));
    expect(codes(answer)).toEqual(['recording.unknown']);
  });

  test.each([
    '0',
    '-1',
    '1.0',
    '1e0',
    '%2e%2e',
    '..%2f..%2fsecret%2fledger.key',
    '%00',
    'NaN',
    '9'.repeat(30),
    '1%2f..%2f1',
    '１',
  ])('given the number %s, then 404 and never a fault', async (number) => {
    await entered('YX-1');
    expect((await handler.get(contentOf(number))).status).toBe(404);
  });

  test.each(['../../etc/passwd', '..', 'a\u0000b\n.wav', '‮gnp.wav', '"; filename=x.exe', "'"])(
    'given a file called %j, then it is kept under a plain name',
    async (name) => {
      const uploadId = await upload(handler, caseId, file(name, aSound()));
      const reference = `YX "1';\\ ${randomUUID()}`;
      const done = await enter(handler, caseId, { uploadId, reference, madeOn: today() });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
      const { items } = await listed();
      expect(items[0].files[0].fileName).not.toMatch(/[/\\\p{C}]|^\.+$/u);
      const answer = await handler.get(items[0].files[0].path.replace(/^/, ''));
      expect(answer.status).toBe(200);
      expect(String(answer.headers['content-disposition'])).toMatch(
        /^inline; filename="recording-\d+\.wav"; filename\*=UTF-8''[\w%.!~*()-]+\.wav$/,
      );
    },
  );
});

describe('a file that is gone', () => {
  test('given a store that lost bytes, then the reader is told and not sent something else', async () => {
    const bytes = aSound();
    const sequence = await entered('YX-1', bytes);
    chmodSync(placeOf(digestOf(bytes)), 0o600);
    writeFileSync(placeOf(digestOf(bytes)), bytes.subarray(1));
    const answer = await reviewer.get(contentOf(sequence));
    expect(answer.status).toBe(409);
    expect(codes(answer)).toEqual(['recording.gone']);
  });
});
