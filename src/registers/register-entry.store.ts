import { hash } from 'node:crypto';
import { DatabaseError } from 'pg';
import { type Change, refuseIf } from '../access/index.store.ts';
import { type Refusal, Refused } from '../rules/index.ts';
import type { EventToAppend } from '../store/index.store.ts';
import { numberTaken } from './certificate.ts';
import { registerRefusals } from './refusals.ts';

/** A register entry that has a stream of its own. */
export type Entry = {
  readonly table: 'agency' | 'department' | 'officer' | 'counsel';
  readonly agencyId: string;
  readonly id: string;
};

const idColumn = {
  agency: 'agency_id',
  department: 'department_id',
  officer: 'officer_id',
  counsel: 'counsel_id',
} as const;

/**
 * The stream of an entry: an id computed from its key (UUID version 8).
 *
 * An officer has the id of the person's account, which is a stream already.
 */
export function streamOf(entry: Entry): string {
  const digits = hash('sha256', `${entry.table}\0${entry.agencyId}\0${entry.id}`, 'hex');
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return parts.join('-');
}

/** Starts the stream of an entry. */
export async function beginEntry(tx: Change, entry: Entry, event: EventToAppend): Promise<void> {
  await tx.append(streamOf(entry), 0, [event]);
}

/** Locks the entry until the change ends, so that what is decided on it still holds when it is written. */
export async function lockEntry<T extends object>(
  tx: Change,
  entry: Entry,
  columns: string,
): Promise<T> {
  const { rows } = await tx.query<T>(
    `select ${columns} from mingfa.${entry.table}
     where agency_id = $1 and ${idColumn[entry.table]} = $2 for update`,
    [entry.agencyId, entry.id],
  );
  const row = rows[0];
  if (row === undefined) throw new Refused(registerRefusals.unknown);
  return row;
}

/** Appends to the entry's stream and counts its version. */
export async function appendToEntry(
  tx: Change,
  entry: Entry,
  events: readonly EventToAppend[],
): Promise<void> {
  const { rows } = await tx.query<{ version: number }>(
    `update mingfa.${entry.table} set version = version + $3
     where agency_id = $1 and ${idColumn[entry.table]} = $2 returning version`,
    [entry.agencyId, entry.id, events.length],
  );
  const version = rows[0]?.version;
  if (version === undefined) throw new Refused(registerRefusals.unknown);
  await tx.append(streamOf(entry), version - events.length, events);
}

const refusalByConstraint: Readonly<Record<string, Refusal>> = {
  agency_name_key: registerRefusals.agencyNameTaken,
  agency_credit_code_key: registerRefusals.creditCodeTaken,
  agency_pkey: registerRefusals.idTaken,
  department_by_name: registerRefusals.departmentNameTaken,
  department_pkey: registerRefusals.idTaken,
  department_agency_id_fkey: registerRefusals.unknown,
  officer_agency_id_fkey: registerRefusals.unknown,
  officer_pkey: registerRefusals.officerKnown,
  officer_agency_id_department_id_fkey: registerRefusals.departmentUnknown,
  certificate_number_class_key: numberTaken,
  certificate_pkey: registerRefusals.idTaken,
  counsel_agency_id_fkey: registerRefusals.unknown,
};

/**
 * Turns what the database says of taken names and numbers into refusals.
 */
export async function withConstraints<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused && error.refusals.some(({ code }) => code === 'case.changed'))
      throw new Refused(registerRefusals.changed);
    const known =
      error instanceof DatabaseError ? refusalByConstraint[error.constraint ?? ''] : null;
    if (known) refuseIf([known]);
    throw error;
  }
}
