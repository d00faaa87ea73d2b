import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  appendAction,
  type ClockRow,
  dropPassedDueDates,
  readDueClocks,
  sweepDueClocks,
} from './index.store.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

const agencyId = randomUUID();

function aClock(name: string, dueOn: string, standing = 'running'): ClockRow {
  const dueAt = `${dueOn}T23:59:59.999+08:00`;
  return { name, ruleKey: 'case.decide', dueAt, dueOn, standing, provisional: false };
}

async function setClocks(caseId: string, expectedVersion: number, clocks: readonly ClockRow[]) {
  await appendAction(db, {
    agencyId,
    streamId: caseId,
    expectedVersion,
    events: [
      { kind: 'noted', at: '2026-03-01T09:00:00.000+08:00', actorId: null, data: {}, clauses: [] },
    ],
    caseFile: {
      procedure: 'penalty',
      variant: 'general',
      caseNumber: null,
      title: '某案',
      partyName: null,
      step: 'lead',
      standing: 'open',
      handlerIds: [],
      departmentId: null,
      state: {},
    },
    clocks,
  });
}

const namesOf = (clocks: readonly { name: string }[]) => clocks.map(({ name }) => name);

describe('the sweep passes every clock once, when its last moment is over', () => {
  test('given the last moment of a day, when the sweep comes then, then not yet; a millisecond later, once', async () => {
    await setClocks(randomUUID(), 0, [aClock('a', '2026-03-02')]);

    expect(await sweepDueClocks(db, '2026-03-02T23:59:59.999+08:00', 10)).toEqual([]);
    const found = await sweepDueClocks(db, '2026-03-03T00:00:00.000+08:00', 10, 'clock-due');
    expect(found).toMatchObject([
      { agencyId, name: 'a', dueOn: '2026-03-02', standing: 'running' },
    ]);
    expect(await sweepDueClocks(db, '2026-03-03T00:00:00.000+08:00', 10)).toEqual([]);
    const jobs = await db.pool.query('select task_identifier from graphile_worker.jobs');
    expect(jobs.rows).toEqual([{ task_identifier: 'clock-due' }]);
  });

  test('given clocks that ended, moved or were paused, when the sweep comes, then it leaves them out', async () => {
    const caseId = randomUUID();
    const due = ['ends', 'moves', 'pauses', 'stays'].map((name) => aClock(name, '2026-03-10'));
    await setClocks(caseId, 0, due);
    const now = [
      aClock('moves', '2026-03-20'),
      aClock('pauses', '2026-03-10', 'paused'),
      aClock('stays', '2026-03-10'),
    ];
    await setClocks(caseId, 1, now);

    expect(namesOf(await sweepDueClocks(db, '2026-03-15T00:00:00.000+08:00', 10))).toEqual([
      'stays',
    ]);

    await setClocks(caseId, 2, [aClock('pauses', '2026-03-10'), aClock('moves', '2026-03-20')]);
    expect(namesOf(await sweepDueClocks(db, '2026-03-16T00:00:00.000+08:00', 10))).toEqual([
      'pauses',
    ]);
    expect(namesOf(await sweepDueClocks(db, '2026-03-21T00:00:00.000+08:00', 10))).toEqual([
      'moves',
    ]);
  });

  test('given a due date behind the sweep, when it is noted late, then the next sweep still finds it', async () => {
    await sweepDueClocks(db, '2026-04-01T00:00:00.000+08:00', 10);
    await setClocks(randomUUID(), 0, [aClock('late', '2020-01-01')]);

    const found = await sweepDueClocks(db, '2026-04-01T00:00:00.000+08:00', 10);
    expect(found).toMatchObject([{ name: 'late', dueOn: '2020-01-01' }]);
  });

  test('given many due at the same moment, when actions go on meanwhile, then all are passed exactly once', async () => {
    const cases = Array.from({ length: 60 }, () => randomUUID());
    const seen: string[] = [];
    const note = cases.map((caseId) => setClocks(caseId, 0, [aClock('x', '2026-05-01')]));
    const sweepAll = async () => {
      for (let round = 0; round < 30; round += 1) {
        const found = await sweepDueClocks(db, '2026-05-02T00:00:00.000+08:00', 7);
        seen.push(...found.map(({ caseId }) => caseId));
      }
    };

    await Promise.all([...note, sweepAll(), sweepAll()]);
    await sweepAll();

    expect(seen.sort()).toEqual(cases.sort());
  });
});

describe('what is due in an agency is listed in its order, page by page', () => {
  test('given due clocks, when pages are read, then nothing is missing or twice, and what is done is gone', async () => {
    const other = randomUUID();
    await setClocks(other, 0, [
      aClock('p', '2027-01-02'),
      aClock('q', '2027-01-01'),
      aClock('r', '2027-01-03'),
    ]);
    const query = { agencyId, before: '2028-01-01T00:00:00.000+08:00', limit: 2 };
    const from = { dueAt: '2026-12-31T00:00:00.000+08:00', id: 0 };

    const first = await readDueClocks(db, { ...query, after: from });
    const second = await readDueClocks(db, { ...query, after: first.at(-1)?.place });
    expect(namesOf([...first, ...second])).toEqual(['q', 'p', 'r']);

    await sweepDueClocks(db, query.before, 1000);
    await setClocks(other, 1, [aClock('p', '2027-01-02')]);
    expect(namesOf(await readDueClocks(db, { ...query, after: from }))).toEqual(['p']);
    expect(await dropPassedDueDates(db)).toBeGreaterThanOrEqual(2);
    expect(namesOf(await readDueClocks(db, { ...query, after: from }))).toEqual(['p']);
  });
});
