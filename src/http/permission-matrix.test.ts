// Every route, asked by everybody: by nobody signed in, by each role in the own body, and for what belongs to another.

import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody, castPassword } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { goodPassword, theThree } from '../../tests/support/people.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';
import { isSeparated, type Permission, permits, type Role, roles } from '../access/index.ts';
import { instantNow } from '../store/index.store.ts';

/** Each route with what it asks for. A route that is not here, or no longer there, fails the first test. */
const permissions: Readonly<Record<string, Permission | 'public'>> = {
  'GET /': 'public',
  'GET /decisions': 'public',
  'GET /decisions/:id': 'public',
  'GET /bodies/:id': 'public',
  'GET /bodies/:id/review-catalogue': 'public',
  'GET /bodies/:id/review-catalogue.csv': 'public',
  'GET /ledger': 'public',
  'GET /ledger/checkpoint': 'public',
  'GET /ledger/compare.py': 'public',
  'GET /ledger*': 'public',
  'GET /help': 'public',
  'GET /help/:topic': 'public',
  'GET /help/guide': 'public',
  'GET /help/guide/:page': 'public',
  'GET /help/guide/pictures/:name': 'public',
  'GET /appearance': 'public',
  'GET /feed.xml': 'public',
  'GET /sitemap.xml': 'public',
  'GET /sitemap/:name': 'public',
  'GET /data.json': 'public',
  'GET /decisions.csv': 'public',
  'GET /decisions.ndjson': 'public',
  'GET /site.css': 'public',
  'GET /robots.txt': 'public',
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/docs': 'public',
  'GET /api/docs/:tag': 'public',
  'GET /api/set-up': 'public',
  'POST /api/set-up': 'public',
  'POST /api/session': 'public',
  'GET /api/session': 'own:session',
  'DELETE /api/session': 'own:session',
  'GET /api/sessions': 'own:session',
  'DELETE /api/sessions/:sessionId': 'own:session',
  'PUT /api/session/password': 'own:session',
  'POST /api/session/second-factor': 'own:session',
  'POST /api/session/second-factor/confirmation': 'own:session',
  'POST /api/session/second-factor/removal': 'own:session',
  'GET /api/preferences': 'own:session',
  'PUT /api/preferences/:key': 'own:session',
  'DELETE /api/preferences/:key': 'own:session',
  'GET /api/notifications': 'own:session',
  'GET /api/notifications/unread': 'own:session',
  'POST /api/notifications/reading': 'own:session',
  'GET /api/notification-choices': 'own:session',
  'PUT /api/notification-choices': 'own:session',
  'POST /api/notification-choices/trial': 'own:session',
  'GET /api/deputies': 'own:session',
  'POST /api/deputies': 'own:session',
  'POST /api/deputies/:deputyId/ending': 'own:session',
  'POST /api/exports': 'own:session',
  'GET /api/open-sessions': 'account:read',
  'GET /api/accounts': 'account:read',
  'POST /api/accounts': 'account:manage',
  'GET /api/accounts/:accountId': 'account:read',
  'POST /api/accounts/:accountId/disabling': 'account:manage',
  'POST /api/accounts/:accountId/enabling': 'account:manage',
  'PUT /api/accounts/:accountId/place': 'account:manage',
  'POST /api/accounts/:accountId/password-reset': 'account:manage',
  'POST /api/accounts/:accountId/password-reset-confirmation': 'account:grant',
  'POST /api/accounts/:accountId/second-factor-reset': 'account:grant',
  'POST /api/accounts/:accountId/sessions-ending': 'account:grant',
  'POST /api/accounts/:accountId/unlocking': 'account:grant',
  'PUT /api/accounts/:accountId/roles/:role': 'account:grant',
  'DELETE /api/accounts/:accountId/roles/:role': 'account:grant',
  'GET /api/audit/kinds': 'audit:read',
  'GET /api/audit/events': 'audit:read',
  'GET /api/audit/readings': 'audit:read',
  'GET /api/colleagues': 'own:session',
  'GET /api/agencies': 'register:read',
  'POST /api/agencies': 'register:agency',
  'GET /api/agencies/:agencyId': 'register:read',
  'PUT /api/agencies/:agencyId': 'register:agency',
  'POST /api/agencies/:agencyId/closing': 'register:agency',
  'PUT /api/agencies/:agencyId/packs': 'register:agency',
  'POST /api/agencies/:agencyId/draft-confirmations': 'register:settings',
  'PUT /api/agencies/:agencyId/own-settings/:ruleKey': 'register:settings',
  'DELETE /api/agencies/:agencyId/own-settings/:ruleKey': 'register:settings',
  'GET /api/agencies/:agencyId/departments': 'register:read',
  'POST /api/agencies/:agencyId/departments': 'register:department',
  'PUT /api/agencies/:agencyId/departments/:departmentId': 'register:department',
  'POST /api/agencies/:agencyId/departments/:departmentId/closing': 'register:department',
  'GET /api/agencies/:agencyId/officers': 'register:read',
  'POST /api/agencies/:agencyId/officers': 'register:officer',
  'GET /api/agencies/:agencyId/officers/:officerId': 'register:read',
  'PUT /api/agencies/:agencyId/officers/:officerId': 'register:officer',
  'PUT /api/agencies/:agencyId/officers/:officerId/standing': 'register:officer',
  'POST /api/agencies/:agencyId/officers/:officerId/certificates': 'register:officer',
  'POST /api/agencies/:agencyId/officers/:officerId/certificates/:certificateId/revocation':
    'register:officer',
  'GET /api/agencies/:agencyId/reviewers': 'review:read',
  'POST /api/agencies/:agencyId/officers/:officerId/designations': 'register:officer',
  'POST /api/agencies/:agencyId/officers/:officerId/designations/:designationId/ending':
    'register:officer',
  'GET /api/agencies/:agencyId/officers/:officerId/identity': 'register:officer',
  'PUT /api/agencies/:agencyId/officers/:officerId/identity': 'register:officer',
  'GET /api/agencies/:agencyId/counsel': 'review:read',
  'POST /api/agencies/:agencyId/counsel': 'review:counsel',
  'PUT /api/agencies/:agencyId/counsel/:counselId': 'review:counsel',
  'POST /api/agencies/:agencyId/counsel/:counselId/ending': 'review:counsel',
  'GET /api/review-staffing': 'review:read',
  'GET /api/cases/:caseId/counsel-requests': 'case:read',
  'POST /api/cases/:caseId/counsel-requests': 'review:counsel',
  'POST /api/cases/:caseId/counsel-requests/:sequence/address': 'review:counsel',
  'GET /api/counsel-tasks': 'own:session',
  'GET /api/counsel-tasks/:caseId/:sequence': 'own:session',
  'POST /api/counsel-tasks/:caseId/:sequence/opinion': 'own:session',
  'GET /counsel/style.css': 'public',
  'GET /counsel/:token': 'public',
  'POST /counsel/:token/opinion': 'public',
  'GET /api/cases': 'case:read',
  'POST /api/cases': 'case:open',
  'GET /api/cases/:caseId': 'case:read',
  'GET /api/cases/:caseId/options': 'case:read',
  'GET /api/cases/:caseId/review': 'case:read',
  'GET /api/cases/:caseId/review/comparison': 'case:read',
  'GET /api/review-desk': 'case:read',
  'GET /api/review-workload': 'review:read',
  'GET /api/review-figures': 'statistics:read',
  'GET /api/cases/:caseId/clocks': 'case:read',
  'GET /api/cases/:caseId/events': 'case:read',
  'GET /api/cases/:caseId/documents': 'case:read',
  'GET /api/cases/:caseId/documents/:kind/:name': 'case:read',
  'GET /api/cases/:caseId/recordings': 'recording:read',
  'POST /api/cases/:caseId/recordings': 'recording:store',
  'GET /api/cases/:caseId/recordings/:sequence/content': 'recording:read',
  'POST /api/cases/:caseId/recording-uploads': 'recording:store',
  'GET /api/cases/:caseId/recording-uploads/:uploadId': 'recording:store',
  'PATCH /api/cases/:caseId/recording-uploads/:uploadId': 'recording:store',
  'POST /api/handovers': 'case:act',
  'GET /api/tasks': 'case:read',
  'GET /api/tasks/summary': 'case:read',
  'GET /api/overdue': 'case:read',
  'GET /api/figures': 'statistics:read',
  'GET /api/changes': 'case:read',
  'POST /api/identity-checks': 'own:session',
  'GET /api/rules': 'rule:read',
  'GET /api/clauses/:clauseId': 'rule:read',
  'GET /api/review-catalogue': 'catalogue:read',
  'GET /api/review-catalogue/versions/:number': 'catalogue:read',
  'GET /api/review-catalogue/versions/:number/copy': 'catalogue:read',
  'GET /api/review-catalogue/versions/:number/comparison/:other': 'catalogue:read',
  'POST /api/review-catalogue/items': 'catalogue:report',
  'POST /api/review-catalogue/items/:itemId/revision': 'catalogue:report',
  'POST /api/review-catalogue/items/:itemId/withdrawal': 'catalogue:report',
  'POST /api/review-catalogue/items/:itemId/finding': 'catalogue:examine',
  'POST /api/review-catalogue/versions': 'catalogue:examine',
  'POST /api/review-catalogue/versions/:number/approval': 'catalogue:approve',
  'POST /api/review-catalogue/versions/:number/return': 'catalogue:approve',
  'POST /api/review-catalogue/versions/:number/publication': 'catalogue:examine',
  'POST /api/review-catalogue/versions/:number/filing': 'catalogue:examine',
  'GET /api/review-duties': 'review:read',
  'POST /api/review-duties/:code/completion': 'review:duty',
  'POST /api/review-duties/:code/reopening': 'review:duty',
  'GET /api/review-flow': 'rule:read',
  'GET /api/packs': 'rule:read',
  'GET /api/packs/:packId/clauses': 'rule:read',
  'GET /api/rule-comparison': 'rule:read',
  'GET /api/search': 'own:session',
  'GET /api/guide': 'own:session',
  'GET /api/calendar-years': 'rule:read',
  'POST /api/calendar-years': 'settings:technical',
  'GET /api/standing': 'settings:technical',
  'GET /api/jobs': 'settings:technical',
  'POST /api/jobs/:jobId/retrying': 'settings:technical',
  'GET /api/cases/:caseId/events/:sequence/proof': 'case:read',
  'POST /api/decision-imports/preview': 'decision:import',
  'POST /api/decision-imports': 'decision:import',
  'GET /api/decision-export': 'disclosure:read',
  'GET /api/backups': 'settings:technical',
  'POST /api/backups': 'settings:technical',
  'GET /api/procedures': 'rule:read',
  'GET /api/procedures/:procedureId': 'rule:read',
};

const command = /^POST \/api\/cases\/:caseId\/commands\/[a-z-]+$/;
const permissionOf = (route: string) =>
  command.test(route) ? 'case:act' : (permissions[route] ?? null);
const isUnsafe = (route: string) => !/^(?:GET|HEAD) /.test(route);

let db: TestDatabase;
let server: TestServer;
let own: CastBody;
let other: CastBody;
let routes: readonly string[];
let ownCase: string;
let otherCase: string;
const sessions = new Map<Role | '承办人甲', Record<string, string>>();

beforeAll(async () => {
  db = await aDatabase();
  const three = await theThree(db, instantNow());
  server = await aServer(db);
  const { stage, ruleBook } = server;
  const business = roles.filter((role) => !isSeparated(role));
  const member = { ...stage.book.cast['办公室']!, mayReview: true };
  const cast = Object.fromEntries(business.map((role) => [role, { ...member, roles: [role] }]));
  const book = { ...stage.book, cast: { ...stage.book.cast, ...cast } };
  own = await aBody(db, ruleBook, book, { pack: 'anze' });
  other = await aBody(db, ruleBook, book, { pack: 'kaifu' });
  for (const role of business) sessions.set(role, await signIn(own.people[role]!.userName));
  sessions.set('承办人甲', await signIn(own.people['承办人甲']!.userName));
  for (const { userName } of Object.values(three))
    sessions.set(userName as Role, await signIn(userName, goodPassword));
  ownCase = await openCase(own);
  otherCase = await openCase(other);
  routes = registered(server.app.printRoutes({ commonPrefix: false }));
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function signIn(userName: string, password = castPassword): Promise<Record<string, string>> {
  const answer = await server.ask({
    method: 'POST',
    url: '/api/session',
    payload: { userName, password },
  });
  const [cookie = ''] = String([answer.headers['set-cookie']].flat()[0]).split(';');
  return { cookie, 'x-csrf-token': String(answer.body.csrfToken) };
}

/** A case that the two officers of a body handle. */
async function openCase({ people }: CastBody): Promise<string> {
  const today = instantNow().slice(0, 10);
  const example = server.stage.book.examples['registerLead'] ?? {};
  const opened = await server.ask({
    method: 'POST',
    url: '/api/cases',
    headers: await signIn(people['承办人甲']!.userName),
    payload: { ...example, foundOn: today, actEndedOn: today },
  });
  const { caseId } = opened.body as { caseId: string };
  const assigned = await server.ask({
    method: 'POST',
    url: `/api/cases/${caseId}/commands/assign-officers`,
    headers: await signIn(people['机构负责人']!.userName),
    payload: { officers: [people['承办人甲']!.id, people['承办人乙']!.id] },
  });
  expect(assigned.status).toBe(200);
  return caseId;
}

/** Method and address of every route, read from the tree that the router prints. */
function registered(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, lead = '', part = '', methods = ''] =
      /^([\s│├└─]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
    if (part === '') return [];
    const depth = lead.length / 4;
    above.splice(depth - 1, above.length, part);
    const url = `/${above.slice(0, depth).join('')}`.replace(/^\/+/, '/');
    return methods.split(', ').flatMap((method) => (method ? [`${method} ${url}`] : []));
  });
}

/** Ids that lead to something, or to nothing. */
type Ids = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly departmentId: string;
  readonly officerId: string;
};

const nothing = (): Ids => ({
  agencyId: randomUUID(),
  caseId: randomUUID(),
  departmentId: randomUUID(),
  officerId: randomUUID(),
});

function requestTo(route: string, ids: Partial<Ids> = {}): InjectOptions & { url: string } {
  const [method = '', address = ''] = route.split(' ');
  const known: Readonly<Record<string, string>> = { ...ids, role: 'officer', ruleKey: 'a.b' };
  const url = address
    .replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? randomUUID())
    .replace('*', '/tile/0/000');
  const payload = isUnsafe(route) ? {} : undefined;
  return { method, url, ...(payload === undefined ? {} : { payload }) };
}

const ask = (route: string, headers: Record<string, string>, ids?: Partial<Ids>): Promise<Answer> =>
  server.ask({ ...requestTo(route, ids), headers });

/** What is said, without what is different each time. */
const said = ({ status, body }: Answer) => ({ status, body });

describe('every route has one permission, and everybody meets it', () => {
  test('given the routes of the server, then the list names them all and no other', () => {
    const known = new Set(Object.keys(permissions));
    const asked = routes.map((route) => route.replace(/^HEAD /, 'GET '));

    expect(asked.filter((route) => permissionOf(route) === null)).toEqual([]);
    expect([...known].filter((route) => !asked.includes(route))).toEqual([]);
    expect(asked.filter((route) => command.test(route)).length).toBe(
      [...server.stage.composition.procedure.commands.values()].filter(({ opens }) => !opens)
        .length,
    );
  });

  test('given nobody signed in, then 401 wherever a permission is asked, and never a fault', async () => {
    for (const route of routes) {
      const { status } = await ask(route, {}, { caseId: ownCase, agencyId: own.agencyId });
      const permission = permissionOf(route.replace(/^HEAD /, 'GET '));

      if (permission === 'public')
        expect([route, status < 500 && status !== 401]).toEqual([route, true]);
      else expect([route, status]).toEqual([route, 401]);
    }
  });

  test.each(roles.map((role) => [role]))(
    'given %s, then exactly what the role may',
    async (role) => {
      const headers = sessions.get(role) ?? {};
      const wrong: unknown[] = [];
      for (const route of routes) {
        // Signing out ends the asking.
        if (route === 'DELETE /api/session') continue;
        const permission = permissionOf(route.replace(/^HEAD /, 'GET '));
        if (permission === null) continue;
        const answer = await ask(route, headers, nothing());
        const isRefused = answer.status === 403;
        const mayAsk = permission === 'public' || permits([role], permission);
        if (isRefused === mayAsk || answer.status >= 500 || answer.status === 401)
          wrong.push([route, answer.status, answer.body?.code]);
      }

      expect(wrong).toEqual([]);
      expect(server.faults).toEqual([]);
    },
  );

  test('given 三员, then no case is there for them, not even in the list', async () => {
    for (const role of roles.filter(isSeparated))
      for (const part of ['', `/${ownCase}`, `/${ownCase}/events`, `/${ownCase}/options`])
        expect(await ask(`GET /api/cases${part}`, sessions.get(role)!)).toMatchObject({
          status: 403,
          body: { code: 'access.not-permitted' },
        });
  });
});

describe('what changes something comes from our own pages', () => {
  const tokens = (): readonly (readonly [string, Record<string, string>])[] => {
    const { 'x-csrf-token': foreign = '' } = sessions.get('officer')!;
    return [
      ['none', {}],
      ['an empty one', { 'x-csrf-token': '' }],
      ['that of somebody else', { 'x-csrf-token': foreign }],
    ];
  };

  test('given no token, an empty one or that of another session, then refused on every route', async () => {
    for (const route of routes.filter(isUnsafe)) {
      if (permissionOf(route) === 'public') continue;
      const { cookie = '' } = sessions.get('system-admin')!;
      for (const [which, token] of tokens()) {
        const { status, body } = await ask(route, { cookie, ...token });
        expect([route, which, status, body.code]).toEqual([route, which, 403, 'access.csrf']);
      }
    }
  });

  test('given another site, then refused on every route, those for everybody too', async () => {
    for (const route of routes.filter(isUnsafe))
      for (const site of ['cross-site', 'same-site']) {
        const headers = { ...sessions.get('system-admin')!, 'sec-fetch-site': site };
        const { status, body } = await ask(route, headers);
        expect([route, status, body.code]).toEqual([route, 403, 'access.foreign-site']);
      }
  });
});

describe('what belongs to another body is as if it were not there', () => {
  test('given a case of another body, then the very answer that an unknown one gets', async () => {
    const people = roles.filter((role) => permits([role], 'case:read'));
    for (const route of routes.filter((each) => each.includes(':caseId')))
      for (const role of people) {
        const headers = sessions.get(role)!;
        const [theirs, unknown] = [
          await ask(route, headers, { caseId: otherCase }),
          await ask(route, headers, { caseId: randomUUID() }),
        ];
        expect([route, role, said(theirs)]).toEqual([route, role, said(unknown)]);
        expect([route, role, theirs.status]).toEqual([
          route,
          role,
          permits([role], permissionOf(route.replace(/^HEAD /, 'GET ')) as Permission) ? 404 : 403,
        ]);
      }
  });

  const today = instantNow().slice(0, 10);
  const entry = { name: '甲', post: '', departmentId: null, mayReview: false };
  const certificate = {
    number: 'ZF-1',
    class: 'enforcement',
    issuedBy: '示范省人民政府',
    validFrom: '2020-01-01',
    validUntil: '2030-01-01',
  };
  const designation = {
    level: 'review-head',
    qualification: 'law-licence',
    proofNumber: 'A-1',
    isFirstEngaged: true,
    validFrom: today,
    validUntil: null,
  };
  const counsel = {
    name: '甲',
    kind: 'legal-adviser',
    organisation: '示范律师事务所',
    licenceNumber: null,
    accountId: null,
    specialty: '',
    interests: [],
    isPurchased: false,
    isShared: false,
    validFrom: today,
    validUntil: null,
  };
  const officer = '/api/agencies/:agencyId/officers/:officerId';
  const bodies: Readonly<Record<string, object | undefined>> = {
    'POST /api/agencies/:agencyId/departments': { name: '执法二科' },
    'PUT /api/agencies/:agencyId/departments/:departmentId': { name: '执法三科' },
    'POST /api/agencies/:agencyId/departments/:departmentId/closing': undefined,
    'POST /api/agencies/:agencyId/officers': entry,
    [`PUT ${officer}`]: entry,
    [`PUT ${officer}/standing`]: { standing: 'left' },
    [`POST ${officer}/certificates`]: certificate,
    [`POST ${officer}/certificates/:certificateId/revocation`]: {
      revokedOn: today,
      reason: '调离',
    },
    [`POST ${officer}/designations`]: designation,
    [`POST ${officer}/designations/:designationId/ending`]: {
      endedOn: today,
      endGround: 'post',
      reason: '调离',
    },
    'POST /api/agencies/:agencyId/counsel': counsel,
    'PUT /api/agencies/:agencyId/counsel/:counselId': counsel,
    'POST /api/agencies/:agencyId/counsel/:counselId/ending': { endedOn: today, reason: '解聘' },
    [`PUT ${officer}/identity`]: { number: null },
    'POST /api/agencies/:agencyId/draft-confirmations': { packId: 'dazhou', basis: '正式文本' },
    'PUT /api/agencies/:agencyId/own-settings/:ruleKey': { n: 3, unit: 'day', reason: '从严' },
    'DELETE /api/agencies/:agencyId/own-settings/:ruleKey': undefined,
  };

  test('given the list of these, then it holds every change of a register that business roles may make', () => {
    const changes = routes.filter((route) => {
      const permission = permissionOf(route);
      const isBusiness = roles.some(
        (role) => !isSeparated(role) && permits([role], permission as Permission),
      );
      return isUnsafe(route) && route.includes(':agencyId') && isBusiness;
    });

    expect(Object.keys(bodies).toSorted()).toEqual(changes.toSorted());
  });

  test.each(Object.entries(bodies))(
    'given the registers of another body, when %s, then as for an unknown one',
    async (route, payload) => {
      const permission = permissionOf(route) as Permission;
      for (const role of roles.filter((one) => !isSeparated(one) && permits([one], permission))) {
        const headers = sessions.get(role)!;
        const { payload: _, ...rest } = requestTo(route);
        const body = payload === undefined ? {} : { payload };
        const to = (ids: Ids) =>
          server.ask({ ...rest, url: requestTo(route, ids).url, headers, ...body });
        const { agencyId, departmentId, people } = other;
        const officerId = people['承办人甲']!.id;
        const theirs = await to({ agencyId, departmentId, officerId, caseId: '' });

        expect([role, said(theirs)]).toEqual([role, said(await to(nothing()))]);
        expect([role, theirs.status, theirs.body.code]).toEqual([role, 404, 'register.unknown']);
      }
    },
  );
});

describe('[anze-R18-2] who looks at a case without handling it is recorded', () => {
  const readers = async () => {
    const { rows } = await db.pool.query<{ accountId: string }>(
      'select account_id as "accountId" from mingfa.reading where case_id = $1',
      [ownCase],
    );
    return rows.map(({ accountId }) => accountId);
  };

  test('given each role that may see it, then once for each, and not for its handler', async () => {
    const before = await readers();
    const seeing: string[] = [];
    for (const role of [...roles, '承办人甲'] as const) {
      const headers = sessions.get(role)!;
      for (const part of ['', '/options', '/clocks', '/events']) {
        const { status } = await ask(`GET /api/cases/${ownCase}${part}`, headers);
        if (status === 200 && part === '' && role !== '承办人甲') seeing.push(own.people[role]!.id);
      }
    }

    expect(before).toEqual([]);
    expect(seeing.length).toBeGreaterThanOrEqual(5);
    expect((await readers()).toSorted()).toEqual(seeing.toSorted());
  });
});
