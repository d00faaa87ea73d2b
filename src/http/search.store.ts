// What the search looks up in the database: cases, documents, officers. Each costs what it finds, not what exists.

import type { CaseScope } from '../access/index.ts';
import { agenciesOf, listCases } from '../casework/index.store.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** A case that was found. */
export type FoundCase = {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
};

/** A document that was found: an event that gave it a number. */
export type FoundDocument = {
  readonly caseId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly title: string;
  /** Field to number. */
  readonly numbers: Readonly<Record<string, string>>;
};

/** An officer who was found. */
export type FoundOfficer = {
  readonly officerId: string;
  readonly agencyId: string;
  readonly name: string;
  readonly post: string;
  readonly agencyName: string;
};

/** So many documents that a person may know of are looked up; what lies beyond is found by a longer text. */
const mostLookedUp = 200;

/** Cases within a scope whose name, party or number holds all words. */
export async function findCasesBy(
  db: Database,
  scope: CaseScope,
  sought: { readonly text: string; readonly limit: number; readonly now: Instant },
): Promise<readonly FoundCase[]> {
  if (agenciesOf(scope).length === 0) return [];
  const found = await listCases(db, scope, sought);
  return found.slice(0, sought.limit);
}

/** Documents of cases within a scope whose number holds all words, the latest first. */
export async function findDocuments(
  db: Database,
  scope: CaseScope,
  sought: { readonly text: string; readonly limit: number },
): Promise<readonly FoundDocument[]> {
  const agencies = agenciesOf(scope);
  if (agencies.length === 0) return [];
  const { department, alsoDepartments, handler } = scope;
  const departments = [...(department === null ? [] : [department]), ...alsoDepartments];
  const { rows } = await db.pool.query<FoundDocument>({
    name: 'search-documents',
    text: `select case_id as "caseId", sequence, kind, numbers, title
      from mingfa.find_documents_within($1, $2, $3, $4, $5, $6, $7, $8)
      order by opened_at desc, sequence desc limit $9`,
    values: [
      sought.text,
      agencies,
      scope.agencyIds,
      departments.map(({ agencyId }) => agencyId),
      departments.map(({ departmentId }) => departmentId),
      handler?.agencyId ?? null,
      handler?.accountId ?? null,
      mostLookedUp,
      sought.limit,
    ],
  });
  return rows;
}

/** Officers of these bodies, of all when there is no list, whose name holds the text. */
export async function findOfficers(
  db: Database,
  agencyIds: readonly string[] | null,
  sought: { readonly text: string; readonly limit: number },
): Promise<readonly FoundOfficer[]> {
  const { rows } = await db.pool.query<FoundOfficer>({
    name: 'search-officers',
    text: `select o.officer_id as "officerId", o.agency_id as "agencyId", o.name, o.post, a.name as "agencyName"
      from mingfa.officer o join mingfa.agency a using (agency_id)
      where ($1::uuid[] is null or o.agency_id = any($1)) and o.standing = 'active'
        and strpos(lower(o.name), $2) > 0
      order by o.name, o.officer_id limit $3`,
    values: [agencyIds, sought.text.toLowerCase(), sought.limit],
  });
  return rows;
}
