import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { sendFault, sendNotFound } from '../portal/index.routes.ts';
import { answerErrors } from './errors.ts';
import { healthRoutes } from './health.routes.ts';
import { depthOf } from './json-body.ts';
import { statusOfRefusal } from './refusal-status.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let other: CastBody;
const clients: Record<string, Client> = {};
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { isDemonstration: false });
  const { ruleBook, stage } = server;
  body = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
  other = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
  for (const name of ['承办人甲', '承办人丙', '机构负责人', '机关负责人', '联络员'])
    clients[name] = await server.signIn(body.people[name]!);
  clients['他处承办人'] = await server.signIn(other.people['承办人甲']!);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const as = (name: string): Client => clients[name]!;
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const lead = (change: object = {}) => ({
  title: '未公示许可证案',
  source: 'inspection',
  foundOn: today(),
  summary: '经营场所没有公示许可证。',
  party: { kind: 'organisation', name: '城南示范食品有限公司' },
  ...change,
});
const open = async (change: object = {}, headers = {}): Promise<Answer> =>
  as('承办人甲').post('/api/cases', lead(change), headers);
const caseId = async (): Promise<string> => (await open()).body.caseId;
const assigned = () => ({ officers: [body.people['承办人甲']!.id, body.people['承办人乙']!.id] });

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.code], JSON.stringify(answer.body)).toEqual([status, code]);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({ status, type: `urn:mingfa:refusal:${code}` });
  expect(answer.body.detail).toMatch(/\p{Script=Han}/u);
  expect(answer.body.remedy).toMatch(/^请/u);
}

describe('what is refused says what, where, what to do and by which clause', () => {
  test('given a form with wrong fields, then each is named', async () => {
    const answer = await open({
      title: ' ',
      foundOn: '2026-13-01',
      party: { kind: 'x' },
      extra: 1,
    });

    expectProblem(answer, 422, 'command.field');
    expect(answer.body.errors.map((one: any) => one.field).toSorted()).toEqual(
      ['/extra', '/foundOn', '/party/kind', '/party/name', '/title'].toSorted(),
    );
  });

  test('given a closed command, then the missing steps and their clauses', async () => {
    const answer = await as('机关负责人').post(
      `/api/cases/${await caseId()}/commands/make-decision`,
      {},
    );

    expectProblem(answer, 409, 'step.missing');
    expect(answer.body.refusals.length).toBeGreaterThan(1);
    expect(answer.body.clauses).toContainEqual({
      id: 'apl-2021-57',
      locator: '行政处罚法第五十七条',
      text: expect.stringMatching(/\p{Script=Han}/u),
    });
  });

  test('given a role that may not, then 403', async () => {
    const answer = await as('联络员').post(
      `/api/cases/${await caseId()}/commands/assign-officers`,
      assigned(),
    );

    expectProblem(answer, 403, 'command.role');
  });

  const json = 'application/json';
  const refusedBodies = [
    { what: 'half an object', payload: '{"title":', type: json, code: 'request.bad-body' },
    { what: 'nothing', payload: '', type: json, code: 'request.bad-body' },
    {
      what: 'a prototype',
      payload: '{"__proto__": {"a": 1}}',
      type: json,
      code: 'request.bad-body',
    },
    {
      what: 'a constructor',
      payload: '{"constructor": {"prototype": {"a": 1}}}',
      type: json,
      code: 'request.bad-body',
    },
    { what: 'a deep list', payload: '['.repeat(40), type: json, code: 'request.too-deep' },
    {
      what: 'more than a megabyte',
      payload: `{"title": "${'长'.repeat(400_000)}"}`,
      type: json,
      code: 'request.too-large',
    },
    {
      what: 'a form',
      payload: 'a=1',
      type: 'application/x-www-form-urlencoded',
      code: 'request.media-type',
    },
    { what: 'a text', payload: 'x', type: 'text/plain', code: 'request.media-type' },
  ];
  test.each(refusedBodies)(
    'given $what as body, then it is refused',
    async ({ payload, type, code }) => {
      const session = await sessionHeaders();
      const answer = await server.ask({
        method: 'POST',
        url: '/api/cases',
        payload,
        headers: { ...session, 'content-type': type },
      });

      expectProblem(answer, statusOfRefusal(code), code);
      expect([400, 413, 415]).toContain(answer.status);
    },
  );

  test('given an unknown address, then a problem for programs and a page for people', async () => {
    expectProblem(await server.ask({ url: '/api/nothing' }), 404, 'request.unknown-route');
    expectProblem(
      await server.ask({ method: 'PATCH', url: '/api/cases' }),
      404,
      'request.unknown-route',
    );
    const page = await server.ask({ url: '/nothing' });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expectProblem(await server.ask({ url: '/api/%zz' }), 400, 'request.bad-address');
  });

  test('given a wrong query, then the field is named in Chinese', async () => {
    const answer = await as('承办人甲').get('/api/cases?limit=1000&standing=none&x=1');

    expectProblem(answer, 400, 'request.field');
    expect(answer.body.errors[0].text).toMatch(/^查询条件/u);
  });

  test('given a fault, then a bare 500 with an id, and the log has the cause', async () => {
    const broken = await aServer(db, {
      now: () => {
        throw new Error('the clock has stopped');
      },
    });
    const answer = await broken.ask({
      method: 'POST',
      url: '/api/session',
      payload: { userName: '某人', password: 'x' },
    });
    await broken.close();

    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('clock');
    expect(answer.body.detail).toContain(answer.body.id);
    expect(broken.faults).toMatchObject([
      { fault: answer.body.id, err: { message: 'the clock has stopped' } },
    ]);
  });
});

async function sessionHeaders(): Promise<Record<string, string>> {
  const { userName } = body.people['承办人甲']!;
  const payload = { userName, password: 'Shifan-Mima-2026' };
  const answer = await server.ask({ method: 'POST', url: '/api/session', payload });
  const [cookie = ''] = String([answer.headers['set-cookie']].flat()[0]).split(';');
  return { cookie, 'x-csrf-token': answer.body.csrfToken };
}

describe('a command is done once, on the version its person saw', () => {
  test('given the same key, then the first answer again; with another body, then refused', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await open({}, key);
    const again = await open({}, key);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expectProblem(await open({ title: '另一案' }, key), 422, 'command.key-reused');
  });

  test('given a version that has passed, then 409 and who did what', async () => {
    const id = await caseId();
    const path = `/api/cases/${id}/commands/assign-officers`;
    const seen = await as('机构负责人').get(`/api/cases/${id}`);
    const match = { 'if-match': String(seen.headers['etag']) };

    const done = await as('机构负责人').post(path, assigned(), match);
    const late = await as('机构负责人').post(path, assigned(), match);

    expect([seen.headers['etag'], done.headers['etag']]).toEqual(['"1"', '"2"']);
    expectProblem(late, 409, 'case.changed');
    expect(late.body.detail).toContain('机构负责人');
  });

  test.each([
    [{ 'if-match': 'abc' }],
    [{ 'idempotency-key': ' ' }],
    [{ 'idempotency-key': 'x'.repeat(101) }],
  ])('given a header that says nothing, then it is refused', async (headers) => {
    expectProblem(
      await open({}, {}).then(() =>
        as('机构负责人').post(`/api/cases/${randomUUID()}/commands/assign-officers`, {}, headers),
      ),
      400,
      'request.bad-header',
    );
  });
});

describe('a form and its act are told by the procedure', () => {
  test('given options, then a field says when it concerns the form, and an act what follows from it', async () => {
    const id = await caseId();
    const optionOf = async (who: string, wanted: string) =>
      (await as(who).get(`/api/cases/${id}/options`)).body.options.find(
        ({ command }: any) => command === wanted,
      );

    const transfer = await optionOf('机关负责人', 'transferCase');
    expect(transfer.consequence).toContain('移送后本机关不再办理');
    const assign = await optionOf('机构负责人', 'assignOfficers');
    expect(assign.consequence).toBeNull();
    expect(assign.fields[0]).toMatchObject({ name: 'officers', when: null, neededThen: false });
    expect(assign).toMatchObject({ closedAs: null, notes: [], aside: false });
    expect(Object.values(assign.fields[0].unfit).length).toBeGreaterThan(0);
    const evidence = await optionOf('承办人甲', 'addEvidence');
    expect([evidence.open, evidence.fields]).toEqual([false, []]);
    expect(evidence).toMatchObject({ closedAs: 'not-yet', notes: [], aside: false });
  });
});

describe('what one may not know of answers 404', () => {
  test('given a case of another body, then nothing of it can be seen or done', async () => {
    const id = await caseId();
    const stranger = as('他处承办人');

    for (const part of ['', '/options', '/clocks', '/events'])
      expectProblem(await stranger.get(`/api/cases/${id}${part}`), 404, 'case.unknown');
    expectProblem(
      await stranger.post(`/api/cases/${id}/commands/show-certificates`, {}),
      404,
      'case.unknown',
    );
    expectProblem(await stranger.get('/api/cases/none'), 400, 'request.field');
    const listed = await stranger.get('/api/cases?limit=200');
    expect(listed.body.items).toEqual([]);
  });

  test('given no session, then 401; without the CSRF token, then 403', async () => {
    expectProblem(await server.ask({ url: '/api/cases' }), 401, 'access.not-signed-in');
    const { cookie = '' } = await sessionHeaders();
    const answer = await server.ask({
      method: 'POST',
      url: '/api/cases',
      payload: lead(),
      headers: { cookie },
    });
    expectProblem(answer, 403, 'access.csrf');
  });

  test('given someone who does not handle the case, when it is opened, then that is recorded once', async () => {
    const id = await caseId();
    await as('机构负责人').post(`/api/cases/${id}/commands/assign-officers`, assigned());
    const readings = async () =>
      (
        await db.pool.query('select account_id from mingfa.reading where case_id = $1', [id])
      ).rows.map((row) => row.account_id);

    await as('承办人甲').get(`/api/cases/${id}`);
    expect(await readings()).toEqual([]);
    await as('机关负责人').get(`/api/cases/${id}`);
    await as('机关负责人').get(`/api/cases/${id}/events`);
    expect(await readings()).toEqual([body.people['机关负责人']!.id]);
  });
});

describe('a moment of one’s own is for demonstrations only', () => {
  test('given a server in use, then it is refused', async () => {
    const at = { 'mingfa-at': '2026-03-02T09:00:00.000+08:00' };

    expectProblem(await open({}, at), 403, 'demonstration.past-refused');
    expectProblem(
      await open({}, { 'mingfa-at': 'yesterday' }),
      422,
      'demonstration.not-an-instant',
    );
    expectProblem(
      await as('承办人甲').get(`/api/cases/${await caseId()}`, at),
      403,
      'demonstration.past-refused',
    );
  });
});

describe('lists and law can be read', () => {
  test('given cases, when listed by pages, then each comes once', async () => {
    for (const _ of [1, 2, 3]) await open();
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await as('承办人丙').get(
        `/api/cases?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((one: any) => one.caseId));
      cursor = page.body.nextCursor;
    }

    expect(seen.length).toBeGreaterThan(5);
    expect(new Set(seen).size).toBe(seen.length);
    expectProblem(await as('承办人丙').get('/api/cases?cursor=x'), 422, 'access.cursor-unreadable');
    expect((await as('承办人丙').get('/api/cases?mine=true')).body.items).toEqual([]);
  });

  test('[anze-L14-1] given a body, when its procedure is explained, then clocks have its numbers and clauses', async () => {
    const { body: explained } = await as('承办人甲').get('/api/procedures/penalty?on=2026-09-28');
    const review = explained.clocks.find((one: any) => one.name === 'review');

    expect(review.rule).toMatchObject({ pack: 'anze', key: 'review.complete' });
    expect(review.clauses).toContain('anze-L14-1');
    expect(explained.documents.map((one: any) => one.key)).toContain('review.materials');
    expect(explained.gates.flatMap((one: any) => one.clauses)).toContain('anze-L10-1');
    expect(explained.forms.giveOpinion.length).toBeGreaterThan(0);
    expect(explained.forms.serveDecision).toContainEqual(
      expect.objectContaining({ name: 'witness', when: { method: ['leave'] }, neededThen: true }),
    );
    const national = (await as('承办人甲').get('/api/procedures/penalty?packs=yueqing,national'))
      .body;
    expect(national.clocks.find((one: any) => one.name === 'review').rule.period).toBeNull();
  });

  test('given a clause, a rule and what is not there', async () => {
    expect((await as('承办人甲').get('/api/clauses/anze-L5-1')).body).toMatchObject({
      pack: 'anze',
    });
    expectProblem(await as('承办人甲').get('/api/clauses/none-1'), 404, 'clause.unknown');
    expectProblem(await as('承办人甲').get('/api/procedures/none'), 404, 'procedure.unknown');
    const { body: rules } = await as('承办人甲').get('/api/rules');
    expect(rules.items.find((one: any) => one.key === 'disclosure.penalty')).toMatchObject({
      pack: 'anze',
    });
    expectProblem(await as('承办人甲').get('/api/rules?packs=none'), 422, 'rules.unknown-pack');
    expectProblem(await as('承办人甲').get('/api/rules?on=today'), 400, 'request.field');
  });
});

describe('watchers see that the server is there, able and how it fares', () => {
  test('given a running server, then health, readiness and figures without names', async () => {
    expect((await server.ask({ url: '/healthz' })).status).toBe(200);
    expect((await server.ask({ url: '/readyz' })).body).toEqual({ ready: true, troubles: [] });
    const { body: text } = await server.ask({ url: '/metrics' });
    expect(text).toContain('mingfa_http_request_seconds_count{method="GET",route="/api/cases"');
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  test('given figures asked for from elsewhere, or through a proxy on this machine, then only with the token', async () => {
    const token = 'shifan-lingpai-0123456789';
    const app = fastify({ trustProxy: ['192.0.2.9'] });
    answerErrors(app, () => null, { notFound: sendNotFound, fault: sendFault });
    healthRoutes(app, { db, sealer: () => null, metricsToken: token });
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;

    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('::1')).toBe(200);
    expect(await ask('192.0.2.7')).toBe(403);
    expect(await ask('127.0.0.1', { 'x-forwarded-for': '192.0.2.7' })).toBe(403);
    expect(await ask('192.0.2.9', { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
    expect(await ask('192.0.2.7', { authorization: `Bearer ${token}` })).toBe(200);
    expect(await ask('192.0.2.7', { authorization: `Bearer ${token}x` })).toBe(403);
    await app.close();
  });
});

test('the depth of a text is known before it is parsed', () => {
  expect(depthOf('{"a": "[[[[", "b": ["\\"["]}')).toBe(2);
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const depth = (value: unknown): number =>
        typeof value === 'object' && value !== null
          ? 1 + Math.max(0, ...Object.values(value).map(depth))
          : 0;
      expect(depthOf(text)).toBe(depth(JSON.parse(text)));
    }),
  );
});
