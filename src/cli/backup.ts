import { resolve } from 'node:path';
import { copyFiles, type FilesCopied, filesBeside, filesFolder } from '../recording/index.store.ts';
import { dayOf } from '../rules/index.ts';
import { backUp, instantNow, openDatabase, restoreBackup } from '../store/index.store.ts';
import { databaseConfig, openBeside } from './database-config.ts';
import type { Define } from './define.ts';
import type { Settings } from './settings.ts';
import type { Words } from './usage.ts';

/** `mingfa backup [FILE]`: the whole database into one file, and the files of cases beside it, also while a server runs. */
export const defineBackup: Define = (command, { settings, words }) => {
  command
    .argument(
      '[file]',
      words(
        '备份文件；不写则为当前文件夹下的 mingfa-<日期>.backup',
        'backup file; mingfa-<day>.backup here when absent',
      ),
    )
    .action(async (given?: string) => {
      const file = resolve(given ?? `mingfa-${dayOf(instantNow())}.backup`);
      const db = await openBeside(settings);
      try {
        const made = await backUp(db, {
          dataFolder: settings.dataFolder,
          file,
          onProgress: progressOn(process.stderr, words),
        });
        const events = made.rows['mingfa.event'] ?? 0;
        const megabytes = (made.sizeBytes / 1_000_000).toFixed(1);
        console.log(
          words(
            `已备份到 ${made.file}（${megabytes} MB，${events} 个事件）。`,
            `Backed up to ${made.file} (${megabytes} MB, ${events} events).`,
          ),
        );
        console.log(
          words(
            `密钥另存为 ${made.keyFile}：恢复时需要它。请把它和备份分开存放，不要交给无关的人。`,
            `The key is in ${made.keyFile}; a restore needs it. Keep it apart from the backup.`,
          ),
        );
        const to = filesBeside(made.file);
        const copied = await copyFiles(db, {
          from: filesFolder(settings.dataFolder),
          to,
          reserveBytes: settings.diskReserveBytes,
          onProgress: progressOn(process.stderr, words),
        });
        tellFiles(copied, words, [
          `音像文件共 ${copied.known + copied.copied} 个在 ${to} ，本次新复制 ${copied.copied} 个。请连同备份一起保存，恢复时放在备份文件旁边。`,
          `${copied.known + copied.copied} files of recordings in ${to}, ${copied.copied} of them new. Keep the folder beside the backup.`,
        ]);
      } finally {
        await db.close();
      }
    });
};

/** Says how many files were copied, and names those that could not be. */
function tellFiles(
  { copied, known, missing }: FilesCopied,
  words: Words,
  [zh, en]: readonly [string, string],
): void {
  if (copied + known > 0) console.log(words(zh, en));
  if (missing.length === 0) return;
  process.exitCode = 1;
  console.log(
    words(
      `有 ${missing.length} 个音像文件不在或者已被改动，没有复制：${missing.join('、')}。请运行 ./mingfa verify 查看属于哪些案件。`,
      `${missing.length} files are missing or changed and were not copied: ${missing.join(', ')}. Run ./mingfa verify.`,
    ),
  );
}

/** Says now and again how far the backup has come. */
function progressOn(out: NodeJS.WriteStream, words: Words): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    out.write(
      words(
        `正在备份，已完成 ${done}/${total} 部分\n`,
        `backing up, ${done} of ${total} parts done\n`,
      ),
    );
  };
}

/** `mingfa restore FILE`: into an empty data folder or an empty database. */
export const defineRestore: Define = (command, { settings, words }) => {
  command
    .argument('<file>', words('备份文件', 'backup file'))
    .option(
      '--key <file>',
      words('密钥文件；不写则为 <备份文件>.key', 'key file; <backup>.key when absent'),
    )
    .action(async (file: string, { key }: { readonly key?: string }) => {
      const { madeAt, rows } = await restoreBackup(databaseConfig(settings), {
        file: resolve(file),
        keyFile: key,
      });
      const events = rows['mingfa.event'] ?? 0;
      const made = madeAt.slice(0, 19).replace('T', ' ');
      console.log(
        words(
          `已恢复 ${made} 的备份（${events} 个事件）到 ${settings.dataFolder} 。请执行 ./mingfa verify 核验。`,
          `Restored the backup of ${made} (${events} events) to ${settings.dataFolder}. Now run ./mingfa verify.`,
        ),
      );
      await restoreFiles(settings, resolve(file), words);
    });
};

/** Brings back the files that lie beside a backup. */
async function restoreFiles(settings: Settings, file: string, words: Words): Promise<void> {
  const db = await openDatabase(databaseConfig(settings));
  try {
    const from = filesBeside(file);
    const copied = await copyFiles(db, {
      from,
      to: filesFolder(settings.dataFolder),
      isEachRead: true,
      onProgress: progressOn(process.stderr, words),
    });
    tellFiles(copied, words, [
      `已从 ${from} 恢复音像文件 ${copied.copied} 个。`,
      `Restored ${copied.copied} files of recordings from ${from}.`,
    ]);
  } finally {
    await db.close();
  }
}
