import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Answer, aServer, type TestServer } from '../../tests/support/server.ts';

const at = '2026-11-20T09:00:00.000+08:00';
let db: TestDatabase;
let server: TestServer;
let own: CastBody;
let office: Record<string, string>;
let officer: Record<string, string>;

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: () => at });
  own = await aBody(db, server.ruleBook, server.stage.book, { pack: 'anze' });
  office = await signIn('办公室');
  officer = await signIn('承办人甲');
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function signIn(name: string): Promise<Record<string, string>> {
  const { userName } = own.people[name]!;
  const payload = { userName, password: 'Shifan-Mima-2026' };
  const answer = await server.ask({ method: 'POST', url: '/api/session', payload });
  const [cookie = ''] = String([answer.headers['set-cookie']].flat()[0]).split(';');
  return { cookie, 'x-csrf-token': String(answer.body.csrfToken) };
}

const table = `当事人,当事人类别,处罚内容,决定日期,文号
示范明,个人,罚款100元,2025-03-04,示罚1号
示范商贸有限公司,组织,警告,2025-03-05,示罚2号
`;
const post = (url: string, payload: string | Buffer, type = 'text/csv'): Promise<Answer> =>
  server.ask({ method: 'POST', url, payload, headers: { ...office, 'content-type': type } });

describe('past decisions come in as a table', () => {
  test('given a table, when previewed, then rows as they would be public, and nothing is kept', async () => {
    const { status, body } = await post('/api/decision-imports/preview', table);

    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: 2, badRows: 0, fits: true });
    expect(body.columns).toEqual(['当事人', '当事人类别', '处罚内容', '决定日期', '文号']);
    expect(body.fields).toContainEqual({
      field: 'decisionNumber',
      title: '决定书文号',
      columns: ['文号'],
    });
    expect(body.shown[0].decision).toMatchObject({ partyName: '示某', decidedOn: '2025-03-04' });
    expect(JSON.stringify(body)).not.toContain('示范明');
    const { rowCount } = await db.pool.query('select from public_site.decision');
    expect(rowCount).toBe(0);
  });

  test('given a wrong row, when previewed and imported, then it is named by its line and nothing is public', async () => {
    const wrong = `${table}示某,个人,罚款,昨天,3号\n`;
    const seen = await post('/api/decision-imports/preview', wrong);
    expect(seen.body).toMatchObject({ rows: 3, badRows: 1, shownBadRows: [{ line: 4 }] });

    const { status, body } = await post('/api/decision-imports', wrong);
    expect([status, body.badRows, body.added]).toEqual([200, 1, 0]);
    // Not even the body: nothing of an import that was refused is left.
    const { rowCount } = await db.pool.query('select from public_site.body');
    expect(rowCount).toBe(0);
    const staged = await db.pool.query('select from mingfa.import_staging');
    expect(staged.rowCount).toBe(0);
  });

  test('given headings nobody knows, when a mapping names them, then they are read', async () => {
    const odd = '甲,乙\n罚款100元,2025-03-04\n';
    expect((await post('/api/decision-imports/preview', odd)).body).toMatchObject({
      fits: false,
      badRows: 1,
      columns: ['甲', '乙'],
    });
    expect(await post('/api/decision-imports', odd)).toMatchObject({
      status: 422,
      body: { code: 'import.no-mapping' },
    });
    const mapping = encodeURIComponent(
      JSON.stringify({
        fields: { punishment: '甲', decidedOn: '乙', caseName: { constant: '示范案' } },
      }),
    );
    const { body } = await post(`/api/decision-imports/preview?mapping=${mapping}`, odd);
    expect(body).toMatchObject({ fits: true, badRows: 0, shown: [{ problems: [] }] });
  });

  test('given a sound table, when imported twice, then it is public once, under the one who did it', async () => {
    const url = '/api/decision-imports?fileName=../往年.csv';
    expect((await post(url, table)).body).toMatchObject({ rows: 2, added: 2, skipped: 0 });
    expect((await post(url, table)).body).toMatchObject({ added: 0, skipped: 2 });
    const { rows } = await db.pool.query(
      `select actor_id, data ->> 'fileName' as file from mingfa.event where kind = 'importCompleted'`,
    );
    expect(rows).toEqual([{ actor_id: own.people['办公室']!.id, file: '以往的决定.csv' }]);
    expect(readdirSync(join(db.dataFolder, 'incoming'))).toEqual([]);
  });

  test.each([
    ['exchange.no-table', '{}', 'application/json', 415],
    ['import.workbook', 'no archive', 'application/octet-stream', 422],
    ['import.empty', '', 'application/x-ndjson', 422],
    ['exchange.mapping-unreadable', 'x', 'text/csv', 422],
    ['request.too-large', 'x'.repeat(20 * 1024 * 1024 + 1), 'text/csv', 413],
  ])('given what is refused with %s, then so it is', async (code, content, type, status) => {
    const url = `/api/decision-imports/preview${code.includes('mapping') ? '?mapping={' : ''}`;
    expect(await post(url, content, type)).toMatchObject({ status, body: { code } });
    expect(server.faults).toEqual([]);
  });

  test('given an officer, when importing, then refused', async () => {
    const headers = { ...officer, 'content-type': 'text/csv' };
    const url = '/api/decision-imports';
    expect((await server.ask({ method: 'POST', url, payload: table, headers })).status).toBe(403);
  });
});

describe('published decisions go out as a table', () => {
  test('given public decisions of two bodies, when exported, then only the own ones', async () => {
    const other = await aBody(db, server.ruleBook, server.stage.book, { pack: 'kaifu' });
    await db.pool.query('insert into public_site.body (agency_id, name) values ($1, $2)', [
      other.agencyId,
      '别家',
    ]);
    await db.pool.query(
      `insert into public_site.decision (id, agency_id, case_name, decided_on, published_at, form, fields, source)
       values (gen_random_uuid(), $1, '别家案', '2026-01-01', now(), 'summary', '[]', 'import')`,
      [other.agencyId],
    );
    const { status, headers, body } = await server.ask({
      url: '/api/decision-export?format=csv',
      headers: officer,
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(body.split('\r\n').length).toBe(4);
    expect(body).toContain('示罚1号');
    expect(body).not.toContain('别家');
  });

  test('given the same, when exported as a workbook, then it can be imported again', async () => {
    const answer = await server.app.inject({
      url: '/api/decision-export?format=xlsx',
      headers: officer,
    });
    expect(answer.statusCode).toBe(200);
    const { body } = await post(
      '/api/decision-imports/preview',
      answer.rawPayload,
      'application/octet-stream',
    );
    expect(body).toMatchObject({ rows: 2, badRows: 0, fits: true });
  });
});
