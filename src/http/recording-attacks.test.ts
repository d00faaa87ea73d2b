// What might cost a case a recording: a sweep at the wrong moment, a planted file, a number that only looks like another.

import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aBody,
  type CastBody,
  castPassword,
  letSupervise,
  putBelow,
} from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type Sender, type TestServer } from '../../tests/support/server.ts';
import { begin, enter, send, upload } from '../../tests/support/uploading.ts';
import { grantRole, revokeRole } from '../access/index.store.ts';
import { toneRecording } from '../demonstration/index.ts';
import { dropOldUploads, FileFolder } from '../recording/index.store.ts';
import { addDays, startOfDay } from '../rules/index.ts';
import { instantNow } from '../store/index.store.ts';

const clock = { now: instantNow() };
const today = () => clock.now.slice(0, 10);
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
/** As long as a busy machine may take. */
const patient = { timeout: 30_000 };
let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let above: CastBody;
let handler: Sender;
let files: FileFolder;
let caseId: string;
let pitch = 200;

/** A recording that no other test has sent. */
function aSound(): Buffer {
  pitch += 1;
  return Buffer.from(toneRecording(1, [pitch, 440]));
}

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => clock.now });
  files = new FileFolder(join(db.dataFolder, 'files'));
  const { book } = server.stage;
  const cast = { ...book.cast, 承办人丙: book.cast['承办人甲']! };
  body = await aBody(db, server.ruleBook, { ...book, cast }, { pack: 'anze' });
  above = await aBody(db, server.ruleBook, book, { pack: 'anze' });
  await putBelow(db, body, above);
  await letSupervise(db, above.people['审核员']!);
});
beforeEach(async () => {
  clock.now = instantNow();
  handler = await server.signIn(body.people['承办人甲']!);
  caseId = await aCase();
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
  await db.close();
});

async function aCase(): Promise<string> {
  const example = server.stage.book.examples['registerLead'] ?? {};
  const given = { ...example, foundOn: today(), actEndedOn: today() };
  const opened = await handler.post('/api/cases', given);
  const head = await server.signIn(body.people['机构负责人']!);
  const officers = [body.people['承办人甲']!.id, body.people['承办人乙']!.id];
  const url = `/api/cases/${opened.body.caseId}/commands/assign-officers`;
  expect((await head.post(url, { officers })).status).toBe(200);
  return opened.body.caseId;
}

const codes = (answer: { body: any }) => answer.body.refusals?.map((one: any) => one.code);
const uploaded = (bytes: Buffer) => upload(handler, caseId, { name: '检查.wav', bytes });
const entering = (uploadId: string, reference = 'YX-1') =>
  enter(handler, caseId, { uploadId, reference, madeOn: today() });
const eventsOf = async () =>
  (
    await db.pool.query(
      `select from mingfa.event where stream_id = $1 and kind = 'recordingAttached'`,
      [caseId],
    )
  ).rowCount;

describe('no event speaks of a file that is not there', () => {
  test('given an upload at the end of its day, when it is swept while it is entered, then the file stays', async () => {
    const bytes = aSound();
    const uploadId = await uploaded(bytes);
    clock.now = startOfDay(addDays(today(), 2));
    handler = await server.signIn(body.people['承办人甲']!);
    const holding = await db.pool.connect();
    await holding.query('begin');
    await holding.query('select from mingfa.case_file where case_id = $1 for update', [caseId]);
    const answer = entering(uploadId);
    await expect.poll(() => existsSync(files.placeOf(digestOf(bytes))), patient).toBe(true);
    await dropOldUploads({ db, files }, clock.now);
    await holding.query('rollback');
    holding.release();

    expect(await answer).toMatchObject({ status: 200 });
    expect(readFileSync(files.placeOf(digestOf(bytes))).equals(bytes)).toBe(true);
  });

  test('given a planted file where the recording is to go, then it is refused, and goes in once that is mended', async () => {
    const bytes = aSound();
    const uploadId = await uploaded(bytes);
    const place = files.placeOf(digestOf(bytes));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, Buffer.alloc(bytes.length));
    const refused = await entering(uploadId);
    expect([refused.status, codes(refused)]).toEqual([409, ['recording.store-damaged']]);
    expect(await eventsOf()).toBe(0);
    rmSync(place);

    expect((await entering(uploadId)).status).toBe(200);
    expect(readFileSync(place).equals(bytes)).toBe(true);
  });

  test('given a draft that was lost before the file was entered, then it is to be sent again, and that is no fault', async () => {
    const bytes = aSound();
    const uploadId = await uploaded(bytes);
    const draft = join(db.dataFolder, 'files', 'drafts', uploadId);
    chmodSync(draft, 0o600);
    rmSync(draft);
    expect(codes(await entering(uploadId))).toEqual(['recording.upload-unknown']);
    expect(await eventsOf()).toBe(0);
  });

  test('given the same order twice at one moment, then one is kept and no fault arises', async () => {
    const uploadId = await uploaded(aSound());
    const answers = await Promise.all([1, 2, 3].map(() => entering(uploadId)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await eventsOf()).toBe(1);
  });
});

describe('nobody is played anything but what was entered', () => {
  const pathOf = async () =>
    (await handler.get(`/api/cases/${caseId}/recordings`)).body.items[0].files[0].path;

  test('given another recording of the same length in the folder, then it is refused, also after the right one was played', async () => {
    const [bytes, other] = [aSound(), aSound()];
    await entering(await uploaded(bytes));
    const path = await pathOf();
    expect((await handler.get(path)).status).toBe(200);
    const place = files.placeOf(digestOf(bytes));
    rmSync(place);
    writeFileSync(place, other);
    for (const range of ['bytes=0-99', 'bytes=-1', ''])
      expect(codes(await handler.get(path, { range }))).toEqual(['recording.altered']);
    writeFileSync(place, bytes);
    expect((await handler.get(path)).status).toBe(200);
  });

  test('given a case in the database that points at another recording, then neither is played', async () => {
    const [bytes, other] = [aSound(), aSound()];
    await entering(await uploaded(bytes));
    await entering(await uploaded(other), 'YX-2');
    await db.pool.query(
      `update mingfa.case_file set state = replace(state::text, $2, $3)::jsonb where case_id = $1`,
      [caseId, digestOf(bytes), digestOf(other)],
    );
    expect(codes(await handler.get(await pathOf()))).toEqual(['recording.altered']);
  });
});

describe('a piece is bytes and nothing else', () => {
  test.each(['application/json', 'text/plain', 'application/octet-stream'])(
    'given a piece sent as %s, then it is refused and the upload stays where it is',
    async (type) => {
      const begun = await begin(handler, caseId, { name: 'a.wav', size: 100 });
      const headers = { 'upload-offset': '0', 'content-type': type };
      const answer = await handler.patch(begun.body.path, Buffer.from('{}'), headers);
      expect(answer.status).toBe(415);
      expect((await handler.get(begun.body.path)).body.receivedBytes).toBe(0);
    },
  );

  test('given eight pieces of a person on their way, then the next waits until some are gone, and another person does not', async () => {
    const begun = await begin(handler, caseId, { name: 'a.wav', size: 1000 });
    const userName = body.people['承办人甲']!.userName;
    const payload = { userName, password: castPassword };
    const signedIn = await server.ask({ method: 'POST', url: '/api/session', payload });
    const head = [
      `PATCH ${begun.body.path} HTTP/1.1`,
      'host: localhost',
      `cookie: ${String([signedIn.headers['set-cookie']].flat()[0]).split(';')[0]}`,
      `x-csrf-token: ${signedIn.body.csrfToken}`,
      'content-type: application/offset+octet-stream',
      'upload-offset: 0',
      'content-length: 1000',
      '\r\nRIFF',
    ].join('\r\n');
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const sockets = Array.from({ length: 12 }, () => connect(port, '127.0.0.1'));
    let refused = 0;
    for (const socket of sockets) {
      socket.once('data', () => (refused += 1));
      socket.write(head);
    }
    await expect.poll(() => refused, patient).toBe(4);
    const piece = () => send(handler, begun.body.path, 1, Buffer.from('R'));
    expect((await piece()).status).toBe(429);
    const colleague = await server.signIn(body.people['承办人乙']!);
    const theirs = await send(colleague, begun.body.path, 0, Buffer.from('R'));
    expect(codes(theirs)).toEqual(['recording.upload-unknown']);
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => codes(await piece()), patient).toEqual(['recording.offset']);
  });

  test('given a piece without a byte, then it is answered and nothing changes', async () => {
    const begun = await begin(handler, caseId, { name: 'a.wav', size: 100 });
    const answer = await send(handler, begun.body.path, 0, Buffer.alloc(0));
    expect([answer.status, answer.headers['upload-offset']]).toEqual([204, '0']);
  });
});

describe('whose rights end meanwhile', () => {
  test('given a handler who is replaced, when the upload is whole, then it cannot be entered any more', async () => {
    const uploadId = await uploaded(aSound());
    const head = await server.signIn(body.people['机构负责人']!);
    const officers = ['承办人乙', '承办人丙'].map((name) => body.people[name]!.id);
    const url = `/api/cases/${caseId}/commands/assign-officers`;
    expect((await head.post(url, { officers, reason: '岗位调整' })).status).toBe(200);

    expect(codes(await entering(uploadId))).toEqual(['officers.not-handler']);
    expect(codes(await begin(handler, caseId, { name: 'a.wav', size: 9 }))).toEqual([
      'officers.not-handler',
    ]);
    expect(await eventsOf()).toBe(0);
  });

  test('given an officer whose role is taken, then neither a piece nor the file comes in', async () => {
    const uploadId = await uploaded(aSound());
    const bytes = aSound();
    const begun = await begin(handler, caseId, { name: 'a.wav', size: bytes.length });
    const { id: accountId } = body.people['承办人甲']!;
    const by = { actorId: randomUUID(), now: clock.now };
    await revokeRole(db, { accountId, role: 'officer' }, by);
    const again = await server.signIn(body.people['承办人甲']!);

    for (const who of [handler, again]) {
      expect([401, 403]).toContain((await send(who, begun.body.path, 0, bytes)).status);
      const given = { uploadId, reference: 'YX-1', madeOn: today() };
      expect([401, 403]).toContain((await enter(who, caseId, given)).status);
    }
    await grantRole(db, { accountId, role: 'officer' }, by);
  });

  test('given a supervisor above, then what is played is recorded, and nothing can be put in', async () => {
    const done = await entering(await uploaded(aSound()));
    const { path } = (await handler.get(`/api/cases/${caseId}/recordings`)).body.items[0].files[0];
    const supervisor = await server.signIn(above.people['审核员']!);
    expect((await supervisor.get(path, { range: 'bytes=0-0' })).status).toBe(206);
    const { rows } = await db.pool.query(
      `select part from mingfa.reading where case_id = $1 and account_id = $2`,
      [caseId, above.people['审核员']!.id],
    );
    expect(rows).toEqual([{ part: `recording:${done.body.events[0].sequence}` }]);
    const refused = await begin(supervisor, caseId, { name: 'a.wav', size: 9 });
    expect(refused.status).toBe(403);
    const officer = await server.signIn(above.people['承办人甲']!);
    expect((await officer.get(path)).status).toBe(404);
  });
});
