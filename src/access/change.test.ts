import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { change, eventBy } from './change.store.ts';

const by = { actorId: null, now: '2026-09-28T09:00:00.000+08:00' };

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

const eventsOf = async (streamId: string) => {
  const { rows } = await db.pool.query(
    'select sequence from mingfa.event where stream_id = $1 order by sequence',
    [streamId],
  );
  return rows.map(({ sequence }) => sequence);
};

describe('rows and events of a change are kept together', () => {
  test('given work that fails after it has appended, then the event is gone with it', async () => {
    const streamId = randomUUID();
    const failing = change(db, async (tx) => {
      await tx.append(streamId, 0, [eventBy(by, 'accountCreated', {})]);
      throw new Error('cut off');
    });

    await expect(failing).rejects.toThrow('cut off');
    expect(await eventsOf(streamId)).toEqual([]);
  });

  test('given work that is not done, when another looks, then its event is not there yet', async () => {
    const streamId = randomUUID();
    let seen: unknown;
    await change(db, async (tx) => {
      await tx.append(streamId, 0, [eventBy(by, 'accountCreated', {})]);
      await tx.append(streamId, 1, [eventBy(by, 'accountMoved', {})]);
      seen = await eventsOf(streamId);
    });

    expect(seen).toEqual([]);
    expect(await eventsOf(streamId)).toEqual([1, 2]);
  });

  test('given a stream that has moved on, then the change is refused whole', async () => {
    const streamId = randomUUID();
    await change(db, (tx) => tx.append(streamId, 0, [eventBy(by, 'accountCreated', {})]));
    const other = randomUUID();
    const late = change(db, async (tx) => {
      await tx.append(other, 0, [eventBy(by, 'accountCreated', {})]);
      await tx.append(streamId, 0, [eventBy(by, 'accountMoved', {})]);
    });

    await expect(late).rejects.toThrow('case.changed');
    expect([await eventsOf(streamId), await eventsOf(other)]).toEqual([[1], []]);
  });
});
