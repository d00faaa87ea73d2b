// One PostgreSQL for a whole test run, with one migrated database that each test file copies.
//
// Its cluster is thrown away, so nothing is flushed to disk; what must survive a kill is tested on a cluster of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPools, prepareEmbedded } from '../../src/store/database.store.ts';
import {
  type EmbeddedServer,
  startEmbedded,
  withSuperuser,
} from '../../src/store/embedded.store.ts';
import { migrate } from '../../src/store/migration.store.ts';
import { openSecret } from '../../src/store/secret.store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's PostgreSQL listens. */
    readonly testServer: { readonly host: string; readonly port: number };
  }
}

/** The migrated database that test databases are copied from. */
export const templateName = 'mingfa_template';

/** Called by Vitest once before all tests; what it returns is called once after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'mingfa-tests-'));
  const server = await serverFor(folder);
  const tearDown = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server, folder);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('testServer', { host: server.host, port: server.port });
  return tearDown;
}

type TestServer = Pick<EmbeddedServer, 'host' | 'port' | 'stop'>;

/**
 * The embedded server, or one that runs already: `MINGFA_TEST_SERVER` names the folder of its socket (port 5432, local
 * connections trusted, superuser postgres). So the tests are run on the oldest server we support.
 */
async function serverFor(folder: string): Promise<TestServer> {
  const host = process.env.MINGFA_TEST_SERVER;
  if (host === undefined)
    return startEmbedded({
      dataFolder: folder,
      durable: false,
      settings: { max_connections: '300' },
    });
  const dropTemplate = () =>
    withSuperuser(host, async (client) => {
      await client.query(`drop database if exists ${templateName}`);
    });
  await dropTemplate();
  return { host, port: 5432, stop: dropTemplate };
}

async function makeTemplate(server: TestServer, folder: string): Promise<void> {
  const connections = await prepareEmbedded(server, templateName);
  const db = openPools(connections, { secret: openSecret(folder), server: null });
  try {
    await migrate(db.pool);
  } finally {
    await db.close();
  }
}
