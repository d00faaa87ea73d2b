// One case per pack, over the API, from the lead to the public decision and the archived file.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  courseSteps,
  type JsonObject,
  kebabCase,
  type ScenarioStep,
  textOf,
} from '../../src/casework/index.ts';
import { decisionIdOf } from '../../src/disclosure/index.store.ts';
import { aBody, type CastBody } from '../support/body.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';
import { stepData } from '../support/example-step.ts';
import { type Answer, aServer, type Client, type TestServer } from '../support/server.ts';

let db: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** A body whose people play a case over the API, at past days. */
class Player {
  readonly #clients = new Map<string, Client>();
  readonly pack: string;
  readonly body: CastBody;
  caseId = '';

  constructor(pack: string, body: CastBody) {
    this.pack = pack;
    this.body = body;
  }

  async client(name: string): Promise<Client> {
    const member = this.body.people[name];
    if (member === undefined) throw new Error(`nobody is called ${name}`);
    const client = this.#clients.get(name) ?? (await server.signIn(member));
    this.#clients.set(name, client);
    return client;
  }

  async play(step: ScenarioStep): Promise<Answer> {
    const client = await this.client(step.who);
    const data = await stepData(server, this, step, client);
    const headers = { 'mingfa-at': step.at, 'idempotency-key': randomUUID() };
    if (this.caseId === '') {
      const answer = await client.post('/api/cases', data, headers);
      this.caseId = answer.body.caseId ?? '';
      return answer;
    }
    return client.post(`/api/cases/${this.caseId}/commands/${kebabCase(step.do)}`, data, headers);
  }

  async options(name: string, at: string): Promise<Answer> {
    return (await this.client(name)).get(`/api/cases/${this.caseId}/options`, { 'mingfa-at': at });
  }
}

async function aPlayer(pack: string): Promise<Player> {
  return new Player(pack, await aBody(db, server.ruleBook, server.stage.book, { pack }));
}

const course = (from: string, rest: JsonObject = {}): readonly ScenarioStep[] =>
  courseSteps(server.stage, { from, ...rest }, 'general', '通常经过');

/** Clauses that show by which rules a case was decided, and when each pack was in force. */
const packs = [
  { pack: 'kaifu', from: '2026-03-02', review: 'kaifu-3', form: 'full' },
  { pack: 'dazhou', from: '2026-03-02', review: 'dazhou-2.3', form: 'summary' },
  { pack: 'anze', from: '2026-03-02', review: 'anze-L', form: 'full' },
  // In force until 2026-11-23: the whole case lies before.
  { pack: 'yueqing', from: '2026-03-02', review: 'yueqing-4', form: 'summary' },
] as const;

describe.each(packs)(
  '[$review] a case under $pack, from the lead to the public decision',
  ({ pack, from, review, form }) => {
    test('is accepted step by step, refused out of turn, published as prepared and archived', async () => {
      const player = await aPlayer(pack);
      const steps = course(from, {
        with: { finishInvestigation: { majorTriggers: '$all' }, prepareDisclosure: { form } },
      });
      const decision = steps.find((step) => step.do === 'makeDecision')!;

      for (const step of steps) {
        if (step.do === 'submitForReview')
          expectUnreviewed(await player.play({ ...decision, at: step.at }), review);
        await expectAsListed(player, step);
        if (step.do === 'discloseDecision') await expectPublic(player, await prepared(player));
      }

      const office = await player.client('办公室');
      const detail = (await office.get(`/api/cases/${player.caseId}`)).body;
      expect(detail).toMatchObject({
        standing: 'archived',
        step: 'archive',
        money: { outstandingFen: 0 },
      });
      const clocks = (await office.get(`/api/cases/${player.caseId}/clocks`)).body.clocks;
      expect(clocks.filter((one: any) => one.standing === 'overdue')).toEqual([]);
      expect(server.faults).toEqual([]);
    });
  },
);

/** A decision before its review is refused, by the clauses of the body's own pack. */
function expectUnreviewed({ status, headers, body }: Answer, review: string): void {
  expect(status).toBe(409);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body.refusals.map((one: any) => one.code)).toContain('review.not-passed');
  expect(body.clauses.filter((one: any) => one.id.startsWith(review))).not.toEqual([]);
  expect(body.clauses[0]).toMatchObject({ locator: expect.any(String), text: expect.any(String) });
}

/** What is listed as open is accepted, and what is not is refused. */
async function expectAsListed(player: Player, step: ScenarioStep): Promise<void> {
  const listed = player.caseId === '' ? null : await player.options(step.who, step.at);
  const option = listed?.body.options.find((one: any) => one.command === step.do);
  const answer = await player.play(step);
  const isOpen = option === undefined || option.open;
  expect(answer.status < 300, `${step.do}: ${JSON.stringify(answer.body)}`).toBe(isOpen);
  if (isOpen) expect(answer.body.events[0].at).toBe(step.at);
  else expect(step.optional, step.do).toBe(true);
}

async function prepared(player: Player): Promise<JsonObject> {
  const liaison = await player.client('联络员');
  const { items } = (await liaison.get(`/api/cases/${player.caseId}/events?limit=200`)).body;
  return items.findLast((one: any) => one.kind === 'disclosurePrepared').data;
}

async function expectPublic({ body, caseId }: Player, prepared: JsonObject): Promise<void> {
  const isFull = prepared['form'] === 'full';
  const document = isFull ? textOf(prepared, 'document') : '';
  const summary = isFull ? {} : (prepared['summary'] as JsonObject);
  const id = decisionIdOf({ agencyId: body.agencyId, caseId });
  const page = await server.ask({ url: `/decisions/${id}` });
  expect(page.status).toBe(200);
  for (const text of Object.values(summary)) expect(page.body).toContain(text as string);
  for (const line of document.split('\n')) expect(page.body).toContain(line);
  // Of the party only what was prepared; of the case nothing that was not.
  for (const inside of ['示范路 1 号', '初次违法，危害较小', caseId])
    expect(page.body).not.toContain(inside);
  const { rows } = await db.publicPool.query(
    'select fields, document from decision where id = $1',
    [id],
  );
  expect(rows[0].document ?? '').toBe(document);
  expect(rows[0].fields.map((one: any) => one.code).toSorted()).toEqual(
    Object.keys(summary).toSorted(),
  );
}

describe('a draft counts only after its body has confirmed it', () => {
  test('given an unconfirmed draft, then no case is opened until it is confirmed, and at once after', async () => {
    const { book } = server.stage;
    const body = await aBody(db, server.ruleBook, book, { pack: 'dazhou', isConfirmed: false });
    const player = new Player('dazhou', body);
    const lead = course('2026-03-02')[0]!;

    const early = await player.play(lead);
    const leader = await player.client('机关负责人');
    const confirmation = { packId: 'dazhou', basis: '正式文本' };
    const confirmed = await leader.post(
      `/api/agencies/${body.agencyId}/draft-confirmations`,
      confirmation,
    );
    const late = await player.play(lead);

    expect([early.status, early.body.code]).toEqual([409, 'rules.draft-not-confirmed']);
    expect(confirmed.status, JSON.stringify(confirmed.body)).toBeLessThan(300);
    expect(late.status).toBe(201);
  });
});

describe('[apl-2021-48] what was taken away comes down again', () => {
  test('given a published decision that a court revoked, when it is withdrawn, then the page says why and shows nothing else', async () => {
    const player = await aPlayer('kaifu');
    for (const step of course('2026-03-02', { through: 'discloseDecision' }))
      await player.play(step);
    const liaison = await player.client('联络员');
    const office = await player.client('办公室');
    const at = (day: string) => ({ 'mingfa-at': `${day}T10:00:00.000+08:00` });
    const path = `/api/cases/${player.caseId}/commands`;

    const early = await liaison.post(
      `${path}/withdraw-disclosure`,
      { reason: '试撤' },
      at('2026-05-01'),
    );
    expect([early.status, early.body.code]).toEqual([409, 'disclosure.still-valid']);
    await office.post(
      `${path}/file-remedy`,
      { type: 'litigation', filedOn: '2026-05-04', organ: '示范区人民法院' },
      at('2026-05-04'),
    );
    const closing = {
      effectiveOn: '2026-08-03',
      outcome: 'revoked',
      document: '〔2026〕示范行初1号',
    };
    expect((await office.post(`${path}/close-remedy`, closing, at('2026-08-03'))).status).toBe(200);
    const done = await liaison.post(
      `${path}/withdraw-disclosure`,
      { reason: '决定已被撤销，依法撤下。' },
      at('2026-08-04'),
    );
    expect(done.status, JSON.stringify(done.body)).toBe(200);

    const id = decisionIdOf({ agencyId: player.body.agencyId, caseId: player.caseId });
    const page = await server.ask({ url: `/decisions/${id}` });
    expect(page.status).toBe(410);
    expect(page.body).toContain('决定已被撤销，依法撤下。');
    expect(page.body).not.toContain('城南示范食品有限公司');
  });
});
