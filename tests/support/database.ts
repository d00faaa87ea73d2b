import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openPools } from '../../src/store/database.store.ts';
import { withSuperuser } from '../../src/store/embedded.store.ts';
import type { Database } from '../../src/store/index.store.ts';
import { openSecret } from '../../src/store/secret.store.ts';
import { templateName } from './global-setup.ts';

/** A database of a test's own, and the folder that holds its secret. */
export type TestDatabase = Database & { readonly dataFolder: string; readonly name: string };

/**
 * An empty, migrated database for one test file.
 *
 * Call it in `beforeAll` and `close()` it in `afterAll`; closing drops it.
 */
export async function aDatabase(): Promise<TestDatabase> {
  const { host, port } = inject('testServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withSuperuser(host, (client) => copyTemplate(client, name));
  const dataFolder = mkdtempSync(join(tmpdir(), 'mingfa-test-'));
  const db = openPools(
    {
      staff: { host, port, database: name, user: 'mingfa' },
      public: { host, port, database: name, user: 'mingfa_public' },
    },
    { secret: openSecret(dataFolder), server: null },
  );
  const close = async () => {
    await db.close();
    await withSuperuser(host, (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    );
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { ...db, dataFolder, name, close };
}

/** Two copies at one moment get in each other's way: the template must have no other visitor. */
async function copyTemplate(client: { query(text: string): Promise<unknown> }, name: string) {
  for (let triesLeft = 50; ; triesLeft -= 1) {
    try {
      return await client.query(
        `create database ${name} template ${templateName} owner mingfa strategy file_copy`,
      );
    } catch (error) {
      const isBusy = (error as { code?: string }).code === '55006';
      if (!isBusy || triesLeft === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
