import { needsSetUp, openSetUp, setUp } from '../access/index.store.ts';
import type { Role } from '../access/index.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { Demonstration } from './demonstration-file.ts';

/** Where the administrators are made. */
type AdministratorDeps = { readonly db: Database; readonly now: Instant };

/** 三员 of the demonstration: three accounts, never one person. */
export async function makeAdministrators(
  { db, now }: AdministratorDeps,
  { password }: Demonstration,
): Promise<void> {
  if (!(await needsSetUp(db))) return;
  const token = (await openSetUp(db, now)) ?? '';
  const people = separatedPeople.map(([role, userName]) => ({
    role,
    userName,
    displayName: userName,
    identity: `演示-${role}`,
    password,
  }));
  await setUp(db, { token, people }, now);
}

/**
 * The account that holds one of the three roles.
 *
 * @throws Error when 三员 have not been made
 */
export async function administratorId({ db }: AdministratorDeps, role: Role): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    'select account_id as id from mingfa.account_role where role = $1 order by granted_at limit 1',
    [role],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('演示数据须在三员账户建立之后载入');
  return id;
}

/** Role and user name of each of 三员. */
export const separatedPeople = [
  ['system-admin', '系统管理员'],
  ['security-admin', '安全管理员'],
  ['auditor', '审计员'],
] as const;
