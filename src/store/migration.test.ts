import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { migrate } from './index.store.ts';

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

beforeEach(async () => {
  await db.pool.query('drop table if exists first, second, third; truncate migration');
  folder = mkdtempSync(join(tmpdir(), 'mingfa-migrations-'));
  write('001-first.sql', 'create table first (n int);');
  write('020-second.sql', 'create table second (n int);');
  return () => rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const run = () => migrate(db.pool, { folder });

describe('each migration is applied once, and what was applied stays as it was', () => {
  test('given new files, also with a lower number, when migrating, then only they are applied', async () => {
    expect(await run()).toEqual(['001-first.sql', '020-second.sql']);
    write('010-third.sql', 'create table third (n int);');
    expect(await run()).toEqual(['010-third.sql']);
    expect(await run()).toEqual([]);
  });

  test('given many processes, when they migrate at once, then each migration is applied once', async () => {
    const applied = await Promise.all([run(), run(), run(), run()]);
    expect(applied.flat()).toEqual(['001-first.sql', '020-second.sql']);
  });

  test('given other line ends, then it is the same file; given another text, then it is refused', async () => {
    await run();
    write('001-first.sql', 'create table first (n int);\r\n'.replace('\r\n', ''));
    expect(await run()).toEqual([]);
    write('001-first.sql', 'create table first (n bigint);');
    await expect(run()).rejects.toThrow('store.migration-edited');
  });

  test('given a database of a newer program, then it is refused', async () => {
    await run();
    rmSync(join(folder, '020-second.sql'));
    await expect(run()).rejects.toThrow('store.migration-unknown');
  });

  test.each(['1-first.sql', '001-again.sql', '003-上.sql'])(
    'given a file named %s, then it is refused',
    async (name) => {
      write(name, 'select 1;');
      await expect(run()).rejects.toThrow('store.migration-misnamed');
    },
  );

  test('given a migration that fails halfway, then it leaves nothing and those before it stay', async () => {
    write('030-third.sql', 'create table third (n int); select 1 / 0;');
    await expect(run()).rejects.toThrow('030-third.sql failed: division by zero');
    const { rows } = await db.pool.query(
      "select to_regclass('third') as third, to_regclass('second') as second",
    );
    expect(rows).toEqual([{ third: null, second: 'second' }]);
    write('030-third.sql', 'create table third (n int);');
    expect(await run()).toEqual(['030-third.sql']);
  });
});
