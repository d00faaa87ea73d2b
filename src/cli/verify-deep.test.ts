import { writeFileSync } from 'node:fs';
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
import { followCase, publicationJobs } from '../disclosure/index.store.ts';
import { importDecisions } from '../exchange/index.store.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import {
  type FurtherCheck,
  secretFolder,
  startSealer,
  verifyHistory,
} from '../store/index.store.ts';
import { furtherChecks, projectionOf } from './verify.ts';

const home = join(import.meta.dirname, '../..');
const now = '2026-11-20T17:00:00.000+08:00';

describe('verification in depth folds every case again', () => {
  let db: TestDatabase;
  let further: readonly FurtherCheck[];
  beforeAll(async () => {
    db = await aDatabase();
    further = await furtherChecks({
      rulesFolder: join(home, 'rules'),
      proceduresFolder: join(home, 'procedures'),
    });
    const ruleBook = await loadRuleBook(join(home, 'rules'));
    const composition = assemble(await loadProcedure(join(home, 'procedures/penalty.yaml')));
    const { procedure } = composition;
    const bodies = createBodies({ db, ruleBook, procedure, now: () => now });
    const desk = new CaseDesk({
      db,
      composition,
      calendar: ruleBook.calendar,
      bodies,
      now: () => now,
      isDemonstration: true,
      jobsOf: () => [],
      onKept: async (events) => {
        for (const event of events)
          if (publicationJobs(event).length > 0) await followCase({ db, procedure, bodies }, event);
      },
    });
    const book = await loadScenarioBook(join(home, 'procedures/penalty.examples.yaml'));
    const file = join(home, 'demo/demonstration.yaml');
    await loadDemonstration({ db, ruleBook, desk, book, file, decisionFiles: [], now }, () => {});
    const table = join(db.dataFolder, 'past.csv');
    writeFileSync(
      table,
      '当事人,处罚内容,决定日期\n示范商贸有限公司,警告,2025-03-05\n甲店,罚款1元,2025-03-06\n',
    );
    const { rows: agencies } = await db.pool.query<{ agencyId: string }>(
      'select agency_id as "agencyId" from public_site.body order by agency_id limit 1',
    );
    await importDecisions(db, {
      file: table,
      agencyId: agencies[0]?.agencyId ?? '',
      actorId: null,
      now,
    });
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
      further,
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

  // Each is what somebody with the database could do to enforce without a right, or to change what the public reads.
  const edits: readonly (readonly [what: string, sql: string, columns: readonly string[]])[] = [
    [
      'a qualification',
      `update officer set may_review = not may_review where ctid = $1`,
      ['may_review'],
    ],
    ['an officer who left', `update officer set standing = 'left' where ctid = $1`, ['standing']],
    [
      'a longer certificate',
      `update certificate set valid_until = '2099-01-01' where ctid = $1`,
      ['certificates'],
    ],
    [
      'another certificate',
      `update certificate set number = number || 'x' where ctid = $1`,
      ['certificates'],
    ],
    ['other packs', `update agency set packs = '{national}' where ctid = $1`, ['packs']],
    [
      'an own number',
      `update agency set ours = '{"review.complete":{"n":9}}' where ctid = $1`,
      ['ours'],
    ],
    [
      'a draft confirmed',
      `update agency set drafts = drafts || '{"x":{}}' where ctid = $1`,
      ['drafts'],
    ],
    [
      'a closed department',
      `update department set standing = 'closed' where ctid = $1`,
      ['standing'],
    ],
    [
      'a longer engagement',
      `update counsel set valid_until = '2099-01-01' where ctid = $1`,
      ['valid_until'],
    ],
    [
      'an interest taken out',
      `update counsel set interests = '[{}]' where ctid = $1`,
      ['interests'],
    ],
  ];
  test.each(edits)(
    'given %s in a register, then that entry is named',
    async (_what, sql, columns) => {
      const table = /^update (\w+)/.exec(sql)?.[1] ?? '';
      const where = table === 'agency' ? `where 'anze' = any (packs)` : '';
      const { rows } = await db.pool.query<{ place: string; row: object; key: string[] }>(
        `select ctid::text as place, to_jsonb(t) as row from ${table} t ${where} limit 1`,
      );
      const [chosen] = rows;
      await db.pool.query(sql.replace('$1', `'${chosen?.place}'`));
      const { findings } = await verify();
      const register = table === 'certificate' ? 'officer' : table;
      expect(findings).toEqual([
        expect.objectContaining({ what: 'register-changed', register, columns }),
      ]);
      await restore(table, chosen?.row ?? {});
    },
  );

  test.each([
    ['in_force_from', `in_force_from = '2099-01-01'`],
    ['items', `items = '[]'`],
    ['copy', `copy = ''`],
  ])(
    'given a version of a review catalogue with other %s, then that version is named',
    async (column, change) => {
      const { rows } = await db.pool.query<{ row: Record<string, unknown> }>(
        'select to_jsonb(v) as row from review_catalogue_version v order by agency_id limit 1',
      );
      const row = rows[0]?.row ?? {};
      await db.pool.query(
        'alter table review_catalogue_version disable trigger review_catalogue_version_is_append_only',
      );
      await db.pool.query(`update review_catalogue_version set ${change} where agency_id = $1`, [
        row['agency_id'],
      ]);
      const named = { what: 'register-changed', register: 'catalogue-version' };
      const agencyId = row['agency_id'];
      expect((await verify()).findings).toEqual([
        { ...named, agencyId, id: '1', columns: [column] },
      ]);
      await restore('review_catalogue_version', row);
      expect((await verify()).findings).toEqual([]);
    },
  );

  test('given a public catalogue that nobody published, or items struck out of a register, then they are named', async () => {
    const { rows } = await db.pool.query<{ agencyId: string }>(
      `insert into public_site.review_catalogue (agency_id, number, in_force_from, published_at, digest, items, copy)
       select agency_id, 9, '2026-11-20', now(), repeat('0', 64), '[]', '' from public_site.body
       order by agency_id limit 1 returning agency_id as "agencyId"`,
    );
    const agencyId = rows[0]?.agencyId;
    const added = { what: 'register-changed', register: 'catalogue-on-site', agencyId, id: '9' };
    expect((await verify()).findings).toEqual([{ ...added, columns: ['unknown'] }]);
    await db.pool.query('delete from public_site.review_catalogue where number = 9');

    const before = await db.pool.query<{ row: object }>(
      'select to_jsonb(c) as row from review_catalogue c order by agency_id limit 1',
    );
    await db.pool.query(
      `update review_catalogue set state = jsonb_set(state, '{items}', '{}')
       where agency_id = (select min(agency_id::text) from review_catalogue)::uuid`,
    );
    expect((await verify()).findings).toMatchObject([
      { what: 'register-changed', register: 'catalogue', columns: ['state'] },
    ]);
    await restore('review_catalogue', before.rows[0]?.row ?? {});
    expect((await verify()).findings).toEqual([]);
  });

  test('given an officer nobody registered, or a certificate taken away, then that entry is named', async () => {
    const { rows } = await db.pool.query<{ agencyId: string; id: string }>(
      `insert into officer (agency_id, officer_id, name, post, may_review, standing, version)
       select agency_id, gen_random_uuid(), '冒名', '', true, 'active', 1 from agency limit 1
       returning agency_id as "agencyId", officer_id as id`,
    );
    const named = { what: 'register-changed', register: 'officer', ...rows[0] };
    expect((await verify()).findings).toEqual([{ ...named, columns: ['unknown'] }]);
    await db.pool.query('delete from officer where officer_id = $1', [rows[0]?.id]);
    const gone = await db.pool.query<{ row: object }>(
      `delete from certificate where ctid = (select min(ctid) from certificate) returning to_jsonb(certificate) as row`,
    );
    expect((await verify()).findings).toMatchObject([
      { what: 'register-changed', columns: ['certificates'] },
    ]);
    await put('certificate', gone.rows[0]?.row ?? {});
    expect((await verify()).findings).toEqual([]);
  });

  test.each([
    ['case', `party_name = '另一人'`, 'party_name'],
    ['case', `amount_fen = 1`, 'amount_fen'],
    ['case', `fields = '[]', form = 'summary', document = null, basis = '[]'`, 'basis'],
    ['import', `punishment = '罚款999元'`, 'content'],
    ['import', `fields = '[]'`, 'fields'],
  ])(
    'given a decision of a %s on the public site with %s, then it is named',
    async (source, change, column) => {
      const { rows } = await db.pool.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(d) as row from public_site.decision d where source = $1
       order by (amount_fen is not null) desc, id limit 1`,
        [source],
      );
      const row = rows[0]?.row ?? {};
      await db.pool.query(`update public_site.decision set ${change} where id = $1`, [row['id']]);
      expect((await verify()).findings).toEqual([
        {
          what: 'publication-changed',
          agencyId: row['agency_id'],
          id: row['id'],
          columns: expect.arrayContaining([column]),
        },
      ]);
      await restore('public_site.decision', row);
    },
  );

  test('given a decision put on the public site, taken from it, or a body renamed there, then it is named', async () => {
    const { rows: added } = await db.pool.query<{ id: string; agencyId: string }>(
      `insert into public_site.decision (id, agency_id, case_name, decided_on, published_at, form, fields, source)
       select gen_random_uuid(), agency_id, '无中生有', '2026-01-01', now(), 'summary', '[]', 'import'
       from public_site.body limit 1 returning id, agency_id as "agencyId"`,
    );
    expect((await verify()).findings).toEqual([
      { what: 'publication-changed', ...added[0], columns: ['unknown'] },
    ]);
    await db.pool.query('delete from public_site.decision where id = $1', [added[0]?.id]);
    for (const source of ['case', 'import']) {
      const { rows: gone } = await db.pool.query<{ row: Record<string, unknown> }>(
        `delete from public_site.decision d where id = (
           select id from public_site.decision where source = $1 order by id limit 1) returning to_jsonb(d) as row`,
        [source],
      );
      const row = gone[0]?.row ?? {};
      expect((await verify()).findings).toEqual([
        {
          what: 'publication-changed',
          agencyId: row['agency_id'],
          id: row['id'],
          columns: ['missing'],
        },
      ]);
      await put('public_site.decision', row);
    }
    const { rows: bodies } = await db.pool.query<{ agencyId: string; name: string }>(
      `select agency_id as "agencyId", name from public_site.body limit 1`,
    );
    const rename = (name: string) =>
      db.pool.query('update public_site.body set name = $2 where agency_id = $1', [
        bodies[0]?.agencyId,
        name,
      ]);
    await rename('改了名的机关');
    expect((await verify()).findings).toMatchObject([{ columns: ['name'] }]);
    await rename(bodies[0]?.name ?? '');
    expect((await verify()).findings).toEqual([]);
  });

  /** Puts a row back that was taken away. */
  const put = (table: string, row: object) =>
    db.pool.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [
      JSON.stringify(row),
    ]);

  /** Makes a row what it was. */
  async function restore(table: string, row: object): Promise<void> {
    const keys = Object.keys(row).filter((name) => /^(?:id|\w+_id)$/.test(name));
    const values = Object.keys(row).filter((name) => !keys.includes(name));
    const ids = keys.filter((name) => ['id', `${table}_id`].includes(name));
    const own = ids.length > 0 ? ids : ['agency_id'];
    await db.pool.query(
      `update ${table} t set (${values.join(', ')}) = row (${values.map((name) => `b.${name}`).join(', ')})
       from jsonb_populate_record(null::${table}, $1) b
       where ${own.map((name) => `t.${name} = b.${name}`).join(' and ')}`,
      [JSON.stringify(row)],
    );
  }

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
