// Who learns of what happens to the review catalogue, through the ledger, once each.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type TestServer } from '../../tests/support/server.ts';
import { appointDeputy } from '../access/index.store.ts';
import { type Desk, setUpDesk } from '../http/desk.ts';
import { assignPacks } from '../registers/index.store.ts';
import { catalogueTask } from './catalogue-notice.store.ts';
import { listNotifications } from './inbox.store.ts';

const at = '/api/review-catalogue';
const monday = '2026-03-02T09:00:00.000+08:00';
let now = monday;
let db: TestDatabase;
let server: TestServer;
let office: Desk;
let body: CastBody;
let troubles: unknown[];

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => now });
  office = setUpDesk({
    db,
    ruleBook: server.ruleBook,
    composition: server.stage.composition,
    isDemonstration: true,
    now: () => now,
    onWritten: () => {},
    onFault: (error) => troubles.push(error),
  });
});
beforeEach(async () => {
  now = monday;
  troubles = [];
  body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'kaifu' });
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
  await db.close();
});

const unwritten = '某不愿具名的当事人';
const aReport = {
  title: unwritten,
  actKind: 'penalty',
  level: 'county',
  field: null,
  amount: { of: 'fine', citizenFen: 1_000_000, organisationFen: 10_000_000 },
  penaltyKinds: ['fine'],
  trigger: 'major-interest',
  basis: '行政处罚法第五十八条',
  standard: '对单位罚款十万元以上',
};

async function act(name: string, path: string, payload: object = {}): Promise<any> {
  const client = await server.signIn(body.people[name]!);
  const { status, body: answer } = await client.post(`${at}${path}`, payload);
  expect(status).toBeLessThan(300);
  return answer;
}

/** What a running server does every second. */
async function walk(): Promise<void> {
  await db.pool.query(`insert into mingfa.ledger_leaf
      (leaf_index, log_id, leaf_hash, agency_id, stream_id, sequence, kind, at, recorded_at, sealed_size, mac)
    select log_id, log_id, leaf_hash, agency_id, stream_id, sequence, kind, at, recorded_at, log_id, leaf_hash
    from mingfa.event where log_id > (select coalesce(max(log_id), -1) from mingfa.ledger_leaf)`);
  await office.notifier.everySecond((error) => troubles.push(error));
}

async function told(name: string): Promise<readonly string[]> {
  const everything = { unread: false, after: null, limit: 200 };
  const found = await listNotifications(db, body.people[name]!.id, everything);
  expect(JSON.stringify(found)).not.toContain(unwritten);
  return found
    .filter(({ kind }) => kind === 'review-catalogue')
    .map(({ text }) => text)
    .toReversed();
}

const report = () => act('机构负责人', '/items', aReport);
const accept = (itemId: string) =>
  act('审核员', `/items/${itemId}/finding`, { accepted: true, reason: '' });

async function compiled(): Promise<string> {
  await accept((await report()).itemId);
  await act('审核员', '/versions');
  const leader = await server.signIn(body.people['机关负责人']!);
  return (await leader.get(at)).body.versions[0].digest;
}

describe('[kaifu-3.3-b][kaifu-3.3-c][kaifu-3.3-d] who has to act on the review catalogue is told', () => {
  test('given an item that is reported, then the reviewers are told, once, and nobody else', async () => {
    await report();
    await walk();
    await walk();

    expect(await told('审核员')).toEqual(['审核目录：综合执法科报送了事项，请审核。']);
    for (const name of ['机构负责人', '机关负责人', '承办人甲', '办公室'])
      expect(await told(name), name).toEqual([]);
  });

  test('given an item that was examined before the ledger had it, then nobody is asked to examine it', async () => {
    await accept((await report()).itemId);
    await walk();

    expect(await told('审核员')).toEqual([]);
    expect(await told('机构负责人')).toEqual([]);
  });

  test('given an item that is returned, then who reported it is told', async () => {
    const { itemId } = await report();
    await act('审核员', `/items/${itemId}/finding`, { accepted: false, reason: '请补充标准' });
    await walk();

    expect(await told('机构负责人')).toEqual([
      '审核目录：您报送的事项被退回，请查看理由后重新报送。',
    ]);
  });

  test('given a version that is compiled and then returned, then the leader is told, and who compiled it', async () => {
    const digest = await compiled();
    await walk();
    expect(await told('机关负责人')).toEqual(['审核目录第 1 版已经汇编，请批准。']);

    await act('机关负责人', '/versions/1/return', { digest, reason: '请补充标准' });
    await walk();
    expect(await told('审核员')).toContain('审核目录第 1 版没有批准，请查看理由后重新汇编。');
  });

  test('given an approved version, then the reviewers are asked to make it public; once it is public, nobody is', async () => {
    const digest = await compiled();
    await act('机关负责人', '/versions/1/approval', { digest, inForceFrom: '2026-03-02' });
    await walk();
    expect(await told('审核员')).toEqual(['审核目录第 1 版已经批准，请公开到公众网站。']);

    await accept((await report()).itemId);
    await act('审核员', '/versions');
    const leader = await server.signIn(body.people['机关负责人']!);
    const [next] = (await leader.get(at)).body.versions;
    const approval = { digest: next.digest, inForceFrom: '2026-03-03' };
    await act('机关负责人', '/versions/2/approval', approval);
    await act('审核员', '/versions/2/publication');
    await walk();
    expect(await told('审核员')).toHaveLength(1);
  });
});

describe('[anze-L9-3] an approved version is to be filed', () => {
  test('given a pack that asks for filing, then the reviewers are told with whom', async () => {
    body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
    const item = await act('机构负责人', '/items', { ...aReport, trigger: 'major-rights' });
    await accept(item.itemId);
    await act('审核员', '/versions');
    const leader = await server.signIn(body.people['机关负责人']!);
    const { digest } = (await leader.get(at)).body.versions[0];
    await act('机关负责人', '/versions/1/approval', { digest, inForceFrom: '2026-03-02' });
    await walk();

    expect(await told('审核员')).toEqual(['审核目录第 1 版已经批准，请向县司法行政部门备案。']);
  });
});

describe('who stands in, what is long past, and what cannot be told yet', () => {
  test('given a deputy of the leader whose term runs, then the deputy is told as well', async () => {
    const deputyAccountId = body.people['承办人丙']!.id;
    const term = { roles: ['leader' as const], from: '2026-03-02', until: '2026-03-10' };
    await appointDeputy(
      db,
      { deputyAccountId, ...term, reason: '外出' },
      { actorId: body.people['机关负责人']!.id, now },
    );
    await compiled();
    await walk();

    expect(await told('承办人丙')).toEqual(['审核目录第 1 版已经汇编，请批准。']);
  });

  test('given something that lies longer back than a fortnight, then it is no news', async () => {
    await report();
    now = '2026-03-17T09:00:00.000+08:00';
    await walk();

    expect(await told('审核员')).toEqual([]);
  });

  test('given a body whose rules cannot be applied, then the others are told, and a job comes back to it', async () => {
    const other = body;
    await report();
    body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'kaifu' });
    await report();
    const { agencyId } = other;
    const packs = ['dazhou', 'national'];
    await assignPacks(db, server.ruleBook, { agencyId, packs }, { actorId: randomUUID(), now });
    office.bodies.forget();
    await walk();

    expect(await told('审核员')).toHaveLength(1);
    expect(troubles).toHaveLength(1);
    const { rows } = await db.pool.query(
      `select task_identifier as task from graphile_worker.jobs where key like '${catalogueTask}:%'`,
    );
    expect(rows).toEqual([{ task: catalogueTask }]);
    await expect(office.jobs[catalogueTask]!({})).rejects.toThrow('names no event');
  });
});
