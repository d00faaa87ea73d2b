import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type PlayedCase, stepData } from '../../tests/support/example-step.ts';
import { aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { courseSteps, type JsonObject, kebabCase } from '../casework/index.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
const at = '2026-11-20T09:00:00.000+08:00';
const clients = new Map<string, Client>();
let caseId: string;
let unprintable: string;
let path: string;

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => at });
  body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  caseId = await playedCase('某食品店未按规定公示许可证案');
  unprintable = await playedCase('某𠮷食品店案');
  const { items } = await listOf('审核员');
  path = items[0].path;
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function clientOf(name: string): Promise<Client> {
  const known = clients.get(name) ?? (await server.signIn(body.people[name]!));
  clients.set(name, known);
  return known;
}

/** A case that went its usual way through the opinion. */
async function playedCase(title: string): Promise<string> {
  const course: JsonObject = {
    from: '2026-03-02',
    through: 'giveOpinion',
    with: { registerLead: { title } },
  };
  let played: PlayedCase = { pack: 'anze', body, caseId: '' };
  for (const step of courseSteps(server.stage, course, 'general', 'test')) {
    const client = await clientOf(step.who);
    const data = await stepData(server, played, step, client);
    const url =
      played.caseId === ''
        ? '/api/cases'
        : `/api/cases/${played.caseId}/commands/${kebabCase(step.do)}`;
    const { status, body: done } = await client.post(url, data, { 'mingfa-at': step.at });
    if (status >= 300 && !step.optional) throw new Error(`${step.do}: ${JSON.stringify(done)}`);
    if (played.caseId === '') played = { ...played, caseId: done.caseId };
  }
  return played.caseId;
}

async function listOf(name: string, id = caseId): Promise<any> {
  const client = await clientOf(name);
  return (await client.get(`/api/cases/${id}/documents`)).body;
}

/** The answer with its bytes. */
async function fetched(name: string, url = path) {
  const { userName } = body.people[name]!;
  const signedIn = await server.ask({
    method: 'POST',
    url: '/api/session',
    payload: { userName, password: 'Shifan-Mima-2026' },
  });
  const cookie = String([signedIn.headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
  const reply = await server.app.inject({ method: 'GET', url, headers: { cookie } });
  return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload };
}

const forms = async () =>
  (
    await db.pool.query<{ version: number; sha256: string; event: { sha256: string } }>(
      `select m.version, encode(m.sha256, 'hex') as sha256, e.data as event
       from mingfa.document_made m join mingfa.event e on e.stream_id = m.made_id and e.kind = 'documentMade'
       where m.case_id = $1 order by m.version`,
      [caseId],
    )
  ).rows;

describe('the documents of a case can be listed, read, and checked', () => {
  test('[anze-L13-2] given an opinion given online, when listed, then to be made, and no paper is asked for', async () => {
    expect(await listOf('审核员')).toMatchObject({
      items: [
        {
          kind: 'review-opinion',
          title: '法制审核意见书',
          standing: 'to-make',
          sha256: null,
          versions: 0,
          paperless: true,
          copies: [],
          clauses: [{ id: 'anze-L13-1' }, { id: 'anze-L13-2', locator: expect.any(String) }],
        },
        { kind: 'review-file', standing: 'to-make', paperless: false },
      ],
    });
  });

  test('given it is opened twice by two people, then the same bytes, and one form with its digest in the ledger', async () => {
    const [one, other] = [await fetched('审核员'), await fetched('机关负责人')];
    const sha256 = createHash('sha256').update(one.bytes).digest('hex');

    expect(one.status).toBe(200);
    expect(one.headers['content-type']).toBe('application/pdf');
    expect(one.headers['content-disposition']).toMatch(/^inline; /);
    expect(one.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(other.bytes.equals(one.bytes)).toBe(true);
    expect(await forms()).toMatchObject([{ version: 1, sha256, event: { sha256, version: 1 } }]);
    const { items } = await listOf('审核员');
    expect(items[0]).toMatchObject({ standing: 'made', sha256, versions: 1, madeAt: at });
    expect(one.headers['etag']).toBe(`"${sha256}"`);
  });

  test('given a name in the registers has changed since, when it is opened again, then it is the same document', async () => {
    await db.pool.query('update mingfa.agency set name = $2 where agency_id = $1', [
      body.agencyId,
      '改名以后的局',
    ]);
    server.desk.deps.bodies.forget();
    const { bytes } = await fetched('审核员');

    expect(createHash('sha256').update(bytes).digest('hex')).toBe((await forms())[0]?.sha256);
    expect(await forms()).toHaveLength(1);
  });

  test('given a form that differs from the one on record, when it is made, then it is kept as the next one', async () => {
    const key = [body.agencyId, caseId];
    await db.pool.query(
      `insert into mingfa.document_made (agency_id, case_id, kind, sequence, version, made_id, sha256, size_bytes,
         given, made_at, made_by)
       select agency_id, case_id, kind, sequence, 2, gen_random_uuid(), decode(repeat('ab', 32), 'hex'), 1, given,
         made_at, made_by from mingfa.document_made where agency_id = $1 and case_id = $2`,
      key,
    );
    await fetched('审核员');

    const { items } = await listOf('审核员');
    expect(items[0]).toMatchObject({ versions: 3, sha256: (await forms())[0]?.sha256 });
  });

  test('given it is to be kept as a file, then it comes as one with its name', async () => {
    const { headers } = await fetched('审核员', `${path}?download=true`);

    expect(headers['content-disposition']).toMatch(
      new RegExp(`^attachment; .*${encodeURIComponent('法制审核意见书')}`),
    );
  });

  test('given rows of what was made, when somebody changes or removes them, then the database refuses', async () => {
    await expect(db.pool.query('update mingfa.document_made set size_bytes = 1')).rejects.toThrow(
      /append-only|只/,
    );
    await expect(db.pool.query('delete from mingfa.document_made')).rejects.toThrow();
  });
});

describe('who opens a document without handling the case is on record', () => {
  test('given a leader and a handler, then only the leader, for each document apart', async () => {
    await fetched('办公室');
    await fetched('承办人甲');
    const { rows } = await db.pool.query<{ account_id: string; part: string }>(
      'select account_id, part from mingfa.reading where case_id = $1',
      [caseId],
    );
    const by = (name: string) =>
      rows.filter((row) => row.account_id === body.people[name]!.id).map(({ part }) => part);

    expect(by('办公室')).toContainEqual(expect.stringMatching(/^document:review-opinion:\d+$/));
    expect(by('承办人甲')).toEqual([]);
  });
});

describe('what there is not, or must not be known of, is refused', () => {
  test('given a case of another body, then as if there were none', async () => {
    const other = await aBody(db, server.ruleBook, server.stage.book, { pack: 'kaifu' });
    const stranger = await server.signIn(other.people['机关负责人']!);
    for (const tail of ['', '/review-opinion/12.pdf']) {
      const theirs = await stranger.get(`/api/cases/${caseId}/documents${tail}`);
      const unknown = await stranger.get(`/api/cases/${randomUUID()}/documents${tail}`);
      expect([theirs.status, theirs.body]).toEqual([404, unknown.body]);
    }
  });

  test('given a character that no font has, then refused with its number, and nothing is kept', async () => {
    const { items } = await listOf('审核员', unprintable);
    const reader = await clientOf('审核员');

    expect(await reader.get(items[0].path)).toMatchObject({
      status: 422,
      body: { code: 'document.no-glyph', detail: expect.stringContaining('U+20BB7') },
    });
    expect((await listOf('审核员', unprintable)).items[0].standing).toBe('to-make');
  });

  test('given any other address, then not found, and never a fault', async () => {
    const reader = await clientOf('审核员');
    const parts = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        'review-opinion',
        '__proto__',
        'constructor',
        '..',
        '0.pdf',
        '1.pdf',
        '99999999.pdf',
      ),
    );
    await fc.assert(
      fc.asyncProperty(parts, parts, async (kind, name) => {
        const tail = [kind, name].map((one) => encodeURIComponent(one || 'x')).join('/');
        const { status } = await reader.get(`/api/cases/${caseId}/documents/${tail}`);
        expect([200, 400, 404, 422]).toContain(status);
      }),
      { numRuns: 60 },
    );
    expect(server.faults).toEqual([]);
  });
});
