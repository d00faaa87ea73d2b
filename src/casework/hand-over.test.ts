import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { disableAccount, moveAccount } from '../access/index.store.ts';
import { openDepartment } from '../registers/index.store.ts';
import { instantNow, readCase, readEvents } from '../store/index.store.ts';
import { createBodies } from './body.store.ts';
import { CaseDesk } from './case.store.ts';
import { handOver } from './hand-over.store.ts';
import { handlersAfter, handOverStandings } from './hand-over.ts';

const [a, b, c] = ['甲', '乙', '丙'] as const;

describe('who handles a case after it is handed over', () => {
  test('given the one who hands over, then the new one stands in that place and the others stay', () => {
    const from = { fromAccountId: a, toAccountId: c };
    expect(handlersAfter([a, b], from)).toEqual([c, b]);
    expect(handlersAfter([b, a], from)).toEqual([b, c]);
    expect(handOverStandings([a, b], from)).toEqual([]);
  });

  test('given somebody who does not handle it, or to somebody who does, then it is refused', () => {
    const codes = (fromAccountId: string, toAccountId: string) =>
      handOverStandings([a, b], { fromAccountId, toAccountId }).map(({ code }) => code);
    expect(codes(c, '丁')).toEqual(['handover.not-handler']);
    expect(codes(a, b)).toEqual(['handover.already-handler']);
    expect(codes(c, b)).toEqual(['handover.already-handler']);
  });
});

let db: TestDatabase;
let server: TestServer;
let own: CastBody;
let other: CastBody;
let head: Client;
let leader: Client;
const by = { actorId: randomUUID(), now: instantNow() };

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db);
  const { book } = server.stage;
  const officer = book.cast['承办人甲']!;
  const more = {
    接收人: officer,
    无证: { ...officer, certified: false },
    停用: officer,
    外科负责人: { ...book.cast['机构负责人']! },
  };
  own = await aBody(
    db,
    server.ruleBook,
    { ...book, cast: { ...book.cast, ...more } },
    { pack: 'kaifu' },
  );
  other = await aBody(db, server.ruleBook, book, { pack: 'kaifu' });
  const { agencyId } = own;
  const departmentId = await openDepartment(db, { agencyId, name: '执法二科' }, by);
  await moveAccount(db, { accountId: id('外科负责人'), agencyId, departmentId }, by);
  await disableAccount(db, { accountId: id('停用'), reason: '离职' }, by);
  head = await server.signIn(own.people['机构负责人']!);
  leader = await server.signIn(own.people['机关负责人']!);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const id = (name: string, of = own) => of.people[name]!.id;

async function aCase(of = own, isAssigned = true): Promise<string> {
  const today = instantNow().slice(0, 10);
  const example = server.stage.book.examples['registerLead'] ?? {};
  const officer = await server.signIn(of.people['承办人甲']!);
  const lead = { ...example, foundOn: today, actEndedOn: today };
  const { caseId } = (await officer.post('/api/cases', lead)).body as { caseId: string };
  if (!isAssigned) return caseId;
  const chief = await server.signIn(of.people['机构负责人']!);
  const officers = [id('承办人甲', of), id('承办人乙', of)];
  const assigned = await chief.post(`/api/cases/${caseId}/commands/assign-officers`, { officers });
  expect(assigned.status).toBe(200);
  return caseId;
}

const today = () => instantNow().slice(0, 10);

async function act(who: Client, caseId: string, command: string, data: object): Promise<void> {
  const { status, body } = await who.post(`/api/cases/${caseId}/commands/${command}`, data);
  expect([status, body.code]).toEqual([200, undefined]);
}

/** A case of the first officer that was decided on the spot. */
async function aDecidedCase(): Promise<string> {
  const { registerLead: lead = {}, decideOnSpot: decision = {} } = server.stage.book.examples;
  const officer = await server.signIn(own.people['承办人甲']!);
  const begun = { ...lead, foundOn: today(), actEndedOn: today(), variant: 'summary' };
  const { caseId } = (await officer.post('/api/cases', begun)).body as { caseId: string };
  await act(head, caseId, 'assign-officers', { officers: [id('承办人甲'), id('承办人乙')] });
  await act(officer, caseId, 'show-certificates', { shownOn: today(), shownTo: '负责人' });
  const penalty = { kinds: ['fine'], fineFen: 20_000 };
  await act(officer, caseId, 'tell-rights', { toldOn: today(), content: '已告知。', penalty });
  await act(officer, caseId, 'waive-statement', { waivedOn: today(), means: '口头' });
  await act(officer, caseId, 'decide-on-spot', { ...decision, decidedOn: today(), penalty });
  return caseId;
}

const anOrder = (caseIds: readonly string[], difference = {}) => ({
  fromAccountId: id('承办人甲'),
  toAccountId: id('接收人'),
  caseIds,
  reason: '调离岗位',
  ...difference,
});
const refusedOf = ({ body }: Answer) =>
  body.refused.map(
    (one: { caseId: string; title: string | null; refusals: { code: string }[] }) => [
      one.caseId,
      one.title === null,
      ...one.refusals.map(({ code }) => code),
    ],
  );
const handlersOf = async (caseId: string) => (await readCase(db, own.agencyId, caseId))?.handlerIds;

function aDeskThatBreaksAfter(actions: number): CaseDesk {
  let left = actions;
  return new CaseDesk({
    db,
    composition: server.stage.composition,
    calendar: server.stage.calendar,
    bodies: createBodies({
      db,
      ruleBook: server.ruleBook,
      procedure: server.stage.composition.procedure,
      now: instantNow,
    }),
    now: instantNow,
    isDemonstration: true,
    jobsOf: () => {
      if (left === 0) throw new Error('out of order');
      left -= 1;
      return [];
    },
    onKept: async () => {},
  });
}

describe('cases are handed over from one officer to another', () => {
  test('given cases of one officer, then each gets the other in that place, with the reason', async () => {
    const cases = [await aCase(), await aCase()];
    const answer = await head.post('/api/handovers', anOrder(cases));
    const events = await readEvents(db, own.agencyId, cases[0]!);

    expect([answer.status, answer.body]).toEqual([200, { done: cases, refused: [] }]);
    expect(await handlersOf(cases[1]!)).toEqual([id('接收人'), id('承办人乙')]);
    expect(events.at(-1)).toMatchObject({
      kind: 'officersAssigned',
      actorId: id('机构负责人'),
      data: { officers: [id('接收人'), id('承办人乙')], reason: '调离岗位' },
    });
  });

  test('given some that cannot be, then the others are, and each of those says why and stays', async () => {
    const [good, unassigned, theirs, unknown] = [
      await aCase(),
      await aCase(own, false),
      await aCase(other),
      randomUUID(),
    ];
    const order = anOrder([theirs, unassigned, good, unknown]);
    const answer = await leader.post('/api/handovers', order);

    expect(answer.body.done).toEqual([good]);
    expect(refusedOf(answer)).toEqual([
      [theirs, true, 'case.unknown'],
      [unassigned, false, 'handover.not-handler'],
      [unknown, true, 'case.unknown'],
    ]);
    const again = await leader.post('/api/handovers', order);
    expect(again.body.done).toEqual([]);
    expect(refusedOf(again)[2]).toEqual([good, false, 'handover.already-handler']);
  });

  test('[apl-2021-42] given a recipient without a certificate, then the gate of assigning refuses, with its clause', async () => {
    const caseId = await aCase();
    const answer = await head.post(
      '/api/handovers',
      anOrder([caseId], { toAccountId: id('无证') }),
    );

    expect(refusedOf(answer)).toEqual([[caseId, false, 'officers.uncertified']]);
    expect(answer.body.refused[0].refusals[0].clauses).toContain('apl-2021-42');
    expect(await handlersOf(caseId)).toEqual([id('承办人甲'), id('承办人乙')]);
  });

  test.each([
    ['the same person', () => ({ toAccountId: id('承办人甲') }), 'handover.same-person'],
    ['a disabled account', () => ({ toAccountId: id('停用') }), 'handover.recipient'],
    ['no officer', () => ({ toAccountId: id('办公室') }), 'handover.recipient'],
    ['an officer elsewhere', () => ({ toAccountId: id('承办人乙', other) }), 'handover.recipient'],
    ['nobody', () => ({ toAccountId: randomUUID() }), 'handover.recipient'],
  ])('given %s as recipient, then nothing is touched', async (_, difference, code) => {
    const caseId = await aCase();
    const answer = await head.post('/api/handovers', anOrder([caseId], difference()));

    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(await handlersOf(caseId)).toEqual([id('承办人甲'), id('承办人乙')]);
  });

  test('given an officer, then 403; given the head of another department, then the case is not there', async () => {
    const caseId = await aCase();
    const officer = await server.signIn(own.people['承办人乙']!);
    const refused = await officer.post('/api/handovers', anOrder([caseId]));
    const elsewhere = await server.signIn(own.people['外科负责人']!);
    const answer = await elsewhere.post('/api/handovers', anOrder([caseId]));

    expect([refused.status, refused.body.code]).toEqual([403, 'handover.not-in-charge']);
    expect(refusedOf(answer)).toEqual([[caseId, true, 'case.unknown']]);
  });

  test('[apl-2021-42] given a case that is decided, then it is handed over for its performance; once closed, it is not', async () => {
    const decided = await aDecidedCase();
    const answer = await head.post('/api/handovers', anOrder([decided]));

    expect(answer.body).toEqual({ done: [decided], refused: [] });
    expect(await handlersOf(decided)).toEqual([id('接收人'), id('承办人乙')]);
    const recipient = await server.signIn(own.people['接收人']!);
    const { options } = (await recipient.get(`/api/cases/${decided}/options`)).body;
    const isOpen = (command: string) =>
      options.find((one: { command: string }) => one.command === command).open;
    expect([isOpen('reportSummary'), isOpen('tellRights')]).toEqual([true, false]);

    const revoked = { revokedOn: today(), reason: '认定事实有误。' };
    await act(leader, decided, 'revoke-decision', revoked);
    const closing = { ground: 'revoked', closedOn: today(), note: '决定已撤销。' };
    await act(leader, decided, 'close-case', closing);
    const back = anOrder([decided], { fromAccountId: id('接收人'), toAccountId: id('承办人甲') });
    expect(refusedOf(await head.post('/api/handovers', back))).toEqual([
      [decided, false, 'step.passed'],
    ]);
  });

  test('given a fault on the way, then the cases before it are done, and all others are named', async () => {
    const cases = [await aCase(), await aCase(), await aCase()];
    const faults: unknown[] = [];
    const result = await handOver(
      aDeskThatBreaksAfter(1),
      anOrder(cases),
      own.people['机构负责人']!,
      (error) => faults.push(error),
    );

    expect(result.done).toEqual([cases[0]]);
    expect(result.refused.map((one) => [one.caseId, one.refusals[0]?.code])).toEqual([
      [cases[1], 'handover.interrupted'],
      [cases[2], 'handover.interrupted'],
    ]);
    expect(faults).toMatchObject([{ message: 'out of order' }]);
    expect(await handlersOf(cases[2]!)).toEqual([id('承办人甲'), id('承办人乙')]);
    const broken = handOver(
      aDeskThatBreaksAfter(0),
      anOrder([cases[2]!]),
      own.people['机构负责人']!,
      () => {},
    );
    await expect(broken).rejects.toThrow('out of order');
  });

  test('given more than fifty cases, none, or one twice, then 400', async () => {
    const lists = [Array.from({ length: 51 }, () => randomUUID()), [], Array(2).fill(own.agencyId)];
    for (const caseIds of lists)
      expect((await head.post('/api/handovers', anOrder(caseIds))).status).toBe(400);
  });
});
