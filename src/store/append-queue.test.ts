import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeAppendQueue } from './append-queue.store.ts';

/** Remembers what is sent and answers when told. */
function aSender() {
  const sent: { items: readonly string[]; answer: (error?: Error) => void }[] = [];
  const send = (items: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      sent.push({ items, answer: (error) => (error ? reject(error) : resolve()) });
    });
  return { sent, send };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('actions that wait together go together', () => {
  test('given two transactions under way, when more come, then they go with the next one, in order of keys', async () => {
    const { sent, send } = aSender();
    const queue = makeAppendQueue<string>(send);
    const all = [];
    for (const key of ['a', 'b']) {
      all.push(queue.add({ key, item: key }));
      await settled();
    }
    for (const key of ['e', 'd', 'c']) all.push(queue.add({ key, item: key }));
    await settled();
    expect(sent.map(({ items }) => items)).toEqual([['a'], ['b']]);

    sent[0]?.answer();
    await settled();
    expect(sent[2]?.items).toEqual(['c', 'd', 'e']);

    for (const { answer } of sent) answer();
    await Promise.all(all);
  });

  test('given a stream under way, when its next action comes, then it waits for the first', async () => {
    const { sent, send } = aSender();
    const queue = makeAppendQueue<string>(send);
    const first = queue.add({ key: 'case', item: '1' });
    await settled();
    const second = queue.add({ key: 'case', item: '2' });
    await settled();
    expect(sent).toHaveLength(1);

    sent[0]?.answer();
    await first;
    await settled();
    expect(sent[1]?.items).toEqual(['2']);
    sent[1]?.answer();
    await second;
  });

  test('given a batch that fails, when its actions are tried alone, then each has its own outcome', async () => {
    const tried: (readonly string[])[] = [];
    const queue = makeAppendQueue<string>(async (items) => {
      tried.push(items);
      if (items.includes('bad')) throw new Error('refused');
    });

    const outcomes = await Promise.allSettled(
      ['a', 'bad', 'c'].map((item) => queue.add({ key: item, item })),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(tried).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  test('given any actions, when some fail, then each is settled once and none is written twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.integer({ max: 5, min: 0 }), fails: fc.boolean() }), {
          maxLength: 60,
        }),
        async (actions) => {
          const written: number[] = [];
          const underWay = new Set<number>();
          const queue = makeAppendQueue<number>(async (items) => {
            const keys = items.map((item) => actions[item]?.key ?? -1);
            expect(new Set(keys).size).toBe(keys.length);
            for (const key of keys) expect(underWay.has(key)).toBe(false);
            for (const key of keys) underWay.add(key);
            await settled();
            for (const key of keys) underWay.delete(key);
            if (items.some((item) => actions[item]?.fails)) throw new Error('refused');
            written.push(...items);
          });

          const outcomes = await Promise.allSettled(
            actions.map(({ key }, item) => queue.add({ key: String(key), item })),
          );

          const kept = actions.flatMap(({ fails }, item) => (fails ? [] : [item]));
          expect(written.sort((a, b) => a - b)).toEqual(kept);
          outcomes.forEach(({ status }, item) => {
            expect(status).toBe(actions[item]?.fails ? 'rejected' : 'fulfilled');
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
