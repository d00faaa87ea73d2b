import { resolve } from 'node:path';
import { dayOf } from '../rules/index.ts';
import { backUp, instantNow, restoreBackup } from '../store/index.store.ts';
import { databaseConfig, openBeside } from './database-config.ts';
import type { Define } from './define.ts';
import type { Words } from './usage.ts';

/** `mingfa backup [FILE]`: the whole database into one file, also while a server runs. */
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
      } finally {
        await db.close();
      }
    });
};

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
    });
};
