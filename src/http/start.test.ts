import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer } from '../../tests/support/server.ts';
import { accessPlugin } from '../access/index.routes.ts';
import { instantNow } from '../store/index.store.ts';
import { type ServerSettings, type Started, startServer, startWorker } from './index.ts';

const home = join(import.meta.dirname, '../..');
let dataFolder: string;
let started: Started;
let db: TestDatabase;

/** On a database of its own: the one of the tests is not flushed, and no server accepts that. */
const settingsOf = (): ServerSettings => ({
  home,
  rulesFolder: join(home, 'rules'),
  proceduresFolder: join(home, 'procedures'),
  dataFolder,
  fontsFolder: null,
  fileMaxBytes: 1024 * 1024,
  diskReserveBytes: 0,
  host: '127.0.0.1',
  port: 0,
  databaseUrl: null,
  publicDatabaseUrl: null,
  publicUrl: null,
  trustedProxies: [],
  mail: null,
  webhookHosts: [],
  logLevel: 'silent',
});

beforeAll(async () => {
  db = await aDatabase();
  dataFolder = mkdtempSync(join(tmpdir(), 'mingfa-start-'));
});
afterAll(async () => {
  await started?.close();
  await db.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Writes something to the server's socket and reads what comes until it ends. */
function talk(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

describe('a started server', () => {
  test('given an empty installation, then it listens, asks for the first set-up, seals and closes', async () => {
    started = await startServer(settingsOf(), { jobs: true, demo: false, onProgress: () => {} });

    expect(started.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(started.setUpToken).toEqual(expect.any(String));
    expect(started.accounts).toEqual([]);
    expect((await fetch(`${started.url}/`)).status).toBe(200);
    expect(await (await fetch(`${started.url}/readyz`)).json()).toEqual({
      ready: true,
      troubles: [],
    });
  });

  test('given something that is no HTTP, then a sentence, and the server goes on', async () => {
    const answer = await talk(started.url, '何事？\r\n\r\n');

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/"detail":"\p{Script=Han}/u);
    expect((await fetch(`${started.url}/healthz`)).status).toBe(200);
  });

  test('given headers that are too large, then 431', async () => {
    const answer = await talk(
      started.url,
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('given a running server, then a worker on its folder is refused; alone, it starts and stops', async () => {
    await expect(startWorker(settingsOf())).rejects.toThrow('store.folder-taken');

    await started.close();
    const worker = await startWorker(settingsOf());
    await worker.close();
  });
});

describe('what is too much is turned away', () => {
  const limits = { perMinute: 5, signInsPerMinute: 2, eventLoopDelayMillis: 0 };

  test('given more requests than allowed, then 429 in our words', async () => {
    const server = await aServer(db, { limits });
    const answers: Answer[] = [];
    for (let n = 0; n < 6; n += 1) answers.push(await server.ask({ url: '/healthz' }));
    await server.close();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[5]?.body).toMatchObject({ code: 'request.too-many', status: 429 });
    expect(Number(answers[5]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('given more tries to sign in than allowed, then 429 for them and not for others', async () => {
    const server = await aServer(db, { limits });
    const payload = { userName: '无此人', password: 'x' };
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1)
      statuses.push((await server.ask({ method: 'POST', url: '/api/session', payload })).status);
    const other = await server.ask({ url: '/healthz' });
    await server.close();

    expect(statuses).toEqual([401, 401, 429]);
    expect(other.status).toBe(200);
  });

  test('given two people at one address, when one asks too much, then the other is still answered', async () => {
    const server = await aServer(db, { limits: { ...limits, signInsPerMinute: 9 } });
    const { people } = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
    const [eager, calm] = [
      await server.signIn(people['承办人甲']!),
      await server.signIn(people['承办人乙']!),
    ];
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await eager.get('/api/procedures')).status);
    const other = await calm.get('/api/procedures');
    await server.close();

    expect(statuses.at(-1)).toBe(429);
    expect(other.status).toBe(200);
  });

  test('given any answer, then it forbids what a browser could do with it', async () => {
    const server = await aServer(db);
    const answer = await server.ask({ url: '/api/openapi.json' });
    await server.close();

    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });
});

describe('a route without a permission stops the start', () => {
  test('given such a route, then building throws', async () => {
    const app = fastify();
    await app.register(accessPlugin, { db, now: instantNow, secureCookies: false });

    expect(() => app.get('/open', () => 'everything')).toThrow(/permission/);
    await app.close();
  });
});
