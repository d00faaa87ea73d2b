import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { moveAccount } from '../access/index.store.ts';
import { openDepartment } from '../registers/index.store.ts';
import { instantNow, readEvents } from '../store/index.store.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let principal: Client;
let deputy: Client;
const by = { actorId: randomUUID(), now: instantNow() };
const today = instantNow().slice(0, 10);

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db);
  const { book } = server.stage;
  const cast = { ...book.cast, 外科执法: book.cast['承办人甲']! };
  body = await aBody(db, server.ruleBook, { ...book, cast }, { pack: 'kaifu' });
  const { agencyId } = body;
  const departmentId = await openDepartment(db, { agencyId, name: '执法二科' }, by);
  await moveAccount(db, { accountId: body.people['外科执法']!.id, agencyId, departmentId }, by);
  principal = await server.signIn(body.people['机构负责人']!);
  deputy = await server.signIn(body.people['外科执法']!);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function aCaseOf(name: string): Promise<string> {
  const example = server.stage.book.examples['registerLead'] ?? {};
  const client = await server.signIn(body.people[name]!);
  const lead = { ...example, foundOn: today, actEndedOn: today };
  return (await client.post('/api/cases', lead)).body.caseId;
}

const officers = () => ({ officers: ['承办人甲', '承办人乙'].map((one) => body.people[one]!.id) });
const assign = async (caseId: string) => {
  const { status, body: said } = await deputy.post(
    `/api/cases/${caseId}/commands/assign-officers`,
    officers(),
  );
  return [status, said.code];
};
const mayAssign = async (caseId: string) => {
  const { options } = (await deputy.get(`/api/cases/${caseId}/options`)).body;
  return options.find(({ command }: { command: string }) => command === 'assignOfficers')?.open;
};

describe('who stands in for the head of another department', () => {
  test('given a term, then its cases can be acted in as its head, under the own name, and those of the own department cannot', async () => {
    const [theirs, own] = [await aCaseOf('承办人甲'), await aCaseOf('外科执法')];
    expect(await assign(theirs)).toEqual([404, 'case.unknown']);
    const term = { roles: ['department-head'], from: today, until: today, reason: '外出学习' };
    const deputyAccountId = body.people['外科执法']!.id;
    const made = await principal.post('/api/deputies', { ...term, deputyAccountId });
    expect(made.status).toBe(201);

    expect(await mayAssign(theirs)).toBe(true);
    expect(await assign(own)).toEqual([403, 'command.role']);
    expect(await mayAssign(own)).toBe(false);
    expect(await assign(theirs)).toEqual([200, undefined]);
    const events = await readEvents(db, body.agencyId, theirs);
    expect(events.at(-1)).toMatchObject({ kind: 'officersAssigned', actorId: deputyAccountId });
    const listed = (await deputy.get('/api/cases')).body.items;
    expect(listed.map((one: { caseId: string }) => one.caseId).toSorted()).toEqual(
      [theirs, own].toSorted(),
    );

    await principal.post(`/api/deputies/${made.body.deputyId}/ending`, {});
    expect(await assign(theirs)).toEqual([404, 'case.unknown']);
  });
});
