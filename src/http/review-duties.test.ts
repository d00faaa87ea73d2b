// What a body must put in place for its legal review, through the server: who may record it, what is kept and told.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { addDays } from '../rules/index.ts';
import { instantNow } from '../store/index.store.ts';

const at = '/api/review-duties';
const today = instantNow().slice(0, 10);
let db: TestDatabase;
let server: TestServer;
let bodies: Readonly<Record<'kaifu' | 'other' | 'anze', CastBody>>;
const clients = new Map<string, Client>();

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db);
  const { ruleBook, stage } = server;
  bodies = {
    kaifu: await aBody(db, ruleBook, stage.book, { pack: 'kaifu' }),
    other: await aBody(db, ruleBook, stage.book, { pack: 'kaifu' }),
    anze: await aBody(db, ruleBook, stage.book, { pack: 'anze' }),
  };
});
afterAll(async () => {
  await server.close();
  await db.close();
});

type Which = keyof typeof bodies;

async function as(which: Which, name: string): Promise<Client> {
  const key = `${which} ${name}`;
  const client = clients.get(key) ?? (await server.signIn(bodies[which].people[name]!));
  clients.set(key, client);
  return client;
}
const read = async (which: Which, name = '审核员', query = ''): Promise<Answer> =>
  (await as(which, name)).get(`${at}${query}`);
const post = async (which: Which, name: string, path: string, body: unknown): Promise<Answer> =>
  (await as(which, name)).post(`${at}${path}`, body);
const complete = async (code: string, differs: object = {}, name = '审核员'): Promise<Answer> =>
  post('kaifu', name, `/${code}/completion`, {
    metOn: '2020-05-31',
    evidence: '局务会议纪要〔2020〕3号',
    ...differs,
  });
const reopen = async (code: string, ground: string, name = '机关负责人'): Promise<Answer> =>
  post('kaifu', name, `/${code}/reopening`, { ground, reason: '审核岗位空缺' });
const dutyOf = ({ body }: Answer, code: string) =>
  body.items.find((one: { code: string }) => one.code === code);
const refused = ({ status, body }: Answer) => [status, body.code];

describe('[kaifu-3.1-c] who leads, carries and by when is told with how it stands', () => {
  test('given nothing recorded, then it is overdue since May 2020 and may be completed', async () => {
    const answer = await read('kaifu');
    expect(answer.body.items.map((one: { code: string }) => one.code)).toEqual([
      'strict-review',
      'review-body',
      'review-scope',
      'review-content',
      'review-procedure',
      'review-accountability',
    ]);
    expect(dutyOf(answer, 'strict-review')).toMatchObject({
      lead: '行政执法监督科',
      carriers: ['公共法律服务管理中心', '普法与依法治理科', '人民参与和促进法治科'],
      dueOn: '2020-05-31',
      dueText: '2020年5月完成，长期执行',
      standing: 'overdue',
      standingTitle: '超期未完成',
      next: 'complete',
      clauses: [{ id: 'kaifu-3.1-c' }],
    });
  });

  test('given it completed in time, when it lapses and is restored, then every act is told with who did it', async () => {
    expect((await complete('strict-review')).status).toBe(204);
    expect(dutyOf(await read('kaifu'), 'strict-review')).toMatchObject({
      standing: 'met',
      metOn: '2020-05-31',
      next: 'reopen',
    });
    expect((await reopen('strict-review', 'lapsed')).status).toBe(204);
    expect(dutyOf(await read('kaifu'), 'strict-review')).toMatchObject({ standing: 'lapsed' });
    expect((await complete('strict-review', { metOn: today })).status).toBe(204);
    const duty = dutyOf(await read('kaifu'), 'strict-review');
    expect(duty).toMatchObject({ standing: 'met', metOn: '2020-05-31' });
    const { 审核员: reviewer, 机关负责人: leader } = bodies.kaifu.people;
    expect(
      duty.acts.map(({ kindTitle, byName, text }: Record<string, string>) => [
        kindTitle,
        byName,
        text,
      ]),
    ).toEqual([
      ['登记完成', reviewer!.name, '局务会议纪要〔2020〕3号'],
      ['重新打开（没有保持）', leader!.name, '审核岗位空缺'],
      ['登记完成', reviewer!.name, '局务会议纪要〔2020〕3号'],
    ]);
  });
});

describe('[kaifu-3.2-d] what cannot be is refused', () => {
  test('given the last day, then met; a day later, met late', async () => {
    await complete('review-body', { metOn: '2020-06-01' });
    expect(dutyOf(await read('kaifu'), 'review-body').standing).toBe('met-late');
    expect(refused(await complete('review-body'))).toEqual([409, 'review.duty-met']);
    await reopen('review-body', 'mistaken');
    expect(refused(await reopen('review-body', 'mistaken'))).toEqual([409, 'review.duty-not-met']);
    await complete('review-body', { metOn: '2020-05-31' });
    expect(dutyOf(await read('kaifu'), 'review-body').standing).toBe('met');
  });

  test('given a day to come, then refused at the field with its clause', async () => {
    const { status, body } = await complete('review-scope', { metOn: addDays(today, 2) });
    expect([status, body.code, body.errors[0].field]).toEqual([422, 'review.duty-met-on', 'metOn']);
    expect(body.clauses).toMatchObject([{ id: 'kaifu-3.3-e' }]);
  });

  test('given a duty without a month or one that is not set, then refused', async () => {
    expect(refused(await complete('review-content'))).toEqual([409, 'review.duty-undated']);
    expect(refused(await complete('constructor'))).toEqual([404, 'review.duty-unknown']);
    expect(refused(await reopen('review', 'lapsed'))).toEqual([404, 'review.duty-unknown']);
  });

  test.each([
    { metOn: '2020-02-30' },
    { metOn: null },
    { metOn: '0000-00-00' },
    { evidence: '' },
    { evidence: ' ' },
    { evidence: '甲\u0000' },
    { evidence: '\ud800' },
    { evidence: '甲'.repeat(501) },
    { more: 1 },
  ])('given the nonsense %j, then 4xx and nothing kept', async (differs) => {
    const { status } = await complete('review-procedure', differs);
    expect([400, 422]).toContain(status);
    expect(dutyOf(await read('kaifu'), 'review-procedure')).toMatchObject({
      metOn: null,
      acts: [],
    });
    expect(server.faults).toEqual([]);
  });

  test.each(['%00', 'A', '-', 'x'.repeat(200), '..%2f', '__proto__'])(
    'given the code %s, then 4xx',
    async (code) => {
      const { status } = await complete(code);
      expect([400, 404, 422]).toContain(status);
      expect(server.faults).toEqual([]);
    },
  );
});

describe('[kaifu-3.5-g] only the review office and the leader record, each for the own body', () => {
  test.each(['承办人甲', '机构负责人', '联络员', '办公室'])(
    'given %s, when something is recorded, then refused',
    async (name) => {
      expect(refused(await complete('review-procedure', {}, name))).toEqual([
        403,
        'access.not-permitted',
      ]);
      expect(refused(await reopen('strict-review', 'lapsed', name))).toEqual([
        403,
        'access.not-permitted',
      ]);
    },
  );

  test('given the office, then it reads and is offered nothing to do', async () => {
    expect(dutyOf(await read('kaifu', '办公室'), 'strict-review').next).toBeNull();
  });

  test('given another body with the same pack, then nothing of it is there, and it is not read', async () => {
    expect(dutyOf(await read('other'), 'strict-review')).toMatchObject({
      standing: 'overdue',
      acts: [],
    });
    const query = `?agencyId=${bodies.kaifu.agencyId}`;
    expect((await read('other', '审核员', query)).status).toBe(404);
  });

  test('given two who record the same at once, then it is kept once', async () => {
    const answers = await Promise.all([
      complete('review-scope'),
      complete('review-scope', {}, '机关负责人'),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    expect(dutyOf(await read('kaifu'), 'review-scope').acts).toHaveLength(1);
  });

  test('given what was recorded, then each act is an event with its clause', async () => {
    const { rows } = await db.pool.query(
      `select distinct kind, clauses from mingfa.event
       where data ->> 'agencyId' = $1 and kind like 'duty%' and data ->> 'code' = 'strict-review'`,
      [bodies.kaifu.agencyId],
    );
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['dutyMet', 'dutyReopened']));
    expect(rows.every(({ clauses }) => clauses[0] === 'kaifu-3.1-c')).toBe(true);
  });
});

test('given a body whose pack sets none, then an empty list, and recording is refused', async () => {
  expect((await read('anze')).body.items).toEqual([]);
  const body = { metOn: today, evidence: '纪要' };
  expect(refused(await post('anze', '审核员', '/strict-review/completion', body))).toEqual([
    409,
    'review.duty-unset',
  ]);
});
