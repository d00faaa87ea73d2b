// Many cases at once, for lists. Their rows are written as the program writes them; nothing happened in them.

import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/rules/index.ts';
import type { Database } from '../../src/store/index.store.ts';
import type { CastBody } from './body.ts';

/** How many of the rows wait for their officers. */
export const waitingRows = 1500;
/** How many of the rows have a clock that ran out before April 2026. */
export const overdueRows = 40;

/** The number, the name and the party of the n-th row, counted from 1. */
export function rowNames(n: number) {
  const nth = String(n).padStart(5, '0');
  return {
    caseNumber: `示范列〔2026〕${nth}号`,
    title: `第${nth}件占道经营案`,
    // Text that a spreadsheet would run if it were written as it is.
    partyName: n === 7 ? '=1+1 示范商行' : `示范商行${nth}`,
  };
}

/**
 * Fills a body with cases of its two officers.
 *
 * The later rows were opened later and are due later; every third is in legal review, the others under investigation.
 *
 * @param model - a case whose state the waiting rows have; without it none waits
 */
export async function fillWithCases(
  db: Database,
  body: CastBody,
  count: number,
  model?: string,
): Promise<void> {
  const handlers = ['承办人甲', '承办人乙'].map((name) => body.people[name]?.id ?? '');
  const rows = Array.from({ length: count }, (_, index) => row(index + 1));
  await db.pool.query(
    `insert into mingfa.case_file (agency_id, case_id, version, procedure, variant, case_number, title, party_name,
        step, standing, handler_ids, department_id, clocks, state, opened_at, updated_at, awaiting, awaiting_roles)
      select $1, id, 1, 'penalty', 'general', number, title, party, step, 'open', $2, $3, clocks, '{"facts":{}}',
        opened, opened, awaiting, roles
      from jsonb_to_recordset($4) as row(id uuid, number text, title text, party text, step text, clocks jsonb,
        opened timestamptz, awaiting jsonb, roles text[])`,
    [body.agencyId, handlers, body.departmentId, JSON.stringify(rows)],
  );
  if (model !== undefined)
    await db.pool.query(
      `update mingfa.case_file set state = model.state, awaiting = model.awaiting, awaiting_roles = model.awaiting_roles
        from (select state, awaiting, awaiting_roles from mingfa.case_file where case_id = $1) as model
        where case_number = any($2)`,
      [model, Array.from({ length: waitingRows }, (_, index) => rowNames(index + 1).caseNumber)],
    );
  await db.pool.query('analyze');
}

function row(n: number) {
  const { caseNumber, title, partyName } = rowNames(n);
  const dueOn =
    n <= overdueRows ? addDays('2025-12-01', n) : addDays('2026-06-01', Math.floor(n / 10));
  const minute = `${String(Math.floor((n / 60) % 24)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
  return {
    id: randomUUID(),
    number: caseNumber,
    title,
    party: partyName,
    step: n % 3 === 0 ? 'review' : 'investigation',
    clocks: [
      {
        name: 'case-closing',
        ruleKey: 'case.closing',
        dueAt: `${dueOn}T23:59:59.999+08:00`,
        dueOn,
        standing: 'running',
        provisional: false,
      },
    ],
    opened: `${addDays('2026-01-01', Math.floor(n / 1440))}T${minute}:00.000+08:00`,
    awaiting: [],
    roles: [],
  };
}
