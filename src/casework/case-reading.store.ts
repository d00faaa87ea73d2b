// Looking at cases: one by its id, many by page, the history of one. What a person may not know of is not found.

import { type CaseScope, type ScopedCase, sees } from '../access/index.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { addDays, type CivilDate, type Instant, Refused, startOfDay } from '../rules/index.ts';
import { type CaseFile, type Database, readCase } from '../store/index.store.ts';
import type { Awaited } from './awaiting.ts';
import type { CaseActor } from './case.store.ts';
import type { JsonObject } from './case-event.ts';
import { shellRefusals } from './shell-refusals.ts';

/** A case that a person may know of. */
export type SeenCase = CaseFile & ScopedCase;

/**
 * Finds a case by its id.
 *
 * @throws Refused (`case.unknown`) if there is none, or none that the person may know of
 */
export async function findCase(db: Database, caseId: string, actor: CaseActor): Promise<SeenCase> {
  const scope = await caseScopeOf(db, actor);
  const { rows } = await db.pool.query<{ agencyId: string }>({
    name: 'casework-where',
    text: `select agency_id as "agencyId" from mingfa.case_file
      where agency_id = any($1::uuid[]) and case_id = $2`,
    values: [[actor.agencyId, ...scope.agencyIds], caseId],
  });
  const agencyId = rows[0]?.agencyId;
  const file = agencyId === undefined ? null : await readCase(db, agencyId, caseId);
  if (file === null || !sees(scope, file)) throw new Refused(shellRefusals.unknown);
  return file;
}

/** A case as a list shows it. */
export type CaseEntry = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly variant: string;
  readonly step: string;
  readonly standing: string;
  readonly handlerIds: readonly string[];
  readonly departmentId: string | null;
  readonly version: number;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
  /** The open clock that ends first; null when none runs. */
  readonly nextClock: KeptClock | null;
  /** What the case waits for; null while it has not been worked out. */
  readonly awaiting: readonly Awaited[] | null;
};

/** An open clock as it is kept with its case. */
export type KeptClock = {
  readonly name: string;
  readonly ruleKey: string;
  readonly dueAt: Instant;
  readonly dueOn: CivilDate | null;
  readonly standing: 'running' | 'overdue' | 'paused' | 'lapses';
};

/** Which cases a list is to hold; everything given must be true of a case. */
export type CaseFilter = {
  readonly standing?: string | undefined;
  readonly step?: string | undefined;
  readonly handlerId?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly variant?: string | undefined;
  /** First day of registration, inclusive. */
  readonly openedFrom?: CivilDate | undefined;
  /** Last day of registration, inclusive. */
  readonly openedUntil?: CivilDate | undefined;
  /** Only those that wait for somebody at these places of one body. */
  readonly awaits?: { readonly agencyId: string; readonly places: readonly string[] } | undefined;
  /** Only those with a clock that has run out. */
  readonly overdue?: boolean | undefined;
  /** Words, each of which must be part of the title, the party's name or the case number. */
  readonly text?: string | undefined;
  /** The latest opened first, or the one whose clock ends first. */
  readonly order?: 'opened' | 'due' | undefined;
  /** The last entry of the page before, as `key` gives it; absent for the first page. */
  readonly after?: { readonly key: string; readonly caseId: string } | undefined;
  readonly limit: number;
  readonly now: Instant;
};

/** Among so many of the newest cases, words are sought first: frequent ones fill a page there. */
const newest = 500;

/** Up to so many cases are looked up by the index of words; of more, some always fill a page soon. */
const mostLookedUp = 1000;

/** A case in a list, with what it is ordered by. */
export type ListedCase = CaseEntry & { readonly key: string };

/**
 * Cases within a scope, in the order of the filter.
 *
 * @returns up to one more than the limit, so that the caller sees whether there are more
 */
export async function listCases(
  db: Database,
  scope: CaseScope,
  filter: CaseFilter,
): Promise<readonly ListedCase[]> {
  if (!hasWords(filter)) return entriesFrom(db, filter, filesOf(scope, filter));
  if (filter.order !== 'due') {
    const near = await entriesFrom(db, filter, holdingAmong(scope, filter, newest));
    if (near.length > filter.limit) return near;
  }
  return entriesFrom(db, filter, await filesWithWords(db, scope, filter));
}

/**
 * How many cases pass a filter, counted no further than so many.
 *
 * @returns one more than `most` when there are more
 */
export async function countCases(
  db: Database,
  scope: CaseScope,
  filter: CaseFilter,
  most: number,
): Promise<number> {
  const files = hasWords(filter) ? await filesWithWords(db, scope, filter) : filesOf(scope, filter);
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await db.pool.query<{ n: number }>({
    text: `select count(*)::int as n from (select from ${files(bind)} limit ${bind(most + 1)}) as counted`,
    values,
  });
  return rows[0]?.n ?? 0;
}

const hasWords = ({ text = '' }: CaseFilter) => text.trim() !== '';

async function filesWithWords(
  db: Database,
  scope: CaseScope,
  filter: CaseFilter,
): Promise<FilesText> {
  const held = await find(db, scope, filter.text ?? '');
  return held.length > mostLookedUp
    ? holdingAmong(scope, filter, null)
    : filesOf(scope, filter, (bind) => theseFiles(held, filter, bind));
}

/** Makes the part of the query that gives the files, under the name f. */
type FilesText = (bind: Bind) => string;

/** Instants leave the database as Beijing time; the end of time as a word. */
const instantText = (column: string) =>
  `case when ${column} = 'infinity' then 'infinity' else to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00' end`;

const orders = {
  opened: { key: 'f.opened_at', way: 'desc', source: 'mingfa.case_file' },
  // From the board to the file: its index has the order already.
  due: {
    key: 'f.next_due',
    way: 'asc',
    source: `(select file.*, board.due_at as next_due, board.agency_id as board_agency
      from mingfa.case_board board join mingfa.case_file file using (agency_id, case_id))`,
  },
} as const;
const orderOf = ({ order = 'opened' }: CaseFilter) => orders[order];

async function entriesFrom(
  db: Database,
  filter: CaseFilter,
  files: FilesText,
): Promise<readonly ListedCase[]> {
  const { key, way } = orderOf(filter);
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await db.pool.query<ListedCase>({
    text: `select ${entryColumns}, ${instantText(key)} as key
      from ${files(bind)}
      order by ${key} ${way}, f.case_id ${way} limit ${bind(filter.limit + 1)}`,
    values,
  });
  return rows;
}

/** The columns of an entry, from a case file under the name f. */
export const entryColumns = `f.agency_id as "agencyId", f.case_id as "caseId", f.case_number as "caseNumber", f.title,
        f.party_name as "partyName", f.variant, f.step, f.standing, f.handler_ids as "handlerIds",
        f.department_id as "departmentId", f.version, f.opened_at as "openedAt", f.updated_at as "updatedAt",
        f.awaiting,
        (select clock from jsonb_array_elements(f.clocks) as clock
          where clock ->> 'standing' not in ('lapses', 'paused')
          order by (clock ->> 'dueAt')::timestamptz limit 1) as "nextClock"`;

/** The files that a person may see and that pass the filter, whatever their words. */
function filesOf(
  scope: CaseScope,
  filter: CaseFilter,
  source: FilesText = () => orderOf(filter).source,
): FilesText {
  return (bind) => {
    // Said of the board too, so that its index is read for these bodies alone.
    const onBoard =
      filter.order === 'due' ? [`f.board_agency = any(${bind(agenciesOf(scope))}::uuid[])`] : [];
    const wanted = [scopeCondition(scope, bind), ...onBoard, ...filterConditions(filter, bind)];
    return `${source(bind)} f where ${wanted.join(' and ')}`;
  };
}

/** Of these files those that hold all words, comparing so many of the newest, or all of them. */
function holdingAmong(scope: CaseScope, filter: CaseFilter, reach: number | null): FilesText {
  // One row is fetched for each file that is compared. As a join, the planner might read all words first.
  const { key, way } = orderOf(filter);
  return (bind) => `(select f.* from ${filesOf(scope, filter)(bind)}
        order by ${key} ${way}, f.case_id ${way} limit ${bind(reach)}) f
      where (select not exists (
          select from unnest(string_to_array(mingfa.plain_text(${bind(filter.text)}), ' ')) as word
          where strpos(s.text, word) = 0)
        from mingfa.case_search s where s.agency_id = f.agency_id and s.case_id = f.case_id)`;
}

type CaseKey = { readonly agency_id: string; readonly case_id: string };

/** Up to one more than the most that are looked up, in no order. */
async function find(db: Database, scope: CaseScope, text: string): Promise<readonly CaseKey[]> {
  const { rows } = await db.pool.query<CaseKey>({
    name: 'casework-find',
    text: 'select agency_id, case_id from mingfa.find_cases($1, $2, $3)',
    values: [text, agenciesOf(scope), mostLookedUp + 1],
  });
  return rows;
}

function theseFiles(keys: readonly CaseKey[], filter: CaseFilter, bind: Bind): string {
  const agencies = bind(keys.map((key) => key.agency_id));
  const cases = bind(keys.map((key) => key.case_id));
  // The offset keeps the planner from walking all cases by their day instead of fetching these.
  return `(select file.* from unnest(${agencies}::uuid[], ${cases}::uuid[]) as held (agency_id, case_id)
      join ${orderOf(filter).source} file using (agency_id, case_id) offset 0)`;
}

/** Adds a value to a query and names it. */
export type Bind = (value: unknown) => string;

/** Every body that a scope reaches into. */
export function agenciesOf({ agencyIds, handler, ...scope }: CaseScope): readonly string[] {
  const departments = departmentsOf(scope).map(({ agencyId }) => agencyId);
  return [
    ...new Set([...agencyIds, ...departments, ...(handler === null ? [] : [handler.agencyId])]),
  ];
}

function departmentsOf(scope: Pick<CaseScope, 'department' | 'alsoDepartments'>) {
  return [scope.department, ...scope.alsoDepartments].filter((one) => one !== null);
}

/** That a case under the name f is in a scope. */
export function scopeCondition(scope: CaseScope, bind: Bind): string {
  const { agencyIds, handler } = scope;
  const any: string[] = [];
  if (agencyIds.length > 0) any.push(`f.agency_id = any(${bind(agencyIds)}::uuid[])`);
  for (const department of departmentsOf(scope))
    any.push(
      `(f.agency_id = ${bind(department.agencyId)} and f.department_id = ${bind(department.departmentId)})`,
    );
  if (handler !== null)
    any.push(
      `(f.agency_id = ${bind(handler.agencyId)} and f.handler_ids @> array[${bind(handler.accountId)}::uuid])`,
    );
  if (any.length === 0) return 'false';
  // Said outright, that it is one agency lets its cases be walked by their day instead of sorting all of them.
  const [only, ...more] = agenciesOf(scope);
  const outright = more.length === 0 ? `f.agency_id = ${bind(only)}::uuid and ` : '';
  return `${outright}(${any.join(' or ')})`;
}

function filterConditions(filter: CaseFilter, bind: Bind): string[] {
  const { awaits, after } = filter;
  const equal: readonly (readonly [string, string | undefined])[] = [
    ['standing', filter.standing],
    ['step', filter.step],
    ['variant', filter.variant],
    ['department_id', filter.departmentId],
  ];
  const wanted = equal.flatMap(([column, value]) =>
    value === undefined ? [] : [`f.${column} = ${bind(value)}`],
  );
  if (filter.handlerId !== undefined)
    wanted.push(`f.handler_ids @> array[${bind(filter.handlerId)}::uuid]`);
  if (filter.openedFrom !== undefined)
    wanted.push(`f.opened_at >= ${bind(startOfDay(filter.openedFrom))}`);
  if (filter.openedUntil !== undefined)
    wanted.push(`f.opened_at < ${bind(startOfDay(addDays(filter.openedUntil, 1)))}`);
  if (awaits !== undefined)
    wanted.push(`(f.agency_id, f.case_id) in (select task.agency_id, task.case_id from mingfa.case_task task
      where task.agency_id = ${bind(awaits.agencyId)} and task.place = any(${bind(awaits.places)}))`);
  if (filter.overdue === true && filter.order === 'due')
    wanted.push(`${orders.due.key} < ${bind(filter.now)}`);
  else if (filter.overdue === true)
    wanted.push(`exists (select from mingfa.case_clock c
      where c.agency_id = f.agency_id and c.case_id = f.case_id and c.standing not in ('lapses', 'paused')
        and c.due_at < ${bind(filter.now)})`);
  if (after !== undefined) {
    const { key, way } = orderOf(filter);
    const beyond = way === 'desc' ? '<' : '>';
    wanted.push(
      `(${key}, f.case_id) ${beyond} (${bind(after.key)}::timestamptz, ${bind(after.caseId)}::uuid)`,
    );
  }
  return wanted;
}

/** An event of a case as people read it. */
export type EventEntry = {
  readonly sequence: number;
  readonly kind: string;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly data: JsonObject;
  readonly clauses: readonly string[];
  /** SHA-256 over salt and event: the leaf of the ledger, in hexadecimal. */
  readonly commitment: string;
  /** Place in the ledger; null for the moment until it is sealed. */
  readonly leafIndex: number | null;
};

/**
 * Events of a case in order.
 *
 * @param page - leaves out the events up to `after`
 * @returns up to one more than the limit
 */
export async function listEvents(
  db: Database,
  file: Pick<SeenCase, 'agencyId' | 'caseId'>,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly EventEntry[]> {
  const { rows } = await db.pool.query<EventEntry>({
    name: 'casework-events',
    text: `select e.sequence, e.kind, e.at, e.actor_id as "actorId",
        coalesce(a.display_name, c.name) as "actorName", e.data,
        e.clauses, encode(e.commitment, 'hex') as commitment, l.leaf_index as "leafIndex"
      from mingfa.event e
      left join mingfa.account a on a.account_id = e.actor_id
      left join mingfa.counsel c on a.account_id is null and c.counsel_id = e.actor_id
      left join mingfa.ledger_leaf l on l.log_id = e.log_id
      where e.agency_id = $1 and e.stream_id = $2 and e.sequence > $3
      order by e.sequence limit $4`,
    values: [file.agencyId, file.caseId, page.after, page.limit + 1],
  });
  return rows;
}
