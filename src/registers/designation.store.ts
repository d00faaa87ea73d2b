// Terms for which officers are designated to review, and their numbers of identity. Both belong to the entry of the
// officer and are told in its stream.

import { randomUUID } from 'node:crypto';
import { type By, type Change, change, eventBy, refuseIf } from '../access/index.store.ts';
import { type CivilDate, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import {
  type Designation,
  type DesignationEntry,
  type DesignationRules,
  designationRefusals,
  type EndGround,
  endingRefusals,
  maskedIdentity,
  plainIdentity,
} from './designation.ts';
import { type OfficerKey, officerEntryOf } from './officer.store.ts';
import { registerRefusals } from './refusals.ts';
import { appendToEntry, lockEntry } from './register-entry.store.ts';

/** Columns of a designation as they are told. */
export const designationColumns = `designation_id as "designationId", level, qualification,
  proof_number as "proofNumber", valid_from as "validFrom", valid_until as "validUntil",
  ended_on as "endedOn", end_ground as "endGround"`;

type Locked = {
  readonly name: string;
  readonly post: string;
  readonly departmentId: string | null;
  readonly mayReview: boolean;
  readonly standing: string;
};

const lockedColumns =
  'name, post, department_id as "departmentId", may_review as "mayReview", standing';

/**
 * Designates somebody to review.
 *
 * @param rules - what the body's rules say of reviewers on the first day
 * @returns the id of the designation
 * @throws Refused (`reviewer.…`, `register.unknown`, `register.officer-left`)
 * @source kaifu-3.2-a; dazhou-2.3.9-1a; yueqing-4.1-3; apl-2021-58-2
 */
export async function designateReviewer(
  db: Database,
  key: OfficerKey,
  { entry, rules }: { readonly entry: DesignationEntry; readonly rules: DesignationRules },
  by: By,
): Promise<string> {
  const { level, qualification, proofNumber, validFrom, validUntil } = entry;
  const designationId = randomUUID();
  await change(db, async (tx) => {
    const officer = await lockActive(tx, key);
    refuseIf(designationRefusals(entry, await designationsOf(tx, key), rules));
    await tx.query(
      `insert into mingfa.reviewer_designation
         (agency_id, officer_id, designation_id, level, qualification, proof_number, valid_from, valid_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        key.agencyId,
        key.officerId,
        designationId,
        level,
        qualification,
        proofNumber,
        validFrom,
        validUntil,
      ],
    );
    const { isFirstEngaged } = entry;
    const facts = { level, qualification, proofNumber, validFrom, validUntil, isFirstEngaged };
    const designated = eventBy(by, 'reviewerDesignated', { ...key, designationId, ...facts });
    await appendToEntry(tx, officerEntryOf(key), [
      ...(officer.mayReview ? [] : [await enteredAsReviewer(tx, key, officer, by)]),
      designated,
    ]);
  });
  return designationId;
}

/** Enters somebody as a reviewer; the terms say on which days that counts. */
async function enteredAsReviewer(tx: Change, key: OfficerKey, officer: Locked, by: By) {
  const { name, post, departmentId } = officer;
  await tx.query(
    'update mingfa.officer set may_review = true where agency_id = $1 and officer_id = $2',
    [key.agencyId, key.officerId],
  );
  return eventBy(by, 'officerChanged', { ...key, name, post, departmentId, mayReview: true });
}

/**
 * Ends a designation from a day on; reviews before that day stay valid.
 *
 * @throws Refused (`register.unknown`, `reviewer.ended-already`, `reviewer.ended-too-early`)
 */
export async function endDesignation(
  db: Database,
  key: OfficerKey,
  ending: {
    readonly designationId: string;
    readonly endedOn: CivilDate;
    readonly endGround: EndGround;
    readonly reason: string;
  },
  by: By,
): Promise<void> {
  const { designationId, endedOn, endGround, reason } = ending;
  await change(db, async (tx) => {
    await lockEntry(tx, officerEntryOf(key), 'standing');
    const known = (await designationsOf(tx, key)).find(
      (each) => each.designationId === designationId,
    );
    if (known === undefined) throw new Refused(registerRefusals.unknown);
    refuseIf(endingRefusals(known, endedOn));
    await tx.query(
      `update mingfa.reviewer_designation set ended_on = $4, end_ground = $5
       where agency_id = $1 and officer_id = $2 and designation_id = $3`,
      [key.agencyId, key.officerId, designationId, endedOn, endGround],
    );
    const data = { ...key, designationId, endedOn, endGround, reason };
    await appendToEntry(tx, officerEntryOf(key), [eventBy(by, 'reviewerDesignationEnded', data)]);
  });
}

/**
 * Keeps the number of identity of an officer, or drops it.
 *
 * @param number - null to drop it
 * @throws Refused (`register.unknown`, `register.officer-left`)
 */
export async function keepIdentity(
  db: Database,
  key: OfficerKey,
  number: string | null,
  by: By,
): Promise<void> {
  await change(db, async (tx) => {
    await lockActive(tx, key);
    const plain = number === null ? null : plainIdentity(number);
    await tx.query(
      'update mingfa.officer set identity_number = $3 where agency_id = $1 and officer_id = $2',
      [key.agencyId, key.officerId, plain],
    );
    const masked = plain === null ? null : maskedIdentity(plain);
    const kind = plain === null ? 'officerIdentityDropped' : 'officerIdentityKept';
    await appendToEntry(tx, officerEntryOf(key), [eventBy(by, kind, { ...key, masked })]);
  });
}

/**
 * The number of identity of an officer as it may be shown; null where none is kept.
 *
 * @throws Refused (`register.unknown`)
 */
export async function readMaskedIdentity(db: Database, key: OfficerKey): Promise<string | null> {
  const { rows } = await db.pool.query<{ number: string | null }>(
    'select identity_number as number from mingfa.officer where agency_id = $1 and officer_id = $2',
    [key.agencyId, key.officerId],
  );
  const [row] = rows;
  if (row === undefined) throw new Refused(registerRefusals.unknown);
  return row.number === null ? null : maskedIdentity(row.number);
}

/** A reviewer as the register shows one. */
export type ReviewerEntry = {
  readonly officerId: string;
  readonly name: string;
  readonly post: string;
  readonly departmentId: string | null;
  readonly hasIdentity: boolean;
  /** Whether the person has an account and so can review in the system. */
  readonly hasAccount: boolean;
  readonly designations: readonly Designation[];
};

/** Everybody who is or was entered as a reviewer of a body and works there, by name; at most so many. */
export async function listReviewers(
  db: Database,
  agencyId: string,
): Promise<readonly ReviewerEntry[]> {
  const { rows } = await db.pool.query<ReviewerEntry>({
    name: 'register-reviewers',
    text: `select o.officer_id as "officerId", o.name, o.post, o.department_id as "departmentId",
        o.identity_number is not null as "hasIdentity",
        exists (select from mingfa.account a where a.account_id = o.officer_id and a.disabled_at is null)
          as "hasAccount",
        coalesce((select json_agg(d order by d."validFrom" desc, d."designationId")
          from (select ${designationColumns} from mingfa.reviewer_designation
                where agency_id = o.agency_id and officer_id = o.officer_id) d), '[]') as designations
      from mingfa.officer o
      where o.agency_id = $1 and o.may_review and o.standing = 'active'
      order by o.name, o.officer_id limit 500`,
    values: [agencyId],
  });
  return rows;
}

async function designationsOf(tx: Change, key: OfficerKey): Promise<readonly Designation[]> {
  const { rows } = await tx.query<Designation>(
    `select ${designationColumns} from mingfa.reviewer_designation
     where agency_id = $1 and officer_id = $2`,
    [key.agencyId, key.officerId],
  );
  return rows;
}

async function lockActive(tx: Change, key: OfficerKey): Promise<Locked> {
  const officer = await lockEntry<Locked>(tx, officerEntryOf(key), lockedColumns);
  if (officer.standing === 'left') throw new Refused(registerRefusals.officerLeft);
  return officer;
}
