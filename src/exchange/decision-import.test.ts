import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { publishBody, searchDecisions, withdrawPublication } from '../disclosure/index.store.ts';
import { Refused } from '../rules/index.ts';
import { readEvents } from '../store/index.store.ts';
import { type DecisionImport, importDecisions } from './index.store.ts';

let db: TestDatabase;
let folder: string;
let agencyId: string;

beforeAll(async () => {
  db = await aDatabase();
  folder = mkdtempSync(join(tmpdir(), 'mingfa-import-'));
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  agencyId = randomUUID();
  await publishBody(db.pool, { agencyId, name: '某县交警大队', ruleTitle: null, facts: [] });
});

const now = '2026-11-21T10:00:00.000+08:00';

function aFile(name: string, content: string | Buffer): string {
  const file = join(folder, `${randomUUID()}-${name}`);
  writeFileSync(file, content);
  return file;
}

function run(file: string, change: Partial<DecisionImport> = {}) {
  return importDecisions(db, { file, agencyId, actorId: null, now, ...change });
}

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Refused)) throw error ?? new Error('nothing was refused');
  return error.refusals.map(({ code }) => code);
}

async function publicCount(): Promise<number> {
  const { rows } = await db.pool.query(
    'select count(*)::int as n from public_site.decision where agency_id = $1',
    [agencyId],
  );
  return (rows[0] as { n: number }).n;
}

const lineOf = (change: object = {}) =>
  JSON.stringify({
    party: '于某',
    org: false,
    date: '2023-02-23',
    time: '22:10',
    place: '市府路',
    act: '醉酒后驾驶机动车',
    law: '某法',
    punish: '吊销驾驶证',
    ...change,
  });
const csv =
  '决定书文号,当事人,违法事实,处罚依据,处罚内容,决定日期\r\n测罚〔2025〕1号,"测试商贸有限公司","超范围经营，\r\n经查属实",某法,罚款1.5万元,2025年3月4日\r\n测罚〔2025〕2号,测试百货店,占道经营,某条例,警告,2025/3/5\r\n';

describe('a file of past decisions becomes public as a whole and once', () => {
  test('given rows of which two read the same, when imported, then all are public and can be searched', async () => {
    const file = aFile('a.jsonl', [lineOf(), lineOf({ place: '独一路' }), lineOf(), ''].join('\n'));
    expect(await run(file)).toMatchObject({ rows: 3, added: 3, skipped: 0, badRows: 0 });

    expect(await publicCount()).toBe(3);
    const found = await searchDecisions(db.publicPool, { typed: '独一路', agencyId });
    expect(found.cards.map(({ decidedOn }) => decidedOn)).toEqual(['2023-02-23']);
  });

  test('given an imported file, when it comes again or within a longer one, then nothing is added twice', async () => {
    await run(aFile('a.jsonl', [lineOf(), lineOf()].join('\n')));
    expect(await run(aFile('b.jsonl', [lineOf(), lineOf()].join('\n')))).toMatchObject({
      added: 0,
      skipped: 2,
      importedBeforeAt: now,
    });
    expect(
      await run(
        aFile('c.jsonl', [lineOf(), lineOf(), lineOf(), lineOf({ place: '新路' })].join('\n')),
      ),
    ).toMatchObject({ rows: 4, added: 2, skipped: 2 });
    expect(await publicCount()).toBe(4);
  });

  test('[apl-2021-48] given a withdrawn decision, when its file comes again with a new row, then it stays withdrawn', async () => {
    await run(aFile('a.jsonl', lineOf()));
    const { rows } = await db.pool.query<{ id: string }>(
      'select id from public_site.decision where agency_id = $1',
      [agencyId],
    );
    await withdrawPublication(db.pool, {
      agencyId,
      decisionId: rows[0]?.id ?? '',
      reason: '决定被撤销',
      withdrawnAt: now,
    });
    expect(
      await run(aFile('b.jsonl', [lineOf(), lineOf({ place: '新路' })].join('\n'))),
    ).toMatchObject({ added: 1, skipped: 1 });
    expect(await publicCount()).toBe(1);
  });

  test('given bad rows among good ones, when imported, then nothing is public and each is named by line', async () => {
    const file = aFile(
      'a.jsonl',
      [lineOf(), lineOf({ date: '2023-02-30' }), '{', '[]', lineOf({ punish: '' })].join('\n'),
    );
    const report = await run(file);
    expect(report).toMatchObject({ rows: 5, added: 0, badRows: 4 });
    expect(report.shownBadRows.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(await publicCount()).toBe(0);
  });

  test('given a rehearsal, when it ends well, then nothing is kept', async () => {
    expect(await run(aFile('a.jsonl', lineOf()), { isRehearsal: true })).toMatchObject({
      rows: 1,
      badRows: 0,
      added: 0,
    });
    expect(await publicCount()).toBe(0);
  });

  test('given an import, when it is done, then its event is in the history, and staging is empty', async () => {
    await run(aFile('a.jsonl', lineOf()));
    const { rows } = await db.pool.query<{ import_id: string }>(
      'select import_id from mingfa.decision_import where agency_id = $1',
      [agencyId],
    );
    const events = await readEvents(db, agencyId, rows[0]?.import_id ?? '');
    expect(events).toMatchObject([
      { kind: 'importCompleted', data: { rows: 1, added: 1, skipped: 0 } },
    ]);
    const staged = await db.pool.query('select 1 from mingfa.import_staging');
    expect(staged.rowCount).toBe(0);
  });

  test('given two imports of the same rows at once, when both are done, then each row is public once', async () => {
    const content = Array.from({ length: 40 }, (_, index) =>
      lineOf({ place: `${index}号路` }),
    ).join('\n');
    const reports = await Promise.all([
      run(aFile('a.jsonl', content)),
      run(aFile('b.jsonl', `${content}\n`)),
    ]);
    expect(reports.map(({ added }) => added).sort((a, b) => a - b)).toEqual([0, 40]);
    expect(await publicCount()).toBe(40);
  });
});

describe('a table may be JSON lines, CSV or a workbook', () => {
  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`)],
    ['GB18030', gb18030(csv)],
  ])('given CSV in %s, when imported, then it reads the same', async (_, content) => {
    expect(await run(aFile('a.csv', content))).toMatchObject({ rows: 2, added: 2 });
    const { rows } = await db.pool.query(
      'select decision_number, party_name, amount_fen, decided_on from public_site.decision where agency_id = $1 order by decided_on',
      [agencyId],
    );
    expect(rows).toEqual([
      {
        decision_number: '测罚〔2025〕1号',
        party_name: '测试商贸有限公司',
        amount_fen: 1_500_000,
        decided_on: '2025-03-04',
      },
      {
        decision_number: '测罚〔2025〕2号',
        party_name: '测试百货店',
        amount_fen: null,
        decided_on: '2025-03-05',
      },
    ]);
  });

  test('given a workbook with a date cell, when imported, then the day is right', async () => {
    const file = join(folder, `${randomUUID()}.xlsx`);
    await workbook(file, [
      ['当事人', '违法事实', '处罚内容', '决定日期'],
      ['测试商贸有限公司', '超范围经营', '罚款500元', new Date('2025-03-04T00:00:00Z')],
    ]);
    expect(await run(file)).toMatchObject({ rows: 1, added: 1 });
    const { rows } = await db.pool.query(
      'select decided_on from public_site.decision where agency_id = $1',
      [agencyId],
    );
    expect(rows).toEqual([{ decided_on: '2025-03-04' }]);
  });

  test.each([
    ['import.file-missing', 'missing.csv', null],
    ['import.file-kind', 'a.doc', 'x'],
    ['import.empty', 'a.csv', '当事人,处罚内容,决定日期\n'],
    ['import.empty', 'a.jsonl', ''],
    ['import.no-mapping', 'a.csv', 'a,b\n1,2\n'],
    ['import.heading-twice', 'a.csv', 'a,a\n1,2\n'],
    ['import.csv', 'a.csv', '当事人,处罚内容,决定日期\n"x,y\n'],
    ['import.line-too-long', 'a.jsonl', 'x'.repeat(1_100_000)],
    [
      'import.encoding',
      'a.jsonl',
      Buffer.concat([Buffer.from(`${lineOf()}\n`.repeat(9000)), Buffer.from([0xff, 0xfe])]),
    ],
    ['import.workbook', 'a.xlsx', 'no archive'],
    ['import.workbook-too-large', 'a.xlsx', bomb()],
  ])(
    'given a file that is refused with %s, when imported, then nothing is kept',
    async (code, name, content) => {
      const file = content === null ? join(folder, name) : aFile(name, content);
      expect(await codesOf(run(file))).toEqual([code]);
      expect(await publicCount()).toBe(0);
    },
  );

  test('given any bytes under any name, when imported, then a report or a refusal', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom(
          '"',
          ',',
          '\r\n',
          '\n',
          '\t',
          '{"',
          '":',
          '\u0000',
          '决定日期,处罚内容,当事人\n',
          '2025-01-01',
          '罚款',
          'PK\u0005\u0006',
          'PK\u0001\u0002',
          lineOf(),
        )
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 20 }),
        fc.constantFrom('jsonl', 'csv', 'xlsx'),
        async (pieces, kind) => {
          const report = await run(aFile(`x.${kind}`, Buffer.concat(pieces)), {
            isRehearsal: true,
          }).catch((error: unknown) => error);
          if (report instanceof Error) expect(report).toBeInstanceOf(Refused);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Node decodes GB18030 and does not encode it; the two-byte part is turned around here. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytesOf = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1)
      if (low !== 0x7f)
        bytesOf.set(decoder.decode(Buffer.from([high, low])), Buffer.from([high, low]));
  return Buffer.concat(
    Array.from(text, (character) => bytesOf.get(character) ?? Buffer.from(character)),
  );
}

async function workbook(
  file: string,
  rows: readonly (readonly (string | Date)[])[],
): Promise<void> {
  const cells = rows.map((row) =>
    row.map((value) =>
      value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value, type: String },
    ),
  );
  await (writeWorkbook(cells) as { toFile(name: string): Promise<void> }).toFile(file);
}

/** An archive whose one part unfolds to 300 MB, while its directory says 1 byte. */
function bomb(): Buffer {
  const content = Buffer.alloc(300 * 1024 * 1024);
  const folded = deflateRawSync(content, { level: 9 });
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(content), 14);
  local.writeUInt32LE(folded.length, 18);
  local.writeUInt32LE(1, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(folded.length, 20);
  entry.writeUInt32LE(1, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + folded.length, 16);
  return Buffer.concat([local, name, folded, entry, name, end]);
}
