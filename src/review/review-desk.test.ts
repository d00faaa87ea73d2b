// The desk over the API, on cases that are played there.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { stepData } from '../../tests/support/example-step.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';
import { recheckCases } from '../casework/index.store.ts';
import { courseSteps, type JsonObject, kebabCase } from '../casework/index.ts';
import { readDesk } from './review-desk.store.ts';
import { readCountedBodies } from './review-figures.store.ts';
import { deskStandings } from './review-row.ts';

let db: TestDatabase;
let server: TestServer;
let now = '2026-03-02T09:00:00.000+08:00';
const bodies: Record<string, CastBody> = {};
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => now, isDemonstration: false });
  for (const pack of ['anze', 'kaifu', 'yueqing'])
    bodies[pack] = await aBody(db, server.ruleBook, server.stage.book, { pack });
});
afterAll(async () => {
  await server.close();
  await db.close();
});

type Pack = 'anze' | 'kaifu' | 'yueqing';
const bodyOf = (pack: Pack) => bodies[pack] as CastBody;
const memberOf = (pack: Pack, name: string) => {
  const member = bodyOf(pack).people[name];
  if (member === undefined) throw new Error(`nobody is called ${name}`);
  return member;
};
const get = async (pack: Pack, name: string, url: string): Promise<Answer> =>
  (await server.signIn(memberOf(pack, name))).get(url);

type Step = { readonly who: string; readonly do: string; readonly with?: JsonObject };

async function act(pack: Pack, caseId: string, step: Step): Promise<Answer> {
  const client = await server.signIn(memberOf(pack, step.who));
  const played = { pack, body: bodyOf(pack), caseId };
  const scenario = { at: now, who: step.who, do: step.do, with: step.with ?? {} };
  const data = await stepData(
    server,
    played,
    { ...scenario, optional: true, refused: null },
    client,
  );
  const url = caseId === '' ? '/api/cases' : `/api/cases/${caseId}/commands/${kebabCase(step.do)}`;
  return client.post(url, data, { 'idempotency-key': randomUUID() });
}

/** A case that went through the usual course up to a command. */
async function aCase(
  pack: Pack,
  through: string,
  differs: JsonObject = {},
  skip: readonly string[] = [],
): Promise<string> {
  const course = { from: '2026-03-02', through, with: differs, skip };
  let caseId = '';
  for (const step of courseSteps(server.stage, course, 'general', 'test')) {
    now = step.at;
    const answer = await act(pack, caseId, step);
    if (answer.status >= 300 && !step.optional)
      throw new Error(`${step.do}: ${JSON.stringify(answer.body)}`);
    if (caseId === '') caseId = answer.body.caseId;
  }
  return caseId;
}

type Item = { readonly caseId: string; readonly [field: string]: unknown };
async function desk(pack: Pack, name: string, query = ''): Promise<readonly Item[]> {
  const { status, body } = await get(pack, name, `/api/review-desk${query}`);
  expect(status).toBe(200);
  return body.items;
}
const on = async (pack: Pack, caseId: string, name = '审核员') =>
  (await desk(pack, name)).find((item) => item.caseId === caseId);

describe('[anze-L14-1] what lies with the review is on the desk, from submission to opinion', () => {
  let caseId = '';
  test('given a case on its way, then it comes with the submission, waits for its material and leaves with the opinion', async () => {
    caseId = await aCase('anze', 'finishInvestigation');
    expect(await on('anze', caseId)).toBeUndefined();

    now = '2026-03-12T09:00:00.000+08:00';
    await act('anze', caseId, { who: '承办人甲', do: 'submitForReview' });
    expect(await on('anze', caseId)).toMatchObject({
      round: 1,
      standing: 'submitted',
      standingTitle: '待确认材料',
      submittedAt: now,
      receivedAt: null,
      mayReview: true,
      whyNot: [],
      clock: null,
      next: [{ command: 'acceptReview', title: '确认材料完备' }],
    });

    await act('anze', caseId, { who: '审核员', do: 'acceptReview' });
    expect(await on('anze', caseId)).toMatchObject({
      standing: 'under-review',
      receivedAt: now,
      clock: {
        name: 'review',
        title: '完成法制审核',
        dueOn: '2026-03-26',
        words: '还剩 10 个工作日',
        urgency: 'ample',
        warning: null,
      },
      next: [{ command: 'giveOpinion', title: '出具审核意见' }],
    });
  });

  const days = [
    ['2026-03-18T23:59:00.000+08:00', null, 'ample'],
    ['2026-03-19T00:01:00.000+08:00', 'half', 'ample'],
    ['2026-03-23T23:59:00.000+08:00', 'half', 'ample'],
    ['2026-03-24T00:01:00.000+08:00', 'two-days', 'soon'],
    ['2026-03-26T23:59:00.000+08:00', 'today', 'today'],
    ['2026-03-27T00:01:00.000+08:00', 'over', 'overdue'],
  ] as const;
  test.each(days)('given %s, then the warning is %s', async (at, warning, urgency) => {
    now = at;
    expect(await on('anze', caseId)).toMatchObject({ clock: { warning, urgency } });
  });

  test('[anze-L14-3] given material to be supplied, then the clock rests and ends as much later', async () => {
    now = '2026-03-16T09:00:00.000+08:00';
    await act('anze', caseId, { who: '审核员', do: 'requestSupplement' });
    now = '2026-03-27T09:00:00.000+08:00';
    expect(await on('anze', caseId)).toMatchObject({
      clock: { dueOn: null, urgency: 'paused', warning: null },
    });
    const before = await db.pool.query(
      "select from mingfa.review_desk where case_id = $1 and due_at = 'infinity'",
      [caseId],
    );
    expect(before.rowCount).toBe(1);

    await act('anze', caseId, { who: '承办人甲', do: 'supplementReview' });
    expect(await on('anze', caseId)).toMatchObject({
      clock: { dueOn: '2026-04-09', warning: null },
    });
  });

  test('given the opinion, then the case leaves the desk and its round counts', async () => {
    now = '2026-03-30T09:00:00.000+08:00';
    const answer = await act('anze', caseId, { who: '审核员', do: 'giveOpinion' });
    expect(answer.status).toBe(200);
    expect(await on('anze', caseId)).toBeUndefined();

    const { body } = await get(
      'anze',
      '审核员',
      '/api/review-figures?from=2026-03-01&until=2026-03-31',
    );
    expect(body).toMatchObject({
      firstPass: { passed: 1, total: 1 },
      byItem: [],
      workdays: { median: 3, p90: 3, longest: 3 },
      byKind: [{ code: 'agree', title: '同意', n: 1 }],
      byDepartment: [{ departmentName: '综合执法科', reviews: 1, passedFirst: 1, problems: 0 }],
      months: [{ month: '2026-03', given: 1, late: 0 }],
      byBody: [{ reviews: 1, firstPass: { passed: 1, total: 1 }, late: 0, medianWorkdays: 3 }],
    });
  });
});

test('given a scope of several bodies, then those without any review are counted with them, and no others', async () => {
  const agencyIds = [bodyOf('anze').agencyId, bodyOf('yueqing').agencyId];
  const scope = { agencyIds, department: null, alsoDepartments: [], handler: null };
  const bodies = await readCountedBodies(db, scope, []);
  expect(new Set(bodies.map(({ agencyId }) => agencyId))).toEqual(new Set(agencyIds));
  expect(await readCountedBodies(db, { ...scope, agencyIds: [] }, [])).toEqual([]);
});

describe('[kaifu-T15-2] at two levels the opinion waits for the leader, and the round counts from then', () => {
  test('given an opinion, then the leader has it; given it signed, then it is gone', async () => {
    const caseId = await aCase('kaifu', 'giveOpinion');
    expect(await on('kaifu', caseId, '机关负责人')).toMatchObject({
      standing: 'awaiting-countersign',
      mayReview: false,
      next: [{ command: 'countersignOpinion', title: '审核意见把关' }],
    });
    expect(await on('kaifu', caseId)).toMatchObject({ next: [] });
    const only = async (standing: string) =>
      (await desk('kaifu', '机关负责人', `?standing=${standing}`)).map((item) => item.caseId);
    expect(await only('countersign')).toEqual([caseId]);
    expect(await only('waiting')).toEqual([]);

    const figures = '/api/review-figures?from=2026-01-01&until=2026-12-31';
    expect((await get('kaifu', '机关负责人', figures)).body.firstPass.total).toBe(0);
    await act('kaifu', caseId, { who: '机关负责人', do: 'countersignOpinion' });
    expect(await on('kaifu', caseId, '机关负责人')).toBeUndefined();
    expect((await get('kaifu', '机关负责人', figures)).body.firstPass).toEqual({
      passed: 1,
      total: 1,
    });
  });
});

describe('the queue stands by clock, by weight or by receipt, and goes on where the page ended', () => {
  const fine = (fineFen: number): JsonObject => ({
    finishInvestigation: { penalty: { kinds: ['fine'], fineFen } },
  });
  test('given reviews of different weight and age, then each order has its own first, page by page', async () => {
    const light = await aCase('yueqing', 'finishInvestigation', fine(20_000));
    const heavy = await aCase('yueqing', 'finishInvestigation', fine(3_000_000));
    const middle = await aCase('yueqing', 'finishInvestigation', fine(150_000));
    for (const [caseId, at] of [
      [middle, '2026-03-13'],
      [light, '2026-03-16'],
      [heavy, '2026-03-17'],
    ] as const) {
      now = `${at}T09:00:00.000+08:00`;
      await act('yueqing', caseId, { who: '机构负责人', do: 'examineHandling' });
      const { status } = await act('yueqing', caseId, { who: '承办人甲', do: 'submitForReview' });
      expect(status).toBe(200);
    }
    const names = new Map([
      [light, 'light'],
      [middle, 'middle'],
      [heavy, 'heavy'],
    ]);
    const inPages = async (order: string) => {
      const found: unknown[] = [];
      let cursor = '';
      for (let page = 0; page < 4; page += 1) {
        const { body } = await get(
          'yueqing',
          '审核员',
          `/api/review-desk?order=${order}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        found.push(...body.items.map((item: Item) => names.get(item.caseId)));
        expect(body).toMatchObject({ total: 3, totalIsExact: true });
        if (body.nextCursor === null) break;
        cursor = body.nextCursor;
      }
      return found;
    };
    expect(await inPages('received')).toEqual(['middle', 'light', 'heavy']);
    expect(await inPages('weight')).toEqual(['heavy', 'middle', 'light']);
    expect(new Set(await inPages('clock'))).toEqual(new Set(['middle', 'light', 'heavy']));
    expect(await desk('yueqing', '审核员', `?text=${encodeURIComponent('没有这样的字')}`)).toEqual(
      [],
    );

    const [first] = await desk('yueqing', '审核员', '?order=weight');
    expect(first).toMatchObject({ clock: null, penaltyText: '罚款 30,000 元' });
    expect(first?.['weightReasons']).toContain('罚没金额 30,000 元');
  });

  test('given a review given to somebody, then it is hers, the workload says so, and others are told why not', async () => {
    const caseId = await aCase('yueqing', 'submitForReview');
    const reviewer = memberOf('yueqing', '审核员').id;
    const { status } = await act('yueqing', caseId, {
      who: '机关负责人',
      do: 'assignReviewer',
      with: { officerId: reviewer },
    });
    expect(status).toBe(200);
    const mine = await desk('yueqing', '审核员', '?standing=mine');
    expect(mine.map((item) => [item.caseId, item['reviewerName'], item['mayReview']])).toEqual([
      [caseId, '审核员', true],
    ]);
    expect(await desk('yueqing', '机关负责人', '?standing=mine')).toEqual([]);

    const { body } = await get('yueqing', '审核员', '/api/review-workload');
    expect(body.reviewers.find(({ id }: { id: string }) => id === reviewer)).toMatchObject({
      waiting: 1,
      overdue: 0,
      doneThisMonth: 0,
    });
    expect(body.unassigned.waiting).toBe(3);
  });

  test('given an officer who handles no case here and another body, then nothing is on their desks', async () => {
    expect(await desk('kaifu', '承办人甲')).toEqual([]);
    const others = await desk('anze', '审核员');
    expect(others.filter(({ agencyId }) => agencyId !== bodyOf('anze').agencyId)).toEqual([]);
  });

  test.each(['weight', 'clock', 'received'])(
    'given a cursor of nonsense for %s, then it is refused and nothing breaks',
    async (order) => {
      const cursors = [
        [9e15, '2026-03-01T00:00:00.000+08:00', randomUUID()],
        ['x', randomUUID()],
        ['2026-13-45T00:00:00.000+08:00', randomUUID()],
      ].map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
      for (const cursor of cursors) {
        const { status } = await get(
          'anze',
          '审核员',
          `/api/review-desk?order=${order}&cursor=${cursor}`,
        );
        expect([200, 400, 422]).toContain(status);
      }
      expect(server.faults).toEqual([]);
    },
  );
});

describe('the reading room of one case', () => {
  test('given a case under review, then all of it with the words of every clause it cites', async () => {
    const caseId = await aCase('anze', 'acceptReview');
    const { status, headers, body } = await get('anze', '审核员', `/api/cases/${caseId}/review`);

    expect(status).toBe(200);
    expect(headers['etag']).toBe(`"${body.version}"`);
    expect(body).toMatchObject({
      caseId,
      standing: 'under-review',
      round: 1,
      mayReview: true,
      timeLeft: { reviewTakes: 10 },
      clock: { dueOn: '2026-03-26' },
    });
    const told = new Map(
      body.clauses.map((clause: { id: string; text: string }) => [clause.id, clause.text]),
    );
    const cited: string[] = [
      ...body.clock.clauses,
      ...body.kinds.flatMap((kind: { clauses: string[] }) => kind.clauses),
    ];
    expect(cited.length).toBeGreaterThan(4);
    expect(cited.filter((id) => !told.has(id))).toEqual([]);
  });

  test('given one round only, then there is nothing to compare, and it says so', async () => {
    const caseId = await aCase('anze', 'acceptReview');
    for (const query of ['', '?from=1&until=2', '?from=1&until=1'])
      expect(
        await get('anze', '审核员', `/api/cases/${caseId}/review/comparison${query}`),
      ).toMatchObject({ status: 404, body: { code: 'review.round-unknown' } });
  });

  test('given a case of another body, then it is not there', async () => {
    const caseId = await aCase('anze', 'acceptReview');
    for (const path of ['review', 'review/comparison'])
      expect(await get('kaifu', '审核员', `/api/cases/${caseId}/${path}`)).toMatchObject({
        status: 404,
        body: { code: 'case.unknown' },
      });
  });

  test.each([
    '?from=2026-13-01',
    '?from=2026-05-01&until=2026-04-01',
    '?from=2001-01-01&until=2026-01-01',
  ])('given a span such as %s, then it is refused', async (query) => {
    expect(await get('anze', '审核员', `/api/review-figures${query}`)).toMatchObject({
      status: 422,
      body: { code: 'review.span' },
    });
  });
});

describe('the desk opens with one query', () => {
  test.each(['clock', 'weight', 'received'] as const)(
    'given the order %s, then one',
    async (order) => {
      let queries = 0;
      const pool = new Proxy(db.pool, {
        get: (target, name) => {
          if (name === 'query') queries += 1;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const { agencyId } = bodyOf('yueqing');
      const scope = { agencyIds: [agencyId], department: null, alsoDepartments: [], handler: null };
      const filter = { standings: deskStandings, order, limit: 2, text: '案' };
      const { entries, total } = await readDesk({ ...db, pool }, scope, filter, 1000);

      expect(queries).toBe(1);
      expect(entries).toHaveLength(3);
      expect(total).toBeGreaterThan(3);
    },
  );
});

describe('the rows of the desk are made anew from the cases', () => {
  test('given rows that were lost, when the background comes by, then they are as before', async () => {
    const caseId = await aCase('anze', 'acceptReview');
    const rows = () =>
      db.pool
        .query('select to_jsonb(d) as row from mingfa.review_desk d where case_id = $1', [caseId])
        .then((found) => found.rows);
    const before = await rows();
    expect(before).toHaveLength(1);
    await db.pool.query('delete from mingfa.review_desk');
    await db.pool.query("update mingfa.case_file set part_rows = '{}', projection = null");
    expect(await rows()).toEqual([]);

    await recheckCases(server.desk);
    expect(await rows()).toEqual(before);
  });

  test('given a decision or a transfer after the submission, then nothing lies with the review', async () => {
    const caseId = await aCase('anze', 'acceptReview');
    const { status } = await act('anze', caseId, {
      who: '机关负责人',
      do: 'transferCase',
      with: { transferredOn: now.slice(0, 10) },
    });
    expect(status).toBe(200);
    expect(await on('anze', caseId)).toBeUndefined();
  });
});
