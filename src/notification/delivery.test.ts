import { createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aPerson, theThree } from '../../tests/support/people.ts';
import { disableAccount } from '../access/index.store.ts';
import { choose, trySending } from './choice.store.ts';
import { deliverWaiting, NotTaken } from './delivery.store.ts';
import { bodyOf, letterOf, type Outgoing, pushOf } from './delivery.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { listNotifications } from './inbox.store.ts';
import type { Channel } from './kind.ts';
import { deliveryTask, type Told, tell } from './telling.store.ts';

const at = '2026-03-02T09:00:00.000+08:00';
const everything = { unread: false, after: null, limit: 200 };
let db: TestDatabase;
let accountId: string;
const mails = { taken: [] as { to: string[]; text: string }[], refuses: false };
const pushes = { taken: [] as { headers: http.IncomingHttpHeaders; body: string }[], status: 200 };
let smtp: SMTPServer;
let program: http.Server;
let delivery: DeliverySettings;
let webhookUrl: string;

beforeAll(async () => {
  db = await aDatabase();
  smtp = aMailServer();
  program = aProgram();
  await listening(smtp.server);
  await listening(program);
  const { port } = program.address() as AddressInfo;
  webhookUrl = `http://127.0.0.1:${port}/robot`;
  delivery = {
    mail: {
      smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
      from: '明法 <mingfa@example.com>',
    },
    webhookHosts: [`127.0.0.1:${port}`],
    publicUrl: 'https://mingfa.example.com',
  };
});
beforeEach(() => {
  accountId = randomUUID();
  Object.assign(mails, { taken: [], refuses: false });
  Object.assign(pushes, { taken: [], status: 200 });
});
afterAll(async () => {
  await new Promise<void>((done) => {
    smtp.close(() => done());
  });
  await new Promise((done) => program.close(done));
  await db.close();
});

function aMailServer(): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(
        mails.refuses
          ? Object.assign(new Error('lin@example.com is unknown'), { responseCode: 550 })
          : null,
      ),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.taken.push({ to, text: Buffer.concat(parts).toString('utf8') });
        done();
      });
    },
  });
}

function aProgram(): http.Server {
  return http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      pushes.taken.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(pushes.status, { location: webhookUrl.replace('robot', 'elsewhere') });
      response.end();
    });
  });
}

function listening(server: { listen(port: number, host: string, done: () => void): unknown }) {
  return new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', () => done());
  });
}

const aTold = (change: Partial<Told> = {}): Told => ({
  accountId,
  kind: 'task',
  text: '〔2026〕1号：请办理“批准立案”。',
  cause: randomUUID(),
  at,
  caseId: '5b0c6f0e-6b0b-4f0e-9c55-3d2e6f1f0a11',
  agencyId: randomUUID(),
  ...change,
});

const choices = (change: object = {}) => ({
  accountId,
  kinds: {},
  mailAddress: 'lin@example.com',
  webhookUrl,
  ...change,
});
const deliver = (channel: Channel) =>
  deliverWaiting({ db, delivery, now: () => at }, { accountId, channel });
const deliveries = async () =>
  (await listNotifications(db, accountId, everything)).map((one) => one.deliveries);

/** The text of a mail in one part. */
function plainOf(mail: string): string {
  const [head = '', ...rest] = mail.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(head))
    return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

describe('what waits for a person leaves together', () => {
  test('given two notifications, then one job, one mail to one address, and both are sent', async () => {
    await choose(db, delivery, choices());
    await tell(db.pool, delivery, [
      aTold(),
      aTold({ kind: 'overdue', text: '〔2026〕2号：已超期。' }),
    ]);
    const jobs = await db.pool.query('select from graphile_worker.jobs where key = $1', [
      `${deliveryTask}:mail:${accountId}`,
    ]);

    await deliver('mail');
    await deliver('mail');

    expect(jobs.rowCount).toBe(1);
    expect(mails.taken.map(({ to }) => to)).toEqual([['lin@example.com']]);
    const text = plainOf(mails.taken[0]?.text ?? '');
    expect(text).toContain('〔2026〕1号：请办理“批准立案”。');
    expect(text).toContain(
      'https://mingfa.example.com/console/cases/5b0c6f0e-6b0b-4f0e-9c55-3d2e6f1f0a11',
    );
    expect(
      (await deliveries()).map((each) => each.map(({ channel, standing }) => [channel, standing])),
    ).toEqual(
      [0, 1].map(() => [
        ['mail', 'sent'],
        ['webhook', 'waiting'],
      ]),
    );
  });

  test('given more than one message holds, then all leave in as many as are needed', async () => {
    await choose(db, delivery, choices({ webhookUrl: null }));
    const many = Array.from({ length: 201 }, () => aTold());
    await tell(db.pool, delivery, many);

    await deliver('mail');

    const left = await db.pool.query(
      `select from mingfa.notification_delivery where account_id = $1 and standing <> 'sent'`,
      [accountId],
    );
    expect(left.rowCount).toBe(0);
    expect(mails.taken.map((mail) => /^subject:/im.test(mail.text))).toEqual([true, true]);
    expect(plainOf(mails.taken[0]?.text ?? '')).toContain('另有 180 条');
  });

  test('given a webhook, then the body is signed with the key that was shown', async () => {
    const secret = await choose(db, delivery, choices());
    await tell(db.pool, delivery, [aTold()]);
    await deliver('webhook');

    const [taken] = pushes.taken;
    const signature = createHmac('sha256', secret ?? '')
      .update(taken?.body ?? '')
      .digest('hex');
    expect(taken?.headers['x-mingfa-signature']).toBe(`sha256=${signature}`);
    expect(JSON.parse(taken?.body ?? '')).toMatchObject({
      msgtype: 'text',
      notifications: [{ kind: 'task', text: '〔2026〕1号：请办理“批准立案”。' }],
    });
  });

  test('given a choice against a way or no address, then nothing is to leave by it', async () => {
    const kinds = { task: { console: true, mail: false, webhook: true } };
    await choose(db, delivery, choices({ kinds, webhookUrl: null }));
    await tell(db.pool, delivery, [aTold(), aTold({ kind: 'changed' })]);

    expect(await deliveries()).toEqual([[], []]);
  });

  test('given a kind that is only to leave, then it leaves and the inbox stays empty', async () => {
    const kinds = { task: { console: false, mail: true, webhook: false } };
    await choose(db, delivery, choices({ kinds }));
    await tell(db.pool, delivery, [aTold()]);
    await deliver('mail');

    expect(mails.taken).toHaveLength(1);
    expect(await listNotifications(db, accountId, everything)).toEqual([]);
  });
});

describe('who may no longer sign in is sent nothing', () => {
  test('given an account disabled after it was told, when its turn comes, then nothing leaves and it is not tried again', async () => {
    const three = await theThree(db, at);
    ({ accountId } = await aPerson(db, three, { agencyId: null, roles: [] }, at));
    await choose(db, delivery, choices());
    await tell(db.pool, delivery, [aTold()]);
    const by = { actorId: three.systemAdmin.accountId, now: at };
    await disableAccount(db, { accountId, reason: '调离' }, by);

    await deliver('mail');
    await deliver('webhook');

    expect([mails.taken, pushes.taken]).toEqual([[], []]);
    expect((await deliveries()).flat()).toMatchObject([
      { channel: 'mail', standing: 'failed', detail: '账户已停用，没有发送。' },
      { channel: 'webhook', standing: 'failed' },
    ]);
  });
});

describe('what is not taken is tried again, and then given up', () => {
  test('given a mail server that refuses, then why without the address, eight times, then failed', async () => {
    mails.refuses = true;
    await choose(db, delivery, choices({ webhookUrl: null }));
    await tell(db.pool, delivery, [aTold()]);

    for (let attempt = 1; attempt < 8; attempt += 1)
      await expect(deliver('mail')).rejects.toThrow(NotTaken);
    expect(await deliveries()).toMatchObject([
      [{ standing: 'waiting', detail: '发信服务器没有接收（550）。' }],
    ]);
    await deliver('mail');
    mails.refuses = false;
    await deliver('mail');

    expect(await deliveries()).toMatchObject([[{ standing: 'failed' }]]);
    expect(JSON.stringify(await deliveries())).not.toContain('lin@example.com');
    expect(mails.taken).toEqual([]);
  });

  test('given a program that points elsewhere, then it is not followed', async () => {
    pushes.status = 307;
    await choose(db, delivery, choices({ mailAddress: null }));
    await tell(db.pool, delivery, [aTold()]);

    await expect(deliver('webhook')).rejects.toThrow(NotTaken);

    expect(pushes.taken).toHaveLength(1);
    expect(await deliveries()).toMatchObject([
      [{ standing: 'waiting', detail: expect.stringContaining('307') }],
    ]);
  });

  test('given an address whose host is no longer listed, then nothing is asked', async () => {
    await choose(db, delivery, choices({ mailAddress: null }));
    await tell(db.pool, delivery, [aTold()]);
    const narrower = { ...delivery, webhookHosts: ['hooks.example.com'] };

    const work = deliverWaiting(
      { db, delivery: narrower, now: () => at },
      { accountId, channel: 'webhook' },
    );

    await expect(work).rejects.toThrow(NotTaken);
    expect(pushes.taken).toEqual([]);
  });
});

describe('a trial goes to the own address and says what happened', () => {
  test('given both ways, then both arrive', async () => {
    await choose(db, delivery, choices());
    const trial = (channel: Channel, now: string) =>
      trySending(db, delivery, { accountId, channel, now });

    const mail = await trial('mail', at);
    const webhook = await trial('webhook', '2026-03-02T09:00:10.001+08:00');

    expect([mail, webhook]).toEqual([
      { ok: true, detail: '已交给发信服务器。' },
      { ok: true, detail: '已送达。' },
    ]);
    expect([mails.taken.length, pushes.taken.length]).toEqual([1, 1]);
  });
});

describe('a message says little, and nothing in it becomes more than text', () => {
  const anOutgoing = (text: string): Outgoing => ({
    notificationId: 'x',
    kind: 'task',
    text,
    caseId: null,
    at,
  });

  test('given a text with line ends, then neither the subject nor a line of the body is broken by it', () => {
    const letter = letterOf([anOutgoing('一\r\nBcc: x@example.com\u2028二')], null);

    expect(letter.subject).toBe('明法：一 Bcc: x@example.com 二');
    expect(letter.text.split('\n')[0]).toBe('【等待我办理】一 Bcc: x@example.com 二');
  });

  test('given many, then the first twenty and how many are left', () => {
    const many = Array.from({ length: 23 }, (_, n) => anOutgoing(`第 ${n} 条`));

    expect(letterOf(many, null).subject).toBe('明法：23 条提醒');
    expect(bodyOf(many, null).split('\n')).toHaveLength(22);
    expect(bodyOf(many, null)).toContain('另有 3 条');
    expect(pushOf(many, null).notifications).toHaveLength(20);
  });
});
