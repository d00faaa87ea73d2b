import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { appointDeputy } from '../access/index.store.ts';
import { accountStanding } from '../access/index.ts';
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
      bodies: createBodies({ db, ruleBook, procedure: composition.procedure, now: () => now }),
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
      accounts: accountStanding,
      projection: await projectionOf(join(home, 'procedures')),
    });

  test('given the demonstration, then every case is the fold of its events', async () => {
    const { findings, cases } = await verify();
    expect(findings).toEqual([]);
    expect(cases).toBeGreaterThan(4);
  });

  test.each([
    [
      'roles',
      `insert into account_role (account_id, role, granted_at) values ($1, 'supervisor', now())`,
    ],
    ['roles', 'delete from account_role where account_id = $1'],
    ['disabled', 'update account set disabled_at = now() where account_id = $1'],
    ['separated_duty', `update account set separated_duty = 'auditor' where account_id = $1`],
    [
      'agency_id',
      `update account set agency_id = null, department_id = null where account_id = $1`,
    ],
  ])(
    'given an account with other %s, then that account and that right are named',
    async (column, sql) => {
      const { rows } = await db.pool.query<{ id: string }>(
        `select account_id as id from account_role where role = 'reviewer' order by account_id limit 1`,
      );
      const accountId = rows[0]?.id ?? '';
      const before = await db.pool.query(
        'select a.*, r.role from account a join account_role r using (account_id) where account_id = $1',
        [accountId],
      );
      await db.pool.query(sql, [accountId]);
      const { findings } = await verify();
      expect(findings).toEqual([
        { what: 'account-changed', accountId, columns: expect.arrayContaining([column]) },
      ]);
      await db.pool.query('delete from account_role where account_id = $1', [accountId]);
      await db.pool.query('alter table account disable trigger account_keeps_separated_duty');
      await db.pool.query(
        'update account set disabled_at = null, separated_duty = null, agency_id = $2, department_id = $3 where account_id = $1',
        [accountId, before.rows[0].agency_id, before.rows[0].department_id],
      );
      await db.pool.query('alter table account enable trigger account_keeps_separated_duty');
      for (const { role } of before.rows)
        await db.pool.query(
          'insert into account_role (account_id, role, granted_at) values ($1, $2, now())',
          [accountId, role],
        );
      expect((await verify()).findings).toEqual([]);
    },
  );

  test('given a term that no event gave, or one made longer, then that account is named', async () => {
    const { rows } = await db.pool.query<{ principal: string; deputy: string }>(
      `select p.account_id as principal, d.account_id as deputy
       from account p join account_role r on r.account_id = p.account_id and r.role = 'leader'
       join account d on d.agency_id = p.agency_id and d.account_id <> p.account_id
       order by p.account_id, d.account_id limit 1`,
    );
    const { principal = '', deputy = '' } = rows[0] ?? {};
    const term = { roles: ['leader'] as const, from: '2026-11-20', until: '2026-11-27' };
    await appointDeputy(
      db,
      { ...term, deputyAccountId: deputy, reason: '出差' },
      { actorId: principal, now },
    );
    const named = { what: 'account-changed', accountId: principal, columns: ['deputies'] };
    const changed = async () => (await verify()).findings;
    expect(await changed()).toEqual([]);
    await db.pool.query(`update deputy set until_on = '2027-10-01' where principal_id = $1`, [
      principal,
    ]);
    expect(await changed()).toEqual([named]);
    await db.pool.query(`update deputy set until_on = '2026-11-27' where principal_id = $1`, [
      principal,
    ]);
    expect(await changed()).toEqual([]);
    await db.pool.query(
      `insert into deputy (agency_id, deputy_id, principal_id, deputy_account_id, roles, from_on,
         until_on, reason, appointed_at)
       select agency_id, gen_random_uuid(), principal_id, deputy_account_id, '{office}', from_on,
         until_on, reason, appointed_at from deputy where principal_id = $1`,
      [principal],
    );
    expect(await changed()).toEqual([named]);
    await db.pool.query('alter table deputy disable trigger deputy_is_never_deleted');
    await db.pool.query(`delete from deputy where roles = '{office}'`);
    await db.pool.query('alter table deputy enable trigger deputy_is_never_deleted');
    expect(await changed()).toEqual([]);
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
