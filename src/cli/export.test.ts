import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { csvCell } from '../exchange/index.ts';
import { exportDecisions } from './export.ts';

test.each([
  ['罚款5000元', '罚款5000元'],
  ['罚款，责令改正', '罚款，责令改正'],
  ['a,b', '"a,b"'],
  ['他说“"好"”', '"他说“""好""”"'],
  ['=1+1', "'=1+1"],
  ['@cmd,x', `"'@cmd,x"`],
  [null, ''],
])('given the value %s, when written to a table, then it is %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

describe('published decisions are exported', () => {
  let db: TestDatabase;
  let folder: string;
  const bodies = { 城管局: randomUUID(), 司法局: randomUUID() };
  const perBody = 1200;
  const fields = [
    { code: 'party', title: '当事人', value: '虚构公司' },
    { code: 'reason', title: '事由', value: '占道' },
  ];

  beforeAll(async () => {
    db = await aDatabase();
    folder = mkdtempSync(join(tmpdir(), 'mingfa-export-'));
    for (const [name, id] of Object.entries(bodies)) {
      await db.pool.query('insert into public_site.body (agency_id, name) values ($1, $2)', [
        id,
        name,
      ]);
      await db.pool.query(
        `insert into public_site.decision
           (id, agency_id, decision_number, case_name, punishment, decided_on, published_at, form, fields, source)
         select gen_random_uuid(), $1, n::text, $2 || n, '罚款,100元', date '2026-01-01' + n % 7, now(), 'summary', $4, 'import'
           from generate_series(1, $3) n`,
        [id, `${name}案`, perBody, JSON.stringify(fields)],
      );
    }
  });

  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('given more than one page of one body, when exported as JSON lines, then each is there once and of no other body', async () => {
    const file = join(folder, '决定.jsonl');

    expect(await exportDecisions(db.publicPool, file, { format: 'jsonl', body: '城管局' })).toBe(
      perBody,
    );
    const rows: Record<string, string>[] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(rows.map((row) => row['决定书文号'])).size).toBe(perBody);
    expect(new Set(rows.map((row) => row['单位']))).toEqual(new Set(['城管局']));
    const days = rows.map((row) => row['决定日期'] ?? '');
    expect(days).toEqual(days.toSorted().toReversed());
  });

  test('given all bodies, when exported as a table, then it begins with the mark and the headings', async () => {
    const file = join(folder, '决定.csv');

    expect(await exportDecisions(db.publicPool, file, { format: 'csv', body: null })).toBe(
      2 * perBody,
    );
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines[0]).toBe(
      '\ufeff单位,决定书文号,案件名称,当事人,违法事实,处罚依据,处罚内容,决定日期,公开时间,更正日期,公示内容,决定书',
    );
    expect(lines[1]).toContain(',"罚款,100元",');
    expect(lines[1]).toMatch(/,当事人：虚构公司；事由：占道,$/);
    expect(lines).toHaveLength(2 * perBody + 2);
  });

  test('given a folder that is not there, when exported, then it is refused and no half file is left', async () => {
    const file = join(folder, 'none/决定.csv');

    await expect(
      exportDecisions(db.publicPool, file, { format: 'csv', body: null }),
    ).rejects.toThrow('export.file-unwritable');
    expect(existsSync(`${file}.part`)).toBe(false);
  });
});
