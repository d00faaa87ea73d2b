// The register of counsel. A number of identity is kept plain for deciding and goes nowhere else: events hold it masked.

import { randomUUID } from 'node:crypto';
import { type By, type Change, change, eventBy, refuseIf } from '../access/index.store.ts';
import { type CivilDate, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import {
  type CounselEntry,
  type CounselFacts,
  type CounselTerm,
  counselEndingRefusals,
  counselEntryRefusals,
} from './counsel.ts';
import { maskedIdentity, plainIdentity } from './designation.ts';
import { registerRefusals } from './refusals.ts';
import {
  appendToEntry,
  beginEntry,
  type Entry,
  lockEntry,
  withConstraints,
} from './register-entry.store.ts';

/** A counsel as the register holds one. */
export type Counsel = CounselEntry & {
  readonly counselId: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly endedOn: CivilDate | null;
  /** With all but its ends hidden; null where none is kept. */
  readonly identityMasked: string | null;
};

/** Names one counsel. */
export type CounselKey = { readonly agencyId: string; readonly counselId: string };

/** What is written of a counsel: the entry, and the number of identity. */
export type CounselToKeep = CounselEntry & {
  /** Null for none; absent to leave what is kept. */
  readonly identityNumber?: string | null | undefined;
};

const columns = `c.counsel_id as "counselId", c.agency_id as "agencyId", a.name as "agencyName", c.name, c.kind,
  c.organisation, c.licence_number as "licenceNumber", c.identity_number as "identityNumber",
  c.account_id as "accountId", c.specialty, c.interests, c.is_purchased as "isPurchased",
  c.is_shared as "isShared", c.valid_from as "validFrom", c.valid_until as "validUntil", c.ended_on as "endedOn"`;

/** Whom a body may ask: those of its own register, and those whom a body above shares. */
const reachable = `with recursive line as (
    select agency_id, parent_id from mingfa.agency where agency_id = $1
    union select a.agency_id, a.parent_id from mingfa.agency a join line on a.agency_id = line.parent_id
  )
  select ${columns} from mingfa.counsel c join line using (agency_id)
    join mingfa.agency a on a.agency_id = c.agency_id
  where c.agency_id = $1 or c.is_shared`;

/**
 * Enters a counsel.
 *
 * @returns the id of the entry
 * @throws Refused (`counsel.…`, `register.unknown`)
 * @source kaifu-3.2-b; dazhou-2.3.9-2a; yueqing-4.1-2
 */
export async function enterCounsel(
  db: Database,
  agencyId: string,
  counsel: CounselToKeep,
  by: By,
): Promise<string> {
  const counselId = randomUUID();
  const key = { agencyId, counselId };
  await withConstraints(() =>
    change(db, async (tx) => {
      refuseIf(counselEntryRefusals(counsel));
      await refuseUnlessColleague(tx, agencyId, counsel.accountId);
      await tx.query(
        `insert into mingfa.counsel (agency_id, counsel_id, name, kind, organisation, licence_number,
           identity_number, account_id, specialty, interests, is_purchased, is_shared, valid_from, valid_until,
           version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)`,
        valuesOf(key, counsel),
      );
      await beginEntry(tx, entryOf(key), eventBy(by, 'counselEntered', told(key, counsel)));
    }),
  );
  return counselId;
}

/**
 * Changes the entry of a counsel, declared interests among it.
 *
 * @throws Refused (`counsel.…`, `register.unknown`)
 */
export async function changeCounsel(
  db: Database,
  key: CounselKey,
  counsel: CounselToKeep,
  by: By,
): Promise<void> {
  await withConstraints(() =>
    change(db, async (tx) => {
      const { endedOn } = await lockCounsel(tx, key);
      if (endedOn !== null) refuseIf(counselEndingRefusals({ ...counsel, endedOn }, endedOn));
      refuseIf(counselEntryRefusals(counsel));
      await refuseUnlessColleague(tx, key.agencyId, counsel.accountId);
      await tx.query(
        `update mingfa.counsel set name = $3, kind = $4, organisation = $5, licence_number = $6,
           identity_number = case when $15 then $7 else identity_number end, account_id = $8, specialty = $9,
           interests = $10, is_purchased = $11, is_shared = $12, valid_from = $13, valid_until = $14
         where agency_id = $1 and counsel_id = $2`,
        [...valuesOf(key, counsel), counsel.identityNumber !== undefined],
      );
      const event = eventBy(by, 'counselChanged', told(key, counsel));
      await appendToEntry(tx, entryOf(key), [event]);
    }),
  );
}

/**
 * Ends the engagement of a counsel from a day on; opinions given before stay.
 *
 * @throws Refused (`register.unknown`, `counsel.ended-already`, `counsel.ended-too-early`)
 */
export async function endCounsel(
  db: Database,
  key: CounselKey,
  ending: { readonly endedOn: CivilDate; readonly reason: string },
  by: By,
): Promise<void> {
  const { endedOn, reason } = ending;
  await change(db, async (tx) => {
    refuseIf(counselEndingRefusals(await lockCounsel(tx, key), endedOn));
    await tx.query(
      'update mingfa.counsel set ended_on = $3 where agency_id = $1 and counsel_id = $2',
      [key.agencyId, key.counselId, endedOn],
    );
    const data = { ...key, endedOn, reason };
    await appendToEntry(tx, entryOf(key), [eventBy(by, 'counselEnded', data)]);
  });
}

/** Whom a body may ask or might have asked, by name; at most so many. */
export async function listCounsel(db: Database, agencyId: string): Promise<readonly Counsel[]> {
  const rows = await rowsFor(db, agencyId);
  return rows.map(({ identityNumber, ...one }) => ({
    ...one,
    identityMasked: identityNumber === null ? null : maskedIdentity(identityNumber),
  }));
}

/** Whom a body may ask or might have asked, by id, for deciding on a case. */
export async function counselOf(
  db: Database,
  agencyId: string,
): Promise<Readonly<Record<string, CounselFacts>>> {
  const rows = await rowsFor(db, agencyId);
  return Object.fromEntries(
    rows.map((row) => {
      const { name, kind, organisation, accountId, interests } = row;
      const { validFrom, validUntil, endedOn } = row;
      const identityNumber = row.identityNumber ?? '';
      const term = { validFrom, validUntil, endedOn };
      return [
        row.counselId,
        { name, kind, organisation, accountId, interests, identityNumber, ...term },
      ];
    }),
  );
}

/** The entries that belong to an account, in any body. */
export async function counselOfAccount(
  db: Database,
  accountId: string,
): Promise<readonly CounselKey[]> {
  const { rows } = await db.pool.query<CounselKey>({
    name: 'register-counsel-of-account',
    text: `select agency_id as "agencyId", counsel_id as "counselId" from mingfa.counsel
      where account_id = $1`,
    values: [accountId],
  });
  return rows;
}

type Row = Omit<Counsel, 'identityMasked'> & { readonly identityNumber: string | null };

async function rowsFor(db: Database, agencyId: string): Promise<readonly Row[]> {
  const { rows } = await db.pool.query<Row>({
    name: 'register-counsel',
    text: `${reachable} order by c.name, c.counsel_id limit 500`,
    values: [agencyId],
  });
  return rows;
}

function valuesOf(key: CounselKey, one: CounselToKeep): unknown[] {
  const number = one.identityNumber ?? null;
  return [
    key.agencyId,
    key.counselId,
    one.name,
    one.kind,
    one.organisation,
    one.licenceNumber,
    number === null ? null : plainIdentity(number),
    one.accountId,
    one.specialty,
    JSON.stringify(one.interests),
    one.isPurchased,
    one.isShared,
    one.validFrom,
    one.validUntil,
  ];
}

function told(key: CounselKey, { identityNumber, ...entry }: CounselToKeep) {
  const interests = entry.interests.map(({ name, relation }) => ({ name, relation }));
  const number =
    identityNumber === undefined || identityNumber === null ? null : maskedIdentity(identityNumber);
  return { ...key, ...entry, interests, identity: number };
}

async function lockCounsel(tx: Change, key: CounselKey): Promise<CounselTerm> {
  return lockEntry<CounselTerm>(
    tx,
    entryOf(key),
    'valid_from as "validFrom", valid_until as "validUntil", ended_on as "endedOn"',
  );
}

/** @throws Refused (`counsel.account-unknown`) unless the account is in use in the body */
async function refuseUnlessColleague(
  tx: Change,
  agencyId: string,
  accountId: string | null,
): Promise<void> {
  if (accountId === null) return;
  const { rowCount } = await tx.query(
    'select from mingfa.account where account_id = $1 and agency_id = $2 and disabled_at is null',
    [accountId, agencyId],
  );
  if (rowCount !== 1) throw new Refused(registerRefusals.counselAccountUnknown);
}

function entryOf(key: CounselKey): Entry {
  return { table: 'counsel', agencyId: key.agencyId, id: key.counselId };
}
