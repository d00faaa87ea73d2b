import { Refused } from '../rules/index.ts';
import type { EventToAppend } from '../store/index.store.ts';
import type { Change } from './change.store.ts';
import { accessRefusals } from './refusals.ts';
import type { Role, SeparatedRole } from './role.ts';
import type { Holder } from './separation.ts';

/** What an account's row holds for those who change it. */
export type AccountRow = {
  readonly accountId: string;
  readonly userName: string;
  readonly agencyId: string | null;
  readonly departmentId: string | null;
  readonly passwordHash: string;
  readonly holder: Holder;
};

type Row = {
  account_id: string;
  user_name: string;
  agency_id: string | null;
  department_id: string | null;
  password_hash: string;
  must_change_password: boolean;
  separated_duty: SeparatedRole | null;
  disabled: boolean;
};

/** One number for all changes of rights: they are rare, and "the last of the three" needs a still picture. */
const RIGHTS_LOCK = 0x6d66_0020;

/** Reading and writing account rows within a change. */
export const accountRows = {
  /** Waits until no one else changes rights; held until the change ends. */
  async lockRights(tx: Change): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [RIGHTS_LOCK]);
  },

  /**
   * Reads an account and keeps others from changing it.
   *
   * @throws Refused (`access.unknown`)
   */
  async lock(tx: Change, accountId: string): Promise<AccountRow> {
    const { rows } = await tx.query<Row>(
      `select account_id, user_name, agency_id, department_id, password_hash, must_change_password,
         separated_duty, disabled_at is not null as disabled
       from mingfa.account where account_id = $1 for update`,
      [accountId],
    );
    const row = rows[0];
    if (row === undefined) throw new Refused(accessRefusals.unknown);
    const roles = await tx.query<{ role: Role }>(
      'select role from mingfa.account_role where account_id = $1 order by role',
      [accountId],
    );
    return {
      accountId: row.account_id,
      userName: row.user_name,
      agencyId: row.agency_id,
      departmentId: row.department_id,
      passwordHash: row.password_hash,
      holder: {
        // As the database writes it: whose account it is must not depend on how an id was typed.
        accountId: row.account_id,
        roles: roles.rows.map(({ role }) => role),
        separatedDuty: row.separated_duty,
        disabled: row.disabled,
        hasOwnPassword: !row.must_change_password,
        hasAgency: row.agency_id !== null,
      },
    };
  },

  /** How many other usable accounts hold a role. */
  async othersWith(tx: Change, role: Role, accountId: string): Promise<number> {
    const { rows } = await tx.query<{ others: number }>(
      `select count(*)::int as others from mingfa.account_role r join mingfa.account a using (account_id)
       where r.role = $1 and a.account_id <> $2 and a.disabled_at is null`,
      [role, accountId],
    );
    return rows[0]?.others ?? 0;
  },

  /** Appends to the account's stream and counts its version. */
  async append(tx: Change, accountId: string, events: readonly EventToAppend[]): Promise<void> {
    const { rows } = await tx.query<{ version: number }>(
      'update mingfa.account set version = version + $2 where account_id = $1 returning version',
      [accountId, events.length],
    );
    const version = rows[0]?.version;
    if (version === undefined) throw new Refused(accessRefusals.unknown);
    await tx.append(accountId, version - events.length, events);
  },
} as const;
