import type { Check } from './ledger-check.store.ts';
import {
  type EventAnswer,
  type EventRow,
  eventColumns,
  eventOf,
  spoiledColumns,
} from './ledger-row.store.ts';

const batchSize = 1000;

/**
 * Judges the events that no leaf points to, and looks for the events of leaves that could not be believed.
 *
 * @returns how many events the server wrote that are not sealed yet
 */
export async function checkUnsealed(check: Check): Promise<number> {
  let pending = 0;
  await check.client.query(`declare unsealed no scroll cursor for
    select ${eventColumns} from mingfa.event e
    where not exists (select from mingfa.ledger_leaf l where l.log_id = e.log_id) order by e.log_id`);
  for (;;) {
    const { rows } = await check.client.query<EventAnswer>(`fetch ${batchSize} from unsealed`);
    const events = rows.map(eventOf).filter((event) => event !== null);
    check.counted(events.length);
    pending += events.filter((event) => isPending(check, event)).length;
    if (rows.length < batchSize) break;
  }
  await check.client.query('close unsealed');
  await findDoubtful(check);
  return pending;
}

function isPending(check: Check, event: EventRow): boolean {
  // Found before, by the name in its leaf.
  if (check.isAccused(event)) return false;
  if (spoiledColumns(check.key.macKey, event).length > 0) {
    check.accuse('event-added', event);
    return false;
  }
  if (check.doubtful.delete(event.leafHash.toString('hex'))) return false;
  if (event.logId > check.sealedUpTo) return true;
  check.accuse('event-unsealed', event);
  return false;
}

/** Leaves whose row says nothing: their events may stand at other leaves, or be gone. */
async function findDoubtful(check: Check): Promise<void> {
  const hashes = [...check.doubtful.keys()];
  for (let from = 0; from < hashes.length; from += 10_000) {
    const { rows } = await check.client.query<EventAnswer>(
      `select ${eventColumns} from mingfa.event e where e.leaf_hash = any ($1)`,
      [hashes.slice(from, from + 10_000).map((hash) => Buffer.from(hash, 'hex'))],
    );
    for (const event of rows.map(eventOf)) {
      if (event !== null && spoiledColumns(check.key.macKey, event).length === 0)
        check.doubtful.delete(event.leafHash.toString('hex'));
    }
  }
  for (const leafIndex of [...check.doubtful.values()].sort((a, b) => a - b))
    check.report({ what: 'event-lost', leafIndex });
}
