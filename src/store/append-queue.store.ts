// Joins actions that wait for the database at the same moment into one transaction.
//
// A transaction costs as much as the writing of an action: a round trip, a commit, a flush. So an action that finds the
// way free goes at once and alone, and those that come while two transactions are under way go together with the next.
// Each still succeeds or fails by itself: a batch in which anything fails leaves nothing behind, and each of its actions
// is then tried alone.
//
// A batch holds one action of a stream at most, and none of a stream that is under way: the second one was decided on
// the same version and would take the others down with it.

/** One waiting item. */
export type Waiting<T> = {
  /** Items with the same key never go together. */
  readonly key: string;
  readonly item: T;
};

/** Sends items in batches. */
export type AppendQueue<T> = { add(waiting: Waiting<T>): Promise<void> };

type Entry<T> = Waiting<T> & {
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** How many transactions are under way at most; each needs a connection. */
export const batchesAtOnce = 2;
const longestBatch = 64;

/**
 * Makes a queue.
 *
 * @param send - writes all items or, by throwing, none; given in the order of their keys
 */
export function makeAppendQueue<T>(send: (items: readonly T[]) => Promise<void>): AppendQueue<T> {
  let waiting: Entry<T>[] = [];
  const underWay = new Set<string>();
  let batches = 0;

  const next = () => {
    if (batches === batchesAtOnce || waiting.length === 0) return;
    const batch = takeBatch();
    if (batch.length === 0) return;
    batches += 1;
    void sendBatch(batch).finally(() => {
      batches -= 1;
      for (const { key } of batch) underWay.delete(key);
      next();
    });
    next();
  };

  const takeBatch = (): Entry<T>[] => {
    const batch: Entry<T>[] = [];
    waiting = waiting.filter((entry) => {
      if (batch.length === longestBatch || underWay.has(entry.key)) return true;
      underWay.add(entry.key);
      batch.push(entry);
      return false;
    });
    return batch.sort((a, b) => (a.key < b.key ? -1 : 1));
  };

  const sendBatch = async (batch: readonly Entry<T>[]): Promise<void> => {
    try {
      await send(batch.map(({ item }) => item));
      for (const { done } of batch) done();
    } catch (error) {
      if (batch.length === 1) batch[0]?.failed(error);
      else for (const entry of batch) await sendBatch([entry]);
    }
  };

  return {
    add: (entry) =>
      new Promise((done, failed) => {
        waiting.push({ ...entry, done, failed });
        // Those that come in this turn of the loop may go together.
        queueMicrotask(next);
      }),
  };
}
