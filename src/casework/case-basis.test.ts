import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type TestServer } from '../../tests/support/server.ts';
import {
  assignPacks,
  changeOfficer,
  readOfficer,
  revokeCertificate,
  setOwnSetting,
} from '../registers/index.store.ts';
import { CaseDesk, createBodies, openCase, recheckCases } from './index.store.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let other: CastBody;
const now = '2026-03-02T09:00:00.000+08:00';
const by = { actorId: null, now };
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => now, isDemonstration: false });
  body = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  other = await aBody(db, server.ruleBook, server.stage.book, { pack: 'kaifu' });
  for (const each of [body, other]) await open(each);
  await recheckCases(desk());
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** A process that has just started: it remembers nothing. */
function desk(): CaseDesk {
  const { composition, calendar } = server.stage;
  const { procedure } = composition;
  return new CaseDesk({
    db,
    composition,
    calendar,
    bodies: createBodies({ db, ruleBook: server.ruleBook, procedure, now: () => now }),
    now: () => now,
    isDemonstration: false,
    jobsOf: () => [],
    onKept: async () => {},
  });
}

/** A case that is filed and under way. */
async function open(of: CastBody): Promise<string> {
  const person = (name: string) => of.people[name]!;
  const worker = desk();
  const { party, summary } = server.stage.book.examples['registerLead'] as Record<string, never>;
  const data = { title: '示范摊', source: 'inspection', foundOn: '2026-03-02', summary, party };
  const { caseId } = await openCase(worker, { variant: 'general', data }, person('承办人甲'));
  const act = (name: string, kind: string, more: object) =>
    worker.perform(
      { kind, caseId, data: { ...server.stage.book.examples[kind], ...more } },
      person(name),
    );
  await act('机构负责人', 'assignOfficers', {
    officers: [person('承办人甲').id, person('承办人乙').id],
  });
  return caseId;
}

type Kept = { readonly awaiting: unknown; readonly clocks: unknown; readonly projection: number };

async function kept(of: CastBody): Promise<Kept> {
  const { rows } = await db.pool.query<Kept>(
    'select awaiting, clocks, projection from mingfa.case_file where agency_id = $1',
    [of.agencyId],
  );
  return rows[0]!;
}

/** What the program makes of the case now, whatever it made before. */
async function madeAnew(of: CastBody): Promise<Kept> {
  await db.pool.query('update mingfa.case_file set projection = null where agency_id = $1', [
    of.agencyId,
  ]);
  await recheckCases(desk());
  return kept(of);
}

/** Lets the last second of what other processes may still hold pass. */
const wait = () => db.pool.query(`update mingfa.officer_change set noted_at = '-infinity'`);

describe('what a case waits for follows what it is worked out from, without any action', () => {
  test('given nothing new, then no case is looked at', async () => {
    await wait();
    await recheckCases(desk());

    expect(await recheckCases(desk())).toBe(0);
  });

  test('given other packs of one body, then its cases are worked out again, and no others', async () => {
    const [before, others] = [await kept(body), await kept(other)];
    const follow = (packs: string[]) =>
      assignPacks(db, server.ruleBook, { agencyId: body.agencyId, packs }, by);
    await follow(['national']);

    expect(await recheckCases(desk())).toBe(1);
    const after = await kept(body);
    expect(after.projection).not.toBe(before.projection);
    expect(after).toEqual(await madeAnew(body));
    expect(await kept(other)).toEqual(others);

    await follow(['anze', 'national']);
    expect(await recheckCases(desk())).toBe(1);
    expect(await kept(body)).toEqual(before);
  });

  test('given a number of its own, then its cases are worked out again, and again without it', async () => {
    const before = await kept(body);
    const set = (setting: { n: number; unit: 'workday'; reason: string } | null) =>
      setOwnSetting(
        db,
        server.ruleBook,
        { agencyId: body.agencyId, ruleKey: 'disclosure.withdrawal', setting },
        by,
      );
    await set({ n: 3, unit: 'workday', reason: '本单位的做法' });
    expect(await recheckCases(desk())).toBe(1);
    await set(null);
    expect(await recheckCases(desk())).toBe(1);
    expect(await kept(body)).toEqual(before);
  });

  test('given a new year of the calendar, then every case is worked out again', async () => {
    const { calendar } = server.ruleBook;
    const before = calendar.notices;
    calendar.replace([...before, { year: 2031, source: '示范', rest: ['2031-01-01'], makeUp: [] }]);
    expect(await recheckCases(desk())).toBe(2);
    calendar.replace(before);
    expect(await recheckCases(desk())).toBe(2);
    expect(await recheckCases(desk())).toBe(0);
  });

  test('given a certificate that is revoked, then the case waits for other officers at once', async () => {
    const waits = async () => JSON.stringify((await kept(body)).awaiting);
    expect(await waits()).not.toContain('assignOfficers');
    const key = { agencyId: body.agencyId, officerId: body.people['承办人乙']!.id };
    const [certificate] = (await readOfficer(db, key))!.certificates;
    const { certificateId } = certificate!;
    await revokeCertificate(
      db,
      key,
      { certificateId, revokedOn: '2026-03-02', reason: '调离' },
      by,
    );

    expect(await recheckCases(desk())).toBe(1);
    expect(await waits()).toContain('assignOfficers');
    await wait();
    expect(await recheckCases(desk())).toBe(1);
    expect(await recheckCases(desk())).toBe(0);
  });

  test('given a reviewer who is no longer qualified, then open cases of the body are looked at, and no others', async () => {
    const reviewer = { agencyId: other.agencyId, officerId: other.people['审核员']!.id };
    const { name, post, departmentId } = (await readOfficer(db, reviewer))!;
    await changeOfficer(db, reviewer, { name, post, departmentId, mayReview: false }, by);

    expect(await recheckCases(desk())).toBe(1);
  });

  test('given a term of a reviewer that is ended, then open cases of the body are looked at', async () => {
    await wait();
    await recheckCases(desk());
    const key = [other.agencyId, other.people['审核员']!.id];
    await db.pool.query(
      `insert into mingfa.reviewer_designation (agency_id, officer_id, designation_id, level, qualification, valid_from)
       values ($1, $2, $2, 'review-office', 'law-background', '2026-01-01')`,
      key,
    );
    expect(await recheckCases(desk())).toBe(1);
    await wait();
    await recheckCases(desk());
    await db.pool.query(
      `update mingfa.reviewer_designation set ended_on = '2026-03-02', end_ground = 'post' where agency_id = $1`,
      [key[0]],
    );
    expect(await recheckCases(desk())).toBe(1);
  });
});

test('given a body that changes while its many cases are worked out, then the round ends, and all follow the change', async () => {
  const many = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  await open(many);
  await db.pool.query(
    `insert into mingfa.case_file
     select (jsonb_populate_record(f, jsonb_build_object('case_id', gen_random_uuid(), 'case_number', null,
       'projection', null))).*
     from mingfa.case_file f, generate_series(1, 150) where f.agency_id = $1`,
    [many.agencyId],
  );
  const worker = desk();
  const { bodies } = worker.deps;
  const bases = bodies.bases.bind(bodies);
  let asked = 0;
  bodies.bases = async () => {
    const told = await bases();
    asked += 1;
    if (asked === 1)
      await assignPacks(db, server.ruleBook, { agencyId: many.agencyId, packs: ['national'] }, by);
    return told;
  };
  await recheckCases(worker);

  const { rows } = await db.pool.query(
    'select distinct projection from mingfa.case_file where agency_id = $1',
    [many.agencyId],
  );
  expect(rows).toEqual([{ projection: (await worker.deps.bodies.read(many.agencyId)).projection }]);
});

describe('a clock that is kept follows the rules too', () => {
  test('given a kept clock that the rules no longer give, then it is replaced, and the sweep is told', async () => {
    await db.pool.query(
      `update mingfa.case_file set clocks = '[{"name":"gone","ruleKey":"x","dueAt":"2026-03-09T23:59:59.999+08:00",
         "dueOn":"2026-03-09","standing":"running","provisional":false}]' where agency_id = $1`,
      [other.agencyId],
    );
    const noted = async () =>
      (
        await db.pool.query('select name from mingfa.clock_due where agency_id = $1', [
          other.agencyId,
        ])
      ).rows.length;
    const before = await noted();
    const { clocks } = await madeAnew(other);

    expect(JSON.stringify(clocks)).not.toContain('gone');
    expect(await noted()).toBe(before + (clocks as unknown[]).length);
  });
});
