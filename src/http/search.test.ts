import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { openDepartment } from '../registers/index.store.ts';
import { appendAction, readCase } from '../store/index.store.ts';
import { findCasesBy, findDocuments } from './search.store.ts';

let db: TestDatabase;
let server: TestServer;
let own: CastBody;
let officer: Client;
let caseId: string;
let foreignCase: string;
const at = '2026-11-20T09:00:00.000+08:00';
const byNobody = { actorId: null, now: at };

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => at });
  const { ruleBook, stage } = server;
  own = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
  const other = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
  officer = await server.signIn(own.people['承办人甲']!);
  caseId = await openCase(own, '寻得见的案件');
  foreignCase = await openCase(other, '寻得见的别家案件');
  await numberDocument(own.agencyId, caseId, '测罚〔2026〕17号');
  await numberDocument(other.agencyId, foreignCase, '测罚〔2026〕18号');
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function openCase({ people }: CastBody, title: string): Promise<string> {
  const example = server.stage.book.examples['registerLead'] ?? {};
  const client = await server.signIn(people['承办人甲']!);
  const day = at.slice(0, 10);
  const opened = await client.post('/api/cases', {
    ...example,
    title,
    foundOn: day,
    actEndedOn: day,
  });
  expect(opened.status).toBe(201);
  return opened.body.caseId;
}

/** The event that a decision leaves, without the way there. */
async function numberDocument(agencyId: string, streamId: string, number: string) {
  const file = await readCase(db, agencyId, streamId);
  await appendAction(db, {
    agencyId,
    streamId,
    expectedVersion: file?.version ?? 0,
    events: [{ kind: 'decisionMade', at, actorId: null, data: { number }, clauses: [] }],
  });
}

const search = async (client: Client, text: string) => {
  const { status, body } = await client.get(`/api/search?text=${encodeURIComponent(text)}`);
  expect(status).toBe(200);
  return Object.fromEntries(
    body.groups.map(({ kind, items }: { kind: string; items: readonly unknown[] }) => [
      kind,
      items,
    ]),
  );
};

describe('one search finds what the person may know of', () => {
  test('given cases of two bodies that hold the words, when sought, then only the own one', async () => {
    const { case: cases } = await search(officer, '寻得见');

    expect(cases).toMatchObject([{ id: caseId, title: '寻得见的案件', caseId }]);
  });

  test('given a part of a decision number, when sought, then the document with its case, and no foreign one', async () => {
    const { document } = await search(officer, '2026〕1');

    expect(document).toMatchObject([
      { title: '测罚〔2026〕17号', detail: expect.stringContaining('寻得见的案件'), caseId },
    ]);
    expect(await search(officer, '〔2026〕18号')).toEqual({});
  });

  test('given only a department in place of its head, when sought, then its cases and documents, and no foreign ones', async () => {
    const { agencyId, departmentId } = own;
    const lent = [{ agencyId, departmentId }];
    const scope = { agencyIds: [], department: null, alsoDepartments: lent, handler: null };

    const cases = await findCasesBy(db, scope, { text: '寻得见', limit: 8, now: at });
    const documents = await findDocuments(db, scope, { text: '2026〕1', limit: 8 });

    expect(cases.map((one) => one.caseId)).toEqual([caseId]);
    expect(documents.map((one) => one.caseId)).toEqual([caseId]);
  });

  test('given more documents of others than are looked up, when sought, then the own one all the same', async () => {
    const { agencyId } = own;
    const departmentId = await openDepartment(db, { agencyId, name: '别的科' }, byNobody);
    const { rows } = await db.pool.query<{ case_id: string }>(
      `insert into mingfa.case_file (agency_id, case_id, version, procedure, title, step, standing, handler_ids,
         department_id, clocks, state, opened_at, updated_at)
       select $1, gen_random_uuid(), 0, 'penalty', '别科的案件', 'x', 'open', '{}', $2, '[]', '{}', $3, $3
       from generate_series(1, 250) returning case_id`,
      [agencyId, departmentId, at],
    );
    for (const { case_id: one } of rows) await numberDocument(agencyId, one, '泛罚〔2026〕17号');
    const mine = await openCase(own, '自己的案件');
    await numberDocument(agencyId, mine, '泛罚〔2026〕17号');

    const { document } = await search(officer, '泛罚');

    expect(document).toMatchObject([{ caseId: mine }]);
  });

  test('given a clause, a rule, an officer and a page, when sought, then each in its group', async () => {
    expect((await search(officer, 'anze-L5-1'))['clause'][0]).toMatchObject({ id: 'anze-L5-1' });
    expect((await search(officer, 'disclosure.penalty'))['rule'][0]).toMatchObject({
      id: 'disclosure.penalty',
    });
    expect((await search(officer, '审核员'))['officer']).toMatchObject([
      { title: '审核员', detail: expect.stringContaining('示范执法局'), agencyId: own.agencyId },
    ]);
    expect((await search(officer, '规则对照'))['page']).toMatchObject([{ id: '/rules/compare' }]);
  });

  test('given a page for administrators, when an officer seeks it, then it is not there', async () => {
    expect((await search(officer, '备份'))['page'] ?? []).toEqual([]);
  });

  test('given odd texts, when sought, then an answer without a fault', async () => {
    for (const text of ['\u0000', '\ud800', '%', "'; --", '案', ' ', '\\', '_'.repeat(100)])
      expect(
        (await officer.get(`/api/search?text=${encodeURIComponent(text.toWellFormed())}`)).status,
      ).toBe(200);
    expect(server.faults).toEqual([]);
  });

  test('given no text or too long a one, when sought, then refused', async () => {
    for (const text of ['', 'x'.repeat(101)])
      expect((await officer.get(`/api/search?text=${text}`)).status).toBe(400);
  });
});
