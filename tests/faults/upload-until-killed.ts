// Sends a file until it is killed; started by upload-kill.test.ts. Its one argument is JSON: how to connect, where files
// lie, which upload it goes on with, and the file. It prints `from <bytes>` when it begins and `kept <bytes>` as soon as a
// piece was acknowledged.

import { readFileSync } from 'node:fs';
import pg from 'pg';
import { FileFolder, Uploads } from '../../src/recording/index.store.ts';
import type { Database } from '../../src/store/index.store.ts';

const { connection, folder, key, source, piece } = JSON.parse(process.argv[2] ?? '') as {
  readonly connection: pg.PoolConfig;
  readonly folder: string;
  readonly key: Parameters<Uploads['read']>[0];
  readonly source: string;
  readonly piece: number;
};
const bytes = readFileSync(source);
const db = { pool: new pg.Pool(connection) } as unknown as Database;
const uploads = new Uploads({
  db,
  files: new FileFolder(folder),
  limits: { maxBytes: bytes.length, reserveBytes: 0 },
  now: () => '2026-09-28T09:00:00.000+08:00',
});
const say = (line: string) => process.stdout.write(`${line}\n`);

const { receivedBytes } = await uploads.read(key);
say(`from ${receivedBytes}`);
for (let at = receivedBytes; at < bytes.length; at += piece) {
  await uploads.receive(key, at, bytes.subarray(at, at + piece));
  say(`kept ${Math.min(at + piece, bytes.length)}`);
}
process.exit(0);
