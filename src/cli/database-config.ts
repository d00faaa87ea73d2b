import {
  attachDatabase,
  type Database,
  type DatabaseConfig,
  openDatabase,
} from '../store/index.store.ts';
import type { Settings } from './settings.ts';

/** Which database the settings mean; long steps are told on standard error. */
export function databaseConfig(settings: Settings): DatabaseConfig {
  return {
    dataFolder: settings.dataFolder,
    databaseUrl: settings.databaseUrl ?? undefined,
    publicDatabaseUrl: settings.publicDatabaseUrl ?? undefined,
    onProgress: (text) => console.error(text),
  };
}

/** The database, also while a server runs on the same data folder. */
export async function openBeside(settings: Settings): Promise<Database> {
  const running = settings.databaseUrl === null ? attachDatabase(settings.dataFolder) : null;
  return running ?? openDatabase(databaseConfig(settings));
}
