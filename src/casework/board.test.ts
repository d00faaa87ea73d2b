import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type CaseScope, sees } from '../access/index.ts';
import { type Counted, countBoard, gatherTallies } from './board.store.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

const now = '2026-06-15T09:00:00.000+08:00';
const soonUntil = '2026-06-17T23:59:59.999+08:00';
const since = '2025-07-01T00:00:00.000+08:00';
const [agency, otherAgency] = [randomUUID(), randomUUID()];
const departments = [randomUUID(), randomUUID(), null];
const officers = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

/** Numbers that look like chance and are the same each time. */
function aDice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}
const dice = aDice(7);
const oneOf = <T>(all: readonly T[]): T => all[dice(all.length)] as T;

const cases: { readonly id: string; readonly of: string }[] = [];
const facts = () => {
  const decided = dice(2) === 0 ? {} : { decisionMade: [{ at: day() }] };
  return { facts: { ...decided, ...(dice(3) === 0 ? { caseClosed: [{ at: day() }] } : {}) } };
};
const day = () =>
  `${oneOf(['2024-03', '2025-07', '2026-01', '2026-06'])}-0${1 + dice(9)}T00:30:00.000+08:00`;
const columns = () => [
  oneOf(['open', 'decided', 'closed', 'archived']),
  oneOf(['investigation', 'review', 'decision']),
  oneOf(departments),
  officers.filter(() => dice(3) === 0),
  JSON.stringify(facts()),
  JSON.stringify(
    dice(3) === 0 ? [] : [{ name: 'x', dueAt: `2026-06-${10 + dice(12)}T23:59:59.999+08:00` }],
  ),
];

async function open(): Promise<void> {
  const [id, of] = [randomUUID(), oneOf([agency, otherAgency])];
  cases.push({ id, of });
  await db.pool.query(
    `insert into mingfa.case_file (agency_id, case_id, version, procedure, title, standing, step, department_id,
       handler_ids, state, clocks, opened_at, updated_at)
     values ($1, $2, 1, 'penalty', '案', $3, $4, $5, $6, $7, $8, $9, $9)`,
    [of, id, ...columns(), day()],
  );
}

async function change(): Promise<void> {
  const one = oneOf(cases);
  await db.pool.query(
    `update mingfa.case_file set standing = $3, step = $4, department_id = $5, handler_ids = $6, state = $7, clocks = $8
     where agency_id = $1 and case_id = $2`,
    [one.of, one.id, ...columns()],
  );
}

type Row = {
  readonly agencyId: string;
  readonly departmentId: string | null;
  readonly handlerIds: readonly string[];
  readonly standing: string;
  readonly step: string;
  readonly months: Readonly<Record<string, string | null>>;
  readonly isOverdue: boolean;
  readonly isSoon: boolean;
};

/** Counts case by case what the counters say. */
async function countEach(scope: CaseScope): Promise<Counted> {
  const month = (column: string) => `to_char(${column} at time zone interval '8 hours', 'YYYY-MM')`;
  const { rows } = await db.pool.query<Row>(
    `select agency_id as "agencyId", department_id as "departmentId", handler_ids as "handlerIds", standing, step,
       json_build_object('opened', ${month('opened_at')}, 'decided', ${month('decided_at')},
         'closed', ${month('closed_at')}) as months,
       due_at < $1 as "isOverdue", due_at >= $1 and due_at <= $2 as "isSoon" from mingfa.case_board`,
    [now, soonUntil],
  );
  const seen = rows.filter((row) => sees(scope, row));
  const running = seen.filter(({ standing }) => standing !== 'archived');
  const n = (all: readonly Row[], is: (row: Row) => boolean) => all.filter(is).length;
  const group = (all: readonly Row[], keys: (row: Row) => readonly string[]) => {
    const groups = new Map<string, Row[]>();
    for (const row of all)
      for (const key of keys(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
    return [...groups];
  };
  const place = ([key, all]: readonly [string, readonly Row[]]) => ({
    agencyId: key.split('/')[0] ?? '',
    id: key.split('/')[1] || null,
    open: n(all, ({ standing }) => ['open', 'decided'].includes(standing)),
    overdue: n(all, ({ isOverdue }) => isOverdue),
    soon: n(all, ({ isSoon }) => isSoon),
  });
  return {
    steps: group(seen, ({ standing, step }) => [`${standing}/${step}`]).map(([key, all]) => ({
      standing: key.split('/')[0] ?? '',
      step: key.split('/')[1] ?? '',
      n: all.length,
    })),
    months: group(seen, ({ months }) =>
      Object.entries(months).flatMap(([what, at]) =>
        at === null || at < since.slice(0, 7) ? [] : [`${what}/${at}`],
      ),
    ).map(([key, all]) => ({
      what: key.split('/')[0] as 'opened',
      month: key.split('/')[1] ?? '',
      n: all.length,
    })),
    departments: group(running, (row) => [`${row.agencyId}/${row.departmentId ?? ''}`]).map(place),
    handlers: group(running, (row) => row.handlerIds.map((id) => `${row.agencyId}/${id}`)).map(
      place,
    ),
  };
}

const inOrder = (counted: Counted) =>
  Object.fromEntries(
    Object.entries(counted).map(([name, all]) => [
      name,
      all
        .map((one: object) =>
          JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))),
        )
        .toSorted(),
    ]),
  );

const nobody: CaseScope = { agencyIds: [], department: null, alsoDepartments: [], handler: null };
const own = { agencyId: agency, departmentId: departments[0]! };
const scopes: readonly (readonly [string, CaseScope])[] = [
  ['a body', { ...nobody, agencyIds: [agency] }],
  ['two bodies', { ...nobody, agencyIds: [agency, otherAgency] }],
  ['a department', { ...nobody, department: own }],
  [
    'two departments',
    { ...nobody, department: own, alsoDepartments: [{ ...own, departmentId: departments[1]! }] },
  ],
  [
    'a department and what one handles elsewhere',
    { ...nobody, department: own, handler: { agencyId: agency, accountId: officers[0]! } },
  ],
  ['what one handles', { ...nobody, handler: { agencyId: agency, accountId: officers[1]! } }],
  ['nothing', nobody],
];

describe('figures are counted by what changed, and are those of counting every case', () => {
  test('given cases that come, move and go, when gathered now and then, then every scope is exact', async () => {
    for (let round = 0; round < 4; round += 1) {
      for (let n = 0; n < 40; n += 1) await (n % 2 === 0 ? open() : change());
      const gone = cases.splice(dice(cases.length), 1)[0]!;
      await db.pool.query('delete from mingfa.case_board where case_id = $1', [gone.id]);
      // Several at once, as processes do it, and while others act.
      if (round % 2 === 0)
        await Promise.all([gatherTallies(db), open(), gatherTallies(db), change(), change()]);
      for (const [, scope] of scopes)
        expect(inOrder(await countBoard(db, scope, { now, soonUntil, since }))).toEqual(
          inOrder(await countEach(scope)),
        );
    }
  });

  test('given all is gathered, then nothing waits, and no counter is nothing', async () => {
    await gatherTallies(db);
    const { rows } = await db.pool.query(
      `select (select count(*)::int from mingfa.case_tally_change) as waiting,
         (select count(*)::int from mingfa.case_tally where n <= 0) as empty`,
    );

    expect(rows).toEqual([{ waiting: 0, empty: 0 }]);
  });
});
