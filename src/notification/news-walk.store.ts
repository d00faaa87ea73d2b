// Finds what was done since it last came by, in the order of the ledger. An action leaves nothing behind for it: the
// ledger is the list of what happened, complete and settled, so nothing can slip in behind, and acts in one case that lie
// close together are told together.
//
// One process walks at a time; what another does in the meantime it finds a second later.

import { installationId } from '../access/index.ts';
import { addJob, type Database } from '../store/index.store.ts';
import { type AttendDeps, attendCase, attendTask, type CaseKey } from './attend.store.ts';
import { catalogueTask, tellOfCatalogue } from './catalogue-notice.store.ts';
import { tellOfDeputy } from './deputy-notice.store.ts';
import type { OnTrouble } from './moment-sweep.store.ts';

const atOnce = 500;
const walkLock = 0x6d66_0070;

type Leaf = {
  readonly leafIndex: number;
  readonly agencyId: string;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
};

/** Tells people of what was done since the last walk. A case that cannot be looked at now is left to a job. */
export async function walkNews(deps: AttendDeps, onTrouble: OnTrouble): Promise<void> {
  const client = await deps.db.pool.connect();
  let isFree = false;
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [walkLock],
    );
    if (rows[0]?.got === true) {
      await walk(deps, onTrouble);
      await client.query('select pg_advisory_unlock($1)', [walkLock]);
    }
    isFree = true;
  } finally {
    // The lock ends with the connection where it could not be given back.
    client.release(!isFree);
  }
}

async function walk(deps: AttendDeps, onTrouble: OnTrouble): Promise<void> {
  for (;;) {
    const leaves = await leavesToCome(deps.db);
    const last = leaves.at(-1);
    if (last === undefined) return;
    const cases = new Map<string, CaseKey>();
    for (const leaf of leaves)
      if (leaf.agencyId !== installationId)
        cases.set(leaf.streamId, { agencyId: leaf.agencyId, caseId: leaf.streamId });
      else if (leaf.kind.startsWith('deputy')) await tellOfDeputy(deps, leaf);
      else if (leaf.kind.startsWith('catalogue')) await catalogueOrLeave(deps, leaf, onTrouble);
    for (const key of cases.values()) await attendOrLeave(deps, key, onTrouble);
    await deps.db.pool.query({
      name: 'notification-walked-ledger',
      text: 'update mingfa.notification_walk set leaf_index = greatest(leaf_index, $1)',
      values: [last.leafIndex],
    });
    if (leaves.length < atOnce) return;
  }
}

async function leavesToCome(db: Database): Promise<readonly Leaf[]> {
  const { rows } = await db.pool.query<Leaf>({
    name: 'notification-leaves',
    text: `select leaf_index as "leafIndex", agency_id as "agencyId", stream_id as "streamId", sequence, kind
      from mingfa.ledger_leaf where leaf_index > (select leaf_index from mingfa.notification_walk)
      order by leaf_index limit $1`,
    values: [atOnce],
  });
  return rows;
}

/** One case that cannot be looked at must not keep the others waiting. */
async function attendOrLeave(deps: AttendDeps, key: CaseKey, onTrouble: OnTrouble): Promise<void> {
  try {
    await attendCase(deps, key);
  } catch (error) {
    onTrouble(error);
    await addJob(deps.db, { task: attendTask, payload: key, key: `${attendTask}:${key.caseId}` });
  }
}

/** A body whose rules cannot be read must not keep the others waiting either. */
async function catalogueOrLeave(deps: AttendDeps, leaf: Leaf, onTrouble: OnTrouble): Promise<void> {
  const { streamId, sequence } = leaf;
  try {
    await tellOfCatalogue(deps, leaf);
  } catch (error) {
    onTrouble(error);
    const key = `${catalogueTask}:${streamId}:${sequence}`;
    await addJob(deps.db, { task: catalogueTask, payload: { streamId, sequence }, key });
  }
}
