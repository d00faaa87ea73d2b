import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Three, theThree } from '../../tests/support/people.ts';
import { readEvents } from '../store/index.store.ts';
import { installationId } from './installation.ts';
import { listReadings, recordReading } from './reading.store.ts';

const now = '2026-09-28T23:59:59.999+08:00';
const nextDay = '2026-09-29T00:00:00.000+08:00';
let db: TestDatabase;
let three: Three;

beforeAll(async () => {
  db = await aDatabase();
  three = await theThree(db, now);
});
afterAll(() => db.close());

const aReader = () => ({ id: three.auditor.accountId, sessionId: randomUUID() });
const anOpening = (part = 'case', handlerIds: readonly string[] = []) => ({
  file: { agencyId: randomUUID(), caseId: randomUUID(), departmentId: null, handlerIds },
  part,
});

describe('[yueqing-3.5.3-1] who looks at a case without handling it is on record', () => {
  test('given a handler, then nothing is recorded', async () => {
    const reader = aReader();
    const opened = anOpening('case', [reader.id]);
    expect(await recordReading(db, reader, opened, now)).toBe(false);
    expect(await listReadings(db, { caseId: opened.file.caseId, limit: 10 })).toEqual([]);
  });

  test('given another person, then the reading is a row and an event of the ledger', async () => {
    const [reader, opened] = [aReader(), anOpening()];
    expect(await recordReading(db, reader, opened, now)).toBe(true);
    const [reading] = await listReadings(db, { caseId: opened.file.caseId, limit: 10 });
    expect(reading).toMatchObject({ accountId: reader.id, part: 'case', readAt: now });
    const [event] = await readEvents(db, installationId, reading?.readingId ?? '');
    expect(event).toMatchObject({ kind: 'caseRead', actorId: reader.id, at: now });
    expect(event?.data).toMatchObject({ caseId: opened.file.caseId, part: 'case' });
  });

  test('given the same part again in the session, then it is recorded once a day; another part, session or day anew', async () => {
    const [reader, opened] = [aReader(), anOpening()];
    const atOnce = await Promise.all([1, 2, 3].map(() => recordReading(db, reader, opened, now)));
    expect(atOnce.filter(Boolean)).toHaveLength(1);
    expect(await recordReading(db, reader, opened, now)).toBe(false);
    expect(await recordReading(db, reader, { ...opened, part: 'recording:7' }, now)).toBe(true);
    expect(await recordReading(db, aReader(), opened, now)).toBe(true);
    expect(await recordReading(db, reader, opened, nextDay)).toBe(true);
    expect(await listReadings(db, { caseId: opened.file.caseId, limit: 10 })).toHaveLength(4);
  });

  test('given a reading, then nobody removes or changes it, the owner of the database neither', async () => {
    const opened = anOpening();
    await recordReading(db, aReader(), opened, now);
    for (const sql of [
      'delete from mingfa.reading',
      `update mingfa.reading set part = 'x'`,
      'truncate mingfa.reading',
    ])
      await expect(db.pool.query(sql)).rejects.toThrow(/append-only/);
  });

  test('given more than a page, then the next begins where the last ended', async () => {
    const reader = aReader();
    const opened = anOpening();
    for (const part of ['a', 'b', 'c']) await recordReading(db, reader, { ...opened, part }, now);
    const { caseId } = opened.file;
    const first = await listReadings(db, { caseId, limit: 2 });
    const before = first.at(-1);
    const second = await listReadings(db, { caseId, limit: 2, ...(before ? { before } : {}) });
    expect(new Set([...first, ...second].map(({ part }) => part))).toEqual(
      new Set(['a', 'b', 'c']),
    );
    expect(second).toHaveLength(1);
  });
});
