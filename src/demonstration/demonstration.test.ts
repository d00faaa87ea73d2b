import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aDatabase } from '../../tests/support/database.ts';
import { assemble } from '../assembly.ts';
import {
  CaseDesk,
  createBodies,
  loadProcedure,
  loadScenarioBook,
} from '../casework/index.store.ts';
import { FileFolder, Uploads } from '../recording/index.store.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import type { Database } from '../store/index.store.ts';
import { loadDemonstration } from './index.store.ts';

const home = join(import.meta.dirname, '../..');
const now = '2026-11-20T17:00:00.000+08:00';
const ruleBook = await loadRuleBook(join(home, 'rules'));
const composition = assemble(await loadProcedure(join(home, 'procedures/penalty.yaml')));
const book = await loadScenarioBook(join(home, 'procedures/penalty.examples.yaml'));

function depsOf(db: Database) {
  const desk = new CaseDesk({
    db,
    composition,
    calendar: ruleBook.calendar,
    bodies: createBodies({ db, ruleBook, procedure: composition.procedure, now: () => now }),
    now: () => now,
    isDemonstration: true,
    jobsOf: () => [],
    onKept: async () => undefined,
  });
  const file = join(home, 'demo/demonstration.yaml');
  const uploads = new Uploads({
    db,
    files: new FileFolder(mkdtempSync(join(tmpdir(), 'mingfa-demo-'))),
    limits: { maxBytes: 1e7, reserveBytes: 0 },
    now: () => now,
  });
  return {
    db,
    ruleBook,
    desk,
    uploads,
    book,
    file,
    decisionFiles: [join(home, 'demo/decisions.jsonl')],
    now,
  };
}

async function countsOf(db: Database) {
  const { rows } = await db.pool.query<{
    bodies: number;
    accounts: number;
    cases: number;
    events: number;
    past: number;
  }>(
    `select (select count(*)::int from mingfa.agency) as bodies, (select count(*)::int from mingfa.account) as accounts,
       (select count(*)::int from mingfa.case_file) as cases, (select count(*)::int from mingfa.event) as events,
       (select count(*)::int from public_site.decision) as past`,
  );
  return rows[0];
}

function disposable<T extends Database>(db: T) {
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.close() });
}

describe('the demonstration', () => {
  test('given an empty installation, when it is loaded, then every body has its people and cases at every step', async () => {
    await using db = disposable(await aDatabase());
    const deps = depsOf(db);
    const accounts = await loadDemonstration(deps, () => undefined);

    const counts = await countsOf(db);
    expect(counts).toMatchObject({ bodies: 5, cases: 44, accounts: accounts.length });
    expect(counts?.past).toBeGreaterThan(50);
    const supervisor = accounts.find(({ userName }) => userName === 'sifa.监督员');
    expect(supervisor?.title).toBe('演示市司法局 监督员');
    const below = await db.pool.query<{ name: string }>(
      `select b.name from mingfa.agency b join mingfa.agency p on p.agency_id = b.parent_id
        where p.name = '演示市司法局' order by b.name`,
    );
    expect(below.rows.map(({ name }) => name)).toEqual(
      ['演示丙县市场监督管理局', '演示乙市公安局交通警察支队', '演示甲区司法局'].toSorted(),
    );
    const { rows } = await db.pool.query<{ step: string }>(
      'select distinct step from mingfa.case_file order by step',
    );
    expect(rows.map(({ step }) => step)).toEqual([
      'archive',
      'decision',
      'defence',
      'disclosure',
      'filing',
      'investigation',
      'lead',
      'review',
      'service',
    ]);
    const drafts = await db.pool.query<{ draft: string; fen: number }>(
      `select s.data ->> 'draft' as draft, (f.data #>> '{penalty,fineFen}')::float8 as fen
         from mingfa.event s join mingfa.event f on f.agency_id = s.agency_id and f.stream_id = s.stream_id
        where s.kind = 'reviewSubmitted' and f.kind = 'investigationFinished'`,
    );
    expect(drafts.rows.length).toBeGreaterThan(0);
    for (const { draft, fen } of drafts.rows) expect(draft).toContain(`罚款${fen / 100}元。`);
    const recorded = await db.pool.query<{ sha256: string }>(
      "select data ->> 'sha256' as sha256 from mingfa.event where kind = 'recordingAttached'",
    );
    expect(recorded.rows).toHaveLength(4);
    for (const { sha256 } of recorded.rows)
      expect(await deps.uploads.deps.files.digestOf(sha256)).toBe(sha256);
    const late = await db.pool.query(
      "select from mingfa.case_clock where name = 'disclose' and due_on < '2026-11-20'",
    );
    expect(late.rowCount).toBeGreaterThan(0);
    const catalogues = await db.pool.query(
      'select number, jsonb_array_length(items) as items from mingfa.review_catalogue_version',
    );
    expect(catalogues.rows).toEqual(Array.from({ length: 4 }, () => ({ number: 1, items: 2 })));
  });

  test('given a loading that was cut off, when it is loaded again, then nothing is missing and nothing is there twice', async () => {
    await using whole = disposable(await aDatabase());
    await loadDemonstration(depsOf(whole), () => undefined);
    await using cut = disposable(await aDatabase());
    const interrupted = loadDemonstration(depsOf(cut), (text) => {
      if (text.includes('3/4')) throw new Error('cut off');
    });
    await expect(interrupted).rejects.toThrow('cut off');

    await loadDemonstration(depsOf(cut), () => undefined);
    const once = await countsOf(cut);
    await loadDemonstration(depsOf(cut), () => undefined);

    expect(once).toEqual(await countsOf(whole));
    expect(await countsOf(cut)).toEqual(once);
  });
});
