import type pg from 'pg';
import { commitment, leafHash, mac, newSalt } from '../ledger/index.store.ts';
import type { ActionToAppend } from './action-to-append.store.ts';

/** The rows of one action, each list as the JSON texts of its rows. */
export type ActionRows = {
  readonly moved: readonly string[];
  readonly opened: readonly string[];
  readonly streams: readonly string[];
  readonly events: readonly string[];
  readonly receipts: readonly string[];
  readonly jobs: readonly string[];
};

/**
 * Works out what an action writes.
 *
 * What the ledger needs of each event is computed here, so that nothing waits for it inside the database.
 *
 * @param macKey - marks the rows as written by this server
 * @throws NotCanonical if an event's data has no canonical form
 */
export function rowsOf(action: ActionToAppend, macKey: Buffer): ActionRows {
  const file = action.caseFile === undefined ? [] : [fileRow(action)];
  const isNew = action.expectedVersion === 0;
  return {
    moved: isNew ? [] : file,
    opened: isNew ? file : [],
    streams: file.length === 0 ? [streamRow(action)] : [],
    events: eventRows(action, macKey),
    receipts: action.idempotency === undefined ? [] : [receiptRow(action)],
    jobs: (action.jobs ?? []).map((job) => JSON.stringify(job)),
  };
}

const statement = {
  name: 'append-actions',
  text: 'select mingfa.append_actions($1, $2, $3, $4, $5, $6)',
};

const lists = ['moved', 'opened', 'streams', 'events', 'receipts', 'jobs'] as const;

/** Writes the rows of several actions in one transaction. */
export async function sendRows(
  connection: Pick<pg.ClientBase, 'query'>,
  actions: readonly ActionRows[],
): Promise<void> {
  const values = lists.map((list) => {
    const rows = actions.flatMap((action) => action[list]);
    return rows.length === 0 ? null : `[${rows.join(',')}]`;
  });
  await connection.query({ ...statement, values });
}

function fileRow({ caseFile, clocks, ...action }: ActionToAppend): string {
  const { agencyId, streamId: caseId, expectedVersion: expected, events } = action;
  return JSON.stringify({
    ...caseFile,
    agencyId,
    caseId,
    expected,
    version: expected + events.length,
    // Only these fields: a caller's richer clocks would make every row look changed.
    clocks: clocks?.map(({ name, ruleKey, dueAt, dueOn, standing, provisional }) => ({
      name,
      ruleKey,
      dueAt,
      dueOn,
      standing,
      provisional,
    })),
    openedAt: events[0]?.at,
    at: events.at(-1)?.at,
  });
}

function streamRow({ agencyId, streamId, expectedVersion: expected }: ActionToAppend): string {
  return JSON.stringify({ agencyId, streamId, expected });
}

function eventRows(action: ActionToAppend, macKey: Buffer): readonly string[] {
  const { agencyId, streamId, expectedVersion } = action;
  return action.events.map(({ kind, at, actorId, data, clauses }, index) => {
    const sequence = expectedVersion + 1 + index;
    const event = { agencyId, streamId, sequence, kind, at, actorId, data, clauses };
    const salt = newSalt();
    const committed = commitment(salt, event);
    return JSON.stringify({
      ...event,
      clauses: arrayText(clauses),
      salt: hex(salt),
      commitment: hex(committed),
      leafHash: hex(leafHash(committed)),
      mac: hex(mac(macKey, committed)),
    });
  });
}

function receiptRow({ agencyId, idempotency }: ActionToAppend): string {
  return JSON.stringify({ agencyId, ...idempotency });
}

/** As PostgreSQL reads bytes. */
function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

/** As PostgreSQL reads an array of texts. */
function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => JSON.stringify(item)).join(',')}}`;
}
