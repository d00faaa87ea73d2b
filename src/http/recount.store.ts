import { addJob, type Database } from '../store/index.store.ts';

/** Name of the job that counts provisional clocks anew. */
export const recountTask = 'recount-clocks';

/** Leaves the job behind, once however many processes ask for it. */
export async function askForRecount(db: Database): Promise<void> {
  await addJob(db, { task: recountTask, payload: {}, key: recountTask });
}
