import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { assemble } from '../assembly.ts';
import {
  CaseDesk,
  createBodies,
  loadProcedure,
  loadScenarioBook,
} from '../casework/index.store.ts';
import { loadDemonstration } from '../demonstration/index.store.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { secretFolder, startSealer, verifyHistory } from '../store/index.store.ts';
import { projectionOf } from './verify.ts';

const home = join(import.meta.dirname, '../..');
const now = '2026-11-20T17:00:00.000+08:00';

describe('verification in depth folds every case again', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await aDatabase();
    const ruleBook = await loadRuleBook(join(home, 'rules'));
    const composition = assemble(await loadProcedure(join(home, 'procedures/penalty.yaml')));
    const desk = new CaseDesk({
      db,
      composition,
      calendar: ruleBook.calendar,
      bodies: createBodies(db, ruleBook),
      now: () => now,
      isDemonstration: true,
      jobsOf: () => [],
      onKept: async () => undefined,
    });
    const book = await loadScenarioBook(join(home, 'procedures/penalty.examples.yaml'));
    const file = join(home, 'demo/demonstration.yaml');
    await loadDemonstration({ db, ruleBook, desk, book, file, decisionFiles: [], now }, () => {});
    const fail = (trouble: unknown) => {
      throw new Error(String(trouble));
    };
    const folder = secretFolder(db.dataFolder);
    const sealer = startSealer(
      { pool: db.pool, key: db.secret, origin: 'log.test', secretFolder: folder, now: () => now },
      { onTrouble: fail, onQuarantine: fail, onFault: fail },
    );
    const { rows } = await db.pool.query<{ events: number }>(
      'select count(*)::int as events from event',
    );
    while (sealer.standing().size !== rows[0]?.events)
      await new Promise((resume) => setTimeout(resume, 20));
    await sealer.stop();
  });
  afterAll(() => db.close());

  const verify = async () =>
    verifyHistory({
      pool: db.pool,
      key: db.secret,
      secretFolder: secretFolder(db.dataFolder),
      projection: await projectionOf(join(home, 'procedures')),
    });

  test('given the demonstration, then every case is the fold of its events', async () => {
    const { findings, cases } = await verify();
    expect(findings).toEqual([]);
    expect(cases).toBeGreaterThan(4);
  });

  test('given a file with another party, then that case and that column are named', async () => {
    const { rows } = await db.pool.query<{ agencyId: string; caseId: string }>(
      `update case_file set party_name = '另一人' where case_id = (select min(case_id::text)::uuid from case_file)
       returning agency_id as "agencyId", case_id as "caseId"`,
    );
    expect((await verify()).findings).toEqual([
      { what: 'projection-changed', ...rows[0], columns: ['party_name'] },
    ]);
  });
});
