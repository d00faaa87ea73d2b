// Backups through the console: a row for each, a job that makes it, and a file in the data folder. The file and the key
// beside it hold everything there is; they are fetched on the server itself, never over HTTP.

import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type By, change, eventBy } from '../access/index.store.ts';
import { copyFiles, filesBeside, filesFolder } from '../recording/index.store.ts';
import { dayOf, type Instant, millisOf, Refused } from '../rules/index.ts';
import { backUp, type Database, instantNow } from '../store/index.store.ts';
import { administrationRefusals, filesMissing } from './administration-refusals.ts';

/** A backup as the list shows it. */
export type BackupRun = {
  readonly backupId: string;
  readonly at: Instant;
  readonly standing: 'running' | 'done' | 'failed';
  readonly sizeBytes: number | null;
  readonly seconds: number | null;
  readonly problem: string | null;
  /** File within the data folder. */
  readonly path: string;
  readonly askedBy: string | null;
};

/** Name of the job. */
export const backupTask = 'make-backup';

const folderName = 'backups';
/** A full disk would stop the database. */
const leftFreeBytes = 1024 ** 3;

/** Backups, the newest first. */
export async function listBackups(
  db: Database,
  page: { readonly after: readonly [Instant, string] | null; readonly limit: number },
): Promise<readonly BackupRun[]> {
  const { rows } = await db.pool.query<BackupRun>({
    name: 'backup-list',
    text: `select b.backup_id as "backupId", b.asked_at as at, b.standing, b.size_bytes as "sizeBytes", b.seconds,
        b.problem, b.path, a.display_name as "askedBy"
      from mingfa.backup_run b left join mingfa.account a on a.account_id = b.asked_by
      where $1::timestamptz is null or (b.asked_at, b.backup_id) < ($1, $2::uuid)
      order by b.asked_at desc, b.backup_id desc limit $3`,
    values: [page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  });
  return rows;
}

/**
 * Asks for a backup; a job makes it.
 *
 * @throws Refused (`administration.backup-running`) while another is being made
 */
export async function askForBackup(
  db: Database,
  by: By & { readonly actorId: string },
): Promise<string> {
  const backupId = randomUUID();
  const path = `${folderName}/mingfa-${dayOf(by.now)}-${backupId.slice(0, 8)}.backup`;
  await change(db, async (tx) => {
    // What was cut off, and whose job is gone, will not end by itself.
    await tx.query(
      `update mingfa.backup_run set standing = 'failed', problem = '没有做完就中断了。请重新备份。'
        where standing = 'running'
          and not exists (select from graphile_worker.jobs where key = 'backup ' || backup_id)`,
    );
    const { rowCount } = await tx.query(
      `insert into mingfa.backup_run (backup_id, asked_by, asked_at, standing, path)
       values ($1, $2, $3, 'running', $4) on conflict do nothing`,
      [backupId, by.actorId, by.now, path],
    );
    if (rowCount === 0) throw new Refused(administrationRefusals.backupRunning);
    await tx.query(
      `select graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => 3)`,
      [backupTask, JSON.stringify({ backupId }), `backup ${backupId}`],
    );
    await tx.append(backupId, 0, [eventBy(by, 'backupAskedFor', { path })]);
  });
  return backupId;
}

/** Makes the backup that was asked for, and notes how it went. */
export async function makeBackup(
  db: Database,
  dataFolder: string,
  payload: unknown,
): Promise<void> {
  const { backupId } = (payload ?? {}) as { readonly backupId?: unknown };
  const { rows } = await db.pool.query<{ path: string }>(
    `select path from mingfa.backup_run where backup_id = $1 and standing = 'running'`,
    [backupId],
  );
  const path = rows[0]?.path;
  if (path === undefined) return;
  const started = millisOf(instantNow());
  try {
    const file = placeFor(dataFolder, path);
    const { sizeBytes } = await backUp(db, { dataFolder, file });
    const { missing } = await copyFiles(db, {
      from: filesFolder(dataFolder),
      to: filesBeside(file),
      reserveBytes: leftFreeBytes,
    });
    if (missing.length > 0) throw new Refused(filesMissing(missing.length));
    const seconds = Math.round((millisOf(instantNow()) - started) / 1000);
    await db.pool.query(
      `update mingfa.backup_run set standing = 'done', size_bytes = $2, seconds = $3 where backup_id = $1`,
      [backupId, sizeBytes, seconds],
    );
  } catch (error) {
    await db.pool.query(
      `update mingfa.backup_run set standing = 'failed', problem = $2 where backup_id = $1`,
      [backupId, problemOf(error)],
    );
    throw error;
  }
}

/** The file, in a folder for nobody else; what an attempt that was cut off has left is removed. */
function placeFor(dataFolder: string, path: string): string {
  const folder = join(dataFolder, folderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const file = join(dataFolder, path);
  if (!existsSync(file)) rmSync(`${file}.key`, { force: true });
  return file;
}

function problemOf(error: unknown): string {
  if (error instanceof Refused) return error.refusals.map(({ text }) => text).join('');
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return '磁盘已满。请清理后重新备份。';
  if (code === 'EACCES' || code === 'EROFS') return '数据文件夹不能写入。请检查权限后重新备份。';
  return `没有做成（${code ?? '原因见日志'}）。请排除原因后重新备份。`;
}
