import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded, withSuperuser } from './embedded.store.ts';
import { appendAction, type DatabaseConfig, openDatabase, readEvents } from './index.store.ts';

// A durable server that stands for one somebody else keeps.
const root = mkdtempSync(join(tmpdir(), 'mingfa-server-'));
let server: EmbeddedServer;

beforeAll(async () => {
  server = await startEmbedded({ dataFolder: join(root, 'server') });
  await asAdministrator('create role owner_of_one login createrole');
  await asAdministrator('create role owner_of_two login');
  await asAdministrator('create database one owner owner_of_one');
  await asAdministrator('create database two owner owner_of_two');
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const asAdministrator = (text: string) =>
  withSuperuser(server.host, (client) => client.query(text));

const urlOf = (user: string, database: string, more = '') =>
  `postgres://${user}@/${database}?host=${encodeURIComponent(server.host)}${more}`;

const config = (change: Partial<DatabaseConfig>): DatabaseConfig => ({
  dataFolder: join(root, 'data'),
  ...change,
});

const event = {
  kind: 'noted',
  at: '2026-03-01T09:00:00.000+08:00',
  actorId: null,
  data: {},
  clauses: [],
};

describe('a server pointed to by URL', () => {
  test('given a role that may make roles, when it opens an empty database, then all is made and works', async () => {
    const databaseUrl = urlOf(
      'owner_of_one',
      'one',
      `&options=${encodeURIComponent('-c work_mem=5MB')}`,
    );
    const db = await openDatabase(config({ databaseUrl }));
    try {
      const action = {
        agencyId: randomUUID(),
        streamId: randomUUID(),
        expectedVersion: 0,
        events: [event],
      };
      await appendAction(db, action);
      expect(await readEvents(db, action.agencyId, action.streamId)).toHaveLength(1);
      const { rows } = await db.pool.query(
        "select current_setting('work_mem') as memory, current_setting('search_path') as path",
      );
      expect(rows).toEqual([{ memory: '5MB', path: 'mingfa' }]);
      expect((await db.publicPool.query('select current_user as who')).rows).toEqual([
        { who: 'mingfa_public' },
      ]);
      await expect(db.publicPool.query('select from mingfa.event')).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await db.close();
    }
  });

  test('given two processes with the same secret, when both open it, then both may; with another, it is refused', async () => {
    const databaseUrl = urlOf('owner_of_one', 'one');
    const first = await openDatabase(config({ databaseUrl }));
    cpSync(join(root, 'data', 'secret'), join(root, 'copy', 'secret'), { recursive: true });
    chmodSync(join(root, 'copy', 'secret'), 0o700);
    const second = await openDatabase(config({ databaseUrl, dataFolder: join(root, 'copy') }));
    await Promise.all([first.close(), second.close()]);

    await expect(
      openDatabase(config({ databaseUrl, dataFolder: join(root, 'stranger') })),
    ).rejects.toThrow('store.secret-other');
  });

  test('given a role that may not make roles, then it is refused until the administrator has made the public one', async () => {
    await asAdministrator(
      'drop owned by mingfa_public; alter role mingfa_public rename to set_aside',
    );
    const databaseUrl = urlOf('owner_of_two', 'two');
    await expect(openDatabase(config({ databaseUrl }))).rejects.toThrow('store.role-missing');

    await asAdministrator('create role mingfa_public nologin; grant mingfa_public to owner_of_two');
    await (await openDatabase(config({ databaseUrl }))).close();
  });

  test.each([
    ['nothing that listens', 'postgres://someone@127.0.0.1:1/mingfa', 'store.unreachable'],
    ['no address', 'somewhere', 'store.bad-url'],
  ])('given %s, then it is refused', async (_, databaseUrl, code) => {
    await expect(openDatabase(config({ databaseUrl }))).rejects.toThrow(code);
  });
});

describe('an embedded cluster without its secret', () => {
  test('given a folder whose secret was lost, when it is opened, then no new secret is made', async () => {
    const dataFolder = join(root, 'lost');
    await (await openDatabase({ dataFolder })).close();
    rmSync(join(dataFolder, 'secret'), { recursive: true });

    await expect(openDatabase({ dataFolder })).rejects.toThrow('store.secret-missing');
    await expect(openDatabase({ dataFolder })).rejects.toThrow('store.secret-missing');
  });
});
