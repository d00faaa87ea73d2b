import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBody, type CastBody, type Member } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { appointDeputy, endDeputy } from '../access/index.store.ts';
import { openCase } from '../casework/index.store.ts';
import { emptyCase, exampleData, type ScenarioStage, viewOf } from '../casework/index.ts';
import { type Desk, setUpDesk } from '../http/desk.ts';
import { assignPacks } from '../registers/index.store.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import type { RuleBook } from '../rules/index.ts';
import { attendTask } from './attend.store.ts';
import { listNotifications } from './inbox.store.ts';
import { createNotifier } from './index.store.ts';
import { nothingLeaves } from './index.ts';

const monday = '2026-03-02T09:00:00.000+08:00';
const everything = { unread: false, after: null, limit: 200 };
let db: TestDatabase;
let stage: ScenarioStage;
let ruleBook: RuleBook;
let body: CastBody;
let office: Desk;
let now: string;
const troubles: unknown[] = [];
beforeAll(async () => {
  db = await aDatabase();
  stage = await penaltyStage();
  ruleBook = await loadRuleBook(join(import.meta.dirname, '../../rules'));
});
beforeEach(async () => {
  now = monday;
  body = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
  office = setUpDesk({
    db,
    ruleBook,
    composition: stage.composition,
    isDemonstration: true,
    now: () => now,
    onWritten: () => {},
    onFault: (error) => troubles.push(error),
  });
});
afterAll(async () => {
  expect(troubles).toEqual([]);
  await db.close();
});

const who = (name: string): Member => body.people[name]!;
const party = '某不愿具名的当事人';

/** What is usually submitted, with a party whose name is looked for in every text. */
function dataOf(kind: string, change: object = {}) {
  const { composition, book } = stage;
  const command = composition.procedure.commands.get(kind)!;
  const context = {
    rules: stage.rulesOf('kaifu', {}),
    calendar: stage.calendar,
    now,
    actor: who('承办人甲'),
    officers: {},
  };
  const empty = emptyCase(composition.procedure, '', '', 'general');
  const layers = { example: book.examples[kind] ?? {}, differs: {} };
  const handlers = [who('承办人甲').id, who('承办人乙').id];
  const people = { handlers, host: '', ids: {} };
  return {
    ...exampleData(viewOf(composition.procedure, empty, context), command, layers, people),
    ...change,
  };
}

async function open(): Promise<string> {
  const data = dataOf('registerLead', {
    title: party,
    party: { kind: 'organisation', name: party },
  });
  const opening = { variant: 'general', data };
  return (await openCase(office.desk, opening, who('承办人甲'))).caseId;
}

async function act(name: string, caseId: string, kind: string, change: object = {}) {
  await office.desk.perform({ kind, caseId, data: dataOf(kind, change) }, who(name));
}

const attend = (caseId: string) => office.jobs[attendTask]!({ agencyId: body.agencyId, caseId });

async function inbox(name: string) {
  const found = await listNotifications(db, who(name).id, everything);
  expect(JSON.stringify(found)).not.toContain(party);
  return found.toReversed();
}
const kindsOf = async (name: string) => (await inbox(name)).map(({ kind }) => kind);

/** The sealer of a running server would do it within a second. */
const seal = () =>
  db.pool.query(`insert into mingfa.ledger_leaf
      (leaf_index, log_id, leaf_hash, agency_id, stream_id, sequence, kind, at, recorded_at, sealed_size, mac)
    select log_id, log_id, leaf_hash, agency_id, stream_id, sequence, kind, at, recorded_at, log_id, leaf_hash
    from mingfa.event where log_id > (select coalesce(max(log_id), -1) from mingfa.ledger_leaf)`);
const walk = () => office.notifier.everySecond((error) => troubles.push(error));

describe('what happens in a case is told to those it concerns', () => {
  test('given several actions in a row, when the ledger has them, then they are told together and once', async () => {
    const caseId = await open();
    await act('承办人甲', caseId, 'requestFiling');
    await walk();
    expect(await inbox('机构负责人')).toEqual([]);

    await seal();
    await Promise.all([walk(), walk()]);
    await walk();

    expect(await inbox('机构负责人')).toMatchObject([
      { kind: 'task', caseId, text: expect.stringContaining('“批准立案”') },
    ]);
    const { rowCount } = await db.pool.query('select from graphile_worker.jobs where key like $1', [
      `%${caseId}`,
    ]);
    expect(rowCount).toBe(0);
  });

  test('given a case whose rules cannot be applied, then the others are told, and a job comes back to it', async () => {
    const other = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
    const { agencyId, people } = other;
    const data = dataOf('registerLead');
    const { caseId } = await openCase(
      office.desk,
      { variant: 'general', data },
      people['承办人甲']!,
    );
    const by = { actorId: null, now };
    await assignPacks(db, ruleBook, { agencyId, packs: ['dazhou', 'national'] }, by);
    office.bodies.forget();
    await act('承办人甲', await open(), 'requestFiling');
    await seal();

    const faults: unknown[] = [];
    await office.notifier.everySecond((error) => faults.push(error));

    expect(faults).toMatchObject([{ message: 'rules.draft-not-confirmed' }]);
    expect(await kindsOf('机构负责人')).toEqual(['task']);
    const { rows } = await db.pool.query<{ task: string }>(
      'select task_identifier as task from graphile_worker.jobs where key = $1',
      [`${attendTask}:${caseId}`],
    );
    expect(rows).toEqual([{ task: attendTask }]);

    await assignPacks(db, ruleBook, { agencyId, packs: ['kaifu', 'national'] }, by);
    office.bodies.forget();
    await office.jobs[attendTask]!({ agencyId, caseId });
    const found = await listNotifications(db, people['机构负责人']!.id, everything);
    expect(found).toMatchObject([{ kind: 'task', caseId }]);
  });

  test('given a request for filing, then those who may approve it are asked to, and nobody else', async () => {
    const caseId = await open();
    await attend(caseId);
    await act('承办人甲', caseId, 'requestFiling');
    await attend(caseId);

    const asked = (await inbox('机构负责人')).filter(({ text }) => text.includes('批准立案'));
    expect(asked).toMatchObject([{ kind: 'task', command: 'approveFiling', caseId }]);
    expect(asked[0]?.text).toBe('示范局案〔2026〕1号：请办理“批准立案”。');
    expect(await kindsOf('承办人丙')).toEqual([]);
    expect(await kindsOf('审核员')).toEqual([]);
  });

  test('given the job twice and at once, then nothing is told twice', async () => {
    const caseId = await open();
    await act('承办人甲', caseId, 'requestFiling');

    await Promise.all([attend(caseId), attend(caseId), attend(caseId)]);
    await attend(caseId);

    const texts = (await inbox('机构负责人')).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(0);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('given an assignment, when it changes, then who comes and who goes are told, and not who assigned', async () => {
    const caseId = await open();
    await attend(caseId);
    const officers = (...names: string[]) => ({ officers: names.map((name) => who(name).id) });
    await act('机构负责人', caseId, 'assignOfficers', officers('承办人甲', '承办人乙'));
    await attend(caseId);
    now = '2026-03-02T10:00:00.000+08:00';
    await act('机构负责人', caseId, 'assignOfficers', officers('承办人甲', '承办人丙'));
    await attend(caseId);

    expect(await kindsOf('承办人乙')).toEqual(['assigned', 'unassigned']);
    expect(await kindsOf('承办人丙')).toContain('assigned');
    expect(await kindsOf('机构负责人')).not.toContain('assigned');
  });

  test('given a return, then it is told as such; given what others do, then the handlers are told', async () => {
    const caseId = await open();
    await act('机构负责人', caseId, 'assignOfficers');
    await act('承办人甲', caseId, 'requestFiling');
    await attend(caseId);
    await act('机构负责人', caseId, 'returnFiling');
    await attend(caseId);
    now = '2026-03-02T10:00:00.000+08:00';
    await act('承办人甲', caseId, 'requestFiling');
    await act('机构负责人', caseId, 'approveFiling');
    await attend(caseId);

    expect((await inbox('承办人乙')).map(({ kind, text }) => [kind, text])).toEqual(
      expect.arrayContaining([
        ['returned', '示范局案〔2026〕1号：已“退回立案申请”，请查看理由后处理。'],
        ['changed', '示范局案〔2026〕1号：他人办理了“提请立案”、“批准立案”。'],
      ]),
    );
    expect((await inbox('承办人甲')).at(-1)?.text).not.toContain('提请立案');
  });

  test('given a closed account, then it is told nothing', async () => {
    const caseId = await open();
    await db.pool.query('update mingfa.account set disabled_at = now() where account_id = $1', [
      who('机构负责人').id,
    ]);
    await act('承办人甲', caseId, 'requestFiling');
    await attend(caseId);

    expect(await kindsOf('机构负责人')).toEqual([]);
    expect(await kindsOf('机关负责人')).toContain('task');
  });
});

describe('who stands in for somebody is told as that person would be', () => {
  const appoint = (from: string, until: string) =>
    appointDeputy(
      db,
      {
        deputyAccountId: who('承办人丙').id,
        roles: ['department-head'],
        from,
        until,
        reason: '外出',
      },
      { actorId: who('机构负责人').id, now },
    );
  test('given a term that runs, then the deputy is asked as well; given one to come, then not yet', async () => {
    await appoint('2026-03-03', '2026-03-10');
    const caseId = await open();
    await act('承办人甲', caseId, 'requestFiling');
    await attend(caseId);
    expect(await kindsOf('承办人丙')).toEqual([]);

    now = '2026-03-03T09:00:00.000+08:00';
    const later = await open();
    await act('承办人甲', later, 'requestFiling');
    await attend(later);

    const tasks = (await inbox('承办人丙')).filter(({ kind }) => kind === 'task');
    expect(tasks).toMatchObject([{ caseId: later, text: expect.stringContaining('批准立案') }]);
  });

  test('given an appointment and its end, then the other is told, once what was written is settled', async () => {
    const deputyId = await appoint('2026-03-02', '2026-03-10');
    await walk();
    expect(await kindsOf('承办人丙')).toEqual([]);
    await seal();
    await walk();
    await endDeputy(db, deputyId, { actorId: who('承办人丙').id, now });
    await seal();
    await walk();
    await walk();

    expect((await inbox('承办人丙')).map(({ text }) => text)).toEqual([
      '您受托代行承办机构负责人的职责，自 2026-03-02 至 2026-03-10。请在此期间办理相应事项。',
    ]);
    expect(await kindsOf('机构负责人')).toEqual(['deputy-appointed']);
  });
});

describe('periods are told of when they are half over, near their end, on the day and after it', () => {
  const sweep = (moment: string) => {
    now = moment;
    return office.notifier.everyMinute((error) => troubles.push(error));
  };
  const told = async (name: string) =>
    (await inbox(name)).filter(({ kind }) => /^due|overdue/.test(kind)).map(({ kind }) => kind);

  async function filed(): Promise<string> {
    const caseId = await open();
    await act('机构负责人', caseId, 'assignOfficers');
    await act('承办人甲', caseId, 'requestFiling');
    await act('机构负责人', caseId, 'approveFiling');
    await attend(caseId);
    return caseId;
  }

  async function momentsOf(caseId: string) {
    const { rows } = await db.pool.query<{ kind: string; at: string }>(
      `select kind, at from mingfa.case_moment where case_id = $1 and name = 'decide' order by at`,
      [caseId],
    );
    return rows;
  }

  test('given a period, when each moment comes, then it is told once, and not a moment before', async () => {
    const caseId = await filed();
    const moments = await momentsOf(caseId);
    expect(moments.map(({ kind }) => kind)).toEqual([
      'due-half',
      'due-soon',
      'due-today',
      'overdue',
    ]);

    const seen: string[][] = [];
    for (const { at } of moments) {
      const before = at.replace('08:30:00.000', '08:29:59.999');
      await sweep(before);
      seen.push(await told('承办人乙'));
      await sweep(at);
      await sweep(at);
      seen.push(await told('承办人乙'));
    }

    const all = ['due-half', 'due-soon', 'due-today', 'overdue'];
    expect(seen).toEqual([0, 1, 1, 2, 2, 3, 3, 4].map((n) => all.slice(0, n)));
    expect(await told('机构负责人')).toContain('overdue');
  });

  test('given a sweep that comes late, then only the latest is told', async () => {
    await filed();
    await sweep('2027-03-02T09:00:00.000+08:00');

    expect(await told('承办人乙')).toEqual(['overdue']);
  });

  test('given a case that nothing comes of any more, then nothing waits for the sweep', async () => {
    const caseId = await filed();
    await sweep('2027-03-02T09:00:00.000+08:00');
    const { rows } = await db.pool.query(
      `select kind from mingfa.case_moment where case_id = $1 and told_at is null and at <= $2`,
      [caseId, now],
    );

    expect(rows).toEqual([]);
  });

  test('given cases from before there were notifications, then their periods are told and not their past', async () => {
    const caseId = await filed();
    await db.pool.query('delete from mingfa.notification where case_id = $1', [caseId]);
    await db.pool.query('delete from mingfa.case_moment where case_id = $1', [caseId]);
    await db.pool.query('delete from mingfa.case_told where case_id = $1', [caseId]);
    await db.pool.query(
      `update mingfa.notification_walk set agency_id = '00000000-0000-0000-0000-000000000000'`,
    );

    await sweep('2027-03-02T09:00:00.000+08:00');

    expect(await kindsOf('承办人乙')).toEqual(['overdue']);
  });
});

describe('what belongs to no case is told to those who can do something about it', () => {
  test('given a pack that ends and a year without a calendar, then leaders are told once each', async () => {
    const last = ruleBook.packs.find(({ inForceUntil }) => inForceUntil !== null)!;
    const at = `${last.inForceUntil}T09:00:00.000+08:00`;
    const ending = await aBody(db, ruleBook, stage.book, { pack: last.id });
    const { desk } = office;
    const notifier = createNotifier({ db, desk, ruleBook, delivery: nothingLeaves, now: () => at });

    await notifier.everyDay();
    await notifier.everyDay();

    const found = await listNotifications(db, ending.people['机关负责人']!.id, everything);
    expect(found.filter(({ kind }) => kind === 'pack-ends')).toMatchObject([
      { text: expect.stringContaining(last.inForceUntil!) },
    ]);
    const years = found.filter(({ kind }) => kind === 'calendar-missing').map(({ text }) => text);
    expect(new Set(years).size).toBe(years.length);
    const officer = await listNotifications(db, ending.people['承办人甲']!.id, everything);
    expect(officer).toEqual([]);
  });

  test('given notifications of long ago, then they are dropped, and what was sent of them', async () => {
    const accountId = who('联络员').id;
    await db.pool.query(
      `insert into mingfa.notification (account_id, kind, text, cause, at, is_listed)
       values ($1, 'task', 'x', 'old', now() - interval '181 days', true),
         ($1, 'task', 'x', 'newer', now() - interval '179 days', true)`,
      [accountId],
    );
    await db.pool.query(
      `insert into mingfa.notification_delivery (account_id, notification_id, channel, standing, at)
       select account_id, notification_id, 'mail', 'sent', at from mingfa.notification where account_id = $1`,
      [accountId],
    );

    await office.notifier.everyDay();

    expect(await listNotifications(db, accountId, everything)).toMatchObject([
      { text: 'x', deliveries: [{ channel: 'mail', standing: 'sent' }] },
    ]);
  });
});
