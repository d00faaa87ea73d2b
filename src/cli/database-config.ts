import type { DatabaseConfig } from '../store/index.store.ts';
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
