/** The face of the store: PostgreSQL, the history, jobs, backup. */
export { type Appended, appendAction, appendWithin } from './action.store.ts';
export type {
  ActionToAppend,
  CaseFileToWrite,
  ClockRow,
  EventToAppend,
  JobToAdd,
  ReceiptToKeep,
} from './action-to-append.store.ts';
export { attachDatabase } from './attach.store.ts';
export { type BackupMade, type BackupOptions, backUp } from './backup.store.ts';
export { instantNow } from './column-types.store.ts';
export { type Database, type DatabaseConfig, openDatabase } from './database.store.ts';
export {
  type CaseClock,
  type CaseFile,
  readCase,
  readClocks,
  readEvents,
  type StoredEvent,
} from './event-reading.store.ts';
export { addJob, type JobOptions, type RunningJobs, runJobs, type Tasks } from './job.store.ts';
export {
  type BundleRequest,
  type EventKey,
  type EventProof,
  type EventWitness,
  type LedgerReader,
  ledgerReader,
} from './ledger-read.store.ts';
export { LogDamaged, type LogTrouble, type SealingDeps } from './ledger-seal.store.ts';
export {
  type Sealer,
  type SealerReports,
  type SealerStanding,
  startSealer,
} from './ledger-sealer.store.ts';
export {
  type FurtherCheck,
  type FurtherLook,
  type Verified,
  type VerifyOptions,
  verifyHistory,
} from './ledger-verify.store.ts';
export type { EventToFold, Projection } from './ledger-verify-projection.store.ts';
export { migrate } from './migration.store.ts';
export { dropOldReceipts } from './receipt.store.ts';
export { type Restored, type RestoreOptions, restoreBackup } from './restore.store.ts';
export { openSecret, readSecret, type Secret, secretFolder } from './secret.store.ts';
export {
  type DueClocksQuery,
  type DuePlace,
  dropPassedDueDates,
  readDueClocks,
  sweepDueClocks,
} from './sweep.store.ts';
