// The review catalogue through the server: who may do what, what is kept, and what becomes public.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody, letSupervise, putBelow } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { instantFromMillis, millisOf } from '../rules/index.ts';

const at = '/api/review-catalogue';
let db: TestDatabase;
let server: TestServer;
let bodies: Readonly<Record<'kaifu' | 'anze' | 'yueqing', CastBody>>;
const clients = new Map<string, Client>();
// A day on which all three packs are in force; each look at the clock is a millisecond later.
const today = '2026-09-28';
let millis = millisOf(`${today}T09:00:00.000+08:00`);
const now = () => instantFromMillis((millis += 1));

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now });
  const { ruleBook, stage } = server;
  const [kaifu, anze, yueqing] = [
    await aBody(db, ruleBook, stage.book, { pack: 'kaifu' }),
    await aBody(db, ruleBook, stage.book, { pack: 'anze' }),
    await aBody(db, ruleBook, stage.book, { pack: 'yueqing' }),
  ];
  bodies = { kaifu, anze, yueqing };
});
afterAll(async () => {
  await server.close();
  await db.close();
});

type Pack = keyof typeof bodies;

async function as(pack: Pack, name: string): Promise<Client> {
  const key = `${pack} ${name}`;
  const client = clients.get(key) ?? (await server.signIn(bodies[pack].people[name]!));
  clients.set(key, client);
  return client;
}
const get = async (pack: Pack, name: string, path = ''): Promise<Answer> =>
  (await as(pack, name)).get(`${at}${path}`);
const post = async (pack: Pack, name: string, path: string, body: unknown = {}): Promise<Answer> =>
  (await as(pack, name)).post(`${at}${path}`, body);

const aReport = (differs: object = {}) => ({
  title: '对单位处以较大数额罚款',
  actKind: 'penalty',
  level: 'county',
  field: null,
  amount: { of: 'fine', citizenFen: 1_000_000, organisationFen: 10_000_000 },
  penaltyKinds: ['fine'],
  trigger: 'major-interest',
  basis: '行政处罚法第五十八条',
  standard: '对单位罚款十万元以上',
  ...differs,
});
const refused = ({ status, body }: Answer) => [status, body.code];

/** Reports, accepts and compiles one item. */
async function compiled(pack: Pack, differs: object = {}): Promise<{ digest: string }> {
  const { body } = await post(pack, '机构负责人', '/items', aReport(differs));
  await post(pack, '审核员', `/items/${body.itemId}/finding`, { accepted: true });
  const { status } = await post(pack, '审核员', '/versions');
  expect(status).toBe(201);
  return (await get(pack, '机关负责人')).body.versions[0];
}

describe('[kaifu-3.3-b] heads of departments report, nobody else', () => {
  test.each(['承办人甲', '审核员', '机关负责人', '联络员', '办公室'])(
    'given %s, when an item is reported, then refused',
    async (name) => {
      expect(refused(await post('kaifu', name, '/items', aReport()))).toEqual([
        403,
        'access.not-permitted',
      ]);
    },
  );

  test('given the head of another department, then refused at the field', async () => {
    const body = aReport({ departmentId: '00000000-0000-4000-8000-000000000001' });
    const answer = await post('kaifu', '机构负责人', '/items', body);

    expect(refused(answer)).toEqual([422, 'review.catalogue-no-department']);
    expect(answer.body.errors[0].field).toBe('departmentId');
  });

  test('given a report without the level the pack asks for, then refused with clause and field', async () => {
    const { body } = await post('kaifu', '机构负责人', '/items', aReport({ level: null }));

    expect(body).toMatchObject({ code: 'review.catalogue-factor', errors: [{ field: 'level' }] });
    expect(body.clauses.map(({ id }: { id: string }) => id)).toContain('kaifu-3.3-b');
  });

  test('given an amount of null and thresholds of null, then they are kept as not stated to matter', async () => {
    const amount = { of: 'fine', citizenFen: null, organisationFen: 10_000_000 };
    const { body } = await post('kaifu', '机构负责人', '/items', aReport({ amount }));
    const kept = (await get('kaifu', '机构负责人')).body.items.find(
      (one: { itemId: string }) => one.itemId === body.itemId,
    );

    expect(kept).toMatchObject({
      amount,
      field: null,
      words: '对法人或者其他组织罚款 10 万元以上',
      next: ['revise', 'withdraw'],
    });
    const withdrawn = await post('kaifu', '机构负责人', `/items/${body.itemId}/withdrawal`, {
      reason: '重复报送',
    });
    expect(withdrawn.status).toBe(204);
  });
});

describe('[kaifu-3.3-c][kaifu-3.3-d] from the report to the public site', () => {
  test('given each step out of order, then refused; in order, the version becomes public as it was approved', async () => {
    const { digest } = await compiled('kaifu');
    const page = `/bodies/${bodies.kaifu.agencyId}/review-catalogue`;

    expect(refused(await post('kaifu', '审核员', '/versions/1/publication'))).toEqual([
      409,
      'review.catalogue-not-approved',
    ]);
    expect((await server.ask({ url: page })).status).toBe(404);
    expect(
      refused(
        await post('kaifu', '审核员', '/versions/1/approval', { digest, inForceFrom: today }),
      ),
    ).toEqual([403, 'access.not-permitted']);
    const late = await post('kaifu', '机构负责人', '/items', aReport({ title: '未审核的事项' }));
    expect(
      refused(
        await post('kaifu', '机关负责人', '/versions/1/approval', {
          digest: '0'.repeat(64),
          inForceFrom: today,
        }),
      ),
    ).toEqual([409, 'review.catalogue-other-content']);
    const approval = { digest, inForceFrom: today };
    expect((await post('kaifu', '机关负责人', '/versions/1/approval', approval)).status).toBe(204);
    expect((await server.ask({ url: page })).status).toBe(404);

    expect((await post('kaifu', '审核员', '/versions/1/publication')).body).toEqual({ path: page });
    const shown = await server.ask({ url: page });
    expect(shown.status).toBe(200);
    expect(shown.body).toContain('对单位处以较大数额罚款');
    expect(shown.body).not.toContain('未审核的事项');
    expect(shown.body).not.toContain(late.body.itemId);
    const copy = await server.ask({ url: `${page}.csv?version=1` });
    expect(createHash('sha256').update(copy.body).digest('hex')).toBe(digest);
    expect((await get('kaifu', '承办人甲', '/versions/1/copy')).body).toBe(copy.body);
    for (const url of [`${page}?version=2`, `${page}?version=0`, `${page}?version=x`])
      expect((await server.ask({ url })).status).toBe(404);
    expect(refused(await post('kaifu', '审核员', '/versions/1/publication'))).toEqual([
      409,
      'review.catalogue-published',
    ]);
    expect(refused(await post('kaifu', '机关负责人', '/versions/1/approval', approval))).toEqual([
      409,
      'review.catalogue-version-closed',
    ]);
    expect(
      refused(
        await post('kaifu', '审核员', '/versions/1/filing', {
          receiptNumber: '1号',
          receivedOn: today,
        }),
      ),
    ).toEqual([409, 'review.catalogue-filing-unasked']);
  });

  test('given a draft with other items after it, then the public still sees only what was published', async () => {
    await compiled('kaifu', { title: '还没有批准的事项' });
    const columns = await db.pool.query('select * from public_site.review_catalogue');

    expect(JSON.stringify(columns.rows)).not.toContain('还没有批准的事项');
    expect(JSON.stringify(columns.rows)).not.toMatch(/departmentId|itemId|未审核的事项/);
  });

  test('given the role of the public site, then only the published versions can be read', async () => {
    await expect(
      db.publicPool.query('select * from mingfa.review_catalogue_version'),
    ).rejects.toThrow(/permission denied/);
    const { rows } = await db.publicPool.query('select number from public_site.review_catalogue');
    expect(rows).toEqual([{ number: 1 }]);
    await expect(db.publicPool.query('delete from public_site.review_catalogue')).rejects.toThrow(
      /read-only|permission denied/,
    );
  });

  test('given an approved version, then the database refuses to change it, for everybody', async () => {
    await expect(
      db.pool.query("update mingfa.review_catalogue_version set items = '[]'"),
    ).rejects.toThrow(/append-only/);
    await expect(db.pool.query('delete from mingfa.review_catalogue_version')).rejects.toThrow(
      /append-only/,
    );
  });
});

describe('[anze-L9-2][anze-L9-3] from the report to the receipt of the justice department', () => {
  const anze = { trigger: 'major-rights' };

  test('given an approved version, then the receipt is kept with the digest of the copy, and nothing is public', async () => {
    const { digest } = await compiled('anze', anze);
    await post('anze', '机关负责人', '/versions/1/approval', { digest, inForceFrom: today });
    expect(refused(await post('anze', '审核员', '/versions/1/publication'))).toEqual([
      409,
      'review.catalogue-publication-unasked',
    ]);
    const filing = { receiptNumber: '安司备〔2026〕3号', receivedOn: today };
    expect((await post('anze', '审核员', '/versions/1/filing', filing)).status).toBe(204);

    const { body } = await get('anze', '审核员');
    expect(body.asked).toMatchObject({
      publish: false,
      fileWith: '县司法行政部门',
      standards: true,
    });
    expect(body.versions[0]).toMatchObject({
      isInForce: true,
      filed: { ...filing, copySha256: digest, by: '审核员' },
      next: [],
    });
    const page = `/bodies/${bodies.anze.agencyId}/review-catalogue`;
    expect((await server.ask({ url: page })).status).toBe(404);
  });

  test('given a version in force, when a case is looked at, then its scope is proposed from that version', async () => {
    const { digest } = await compiled('anze', {
      ...anze,
      title: '罚款五百元以上',
      amount: { of: 'fine', citizenFen: 50_000, organisationFen: 50_000 },
    });
    const tomorrow = '2099-01-01';
    await post('anze', '机关负责人', '/versions/2/approval', { digest, inForceFrom: tomorrow });
    const body = await server.desk.deps.bodies.read(bodies.anze.agencyId);

    const actor = { id: '', name: '', roles: [] };
    expect(server.desk.contextOf(body, actor, now()).catalogues).toBe(body.catalogues);
    expect(body.catalogues.map(({ number, from }) => [number, from])).toEqual([
      [1, today],
      [2, tomorrow],
    ]);
    expect(body.catalogues[1]?.items.map(({ no, words }) => [no, words])).toEqual([
      [1, '对公民罚款 1 万元以上，对法人或者其他组织罚款 10 万元以上'],
      [2, '罚款 500 元以上'],
    ]);
    const { versions, inForce } = (await get('anze', '审核员')).body;
    expect(inForce).toBe(1);
    expect(versions[1]).toMatchObject({ number: 1, inForceUntil: '2098-12-31' });
    const compared = (await get('anze', '承办人甲', '/versions/1/comparison/2')).body;
    expect(compared.items.map(({ kind, title }: Record<string, string>) => [kind, title])).toEqual([
      ['same', '对单位处以较大数额罚款'],
      ['added', '罚款五百元以上'],
    ]);
  });

  test('given a version that the leader returns, then it says why and waits to be compiled anew', async () => {
    const { digest } = await compiled('anze', { ...anze, title: '责令停产停业' });
    const reason = '请补充事项标准';
    expect(
      (await post('anze', '机关负责人', '/versions/3/return', { digest, reason })).status,
    ).toBe(204);
    const [version] = (await get('anze', '审核员')).body.versions;

    expect(version).toMatchObject({
      number: 3,
      standing: 'returned',
      returned: { reason, by: '机关负责人' },
    });
  });
});

describe('[yueqing-2.2.1-7] the list of what is reviewed is public together with the flow chart', () => {
  test('given a published version, then the page tells the course step by step', async () => {
    const { digest } = await compiled('yueqing', { trigger: null });
    await post('yueqing', '机关负责人', '/versions/1/approval', { digest, inForceFrom: today });
    await post('yueqing', '审核员', '/versions/1/publication');
    const page = `/bodies/${bodies.yueqing.agencyId}/review-catalogue`;
    const { body } = await server.ask({ url: page });

    expect(body).toContain('法制审核流程图');
    expect(body).toContain('政策法规办公室');
    expect(body).toContain('所作决定一律审核');
  });
});

describe('what is done to a catalogue is kept and guarded', () => {
  test('given all that happened, then each step is an event of its stream with the clauses', async () => {
    const { rows } = await db.pool.query(
      `select kind, sequence, clauses from mingfa.event
       where data ->> 'agencyId' = $1 and kind like 'catalogue%' order by sequence`,
      [bodies.yueqing.agencyId],
    );

    expect(rows.map(({ kind }) => kind)).toEqual([
      'catalogueItemReported',
      'catalogueItemExamined',
      'catalogueCompiled',
      'catalogueApproved',
      'cataloguePublished',
    ]);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(rows.every(({ clauses }) => clauses.includes('yueqing-2.2.1-7'))).toBe(true);
  });

  test('given two who approve at once, then one of them is told that it is done', async () => {
    const { digest } = await compiled('yueqing', { trigger: null, title: '责令停产停业' });
    const approval = { digest, inForceFrom: '2098-01-01' };
    const answers = await Promise.all(
      [1, 2].map(() => post('yueqing', '机关负责人', '/versions/2/approval', approval)),
    );

    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['204', '409']);
  });

  test('given another body, then its catalogue is not there', async () => {
    const path = `?agencyId=${bodies.anze.agencyId}`;

    expect(refused(await get('kaifu', '审核员', path))).toEqual([
      404,
      'review.catalogue-body-unknown',
    ]);
  });

  test('given the flow chart of a pack, then boxes carry office, time and clauses', async () => {
    const client = await as('kaifu', '承办人甲');
    const { body } = await client.get('/api/review-flow');
    const opinion = body.nodes.find((node: { id: string }) => node.id === 'giveOpinion');

    expect(opinion).toMatchObject({ who: '行政执法监督科', clock: '自接到材料起 5 个工作日' });
    expect(opinion.clauses.map(({ id }: { id: string }) => id)).toContain('kaifu-3.5-c');
    const { body: anze } = await client.get('/api/review-flow?pack=anze');
    expect(anze.packs[0]).toBe('anze');
    expect((await client.get('/api/review-flow?pack=nowhere')).status).toBe(422);
    expect(server.faults).toEqual([]);
  });
});

describe('who supervises reads the catalogues of the bodies below', () => {
  test('given a body below, then its catalogue, versions, copy and comparison are read, and nothing can be done to it', async () => {
    const { agencyId } = bodies.yueqing;
    const { book } = server.stage;
    const above = await aBody(db, server.ruleBook, book, { pack: 'kaifu' });
    await putBelow(db, bodies.yueqing, above);
    await letSupervise(db, above.people['联络员']!);
    const supervisor = await server.signIn(above.people['联络员']!);
    const below = `agencyId=${agencyId}`;

    const { status, body } = await supervisor.get(`${at}?${below}`);
    expect([status, body.agencyId, body.mayCompile, body.departments]).toEqual([
      200,
      agencyId,
      false,
      [],
    ]);
    expect(body.versions.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(body.versions.flatMap(({ next }: { next: unknown[] }) => next)).toEqual([]);
    expect(body.items.flatMap(({ next }: { next: unknown[] }) => next)).toEqual([]);
    const version = await supervisor.get(`${at}/versions/1?${below}`);
    expect(version.body.items).toHaveLength(1);
    expect((await supervisor.get(`${at}/versions/1/copy?${below}`)).status).toBe(200);
    expect((await supervisor.get(`${at}/versions/1/comparison/2?${below}`)).status).toBe(200);
  });

  test('given a body that is not below, or somebody who does not supervise, then it is not there', async () => {
    const { agencyId } = bodies.anze;
    expect(refused(await get('yueqing', '机关负责人', `?agencyId=${agencyId}`))).toEqual([
      404,
      'review.catalogue-body-unknown',
    ]);
  });
});
