import { openDatabase } from '../store/index.store.ts';
import { databaseConfig } from './database-config.ts';
import type { Define } from './define.ts';

/** `mingfa migrate`: opening the database brings it to this version. */
export const defineMigrate: Define = (command, { settings, words }) => {
  command.action(async () => {
    const db = await openDatabase(databaseConfig(settings));
    await db.close();
    console.log(words('数据库结构已是本版本。', 'The database is at this version.'));
  });
};
