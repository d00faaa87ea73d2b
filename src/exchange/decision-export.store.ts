// Export of published decisions: what the public site shows, and nothing else.

import type pg from 'pg';
import writeWorkbook from 'write-excel-file/node';
import { Refused } from '../rules/index.ts';
import {
  csvCell,
  type ExportedRow,
  exportedRow,
  exportHeadings,
  type PublishedDecision,
} from './exported-decision.ts';

/** Which decisions to export; all when nothing is named. */
export type ExportedBodies = { readonly agencyId?: string; readonly name?: string | null };

const pageRows = 1000;
const nobody = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** A workbook is made in memory; larger exports go into CSV. */
const mostInWorkbook = 20_000;

/**
 * Published decisions, newest first, a page at a time.
 *
 * @param pool - of the public site; what it cannot see is not exported
 */
export async function* exportedDecisions(
  pool: pg.Pool,
  { agencyId, name }: ExportedBodies,
): AsyncGenerator<ExportedRow> {
  let after: readonly [string, string] = ['infinity', nobody];
  for (;;) {
    const { rows } = await pool.query<PublishedDecision & { id: string; day: string }>(
      `select d.id, d.decided_on::text as day, b.name as body, d.decision_number as "decisionNumber",
          d.case_name as "caseName", d.party_name as "partyName", d.facts, d.law, d.punishment,
          d.penalty_kinds as "penaltyKinds", d.amount_fen::float8 as "amountFen",
          to_char(d.decided_on, 'YYYY-MM-DD') as "decidedOn", d.corrected_on::text as "correctedOn", d.fields, d.document,
          to_char(d.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as "publishedAt"
         from public_site.decision d join public_site.body b using (agency_id)
        where (d.decided_on, d.id) < ($1::date, $2::uuid)
          and ($3::text is null or b.name = $3) and ($4::uuid is null or d.agency_id = $4)
        order by d.decided_on desc, d.id desc limit ${pageRows}`,
      [...after, name ?? null, agencyId ?? null],
    );
    for (const row of rows) yield exportedRow(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = [last.day, last.id];
  }
}

/** The rows as a comma-separated table, with the mark without which spreadsheets do not take it for UTF-8. */
export async function* csvLines(rows: AsyncIterable<ExportedRow>): AsyncGenerator<string> {
  yield `\ufeff${exportHeadings.join(',')}\r\n`;
  for await (const row of rows)
    yield `${exportHeadings.map((heading) => csvCell(row[heading] ?? null)).join(',')}\r\n`;
}

/** The rows as one JSON text a line. */
export async function* jsonLines(rows: AsyncIterable<ExportedRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/**
 * The rows as a workbook.
 *
 * @throws Refused (`exchange.workbook-too-large`)
 */
export async function workbookOf(rows: AsyncIterable<ExportedRow>): Promise<Buffer> {
  const bold = { fontWeight: 'bold' } as const;
  const sheet: object[][] = [exportHeadings.map((value) => ({ value, type: String, ...bold }))];
  for await (const row of rows) {
    if (sheet.length > mostInWorkbook) throw new Refused(tooLarge);
    sheet.push(exportHeadings.map((heading) => cellOf(row[heading] ?? null)));
  }
  const made = writeWorkbook(sheet as never) as unknown as { toBuffer(): Promise<Buffer> };
  return made.toBuffer();
}

/** A cell holds 32,767 characters at most. */
function cellOf(value: string | null): object {
  return value === null ? {} : { value: Array.from(value).slice(0, 32_000).join(''), type: String };
}

const tooLarge = {
  code: 'exchange.workbook-too-large',
  text: `决定超过 ${mostInWorkbook} 件，一个工作簿装不下。请改用 CSV 导出。`,
  clauses: [],
};
