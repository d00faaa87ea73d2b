// Looking at cases: one by its id, many by page, the history of one. What a person may not know of is not found.

import { type CaseScope, type ScopedCase, sees } from '../access/index.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { type Instant, Refused } from '../rules/index.ts';
import { type CaseFile, type Database, readCase } from '../store/index.store.ts';
import type { CaseActor } from './case.store.ts';
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
  readonly nextClock: { readonly name: string; readonly dueAt: Instant } | null;
};

/** Which cases a list is to hold; everything given must be true of a case. */
export type CaseFilter = {
  readonly standing?: string | undefined;
  readonly step?: string | undefined;
  readonly handlerId?: string | undefined;
  /** Only those with a clock that has run out. */
  readonly overdue?: boolean | undefined;
  /** Words, each of which must be part of the title, the party's name or the case number. */
  readonly text?: string | undefined;
  /** The last entry of the page before; absent for the first page. */
  readonly after?: { readonly openedAt: Instant; readonly caseId: string } | undefined;
  readonly limit: number;
  readonly now: Instant;
};

/** Among so many of the newest cases, words are sought first: frequent ones fill a page there. */
const newest = 500;

/** Up to so many cases are looked up by the index of words; of more, some always fill a page soon. */
const mostLookedUp = 1000;

/**
 * Cases within a scope, the latest opened first.
 *
 * @returns up to one more than the limit, so that the caller sees whether there are more
 */
export async function listCases(
  db: Database,
  scope: CaseScope,
  filter: CaseFilter,
): Promise<readonly CaseEntry[]> {
  if ((filter.text ?? '').trim() === '') return entriesFrom(db, filter, filesOf(scope, filter));
  const near = await entriesFrom(db, filter, holdingAmong(scope, filter, newest));
  if (near.length > filter.limit) return near;
  const held = await find(db, scope, filter.text ?? '');
  return entriesFrom(
    db,
    filter,
    held.length > mostLookedUp
      ? holdingAmong(scope, filter, null)
      : filesOf(scope, filter, (bind) => theseFiles(held, bind)),
  );
}

/** Makes the part of the query that gives the files, under the name f. */
type FilesText = (bind: Bind) => string;

async function entriesFrom(
  db: Database,
  { limit }: CaseFilter,
  files: FilesText,
): Promise<readonly CaseEntry[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { rows } = await db.pool.query<CaseEntry>({
    text: `select f.agency_id as "agencyId", f.case_id as "caseId", f.case_number as "caseNumber", f.title,
        f.party_name as "partyName", f.variant, f.step, f.standing, f.handler_ids as "handlerIds",
        f.department_id as "departmentId", f.version, f.opened_at as "openedAt", f.updated_at as "updatedAt",
        (select json_build_object('name', c.name, 'dueAt',
             to_char(c.due_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00')
           from mingfa.case_clock c
          where c.agency_id = f.agency_id and c.case_id = f.case_id and c.standing <> 'lapses'
          order by c.due_at limit 1) as "nextClock"
      from ${files(bind)}
      order by f.opened_at desc, f.case_id desc limit ${bind(limit + 1)}`,
    values,
  });
  return rows;
}

/** The files that a person may see and that pass the filter, whatever their words. */
function filesOf(
  scope: CaseScope,
  filter: CaseFilter,
  source: FilesText = () => 'mingfa.case_file',
): FilesText {
  return (bind) => {
    const wanted = [scopeCondition(scope, bind), ...filterConditions(filter, bind)];
    return `${source(bind)} f where ${wanted.join(' and ')}`;
  };
}

/** Of these files those that hold all words, comparing so many of the newest, or all of them. */
function holdingAmong(scope: CaseScope, filter: CaseFilter, reach: number | null): FilesText {
  // One row is fetched for each file that is compared. As a join, the planner might read all words first.
  return (bind) => `(select f.* from ${filesOf(scope, filter)(bind)}
        order by f.opened_at desc, f.case_id desc limit ${bind(reach)}) f
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

function theseFiles(keys: readonly CaseKey[], bind: Bind): string {
  const agencies = bind(keys.map((key) => key.agency_id));
  const cases = bind(keys.map((key) => key.case_id));
  // The offset keeps the planner from walking all cases by their day instead of fetching these.
  return `(select file.* from unnest(${agencies}::uuid[], ${cases}::uuid[]) as held (agency_id, case_id)
      join mingfa.case_file file using (agency_id, case_id) offset 0)`;
}

type Bind = (value: unknown) => string;

function agenciesOf({ agencyIds, department, handler }: CaseScope): readonly string[] {
  const all = [...agencyIds, department?.agencyId, handler?.agencyId];
  return [...new Set(all.filter((id) => id !== undefined))];
}

function scopeCondition(scope: CaseScope, bind: Bind): string {
  const { agencyIds, department, handler } = scope;
  const any: string[] = [];
  if (agencyIds.length > 0) any.push(`f.agency_id = any(${bind(agencyIds)}::uuid[])`);
  if (department !== null)
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
  const wanted: string[] = [];
  if (filter.standing !== undefined) wanted.push(`f.standing = ${bind(filter.standing)}`);
  if (filter.step !== undefined) wanted.push(`f.step = ${bind(filter.step)}`);
  if (filter.handlerId !== undefined)
    wanted.push(`f.handler_ids @> array[${bind(filter.handlerId)}::uuid]`);
  if (filter.overdue === true)
    wanted.push(`exists (select from mingfa.case_clock c
      where c.agency_id = f.agency_id and c.case_id = f.case_id and c.standing <> 'lapses'
        and c.due_at < ${bind(filter.now)})`);
  if (filter.after !== undefined)
    wanted.push(
      `(f.opened_at, f.case_id) < (${bind(filter.after.openedAt)}::timestamptz, ${bind(filter.after.caseId)}::uuid)`,
    );
  return wanted;
}

/** An event of a case as people read it. */
export type EventEntry = {
  readonly sequence: number;
  readonly kind: string;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly data: unknown;
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
    text: `select e.sequence, e.kind, e.at, e.actor_id as "actorId", a.display_name as "actorName", e.data,
        e.clauses, encode(e.commitment, 'hex') as commitment, l.leaf_index as "leafIndex"
      from mingfa.event e
      left join mingfa.account a on a.account_id = e.actor_id
      left join mingfa.ledger_leaf l on l.log_id = e.log_id
      where e.agency_id = $1 and e.stream_id = $2 and e.sequence > $3
      order by e.sequence limit $4`,
    values: [file.agencyId, file.caseId, page.after, page.limit + 1],
  });
  return rows;
}
