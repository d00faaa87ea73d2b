import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { Role } from './role.ts';
import { userKey } from './user-name.ts';

/** An account as administrators see it; nothing secret is in it. */
export type AccountSummary = {
  readonly accountId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly agencyId: string | null;
  readonly departmentId: string | null;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  /** Whether a reset of the password waits for the security administrator. */
  readonly resetPending: boolean;
  readonly hasSecondFactor: boolean;
  readonly createdAt: Instant;
  readonly lastSignInAt: Instant | null;
};

const columns = `a.account_id as "accountId", a.user_name as "userName", a.display_name as "displayName",
  a.agency_id as "agencyId", a.department_id as "departmentId",
  array(select r.role from mingfa.account_role r where r.account_id = a.account_id order by r.role) as roles,
  a.disabled_at is not null as disabled, a.must_change_password as "mustChangePassword",
  a.reset_by is not null as "resetPending",
  exists (select from mingfa.second_factor f
          where f.account_id = a.account_id and f.confirmed_at is not null) as "hasSecondFactor",
  a.created_at as "createdAt",
  (select max(s.started_at) from mingfa.session s where s.account_id = a.account_id) as "lastSignInAt"`;

/** One account; null if there is none. */
export async function readAccount(db: Database, accountId: string): Promise<AccountSummary | null> {
  const { rows } = await db.pool.query<AccountSummary>(
    `select ${columns} from mingfa.account a where a.account_id = $1`,
    [accountId],
  );
  return rows[0] ?? null;
}

/** The account with a user name, however it is typed; null if there is none. */
export async function accountNamed(db: Database, userName: string): Promise<AccountSummary | null> {
  const { rows } = await db.pool.query<AccountSummary>(
    `select ${columns} from mingfa.account a where a.user_key = $1`,
    [userKey(userName)],
  );
  return rows[0] ?? null;
}

/** Which accounts are asked for. */
export type AccountFilter = {
  readonly agencyId?: string | undefined;
  /** Part of the user name or of the name. */
  readonly text?: string | undefined;
  /** A role, or `none` for those who have none. */
  readonly role?: Role | 'none' | undefined;
  readonly disabled?: boolean | undefined;
  /** Those whose reset waits for the security administrator, or the others. */
  readonly resetPending?: boolean | undefined;
  /** The last user name seen. */
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Accounts in the order of their user names. */
export async function listAccounts(
  db: Database,
  which: AccountFilter,
): Promise<readonly AccountSummary[]> {
  const { rows } = await db.pool.query<AccountSummary>(
    `select ${columns} from mingfa.account a
     where ($1::uuid is null or a.agency_id = $1) and ($2::text is null or a.user_key > $2)
       and ($4::text is null or strpos(a.user_key, $4) > 0 or strpos(lower(a.display_name), $4) > 0)
       and ($5::text is null or case when $5 = 'none'
         then not exists (select from mingfa.account_role r where r.account_id = a.account_id)
         else exists (select from mingfa.account_role r where r.account_id = a.account_id and r.role = $5)
         end)
       and ($6::boolean is null or (a.disabled_at is not null) = $6)
       and ($7::boolean is null or (a.reset_by is not null) = $7)
     order by a.user_key limit $3`,
    [
      which.agencyId ?? null,
      which.after ?? null,
      which.limit,
      which.text === undefined ? null : userKey(which.text),
      which.role ?? null,
      which.disabled ?? null,
      which.resetPending ?? null,
    ],
  );
  return rows;
}
