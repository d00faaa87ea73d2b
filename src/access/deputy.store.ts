import { randomUUID } from 'node:crypto';
import { type CivilDate, dayOf, type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { type AccountRow, accountRows } from './account-row.store.ts';
import { type By, type Change, change, eventBy, refuseIf } from './change.store.ts';
import {
  type DeputyTerm,
  deputyRefusals,
  deputyStanding,
  type LendableRole,
  type Placed,
} from './deputy.ts';
import { endTerms } from './deputy-ending.store.ts';
import { accessRefusals } from './refusals.ts';
import type { Role } from './role.ts';

/** A term in which one person stands in for another. */
export type Deputy = {
  readonly deputyId: string;
  readonly principal: { readonly id: string; readonly name: string };
  readonly deputy: { readonly id: string; readonly name: string };
  readonly roles: readonly LendableRole[];
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly reason: string;
  /** When it was ended before its last day; null otherwise. */
  readonly endedAt: Instant | null;
};

type Acting = By & { readonly actorId: string };

/**
 * Appoints a deputy for the person who acts.
 *
 * @returns the id of the term
 * @throws Refused (`access.deputy-…`) with everything that stands against it
 */
export async function appointDeputy(
  db: Database,
  term: DeputyTerm & { readonly deputyAccountId: string; readonly reason: string },
  by: Acting,
): Promise<string> {
  const deputyId = randomUUID();
  const { deputyAccountId, from, until, reason } = term;
  const roles = [...new Set(term.roles)].sort();
  await change(db, async (tx) => {
    await accountRows.lockRights(tx);
    const principal = placed(await accountRows.lock(tx, by.actorId));
    const deputy = await find(tx, deputyAccountId);
    const taken = await takenRoles(tx, by.actorId, term);
    refuseIf(deputyRefusals(term, { principal, deputy, taken, today: dayOf(by.now) }));
    await tx.query(
      `insert into mingfa.deputy (agency_id, deputy_id, principal_id, deputy_account_id, roles,
         from_on, until_on, reason, appointed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        principal.agencyId,
        deputyId,
        by.actorId,
        deputyAccountId,
        roles,
        from,
        until,
        reason,
        by.now,
      ],
    );
    const data = { deputyId, deputyAccountId, roles, from, until, reason };
    await accountRows.append(tx, by.actorId, [eventBy(by, 'deputyAppointed', data)]);
  });
  return deputyId;
}

/**
 * Ends a term before its last day; the principal and the deputy may both do it.
 *
 * @throws Refused (`access.unknown`, `access.deputy-ended`)
 */
export async function endDeputy(db: Database, deputyId: string, by: Acting): Promise<void> {
  await change(db, async (tx) => {
    await accountRows.lockRights(tx);
    const { rows } = await tx.query<{ isPrincipal: boolean }>(
      `select principal_id = $2 as "isPrincipal" from mingfa.deputy
       where deputy_id = $1 and $2 in (principal_id, deputy_account_id)`,
      [deputyId, by.actorId],
    );
    const known = rows[0];
    if (known === undefined) throw new Refused(accessRefusals.unknown);
    const why = known.isPrincipal ? 'by-principal' : 'by-deputy';
    const ended = await endTerms(tx, { deputyId }, why, by);
    if (ended === 0) throw new Refused(accessRefusals.deputyEnded);
  });
}

const mostListed = 200;

/** Terms of a person as principal or as deputy, the latest first; no more than 200. */
export async function listDeputies(
  db: Database,
  accountId: string,
  today: CivilDate,
): Promise<readonly (Deputy & { readonly standing: ReturnType<typeof deputyStanding> })[]> {
  const { rows } = await db.pool.query<Deputy>({
    name: 'access-list-deputies',
    text: `select t.deputy_id as "deputyId",
        json_build_object('id', p.account_id, 'name', p.display_name) as principal,
        json_build_object('id', d.account_id, 'name', d.display_name) as deputy,
        t.roles, t.from_on as from, t.until_on as until, t.reason, t.ended_at as "endedAt"
      from mingfa.deputy t
      join mingfa.account p on p.account_id = t.principal_id
      join mingfa.account d on d.account_id = t.deputy_account_id
      where t.principal_id = $1 or t.deputy_account_id = $1
      order by t.from_on desc, t.appointed_at desc, t.deputy_id limit ${mostListed}`,
    values: [accountId],
  });
  return rows.map((row) => ({ ...row, standing: deputyStanding(row, today) }));
}

function placed({ agencyId, holder }: AccountRow): Placed {
  const { accountId, roles, disabled } = holder;
  return { accountId, roles, disabled, agencyId };
}

async function find(tx: Change, accountId: string): Promise<Placed | null> {
  const known = await tx.query('select from mingfa.account where account_id = $1', [accountId]);
  return known.rowCount === 1 ? placed(await accountRows.lock(tx, accountId)) : null;
}

async function takenRoles(
  tx: Change,
  principalId: string,
  { from, until }: DeputyTerm,
): Promise<readonly Role[]> {
  const { rows } = await tx.query<{ role: Role }>(
    `select distinct unnest(roles) as role from mingfa.deputy
     where principal_id = $1 and ended_at is null and from_on <= $3::date and until_on >= $2::date`,
    [principalId, from, until],
  );
  return rows.map(({ role }) => role);
}
