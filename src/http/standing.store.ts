// How the installation fares, asked of the database and the disk.

import { statfs } from 'node:fs/promises';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** What the database says about itself and the ledger. */
export type DatabaseFigures = {
  readonly sizeBytes: number;
  /** Leaves in the newest checkpoint; null before the first. */
  readonly ledgerSize: number | null;
  readonly sealedAt: Instant | null;
  readonly lastBackupAt: Instant | null;
  readonly lastBackupFailed: boolean;
  readonly failingJobs: number;
  readonly hasDemonstration: boolean;
};

/** Asks the database. */
export async function readFigures(db: Database): Promise<DatabaseFigures> {
  const { rows } = await db.pool.query<DatabaseFigures>({
    name: 'standing-figures',
    text: `select pg_database_size(current_database()) as "sizeBytes",
        (select c.size from mingfa.ledger_checkpoint c order by c.size desc limit 1) as "ledgerSize",
        (select c.at from mingfa.ledger_checkpoint c order by c.size desc limit 1) as "sealedAt",
        (select max(asked_at) from mingfa.backup_run where standing = 'done') as "lastBackupAt",
        coalesce((select b.standing = 'failed' from mingfa.backup_run b where b.standing <> 'running'
          order by b.asked_at desc limit 1), false) as "lastBackupFailed",
        (select count(*)::int from graphile_worker.jobs where last_error is not null) as "failingJobs",
        exists (select from mingfa.demonstration_body) as "hasDemonstration"`,
    values: [],
  });
  const [figures] = rows;
  if (figures === undefined) throw new Error('the database says nothing about itself');
  return figures;
}

/** Bytes that are free where the data lies; null where the system does not say. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  const figures = await statfs(folder).catch(() => null);
  return figures === null ? null : figures.bavail * figures.bsize;
}
