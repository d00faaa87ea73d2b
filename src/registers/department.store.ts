import { randomUUID } from 'node:crypto';
import { type By, change, eventBy } from '../access/index.store.ts';
import { Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { registerRefusals } from './refusals.ts';
import {
  appendToEntry,
  beginEntry,
  type Entry,
  lockEntry,
  withConstraints,
} from './register-entry.store.ts';

/** A department within a body. */
export type Department = {
  readonly agencyId: string;
  readonly departmentId: string;
  readonly name: string;
  readonly standing: 'active' | 'closed';
};

/**
 * Opens a department.
 *
 * @throws Refused (`register.department-name-taken`, `register.unknown` for an unknown body)
 */
export async function openDepartment(
  db: Database,
  department: {
    readonly agencyId: string;
    readonly departmentId?: string;
    readonly name: string;
  },
  by: By,
): Promise<string> {
  const { agencyId, name } = department;
  const departmentId = department.departmentId ?? randomUUID();
  await withConstraints(() =>
    change(db, async (tx) => {
      await tx.query(
        `insert into mingfa.department (agency_id, department_id, name, standing, version)
         values ($1, $2, $3, 'active', 1)`,
        [agencyId, departmentId, name],
      );
      const data = { agencyId, departmentId, name };
      await beginEntry(
        tx,
        entryOf({ agencyId, departmentId }),
        eventBy(by, 'departmentOpened', data),
      );
    }),
  );
  return departmentId;
}

/**
 * Renames a department.
 *
 * @throws Refused (`register.unknown`, `register.department-name-taken`)
 */
export async function renameDepartment(
  db: Database,
  target: { readonly agencyId: string; readonly departmentId: string; readonly name: string },
  by: By,
): Promise<void> {
  const entry = entryOf(target);
  await withConstraints(() =>
    change(db, async (tx) => {
      await lockEntry(tx, entry, 'name');
      await tx.query(
        'update mingfa.department set name = $3 where agency_id = $1 and department_id = $2',
        [entry.agencyId, entry.id, target.name],
      );
      await appendToEntry(tx, entry, [eventBy(by, 'departmentRenamed', { ...target })]);
    }),
  );
}

/**
 * Closes a department; cases keep its id.
 *
 * @throws Refused (`register.unknown`, `register.department-in-use`)
 */
export async function closeDepartment(
  db: Database,
  target: { readonly agencyId: string; readonly departmentId: string },
  by: By,
): Promise<void> {
  const entry = entryOf(target);
  await change(db, async (tx) => {
    const { standing } = await lockEntry<Department>(tx, entry, 'standing');
    if (standing === 'closed') throw new Refused(registerRefusals.unknown);
    const used = await tx.query(
      `select from mingfa.officer
         where agency_id = $1 and department_id = $2 and standing = 'active'
       union all select from mingfa.account
         where agency_id = $1 and department_id = $2 and disabled_at is null limit 1`,
      [entry.agencyId, entry.id],
    );
    if (used.rowCount !== 0) throw new Refused(registerRefusals.departmentInUse);
    await tx.query(
      `update mingfa.department set standing = 'closed' where agency_id = $1 and department_id = $2`,
      [entry.agencyId, entry.id],
    );
    await appendToEntry(tx, entry, [eventBy(by, 'departmentClosed', { ...target })]);
  });
}

/** The departments of a body in the order of their names, closed ones too. */
export async function listDepartments(
  db: Database,
  agencyId: string,
): Promise<readonly Department[]> {
  const { rows } = await db.pool.query<Department>(
    `select agency_id as "agencyId", department_id as "departmentId", name, standing
     from mingfa.department where agency_id = $1 order by name, department_id`,
    [agencyId],
  );
  return rows;
}

function entryOf(target: { readonly agencyId: string; readonly departmentId: string }): Entry {
  return { table: 'department', agencyId: target.agencyId, id: target.departmentId };
}
