// Anything may come in: no route answers with a fault, and the server goes on.

import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let caseId: string;
let operations: readonly Operation[];
const sessions = new Map<string, Record<string, string>>();
/** The first holds every business role, so that most of what it asks gets past the door. */
const people = [
  '多面手',
  '承办人甲',
  '机构负责人',
  '审核员',
  '机关负责人',
  '联络员',
  '办公室',
  '系统管理员',
  '安全管理员',
  '审计员',
];

type Operation = {
  readonly method: string;
  readonly path: string;
  readonly spec: any;
};

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db);
  const { ruleBook, stage } = server;
  const separated = Object.fromEntries(
    Object.entries({
      系统管理员: 'system-admin',
      安全管理员: 'security-admin',
      审计员: 'auditor',
    }).map(([name, role]) => [name, { ...stage.book.cast['办公室']!, roles: [role] }]),
  );
  const roles = ['officer', 'department-head', 'reviewer', 'leader', 'liaison', 'office'];
  const 多面手 = { ...stage.book.cast['承办人甲']!, mayReview: true, roles };
  const book = { ...stage.book, cast: { 多面手, ...stage.book.cast, ...separated } };
  body = await aBody(db, ruleBook, book, { pack: 'kaifu' });
  for (const name of people) await signIn(name);
  const example = stage.book.examples['registerLead'] ?? {};
  const payload = { ...example, foundOn: '2026-03-02', actEndedOn: '2026-03-01' };
  const opened = await ask('承办人甲', { method: 'POST', url: '/api/cases', payload });
  caseId = opened.body.caseId;
  const officers = [
    body.people['承办人甲']!.id,
    body.people['承办人乙']!.id,
    body.people['多面手']!.id,
  ];
  const url = `/api/cases/${caseId}/commands/assign-officers`;
  await ask('机构负责人', { method: 'POST', url, payload: { officers } });
  const { paths } = (await server.ask({ url: '/api/openapi.json' })).body;
  operations = Object.entries<Record<string, unknown>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, spec]) => ({ method: method.toUpperCase(), path, spec })),
  );
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function signIn(name: string): Promise<void> {
  const { userName } = body.people[name]!;
  const payload = { userName, password: 'Shifan-Mima-2026' };
  const answer = await server.ask({ method: 'POST', url: '/api/session', payload });
  const [cookie = ''] = String([answer.headers['set-cookie']].flat()[0]).split(';');
  sessions.set(name, { cookie, 'x-csrf-token': String(answer.body.csrfToken) });
}

async function ask(name: string, options: InjectOptions): Promise<Answer> {
  const headers = { ...sessions.get(name), ...(options.headers as Record<string, string>) };
  // Wrong sign-ins close their address, which is not to be the one that signs in again.
  const answer = await server.ask({ ...options, headers, remoteAddress: '192.0.2.7' });
  // Some of what comes in ends the session; the next request is to get further than the door.
  if (answer.status === 401) await signIn(name);
  return answer;
}

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'a\u0000b',
    '张三',
    "'; drop table event; --",
    '%',
    '../../etc/passwd',
    '2026-02-30',
    '9999-12-31',
    '0000-00-00',
    'x'.repeat(300),
    '00000000-0000-0000-0000-000000000000',
    '__proto__',
  ),
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53),
  fc.integer(),
  fc.array(oddText, { maxLength: 4 }),
  fc.dictionary(oddText, oddText, { maxKeys: 4 }),
  fc.constant([[[[{}]]]]),
);

const fittingByType: Readonly<Record<string, (schema: any) => fc.Arbitrary<unknown>>> = {
  string: fittingText,
  integer: () => fc.nat({ max: 1000 }),
  boolean: () => fc.boolean(),
  array: (schema) => fc.array(fitting(schema.items), { maxLength: 3 }),
  object: (schema) => (schema.properties === undefined ? oddValue : fittingObject(schema)),
};

/** Values that mostly fit a schema, so that they get further than the first check. */
function fitting(schema: any): fc.Arbitrary<unknown> {
  const near = ((): fc.Arbitrary<unknown> => {
    if (schema === undefined || schema === null) return oddValue;
    if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map(fitting));
    return fittingByType[schema.type]?.(schema) ?? oddValue;
  })();
  return fc.oneof({ weight: 12, arbitrary: near }, { weight: 1, arbitrary: oddValue });
}

function fittingText(schema: { format?: string }): fc.Arbitrary<unknown> {
  if (schema.format === 'uuid')
    return fc.oneof(
      fc.uuid(),
      fc.constantFrom(
        ...Object.values(body.people).map(({ id }) => id),
        body.agencyId,
        body.departmentId,
        caseId,
      ),
    );
  if (schema.format === 'date') return fc.constantFrom('2026-03-02', '2026-11-20', '2020-02-29');
  return fc.oneof(fc.constantFrom('示范', '2026-03-02', 'kaifu'), oddText);
}

function fittingObject(schema: any): fc.Arbitrary<unknown> {
  const required = new Set<string>(schema.required ?? []);
  const fields = Object.entries<any>(schema.properties);
  return fc
    .record(Object.fromEntries(fields.map(([name, inner]) => [name, fitting(inner)])), {
      requiredKeys: fc.sample(fc.boolean(), 1)[0] === true ? [...required] : [],
    })
    .chain((value) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(value) },
        { weight: 1, arbitrary: oddText.map((name) => ({ ...(value as object), [name]: 1 })) },
      ),
    );
}

const printable = fc.string({
  unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
const oddHeaders = fc.record(
  {
    'idempotency-key': fc.oneof(printable, fc.uuid()),
    'if-match': fc.oneof(printable, fc.constantFrom('"1"', '*', 'W/"2"', '99999999999')),
    'mingfa-at': fc.oneof(
      printable,
      fc.constantFrom('2026-03-02T09:00:00.000+08:00', '2099-01-01 00:00'),
    ),
    'x-csrf-token': printable,
    'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site'),
    'content-type': fc.constantFrom(
      'application/json',
      'application/json; charset=gbk',
      'text/plain',
      '',
    ),
    'accept-encoding': printable,
  },
  { requiredKeys: [] },
);

function requestTo({ method, path, spec }: Operation): fc.Arbitrary<InjectOptions> {
  const parameters: { in: string; name: string; schema?: unknown }[] = spec.parameters ?? [];
  const queried = parameters.filter((one) => one.in === 'query');
  const schema = spec.requestBody?.content?.['application/json']?.schema;
  const known = { caseId, agencyId: body.agencyId, departmentId: body.departmentId };
  const segment = (name: string) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constant(
          (known as Record<string, string>)[name] ?? body.people['承办人丙']!.id,
        ),
      },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: oddText.map((text) => encodeURIComponent(text.toWellFormed())) },
    );
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return fc
    .record({
      segments: fc.tuple(...names.map(segment)),
      query: fc.record(
        Object.fromEntries(
          queried.map((one) => [
            one.name,
            fc.oneof(
              fitting(one.schema).map((value) =>
                typeof value === 'string' ? value : JSON.stringify(value),
              ),
              oddText,
            ),
          ]),
        ),
        { requiredKeys: [] },
      ),
      payload: schema === undefined ? fc.option(oddValue, { nil: undefined }) : fitting(schema),
      headers: fc.oneof(
        { weight: 9, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: oddHeaders },
      ),
    })
    .map(({ segments, query, payload, headers }) => {
      const address = names.reduce(
        (url, name, index) => url.replace(`{${name}}`, segments[index] ?? ''),
        path,
      );
      const search = new URLSearchParams(query as Record<string, string>).toString();
      const body =
        method === 'GET' || payload === undefined ? {} : { payload: JSON.stringify(payload) };
      const type = { 'content-type': 'application/json' };
      return {
        method,
        url: search === '' ? address : `${address}?${search}`,
        headers: { ...type, ...headers },
        ...body,
      };
    });
}

describe('whatever comes in, no route answers with a fault', () => {
  test('given random requests to every operation by everybody, then all are answered below 500', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { weight: 3, arbitrary: fc.constant('多面手') },
          { weight: 2, arbitrary: fc.constantFrom(...people) },
        ),
        fc.constantFrom(...operations).chain((operation) => requestTo(operation)),
        async (name, request) => {
          const answer = await ask(name, request);
          expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
          if (answer.status >= 400) expect(answer.headers['content-type']).toMatch(/problem\+json/);
        },
      ),
      { numRuns: 1500, endOnFailure: true },
    );
    expect(server.faults).toEqual([]);
    expect((await server.ask({ url: '/readyz' })).status).toBe(200);
  });

  test('given each operation in turn, then each is answered below 500', async () => {
    for (const operation of operations)
      for (const request of fc.sample(requestTo(operation), { numRuns: 4, seed: 7 })) {
        const answer = await ask('多面手', request);
        expect(
          answer.status,
          `${operation.method} ${request.url as string} ${JSON.stringify(answer.body)}`,
        ).toBeLessThan(500);
      }
    expect(server.faults).toEqual([]);
  });

  test('given random addresses of the public site, then no fault', async () => {
    const path = fc.constantFrom(
      '/decisions',
      '/decisions/',
      '/bodies/',
      '/ledger/tile/',
      '/ledger/',
      '/',
      '/site.css',
    );
    await fc.assert(
      fc.asyncProperty(
        path,
        oddText,
        fc.dictionary(
          fc.constantFrom('q', 'body', 'year', 'kind', 'cursor', 'after', 'page'),
          oddText,
        ),
        async (start, rest, query) => {
          const search = new URLSearchParams(query).toString();
          const url = `${start}${encodeURIComponent(rest.toWellFormed())}?${search}`;
          expect((await server.ask({ url })).status, url).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
    expect(server.faults).toEqual([]);
  });
});
