// What was done in the installation, with the names of whom and what it was done to. Names are as they are today; what
// they were then stands in the event itself.

import type { Database, StoredEvent } from '../store/index.store.ts';

/** What an event was done to. */
export type AuditObject = {
  readonly kind: 'account' | 'agency' | 'department' | 'officer' | 'case' | 'other';
  readonly id: string;
  /** Name, or number of the case; null when it has none. */
  readonly title: string | null;
};

/** An event as the audit tells it. */
export type AuditEvent = StoredEvent & {
  readonly actorName: string | null;
  readonly object: AuditObject;
};

type Found = StoredEvent & {
  readonly actorName: string | null;
  readonly accountName: string | null;
  /** How the stream began: it holds the ids of what it is about. */
  readonly first: unknown;
};

/**
 * What happened to accounts, registers and rules, and who read what; the latest first.
 *
 * @param which - of one actor, one stream or all; `before` is the last log id seen
 */
export async function listAuditEvents(
  db: Database,
  which: {
    readonly actorId?: string | undefined;
    readonly streamId?: string | undefined;
    readonly kind?: string | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly AuditEvent[]> {
  const { rows } = await db.pool.query<Found>(
    `select e.agency_id as "agencyId", e.stream_id as "streamId", e.sequence, e.kind, e.at,
       e.actor_id as "actorId", e.data, e.clauses, e.log_id as "logId", a.display_name as "actorName",
       s.display_name as "accountName", f.data as first
     from mingfa.event e left join mingfa.account a on a.account_id = e.actor_id
       left join mingfa.account s on s.account_id = e.stream_id
       left join mingfa.event f
         on f.agency_id = e.agency_id and f.stream_id = e.stream_id and f.sequence = 1
     where e.agency_id = '00000000-0000-0000-0000-000000000000'
       and ($1::uuid is null or e.actor_id = $1) and ($2::uuid is null or e.stream_id = $2)
       and ($3::text is null or e.kind = $3) and ($4::bigint is null or e.log_id < $4)
     order by e.log_id desc limit $5`,
    [
      which.actorId ?? null,
      which.streamId ?? null,
      which.kind ?? null,
      which.before ?? null,
      which.limit,
    ],
  );
  const named = await namesOf(db, rows.map(idsOf));
  return rows.map(({ accountName, first, ...event }) => {
    const isAccount = accountName !== null;
    const { kind, id } = isAccount
      ? ({ kind: 'account', id: event.streamId } as const)
      : aboutOf(idsOf({ first }), event.streamId);
    const title = isAccount ? accountName : (named.get(id) ?? null);
    return { ...event, object: { kind, id, title } };
  });
}

/** Case numbers by id of the case; those of cases that are not there are left out. */
export async function caseNumbers(
  db: Database,
  cases: readonly { readonly agencyId: string; readonly caseId: string }[],
): Promise<ReadonlyMap<string, string>> {
  return namesOf(db, cases);
}

type Ids = { readonly [Name in (typeof idNames)[number]]?: string };

const idNames = ['agencyId', 'departmentId', 'officerId', 'caseId', 'accountId'] as const;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idsOf({ first }: Pick<Found, 'first'>): Ids {
  const data = (first ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    idNames.map((name) => [name, data[name]]).filter(([, id]) => ID.test(String(id))),
  );
}

/** The most particular thing that a stream names when it begins. */
function aboutOf(ids: Ids, streamId: string): Pick<AuditObject, 'kind' | 'id'> {
  const { caseId, officerId, departmentId, agencyId, accountId } = ids;
  if (caseId !== undefined) return { kind: 'case', id: caseId };
  if (officerId !== undefined) return { kind: 'officer', id: officerId };
  if (departmentId !== undefined) return { kind: 'department', id: departmentId };
  if (agencyId !== undefined) return { kind: 'agency', id: agencyId };
  if (accountId !== undefined) return { kind: 'account', id: accountId };
  return { kind: 'other', id: streamId };
}

async function namesOf(db: Database, all: readonly Ids[]): Promise<ReadonlyMap<string, string>> {
  const of = (name: keyof Ids): readonly string[] => [
    ...new Set(all.flatMap((ids) => ids[name] ?? [])),
  ];
  const { rows } = await db.pool.query<{ id: string; title: string }>(
    `select account_id as id, display_name as title from mingfa.account where account_id = any($5)
     union all select agency_id, name from mingfa.agency where agency_id = any($1)
     union all select department_id, name from mingfa.department
       where agency_id = any($1) and department_id = any($2)
     union all select officer_id, name from mingfa.officer
       where agency_id = any($1) and officer_id = any($3)
     union all select case_id, case_number from mingfa.case_file
       where agency_id = any($1) and case_id = any($4) and case_number is not null`,
    [of('agencyId'), of('departmentId'), of('officerId'), of('caseId'), of('accountId')],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}
