// Help from counsel, from the request to the opinion, and everything that somebody might try at the door.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { addDays } from '../rules/index.ts';
import { instantNow } from '../store/index.store.ts';

const clock = { now: instantNow() };
const today = () => clock.now.slice(0, 10);
let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let other: CastBody;
let reviewer: Client;
let leader: Client;
let handler: Client;
let caseId: string;
let counselId: string;

const party = {
  kind: 'organisation',
  name: '城南示范食品有限公司',
  idNumber: '91430105MA4L1XYZ8X',
};

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => clock.now });
  const { book } = server.stage;
  body = await aBody(db, server.ruleBook, book, { pack: 'anze' });
  other = await aBody(db, server.ruleBook, book, { pack: 'anze' });
  reviewer = await server.signIn(body.people['审核员']!);
  leader = await server.signIn(body.people['机关负责人']!);
  handler = await server.signIn(body.people['承办人甲']!);
});
beforeEach(async () => {
  clock.now = instantNow();
  caseId = await aCase(body);
  counselId = await enter();
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function aCase({ people }: CastBody): Promise<string> {
  const example = server.stage.book.examples['registerLead'] ?? {};
  const given = {
    ...example,
    party: { ...(example['party'] as object), ...party },
    foundOn: today(),
    actEndedOn: today(),
  };
  const officer = await server.signIn(people['承办人甲']!);
  const opened = await officer.post('/api/cases', given);
  const head = await server.signIn(people['机构负责人']!);
  const officers = [people['承办人甲']!.id, people['承办人乙']!.id];
  const url = `/api/cases/${opened.body.caseId}/commands/assign-officers`;
  expect((await head.post(url, { officers })).status).toBe(200);
  return opened.body.caseId;
}

async function enter(differs: object = {}, by: Client = leader, of = body): Promise<string> {
  const entered = await by.post(`/api/agencies/${of.agencyId}/counsel`, {
    name: '沈示范',
    kind: 'legal-adviser',
    organisation: '示范律师事务所',
    licenceNumber: null,
    accountId: null,
    specialty: '',
    interests: [],
    isPurchased: false,
    isShared: false,
    validFrom: '2026-01-01',
    validUntil: null,
    ...differs,
  });
  expect(entered.status).toBe(201);
  return entered.body.counselId;
}

const askFor = (differs: object = {}, by: Client = reviewer): Promise<Answer> =>
  by.post(`/api/cases/${caseId}/counsel-requests`, {
    counselId,
    question: '处罚依据的适用是否准确？',
    until: addDays(today(), 3),
    ...differs,
  });
const pathOf = ({ body: { address } }: Answer) => new URL(address).pathname;
const open = (path: string) => server.ask({ method: 'GET', url: path });
const answer = (path: string, opinion: string) =>
  server.ask({
    method: 'POST',
    url: `${path}/opinion`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ opinion }).toString(),
  });
const listed = async () => (await reviewer.get(`/api/cases/${caseId}/counsel-requests`)).body;
const withdraw = (request: number) =>
  reviewer.post(`/api/cases/${caseId}/commands/withdraw-counsel-request`, {
    request,
    reason: '不再需要',
  });

describe('[anze-L7-3] a counsel from outside reads one case and answers', () => {
  test('given a request, then the address is told once, and only its hash is kept', async () => {
    const asked = await askFor();
    expect(asked.status).toBe(201);
    const secret = pathOf(asked).split('/').at(-1) ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    const { rows } = await db.pool.query(
      `select encode(secret_hash, 'hex') as hash, (select string_agg(data::text, '') from mingfa.event) as events
       from mingfa.counsel_access`,
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(await listed())).not.toContain(secret);
  });

  test('given the address, then the page shows question, facts and names, no numbers, and forbids keeping it', async () => {
    const page = await open(pathOf(await askFor()));
    expect(page.status).toBe(200);
    expect(page.body).toContain('处罚依据的适用是否准确？');
    expect(page.body).toContain('城南示范食品有限公司');
    expect(page.body).not.toContain('91430105MA4L1XYZ8X');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script|unsafe/);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.body).not.toMatch(/<script|console/);
  });

  test('given each opening, then a reading with the name, and an event of the ledger', async () => {
    const path = pathOf(await askFor());
    await open(path);
    await open(path);
    const { items } = await listed();
    expect(items[0]).toMatchObject({ readings: 2, standing: 'open' });
    const { rows } = await db.pool.query(
      `select count(*)::int as n from mingfa.event where kind = 'caseReadByCounsel' and data ->> 'caseId' = $1`,
      [caseId],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('given the opinion, then it is an event of the case under the name, and the page is closed', async () => {
    const path = pathOf(await askFor());
    const done = await answer(path, '依据适用准确。\r\n建议补充裁量说明。');
    expect([done.status, done.headers['location']]).toEqual([303, path]);
    const { items } = await listed();
    expect(items[0]).toMatchObject({
      standing: 'answered',
      opinionText: '依据适用准确。\n建议补充裁量说明。',
    });
    const events = (await reviewer.get(`/api/cases/${caseId}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({ kind: 'counselOpinionGiven', actorName: '沈示范' });
    const after = await open(path);
    expect(after.status).toBe(200);
    expect(after.body).toContain('意见已提出');
    expect(after.body).not.toContain('城南示范');
    const again = await answer(path, '再说一遍');
    expect(again.body).not.toContain('城南示范');
    expect((await listed()).items).toHaveLength(1);
  });

  test('given nothing typed, then what is missing is said and the page stays', async () => {
    const path = pathOf(await askFor());
    for (const opinion of ['', '   ', '\u0000']) {
      const refused = await answer(path, opinion);
      expect([opinion, refused.status]).toEqual([opinion, 422]);
      expect(refused.body).toContain('意见没有提出');
    }
    const hostile = '<script>alert(1)</script>\u0007';
    const shown = await answer(path, hostile);
    expect(shown.body).not.toContain('<script>');
    // Each refusal showed the case again: four pages, four readings.
    expect((await listed()).items[0]).toMatchObject({ readings: 4 });
  });
});

describe('what opens nothing', () => {
  const nothingOf = async (path: string) => {
    const page = await open(path);
    expect(page.body).not.toContain('城南示范');
    expect(page.headers['cache-control']).toBe('no-store');
    return page;
  };

  test('given a withdrawn request, then closed at once, for reading and answering', async () => {
    const asked = await askFor();
    expect((await withdraw(asked.body.sequence)).status).toBe(200);
    expect((await nothingOf(pathOf(asked))).status).toBe(410);
    expect((await answer(pathOf(asked), '意见')).status).toBe(410);
    expect((await listed()).items[0]).toMatchObject({ standing: 'withdrawn', opinion: null });
  });

  test('given the day after the last, then closed', async () => {
    const asked = await askFor({ until: today() });
    clock.now = `${addDays(today(), 1)}T00:00:01.000+08:00`;
    expect((await nothingOf(pathOf(asked))).status).toBe(404);
    expect((await answer(pathOf(asked), '意见')).status).toBe(404);
  });

  test('given the engagement ends, or an interest is declared meanwhile, then closed', async () => {
    const asked = await askFor();
    const url = `/api/agencies/${body.agencyId}/counsel/${counselId}/ending`;
    expect((await leader.post(url, { endedOn: today(), reason: '解聘' })).status).toBe(204);
    const page = await nothingOf(pathOf(asked));
    expect([page.status, page.body.includes('须回避')]).toEqual([410, true]);
  });

  test('given a new address, then the old one opens nothing', async () => {
    const asked = await askFor();
    const url = `/api/cases/${caseId}/counsel-requests/${asked.body.sequence}/address`;
    const renewed = await leader.post(url, {});
    expect(renewed.status).toBe(201);
    expect((await nothingOf(pathOf(asked))).status).toBe(404);
    expect((await open(pathOf(renewed))).status).toBe(200);
  });

  test('given guesses, altered secrets and other shapes, then one and the same answer', async () => {
    const path = pathOf(await askFor());
    const last = path.at(-1) === 'A' ? 'B' : 'A';
    const guesses = [
      `${path.slice(0, -1)}${last}`,
      `${path}x`,
      path.toLowerCase() === path ? path.toUpperCase() : path.toLowerCase(),
      `/counsel/${'A'.repeat(43)}`,
      `/counsel/${caseId}`,
      `/counsel/${encodeURIComponent("' or 1=1 --")}`,
      '/counsel/%00',
    ];
    const bodies = new Set<string>();
    for (const guess of guesses) {
      const page = await nothingOf(guess);
      if (page.status === 404) bodies.add(page.body);
      expect([guess, page.status < 500, page.status >= 400]).toEqual([guess, true, true]);
    }
    expect(bodies.size).toBeLessThanOrEqual(2);
  });

  test('given an address of one case, then it answers no request of another', async () => {
    const first = pathOf(await askFor());
    const firstCase = caseId;
    caseId = await aCase(body);
    await askFor();
    await answer(first, '意见');
    expect((await listed()).items[0]).toMatchObject({ standing: 'open' });
    caseId = firstCase;
    expect((await listed()).items[0]).toMatchObject({ standing: 'answered' });
  });

  test('given the secret, then it is no session: nothing of the console opens', async () => {
    const secret =
      pathOf(await askFor())
        .split('/')
        .at(-1) ?? '';
    for (const headers of [
      { cookie: `mingfa_session=${secret}` },
      { authorization: `Bearer ${secret}` },
    ])
      expect(
        (await server.ask({ method: 'GET', url: `/api/cases/${caseId}`, headers })).status,
      ).toBe(401);
  });
});

describe('asking', () => {
  const codeOf = ({ body: { code } }: Answer) => code;

  test('given who is the party, has declared an interest, or is kin of a handler, then refused with the clause', async () => {
    const byInterest = async (differs: object) => {
      counselId = await enter(differs);
      return askFor();
    };
    const kin = await byInterest({ interests: [{ name: '承办人甲', relation: '配偶' }] });
    expect([kin.status, codeOf(kin)]).toEqual([422, 'counsel.kin']);
    expect(kin.body.clauses.map(({ id }: { id: string }) => id)).toContain('anze-L7-3');
    expect(codeOf(await byInterest({ interests: [{ name: party.name, relation: '顾问' }] }))).toBe(
      'counsel.interest',
    );
    expect(codeOf(await byInterest({ organisation: party.name }))).toBe('counsel.party');
    const account = { accountId: body.people['承办人甲']!.id, kind: 'public-lawyer' };
    expect(codeOf(await byInterest(account))).toBe('counsel.involved');
    expect((await listed()).items).toEqual([]);
  });

  test('given somebody of another register, an unknown one, or days gone by, then refused', async () => {
    const theirs = await enter({}, await server.signIn(other.people['机关负责人']!), other);
    for (const id of [theirs, randomUUID(), 'x', null])
      expect(codeOf(await askFor({ counselId: id }))).toBe('command.field');
    expect(codeOf(await askFor({ until: addDays(today(), -1) }))).toBe('counsel.until-past');
    expect(codeOf(await askFor({ question: '' }))).toBe('command.field');
  });

  test('given who may not ask, then refused; a handler may see what was asked', async () => {
    expect((await askFor({}, handler)).status).toBe(403);
    const office = await server.signIn(body.people['办公室']!);
    expect(codeOf(await askFor({}, office))).toBe('command.role');
    const asked = await askFor();
    const url = `/api/cases/${caseId}/counsel-requests/${asked.body.sequence}/address`;
    expect(codeOf(await office.post(url, {}))).toBe('counsel.not-requester');
    expect((await handler.get(`/api/cases/${caseId}/counsel-requests`)).status).toBe(200);
    const stranger = await server.signIn(other.people['审核员']!);
    expect((await stranger.get(`/api/cases/${caseId}/counsel-requests`)).status).toBe(404);
    expect((await askFor({}, stranger)).status).toBe(404);
    expect((await stranger.post(url, {})).status).toBe(404);
  });

  test('given an answered or withdrawn request, then no new address', async () => {
    const asked = await askFor();
    const url = `/api/cases/${caseId}/counsel-requests/${asked.body.sequence}/address`;
    await withdraw(asked.body.sequence);
    const refused = await reviewer.post(url, {});
    expect([refused.status, codeOf(refused)]).toEqual([409, 'counsel.withdrawn']);
    const unknown = `/api/cases/${caseId}/counsel-requests/9999/address`;
    expect(codeOf(await reviewer.post(unknown, {}))).toBe('counsel.unknown');
  });

  test('[anze-L8-4] given a reviewer who has declared an interest since, then no new address', async () => {
    const asked = await askFor();
    const url = `/api/cases/${caseId}/counsel-requests/${asked.body.sequence}/address`;
    const declared = await reviewer.post(`/api/cases/${caseId}/commands/declare-interest`, {
      relation: 'interest',
      statement: '与当事人有合伙关系。',
    });
    expect(declared.status).toBe(200);
    expect(codeOf(await reviewer.post(url, {}))).toBe('review.interest');
    expect((await leader.post(url, {})).status).toBe(201);
  });
});

describe('[yueqing-4.1-5] a public lawyer with an account', () => {
  test('given a request, then no address; it is read and answered in the console, by nobody else', async () => {
    const { id } = body.people['联络员']!;
    counselId = await enter({ kind: 'public-lawyer', accountId: id });
    const asked = await askFor();
    expect(asked.body).toMatchObject({ address: null });
    const { sequence } = asked.body;
    const url = `/api/counsel-tasks/${caseId}/${sequence}`;
    const lawyer = await server.signIn(body.people['联络员']!);
    const { items } = (await lawyer.get('/api/counsel-tasks')).body;
    expect(items).toContainEqual(expect.objectContaining({ caseId, sequence, standing: 'open' }));
    expect((await lawyer.get(url)).body.question).toBe('处罚依据的适用是否准确？');
    expect((await listed()).items[0]).toMatchObject({ readings: 1, hasAccount: true });

    expect((await reviewer.get(url)).status).toBe(404);
    expect((await reviewer.post(`${url}/opinion`, { opinion: '冒名' })).status).toBe(404);
    const renew = `/api/cases/${caseId}/counsel-requests/${sequence}/address`;
    expect((await reviewer.post(renew, {})).body.code).toBe('counsel.staff');

    expect((await lawyer.post(`${url}/opinion`, { opinion: '依据适用准确。' })).status).toBe(204);
    expect((await lawyer.get(url)).body.code).toBe('counsel.answered');
    expect((await lawyer.post(`${url}/opinion`, { opinion: '再来' })).body.code).toBe(
      'counsel.answered',
    );
  });
});

describe('[anze-L7-2] the figure of reviewers', () => {
  test('given officers and reviewers of the body, then counted, and never for another body', async () => {
    const found = await reviewer.get('/api/review-staffing');
    expect(found.body).toMatchObject({
      officers: 3,
      reviewers: 1,
      percent: '33.3',
      standing: 'enough',
    });
    expect(found.body.clauses.map(({ id }: { id: string }) => id)).toContain('anze-L7-2');
    const url = `/api/review-staffing?agencyId=${other.agencyId}`;
    expect((await reviewer.get(url)).status).toBe(404);
    expect((await handler.get('/api/review-staffing')).status).toBe(403);
  });
});

test('given all of this, then nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
