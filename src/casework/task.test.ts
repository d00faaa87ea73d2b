import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';
import { CaseDesk, createBodies, recheckCases } from './index.store.ts';
import { kebabCase } from './index.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let other: CastBody;
let now = '2026-03-02T09:00:00.000+08:00';
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => now, isDemonstration: false });
  body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  other = await aBody(db, server.ruleBook, server.stage.book, { pack: 'kaifu' });
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const client = async (name: string, of = body) => {
  const member = of.people[name];
  if (member === undefined) throw new Error(`nobody is called ${name}`);
  return server.signIn(member);
};
const get = async (name: string, url: string, of = body): Promise<Answer> =>
  (await client(name, of)).get(url);

async function open(title: string, of = body): Promise<string> {
  const { party, summary } = server.stage.book.examples['registerLead'] as Record<string, never>;
  const answer = await (await client('承办人甲', of)).post('/api/cases', {
    title,
    source: 'inspection',
    foundOn: now.slice(0, 10),
    summary,
    party,
  });
  expect(answer.status).toBe(201);
  return answer.body.caseId;
}

/** Does something, named by the id of the case and the command. */
async function act(
  name: string,
  what: string,
  data: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const [caseId, command = ''] = what.split('/');
  const path = `/api/cases/${caseId}/commands/${kebabCase(command)}`;
  return (await client(name)).post(path, data, headers);
}

const handlers = () => ({
  officers: [body.people['承办人甲']!.id, body.people['承办人乙']!.id],
});
const filing = {
  cause: '检查发现',
  partyBasics: '个体',
  handlerOpinion: '拟立案',
  basis: '有关规定',
};

const tasks = async (name: string, of = body) => {
  const { body: answer, status } = await get(name, '/api/tasks?limit=50', of);
  expect(status).toBe(200);
  return (answer.items as { title: string; command: string }[]).map(
    ({ title, command }) => `${title}：${command}`,
  );
};

describe('what waits for a person comes to that person', () => {
  test('given a case on its way, then each task is with who is to do it, and gone when it is done', async () => {
    const caseId = await open('甲摊');
    expect(await tasks('承办人甲')).toEqual(['甲摊：requestFiling']);
    expect(await tasks('承办人乙')).toEqual([]);
    expect(await tasks('机构负责人')).toEqual(['甲摊：assignOfficers']);

    await act('机构负责人', `${caseId}/assignOfficers`, handlers());
    expect(await tasks('承办人乙')).toEqual(['甲摊：requestFiling']);
    expect(await tasks('机构负责人')).toEqual([]);

    await act('承办人甲', `${caseId}/requestFiling`, filing);
    expect(await tasks('承办人甲')).toEqual([]);
    expect(await tasks('机构负责人')).toEqual(['甲摊：approveFiling']);
    expect(await tasks('承办人甲', other)).toEqual([]);
    expect(await tasks('机构负责人', other)).toEqual([]);
  });

  test('given a filed case, then its task has titles, its clock in words and since when it waits', async () => {
    const caseId = await open('乙摊');
    await act('机构负责人', `${caseId}/assignOfficers`, handlers());
    await act('承办人甲', `${caseId}/requestFiling`, filing);
    await act('机构负责人', `${caseId}/approveFiling`, { opinion: '同意' });
    const { body: answer } = await get('承办人甲', '/api/tasks?limit=1');
    const rest = await get('承办人甲', `/api/tasks?limit=50&cursor=${answer.nextCursor}`);
    const all = [...answer.items, ...rest.body.items];

    expect(answer).toMatchObject({ total: all.length, totalIsExact: false });
    expect(new Set(all.map((one) => `${one.caseId}${one.command}`)).size).toBe(all.length);
    expect(all.find((one) => one.caseId === caseId && one.command === 'showCertificates')).toEqual({
      agencyId: body.agencyId,
      caseId,
      caseNumber: '示范局案〔2026〕2号',
      title: '乙摊',
      partyName: expect.any(String),
      step: 'investigation',
      stepTitle: '调查取证',
      command: 'showCertificates',
      commandTitle: '出示执法证件',
      role: 'officer',
      roleTitle: '执法人员',
      since: now,
      version: 4,
      // Showing certificates ends no clock; the case has one that runs.
      clock: null,
      nextClock: {
        name: 'decide',
        title: '作出处罚决定',
        dueAt: '2026-05-31T23:59:59.999+08:00',
        dueOn: '2026-05-31',
        words: '还剩 90 天',
        urgency: 'ample',
      },
    });
    expect((await get('承办人甲', '/api/tasks/summary')).body).toEqual({
      total: all.length,
      overdue: 0,
      today: 0,
      soon: 0,
      byCommand: expect.arrayContaining([
        { command: 'showCertificates', title: '出示执法证件', count: 1 },
      ]),
    });
  });

  test('given a task that the law keeps from one person, then it is not among that person’s, and others have it', async () => {
    const caseId = await open('丙摊');
    await db.pool.query(
      `insert into mingfa.account_role (account_id, role, granted_by, granted_at)
       values ($1, 'department-head', null, now()) on conflict do nothing`,
      [body.people['承办人乙']!.id],
    );
    await act('机构负责人', `${caseId}/assignOfficers`, handlers());
    await act('承办人乙', `${caseId}/requestFiling`, filing);

    expect(await tasks('承办人乙')).not.toContain('丙摊：approveFiling');
    expect(await tasks('机构负责人')).toContain('丙摊：approveFiling');
  });

  test('given lists, then they can be asked for what awaits a person, and name who is waited for', async () => {
    const { body: answer } = await get('机构负责人', '/api/cases?awaitsMe=true');

    expect(answer.items.map(({ title }: { title: string }) => title).toSorted()).toEqual([
      '丙摊',
      '甲摊',
    ]);
    expect(answer).toMatchObject({ total: 2, totalIsExact: true });
    expect(answer.items[0]).toMatchObject({
      awaiting: [
        {
          command: 'approveFiling',
          title: '批准立案',
          roleTitles: ['承办机构负责人', '机关负责人'],
        },
      ],
      handlers: [
        { id: body.people['承办人甲']!.id, name: '承办人甲' },
        { id: body.people['承办人乙']!.id, name: '承办人乙' },
      ],
      departmentName: expect.stringMatching(/./),
      nextClock: null,
    });
  });
});

describe('boards show what has run out, and how much there is', () => {
  test('given a clock near its end, today, and past it, then the words, the summary and the board agree', async () => {
    const summaryOn = async (day: string) => {
      now = `${day}T10:00:00.000+08:00`;
      const { overdue, today, soon } = (await get('承办人甲', '/api/tasks/summary')).body;
      return { overdue, today, soon };
    };
    const waiting = (await tasks('承办人甲')).filter((one) => one.startsWith('乙摊')).length;

    expect(waiting).toBeGreaterThan(0);
    expect(await summaryOn('2026-05-28')).toEqual({ overdue: 0, today: 0, soon: 0 });
    expect(await summaryOn('2026-05-29')).toEqual({ overdue: 0, today: 0, soon: waiting });
    expect(await summaryOn('2026-05-31')).toEqual({ overdue: 0, today: waiting, soon: 0 });
    expect((await get('机关负责人', '/api/overdue')).body.items).toEqual([]);
    expect(await summaryOn('2026-06-03')).toEqual({ overdue: waiting, today: 0, soon: 0 });

    const { body: board } = await get('机关负责人', '/api/overdue');
    expect(board.items.map(({ title }: { title: string }) => title)).toEqual(['乙摊']);
    expect(board.items[0]).toMatchObject({
      agencyName: expect.stringMatching(/^示范执法局/),
      handlers: [{ name: '承办人甲' }, { name: '承办人乙' }],
      clocks: [{ name: 'decide', words: '已超期 3 天', urgency: 'overdue' }],
    });
    expect((await get('机关负责人', '/api/overdue', other)).body.items).toEqual([]);
    const listed = (await get('机关负责人', '/api/cases?overdue=true&order=due')).body;
    expect(listed).toMatchObject({
      total: 1,
      items: [{ title: '乙摊', agencyName: expect.stringMatching(/^示范执法局/) }],
    });
  });

  test('given these cases, then the figures of the body count them, and those of another do not', async () => {
    const { body: own } = await get('机关负责人', '/api/figures');
    const { body: theirs } = await get('机关负责人', '/api/figures', other);

    expect(own.standings).toContainEqual({ standing: 'open', title: '办理中', count: 3 });
    expect(own.steps.find(({ step }: { step: string }) => step === 'filing').count).toBe(2);
    expect(own.months).toHaveLength(12);
    expect(own.months.at(-4)).toEqual({ month: '2026-03', opened: 3, decided: 0, closed: 0 });
    expect(own.departments).toEqual([
      expect.objectContaining({ agencyId: body.agencyId, open: 3, overdue: 1, soon: 0 }),
    ]);
    expect(own.handlers).toContainEqual({
      id: body.people['承办人甲']!.id,
      name: '承办人甲',
      agencyName: expect.stringMatching(/^示范执法局/),
      open: 3,
      overdue: 1,
    });
    expect(own.asOf).toBe(now);
    expect(theirs.standings.every(({ count }: { count: number }) => count === 0)).toBe(true);
    expect(theirs.departments).toEqual([]);
  });
});

describe('nobody works past the others', () => {
  test('given somebody who looked at an older version, then what was done since is told', async () => {
    now = '2026-06-04T09:00:00.000+08:00';
    const caseId = await open('丁摊');
    await act('机构负责人', `${caseId}/assignOfficers`, handlers());
    await act('承办人乙', `${caseId}/requestFiling`, filing);
    const late = await act('承办人甲', `${caseId}/requestFiling`, filing, { 'if-match': '"1"' });

    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'case.changed',
      changes: [
        { sequence: 2, title: '指派承办人', at: now, actorName: '机构负责人' },
        { sequence: 3, title: '提请立案', at: now, actorName: '承办人乙' },
      ],
    });
  });

  test('given what others did, then handlers see it for their cases, leaders for the body, nobody for theirs', async () => {
    const seen = async (name: string, of = body) =>
      (await get(name, '/api/changes?limit=50', of)).body.items.map(
        (one: { title: string; kindTitle: string; actorName: string }) =>
          `${one.title} ${one.kindTitle} ${one.actorName}`,
      );

    expect(await seen('承办人甲')).toEqual([
      '丁摊 提请立案 承办人乙',
      '丁摊 指派承办人 机构负责人',
    ]);
    expect(await seen('机构负责人')).toEqual(['丁摊 提请立案 承办人乙', '丁摊 登记线索 承办人甲']);
    expect(await seen('机关负责人')).toHaveLength(3);
    expect(await seen('机关负责人', other)).toEqual([]);
    const first = await get('机关负责人', '/api/changes?limit=2');
    const rest = await get('机关负责人', `/api/changes?limit=2&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({
      items: [{ kindTitle: '登记线索', sequence: 1 }],
      nextCursor: null,
    });
  });
});

describe('what a case waits for is filled in and kept up by the program', () => {
  const desk = () =>
    new CaseDesk({
      db,
      composition: server.stage.composition,
      calendar: server.stage.calendar,
      bodies: createBodies({
        db,
        ruleBook: server.ruleBook,
        procedure: server.stage.composition.procedure,
        now: () => now,
      }),
      now: () => now,
      isDemonstration: false,
      jobsOf: () => [],
      onKept: async () => {},
    });
  const rows = async () =>
    (
      await db.pool.query(
        `select case_id, awaiting, awaiting_roles, projection, version from mingfa.case_file order by case_id`,
      )
    ).rows;
  const kept = async () =>
    (
      await db.pool.query(
        'select place, case_id, command, role from mingfa.case_task order by 1, 2, 3',
      )
    ).rows;

  test('given rows of an older program, then they get what an action would have kept, and cases stay as they are', async () => {
    // What was entered above was noticed long ago.
    await db.pool.query(`update mingfa.officer_change set noted_at = '-infinity'`);
    await recheckCases(desk());
    const [before, tasksBefore] = [await rows(), await kept()];
    await db.pool.query(
      'update mingfa.case_file set awaiting = null, awaiting_roles = null, recheck_on = null, projection = null',
    );
    expect(await kept()).toEqual([]);

    expect(await recheckCases(desk())).toBe(before.length);
    expect(await rows()).toEqual(before);
    expect(await kept()).toEqual(tasksBefore);
    expect(await recheckCases(desk())).toBe(0);
  });

  test('given rows beside a case that were lost, falsified or added, then it is put right when it is worked out anew', async () => {
    await recheckCases(desk());
    const board = async () =>
      (
        await db.pool.query(
          'select to_jsonb(board) as row from mingfa.case_board board order by case_id',
        )
      ).rows;
    const [tasksBefore, boardBefore] = [await kept(), await board()];
    await db.pool.query(`
      delete from mingfa.case_task where command in (select min(command) from mingfa.case_task);
      update mingfa.case_task set command = 'nothing' where command in (select max(command) from mingfa.case_task);
      update mingfa.case_board set step = 'nowhere'`);
    expect(await kept()).not.toEqual(tasksBefore);
    await db.pool.query('update mingfa.case_file set projection = null');

    await recheckCases(desk());
    expect(await kept()).toEqual(tasksBefore);
    expect(await board()).toEqual(boardBefore);
  });

  test('given a certificate that ends, then the day after the case waits for other officers, without any action', async () => {
    const caseId = await open('戊摊');
    await act('机构负责人', `${caseId}/assignOfficers`, handlers());
    await db.pool.query(
      `update mingfa.certificate set valid_until = '2026-06-20' where agency_id = $1 and revoked_on is null`,
      [body.agencyId],
    );
    for (const day of ['2026-06-05', '2026-06-20']) {
      now = `${day}T00:05:00.000+08:00`;
      await recheckCases(desk());
      expect(await tasks('机构负责人')).not.toContain('戊摊：assignOfficers');
    }

    now = '2026-06-21T00:05:00.000+08:00';
    expect(await recheckCases(desk())).toBeGreaterThan(0);
    expect(await tasks('机构负责人')).toContain('戊摊：assignOfficers');
  });
});

describe('a number is looked at while it is typed', () => {
  test('given a wrong one, then a warning; nothing is refused', async () => {
    const asked = await client('承办人甲');
    const check = async (number: string, partyKind?: string) =>
      asked.post('/api/identity-checks', {
        number,
        ...(partyKind === undefined ? {} : { partyKind }),
      });

    expect((await check('11010519491231002X', 'citizen')).body).toEqual({
      kind: 'id-card',
      warnings: [],
      bornOn: '1949-12-31',
    });
    expect((await check(randomUUID())).body).toMatchObject({ kind: 'unknown', bornOn: null });
    expect((await check('110105194912310021')).body.warnings).toHaveLength(1);
    expect((await check('')).status).toBe(400);
  });
});
