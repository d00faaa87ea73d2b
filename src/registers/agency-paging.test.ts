import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import type { RuleBook } from '../rules/index.ts';
import { changeAgency, listAgenciesByKey, readAgency, registerAgency } from './index.store.ts';

let db: TestDatabase;
let shelf: RuleBook;
const by = { actorId: null, now: '2026-11-20T09:00:00.000+08:00' };
beforeAll(async () => {
  db = await aDatabase();
  shelf = await loadRuleBook(join(import.meta.dirname, '../../rules'));
});
afterAll(() => db.close());

test('given bodies whose names change while they are gone through, then each is reached once', async () => {
  const entry = {
    creditCode: null,
    regionCode: '430105',
    nature: 'statutory',
    parentId: null,
    packs: ['national'],
  } as const;
  const made: string[] = [];
  for (const name of ['丁局', '丙局', '乙局', '甲局'])
    made.push(
      await registerAgency(db, shelf, { ...entry, name: `示范${name}`, shortName: name }, by),
    );
  const reached: string[] = [];
  for (let after: string | undefined; ; ) {
    const [next] = await listAgenciesByKey(db, { after, limit: 1 });
    if (next === undefined) break;
    after = next.agencyId;
    reached.push(after);
    const named = await readAgency(db, after);
    // Behind all others, where a walk by name would come past again.
    await changeAgency(db, after, { ...named!, name: `鿿${reached.length}局` }, by);
  }

  expect(reached).toEqual(made.toSorted());
});
