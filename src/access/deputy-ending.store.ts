import { dayOf } from '../rules/index.ts';
import { accountRows } from './account-row.store.ts';
import { type By, type Change, eventBy } from './change.store.ts';
import type { DeputyEnd } from './deputy.ts';
import type { Role } from './role.ts';

/** Which terms are to end: one, or those of a person as principal, as deputy, or with one role. */
export type TermsToEnd = {
  readonly deputyId?: string;
  readonly principalId?: string;
  readonly deputyAccountId?: string;
  readonly role?: Role;
};

/**
 * Ends terms that run or are still to come, within a change that holds the lock of rights.
 *
 * @param which - everything given must be true of a term
 * @returns how many were ended
 */
export async function endTerms(
  tx: Change,
  which: TermsToEnd,
  why: DeputyEnd,
  by: By,
): Promise<number> {
  const { rows } = await tx.query<{ deputyId: string; principalId: string }>(
    `update mingfa.deputy set ended_at = $1, end_reason = $2
     where ended_at is null and until_on >= $3::date
       and ($4::uuid is null or deputy_id = $4) and ($5::uuid is null or principal_id = $5)
       and ($6::uuid is null or deputy_account_id = $6) and ($7::text is null or $7 = any (roles))
     returning deputy_id as "deputyId", principal_id as "principalId"`,
    [
      by.now,
      why,
      dayOf(by.now),
      which.deputyId ?? null,
      which.principalId ?? null,
      which.deputyAccountId ?? null,
      which.role ?? null,
    ],
  );
  for (const { deputyId, principalId } of rows)
    await accountRows.append(tx, principalId, [eventBy(by, 'deputyEnded', { deputyId, why })]);
  return rows.length;
}
