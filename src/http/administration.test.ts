import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { goodPassword, theThree } from '../../tests/support/people.ts';
import { aServer, type Client, type TestServer } from '../../tests/support/server.ts';
import { recountClocks } from '../casework/index.store.ts';
import { CalendarFolder } from '../rules/index.store.ts';
import { due } from '../rules/index.ts';
import { addJob, runJobs } from '../store/index.store.ts';
import { backupTask, makeBackup } from './backup.store.ts';
import { askForRecount, recountTask } from './recount.store.ts';

let db: TestDatabase;
let server: TestServer;
let admin: Client;
const now = '2026-11-20T09:00:00.000+08:00';

beforeAll(async () => {
  db = await aDatabase();
  const three = await theThree(db, now);
  server = await aServer(db, { now: () => now });
  admin = await signIn(three.systemAdmin.userName);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function signIn(userName: string): Promise<Client> {
  const payload = { userName, password: goodPassword };
  const { status, body, headers } = await server.ask({
    method: 'POST',
    url: '/api/session',
    payload,
  });
  expect(status).toBe(201);
  const [cookie = ''] = String([headers['set-cookie']].flat()[0]).split(';');
  const held = { cookie, 'x-csrf-token': String(body.csrfToken) };
  return {
    get: (url) => server.ask({ method: 'GET', url, headers: held }),
    post: (url, payload2) =>
      server.ask({ method: 'POST', url, headers: held, payload: payload2 as object }),
  };
}

describe('the guide leads from an empty installation to the first case', () => {
  const standings = async (client: Client) => {
    const { body } = await client.get('/api/guide');
    return Object.fromEntries(
      body.items.map(({ id, standing }: { id: string; standing: string }) => [id, standing]),
    );
  };

  test('given the three administrators only, then the body is next and all after it waits', async () => {
    expect(await standings(admin)).toMatchObject({
      administrators: 'done',
      body: 'open',
      packs: 'waiting',
      officers: 'waiting',
      'first-lead': 'waiting',
      'first-filing': 'waiting',
    });
  });

  test('given a body that has not confirmed its draft, then confirming is open and cases wait', async () => {
    const { ruleBook, stage } = server;
    const body: CastBody = await aBody(db, ruleBook, stage.book, {
      pack: 'dazhou',
      isConfirmed: false,
    });
    const officer = await server.signIn(body.people['承办人甲']!);

    expect(await standings(officer)).toMatchObject({
      body: 'done',
      packs: 'open',
      departments: 'done',
      roles: 'done',
      officers: 'done',
      'first-lead': 'waiting',
    });
  });

  test('given a body that is ready, then its people see only their own body', async () => {
    const { ruleBook, stage } = server;
    const { people } = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
    const officer = await server.signIn(people['承办人甲']!);

    expect(await standings(officer)).toMatchObject({
      packs: 'done',
      'first-lead': 'open',
      'first-filing': 'waiting',
    });
  });
});

const notice2027 = `year: 2027
source: 示例通知
rest: ['2026-12-31..2027-01-03', '2027-05-01..2027-05-05', '2027-10-01..2027-10-07']
makeUp: ['2026-12-27', '2027-10-09']
`;

describe('[apl-2021-85] a year of the calendar counts as soon as it is added', () => {
  test('given a year without a notice, when it is added over the API, then due dates are certain at once', async () => {
    const { calendar } = server.ruleBook;
    const before = await admin.get('/api/calendar-years');
    expect(before.body.missing).toEqual([2027]);
    expect(due({ n: 3, unit: 'workday' }, '2026-12-30', calendar).provisional).toBe(true);

    const added = await admin.post('/api/calendar-years', { text: notice2027 });

    expect(added).toMatchObject({ status: 200, body: { year: 2027, added: true } });
    expect(due({ n: 3, unit: 'workday' }, '2026-12-30', calendar)).toEqual({
      on: '2027-01-06',
      provisional: false,
    });
    const after = await admin.get('/api/calendar-years');
    expect(after.body).toMatchObject({ missing: [] });
    expect(after.body.items[0]).toMatchObject({
      year: 2027,
      source: '示例通知',
      restDays: 16,
      makeUpDays: 2,
      imported: true,
    });
    const { rows } = await db.pool.query(
      `select data ->> 'year' as year from mingfa.event where kind = 'calendarYearAdded'`,
    );
    expect(rows).toEqual([{ year: '2027' }]);
  });

  test('given the same notice again, then nothing is added', async () => {
    expect(await admin.post('/api/calendar-years', { text: notice2027 })).toMatchObject({
      status: 200,
      body: { added: false },
    });
  });

  test('given a notice that cannot be right, then each fault is named by its line and nothing changes', async () => {
    const text = notice2027.replace('2027\n', '2028\n');
    const { status, body } = await admin.post('/api/calendar-years', { text });

    expect([status, body.code]).toEqual([422, 'calendar.refused']);
    expect(body.refusals.length).toBeGreaterThan(1);
    expect(server.ruleBook.calendar.years).not.toContain(2028);
  });

  test('given a file that another process has added, when the folder is followed, then it counts here', async () => {
    const extraCalendar = join(db.dataFolder, 'calendar');
    const rules = join(import.meta.dirname, '../../rules');
    const folder = new CalendarFolder({ rules, extraCalendar }, server.ruleBook.calendar);
    await folder.follow();
    mkdirSync(extraCalendar, { recursive: true });
    writeFileSync(
      join(extraCalendar, '2028.yaml'),
      "year: 2028\nsource: 示例\nrest: ['2028-01-01', '2028-05-01..2028-05-03', '2028-10-01..2028-10-07']\n",
    );

    expect(await folder.follow()).toBe(true);
    expect(server.ruleBook.calendar.years).toContain(2028);
    expect(await folder.follow()).toBe(false);
  });
});

describe('what is kept of provisional clocks follows the calendar', () => {
  test('given a clock that was counted before its year was known, when counted anew, then list and sweep have the right day', async () => {
    const { ruleBook, stage } = server;
    const { agencyId, people } = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
    const as = (name: string) => server.signIn(people[name]!);
    const { examples } = stage.book;
    const day = now.slice(0, 10);
    const officer = await as('承办人甲');
    const lead = { ...examples['registerLead'], foundOn: day, actEndedOn: day };
    const { caseId } = (await officer.post('/api/cases', lead)).body;
    const path = `/api/cases/${caseId}/commands`;
    const officers = [people['承办人甲']!.id, people['承办人乙']!.id];
    await (await as('机构负责人')).post(`${path}/assign-officers`, { officers });
    await officer.post(`${path}/request-filing`, examples['requestFiling']);
    const filed = await (await as('机关负责人')).post(
      `${path}/approve-filing`,
      examples['approveFiling'],
    );
    expect(filed.status).toBe(200);
    const clocks = async () => {
      const { rows } = await db.pool.query<{ name: string; dueAt: string; provisional: boolean }>(
        `select name, due_at as "dueAt", provisional from mingfa.case_clock where case_id = $1 order by name`,
        [caseId],
      );
      return rows;
    };
    const right = await clocks();
    expect(right.length).toBeGreaterThan(0);
    await db.pool.query(
      `update mingfa.case_file set clocks = (select jsonb_agg(clock || '{"provisional": true,
         "dueAt": "2026-12-31T23:59:59.999+08:00"}') from jsonb_array_elements(clocks) clock)
       where case_id = $1`,
      [caseId],
    );

    await askForRecount(db);
    await runAll({
      [recountTask]: async () => {
        await recountClocks(server.desk);
      },
    });

    expect(await clocks()).toEqual(right);
    const { rows } = await db.pool.query(
      `select count(*)::int as due from mingfa.clock_due where case_id = $1 and agency_id = $2 and due_at = $3`,
      [caseId, agencyId, right[0]!.dueAt],
    );
    expect(rows).toEqual([{ due: 2 }]);
  });
});

/** Runs the jobs that wait until there are none. */
async function runAll(tasks: Parameters<typeof runJobs>[1]): Promise<void> {
  const running = await runJobs(db, tasks);
  for (let waits = 0; waits < 300; waits += 1) {
    const { rows } = await db.pool.query<{ left: number }>(
      'select count(*)::int as left from graphile_worker.jobs where run_at <= now()',
    );
    if (rows[0]?.left === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await running.stop();
}

describe('backups are asked for here and fetched on the server', () => {
  test('given one that is asked for, when the job has run, then it is done and lies in a closed folder', async () => {
    const asked = await admin.post('/api/backups', {});
    expect(asked.status).toBe(202);
    expect(await admin.post('/api/backups', {})).toMatchObject({
      status: 409,
      body: { code: 'administration.backup-running' },
    });

    await runAll({ [backupTask]: (payload) => makeBackup(db, db.dataFolder, payload) });

    const { body } = await admin.get('/api/backups');
    expect(body.items).toMatchObject([
      { backupId: asked.body.backupId, standing: 'done', problem: null },
    ]);
    const [{ path, sizeBytes }] = body.items;
    expect(statSync(join(db.dataFolder, path)).size).toBeGreaterThan(sizeBytes);
    expect(statSync(join(db.dataFolder, 'backups')).mode & 0o077).toBe(0);
    for (const url of [`/${path}`, `/api/${path}`, `/console/${path}`])
      expect((await admin.get(url)).status).toBe(404);
    expect((await admin.get('/api/standing')).body.lastBackupAt).toBe(now);
  });

  test('given a folder that cannot be written to, when the job has run, then it failed and says why', async () => {
    const { body } = await admin.post('/api/backups', {});
    const file = join(db.dataFolder, 'no-folder');
    writeFileSync(file, '');

    await expect(makeBackup(db, file, { backupId: body.backupId })).rejects.toThrow('');

    const [run] = (await admin.get('/api/backups')).body.items.filter(
      ({ backupId }: { backupId: string }) => backupId === body.backupId,
    );
    expect(run).toMatchObject({ standing: 'failed', sizeBytes: null });
    expect(run.problem).toMatch(/重新备份/);
    expect(readdirSync(db.dataFolder)).toContain('backups');
    await runAll({ [backupTask]: (payload) => makeBackup(db, db.dataFolder, payload) });
  });
});

describe('jobs that could not be done can be tried again', () => {
  test('given a job that fails, when listed and retried, then it is tried at once', async () => {
    await addJob(db, { task: 'follow-case-in-public', payload: {} });
    const fail = async () => {
      throw new Error('示例原因');
    };
    await runAll({ 'follow-case-in-public': fail });

    const { body } = await admin.get('/api/jobs');
    expect(body).toMatchObject({
      waiting: 1,
      failing: 1,
      items: [{ standing: 'failing', attempts: 1, lastError: '示例原因' }],
    });
    const { jobId, taskTitle } = body.items[0];
    expect(taskTitle).toBe('公示网站与案件保持一致');

    expect((await admin.post(`/api/jobs/${jobId}/retrying`, {})).status).toBe(204);
    const { rows } = await db.pool.query(
      `select actor_id is not null as "hasActor", data from mingfa.event where kind = 'jobRetried'`,
    );
    expect(rows).toEqual([
      { hasActor: true, data: { jobId, task: 'follow-case-in-public', attempts: 1 } },
    ]);
    let done = 0;
    await runAll({
      'follow-case-in-public': async () => {
        done += 1;
      },
    });
    expect(done).toBe(1);
  });

  test('given a job of each kind, when listed, then each has a name that people read', async () => {
    const tasks = ['make-backup', 'recount-clocks', 'deliver-notifications', 'tell-of-case'];
    for (const task of tasks) await addJob(db, { task, payload: {} });

    const { body } = await admin.get('/api/jobs');

    const named = body.items.map(({ task, taskTitle }: Record<string, string>) => [
      task,
      taskTitle,
    ]);
    expect(named.map(([task]: string[]) => task)).toEqual(expect.arrayContaining(tasks));
    expect(named.filter(([task, title]: string[]) => task === title)).toEqual([]);
    await db.pool.query(
      'select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))',
    );
  });

  test('given no such job, when retried, then not found', async () => {
    for (const id of ['1', 'x', '9'.repeat(19)])
      expect(await admin.post(`/api/jobs/${id}/retrying`, {})).toMatchObject({
        status: 404,
        body: { code: 'administration.job-unknown' },
      });
  });
});

test('given the installation, when its standing is read, then figures and what to see to', async () => {
  const { status, body } = await admin.get('/api/standing');

  expect(status).toBe(200);
  expect(body).toMatchObject({
    database: { embedded: true },
    ledger: { standing: 'elsewhere', quarantined: 0 },
    mail: false,
    webhookHosts: [],
  });
  expect(body.database.sizeBytes).toBeGreaterThan(0);
  expect(body.disk.freeBytes).toBeGreaterThan(0);
  expect(body.warnings.join()).toContain('演示单位');
});
