import type { Check } from './ledger-check.store.ts';
import { openCheckpoint } from './ledger-latest.store.ts';
import {
  type CheckpointAnswer,
  type CheckpointRow,
  checkpointColumns,
  checkpointOf,
  isCheckpointOurs,
  sameBytes,
} from './ledger-row.store.ts';

/** The roots that were signed, in order of size. */
export type SignedRoots = {
  /** The largest size that was ever signed, as far as anything still knows. */
  readonly size: number;
  /** Whether anything was ever signed. */
  readonly isBegun: boolean;
  /** Sizes whose row is damaged but still says which checkpoint it was. */
  readonly damaged: ReadonlySet<number>;
  /** The checkpoint remembered in the file. */
  readonly remembered: { readonly size: number; readonly root: Uint8Array } | null;
  /** Reads the rows to be believed once more, in order. */
  readonly rows: () => AsyncGenerator<CheckpointRow>;
};

const batchSize = 2000;

/**
 * Checks every kept checkpoint, the newest signature, and what the file beside the key remembers.
 *
 * @param latest - read before the snapshot began, because the file is always behind the database
 */
export async function checkCheckpoints(check: Check, latest: string | null): Promise<SignedRoots> {
  const damaged = new Set<number>();
  let newest: CheckpointRow | null = null;
  for await (const row of allRows(check)) {
    if (isCheckpointOurs(check.key.macKey, row)) {
      newest = row;
      continue;
    }
    // The size in the note is signed, the one in the column is not.
    const size = openCheckpoint(row.note, check.key.publicKey)?.size ?? row.size;
    damaged.add(size);
    check.report({ what: 'checkpoint-changed', size });
  }
  checkNewest(check, newest);
  const remembered = checkLatest(check, latest, newest);
  const size = Math.max(newest?.size ?? 0, remembered?.size ?? 0);
  return {
    size,
    isBegun: size > 0 || remembered !== null,
    damaged,
    remembered,
    rows: async function* rows() {
      for await (const row of allRows(check))
        if (isCheckpointOurs(check.key.macKey, row)) yield row;
    },
  };
}

function checkNewest(check: Check, newest: CheckpointRow | null): void {
  if (newest === null) return;
  const signed = openCheckpoint(newest.note, check.key.publicKey);
  const fits = signed?.size === newest.size && sameBytes(signed.root, newest.root);
  if (!fits) check.report({ what: 'checkpoint-changed', size: newest.size });
}

function checkLatest(
  check: Check,
  note: string | null,
  newest: CheckpointRow | null,
): SignedRoots['remembered'] {
  if (note === null) {
    if (newest !== null && newest.size > 0) check.report({ what: 'latest-missing' });
    return null;
  }
  const remembered = openCheckpoint(note, check.key.publicKey);
  if (remembered === null) check.report({ what: 'latest-changed' });
  return remembered;
}

async function* allRows(check: Check): AsyncGenerator<CheckpointRow> {
  let after = '-1';
  for (;;) {
    const { rows } = await check.client.query<CheckpointAnswer>(
      `select ${checkpointColumns} from mingfa.ledger_checkpoint
       where ledger_checkpoint.size > $1::bigint order by ledger_checkpoint.size limit ${batchSize}`,
      [after],
    );
    for (const row of rows) yield checkpointOf(row);
    if (rows.length < batchSize) return;
    after = rows.at(-1)?.size ?? after;
  }
}
