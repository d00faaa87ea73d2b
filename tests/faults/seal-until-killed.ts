// Seals until it is killed; started by seal-kill.test.ts. Its one argument is JSON: how to connect, and the secret folder.

import pg from 'pg';
import { openLedgerKey } from '../../src/ledger/index.store.ts';
import { startSealer } from '../../src/store/index.store.ts';

const { connection, secretFolder } = JSON.parse(process.argv[2] ?? '') as {
  connection: pg.PoolConfig;
  secretFolder: string;
};
const report = (trouble: unknown) => {
  process.stderr.write(`${String(trouble)}\n`);
};
startSealer(
  {
    pool: new pg.Pool(connection),
    key: openLedgerKey(secretFolder),
    origin: 'log.test/mingfa',
    secretFolder,
    now: () => '2026-09-28T09:00:00.000+08:00',
  },
  { onTrouble: report, onQuarantine: report, onFault: report },
);
process.stdout.write('sealing\n');
