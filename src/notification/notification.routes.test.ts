import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody, castPassword } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';
import { type Told, tell } from './index.store.ts';
import { nothingLeaves } from './index.ts';

const delivery = {
  mail: null,
  webhookHosts: ['hooks.example.com', '127.0.0.1:9'],
  publicUrl: 'https://mingfa.example.com',
};
let db: TestDatabase;
let server: TestServer;
let body: CastBody;
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { delivery });
  body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
  await db.close();
});

type Asker = (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) => Promise<Answer>;

async function as(name: string): Promise<Asker> {
  const payload = { userName: body.people[name]!.userName, password: castPassword };
  const { headers, body: me } = await server.ask({ method: 'POST', url: '/api/session', payload });
  const [cookie = ''] = String([headers['set-cookie']].flat()[0]).split(';');
  const held = { cookie, 'x-csrf-token': String(me.csrfToken) };
  return (method, url, given) =>
    server.ask({ method, url, headers: held, ...(given === undefined ? {} : { payload: given }) });
}

const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000+08:00`;
const aTold = (name: string, change: Partial<Told> = {}): Told => ({
  accountId: body.people[name]!.id,
  kind: 'task',
  text: '〔2026〕1号：请办理“批准立案”。',
  cause: 'one',
  at: at(0),
  ...change,
});

describe('everybody has an inbox of the own', () => {
  test('given more than a page, then each comes once, the latest first, and only the own', async () => {
    const many = Array.from({ length: 5 }, (_, n) =>
      aTold('承办人甲', { cause: `page-${n}`, at: at(Math.floor(n / 2)), text: `第 ${n} 条` }),
    );
    await tell(db.pool, nothingLeaves, [...many, aTold('承办人乙', { cause: 'page-0' })]);
    const ask = await as('承办人甲');

    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Answer = await ask(
        'GET',
        `/api/notifications?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.body.unread).toBe(5);
      seen.push(...page.body.items.map((one: any) => one.text));
      cursor = page.body.nextCursor;
    }

    expect(seen[0]).toBe('第 4 条');
    expect(seen.toSorted()).toEqual(many.map(({ text }) => text));
  });

  test('given the same cause again, then it is told once', async () => {
    await tell(db.pool, nothingLeaves, [aTold('审核员'), aTold('审核员')]);
    await tell(db.pool, nothingLeaves, [aTold('审核员', { text: '又一次' })]);
    const ask = await as('审核员');

    expect((await ask('GET', '/api/notifications')).body).toMatchObject({
      items: [
        { kind: 'task', kindTitle: '等待我办理', readAt: null, caseId: null, deliveries: [] },
      ],
      nextCursor: null,
      unread: 1,
    });
  });

  test('given some read, then they are no longer unread, and those of others stay as they are', async () => {
    const tolds = ['a', 'b', 'c'].map((cause) => aTold('机关负责人', { cause }));
    await tell(db.pool, nothingLeaves, [...tolds, aTold('联络员')]);
    const ask = await as('机关负责人');
    const other = await as('联络员');
    const ids = (await ask('GET', '/api/notifications')).body.items.map(
      (one: any) => one.notificationId,
    );
    const foreign = (await other('GET', '/api/notifications')).body.items[0].notificationId;

    const read = await ask('POST', '/api/notifications/reading', { ids: [ids[0], foreign] });
    const left = await ask('GET', '/api/notifications?unread=true');

    expect(read.status).toBe(204);
    expect(left.body.items.map((one: any) => one.notificationId)).toEqual(ids.slice(1));
    expect((await other('GET', '/api/notifications/unread')).body).toEqual({ unread: 1 });

    await ask('POST', '/api/notifications/reading', { all: true });
    expect((await ask('GET', '/api/notifications/unread')).body).toEqual({ unread: 0 });
    expect((await ask('GET', '/api/notifications')).body.items).toHaveLength(3);
  });

  test('given a kind that the console is not to show, then it is not told', async () => {
    const ask = await as('办公室');
    const kinds = [{ kind: 'changed', console: false, mail: false, webhook: false }];
    await ask('PUT', '/api/notification-choices', { kinds, mailAddress: null, webhookUrl: null });

    await tell(db.pool, nothingLeaves, [
      aTold('办公室', { kind: 'changed' }),
      aTold('办公室', { cause: 'two' }),
    ]);

    const { items } = (await ask('GET', '/api/notifications')).body;
    expect(items.map((one: any) => one.kind)).toEqual(['task']);
  });
});

describe('people choose where they are told of what', () => {
  test('given nothing chosen, then the usual', async () => {
    const ask = await as('机构负责人');
    const { body: shown } = await ask('GET', '/api/notification-choices');

    expect(shown).toMatchObject({
      mailAddress: null,
      webhookUrl: null,
      mailAvailable: false,
      webhookAvailable: true,
      webhookHosts: delivery.webhookHosts,
    });
    expect(shown.kinds).toContainEqual({
      kind: 'changed',
      title: '他人办理了我承办的案件',
      console: true,
      mail: false,
      webhook: false,
    });
  });

  test('given an address of a webhook, then a key is shown once, and a new one for another address', async () => {
    const ask = await as('机构负责人');
    const put = async (webhookUrl: string | null) =>
      (
        await ask('PUT', '/api/notification-choices', {
          kinds: [],
          mailAddress: 'lin@example.com',
          webhookUrl,
        })
      ).body;

    const first = await put('https://hooks.example.com/a');
    const again = await put('https://hooks.example.com/a');
    const other = await put('https://hooks.example.com/b');
    const none = await put(null);

    expect(first).toMatchObject({
      mailAddress: 'lin@example.com',
      webhookUrl: 'https://hooks.example.com/a',
    });
    expect(first.webhookSecret).toMatch(/^[\w-]{43}$/);
    expect([again.webhookSecret, none.webhookSecret]).toEqual([null, null]);
    expect(other.webhookSecret).toMatch(/^[\w-]{43}$/);
    expect(other.webhookSecret).not.toBe(first.webhookSecret);
    expect((await ask('GET', '/api/notification-choices')).body).not.toHaveProperty(
      'webhookSecret',
    );
  });

  const refused: readonly (readonly [string, object, number, string])[] = [
    ['two addresses', { mailAddress: 'a@example.com, b@example.com' }, 400, 'request.field'],
    ['a line end', { mailAddress: 'a@example.com\r\nBcc: b@example.com' }, 400, 'request.field'],
    ['no web address', { webhookUrl: 'file:///etc/passwd' }, 400, 'request.field'],
    [
      'a host that is not listed',
      { webhookUrl: 'https://example.org/' },
      422,
      'notification.webhook-host',
    ],
    [
      'a host that ends alike',
      { webhookUrl: 'https://evil-hooks.example.com/' },
      422,
      'notification.webhook-host',
    ],
    [
      'a host before an at sign',
      { webhookUrl: 'https://hooks.example.com@example.org/' },
      422,
      'notification.webhook-address',
    ],
    [
      'plain http',
      { webhookUrl: 'http://hooks.example.com/' },
      422,
      'notification.webhook-address',
    ],
    [
      'another port',
      { webhookUrl: 'https://hooks.example.com:8443/' },
      422,
      'notification.webhook-address',
    ],
    [
      'another port of this machine',
      { webhookUrl: 'http://127.0.0.1:5432/' },
      422,
      'notification.webhook-host',
    ],
  ];
  test.each(refused)('given %s, then it is refused', async (_, change, status, code) => {
    const ask = await as('承办人丙');
    const payload = { kinds: [], mailAddress: null, webhookUrl: null, ...change };
    const answer = await ask('PUT', '/api/notification-choices', payload);

    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('given no way or no address, when tried, then it is said', async () => {
    const ask = await as('承办人丙');
    const mail = await ask('POST', '/api/notification-choices/trial', { channel: 'mail' });
    const webhook = await ask('POST', '/api/notification-choices/trial', { channel: 'webhook' });

    expect([mail.status, mail.body.code]).toEqual([409, 'notification.mail-off']);
    expect([webhook.status, webhook.body.code]).toEqual([409, 'notification.no-address']);
  });

  test('given a program that does not answer, when tried twice at once, then why, and to wait', async () => {
    const ask = await as('承办人乙');
    const webhookUrl = 'http://127.0.0.1:9/';
    await ask('PUT', '/api/notification-choices', { kinds: [], mailAddress: null, webhookUrl });

    const first = await ask('POST', '/api/notification-choices/trial', { channel: 'webhook' });
    const second = await ask('POST', '/api/notification-choices/trial', { channel: 'webhook' });

    expect(first.body).toEqual({ ok: false, detail: '连接失败（ECONNREFUSED）。' });
    expect([second.status, second.body.code]).toEqual([429, 'notification.trial-too-soon']);
  });
});
