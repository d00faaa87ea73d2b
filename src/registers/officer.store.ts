import { randomUUID } from 'node:crypto';
import { type By, type Change, change, eventBy, refuseIf } from '../access/index.store.ts';
import { type CivilDate, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { type Certificate, certificateEntryRefusals, revocationRefusals } from './certificate.ts';
import type { DesignationTerm } from './designation.ts';
import { registerRefusals } from './refusals.ts';
import {
  appendToEntry,
  beginEntry,
  type Entry,
  lockEntry,
  withConstraints,
} from './register-entry.store.ts';

/** What an officer is registered with. */
export type OfficerEntry = {
  readonly name: string;
  readonly post: string;
  readonly departmentId: string | null;
  /** Whether the person is qualified to review decisions. */
  readonly mayReview: boolean;
};

/** An officer with all certificates, the latest to expire first. */
export type Officer = OfficerEntry & {
  readonly agencyId: string;
  readonly officerId: string;
  readonly standing: 'active' | 'left';
  readonly certificates: readonly Certificate[];
};

/** Names one officer. */
export type OfficerKey = { readonly agencyId: string; readonly officerId: string };

const certificateColumns = `certificate_id as "certificateId", number, class, issued_by as "issuedBy",
  valid_from as "validFrom", valid_until as "validUntil", revoked_on as "revokedOn"`;

const officerColumns = `o.agency_id as "agencyId", o.officer_id as "officerId", o.name, o.post,
  o.department_id as "departmentId", o.may_review as "mayReview", o.standing,
  coalesce((select json_agg(c order by c."validUntil" desc, c."certificateId")
            from (select ${certificateColumns} from mingfa.certificate
                  where agency_id = o.agency_id and officer_id = o.officer_id) c), '[]') as certificates`;

/** What only those who decide on cases are given. */
const factColumns = `${officerColumns}, o.identity_number as "identityNumber",
  coalesce((select json_agg(json_build_object('level', d.level, 'validFrom', d.valid_from,
              'validUntil', d.valid_until, 'endedOn', d.ended_on, 'endGround', d.end_ground)
              order by d.valid_from, d.designation_id)
            from mingfa.reviewer_designation d
            where d.agency_id = o.agency_id and d.officer_id = o.officer_id), '[]') as designations`;

/**
 * Registers an officer.
 *
 * @param officer - `officerId` is the person's account where there is one; a new id when absent
 * @throws Refused (`register.officer-known`, `register.department-unknown`, `register.unknown` for an unknown body)
 */
export async function registerOfficer(
  db: Database,
  officer: OfficerEntry & { readonly agencyId: string; readonly officerId?: string },
  by: By,
): Promise<string> {
  const { agencyId, name, post, departmentId, mayReview } = officer;
  const officerId = officer.officerId ?? randomUUID();
  await withConstraints(() =>
    change(db, async (tx) => {
      await tx.query(
        `insert into mingfa.officer (agency_id, officer_id, name, post, department_id, may_review, standing, version)
         values ($1, $2, $3, $4, $5, $6, 'active', 1)`,
        [agencyId, officerId, name, post, departmentId, mayReview],
      );
      const data = { agencyId, officerId, name, post, departmentId, mayReview };
      await beginEntry(
        tx,
        officerEntryOf({ agencyId, officerId }),
        eventBy(by, 'officerRegistered', data),
      );
    }),
  );
  return officerId;
}

/**
 * Changes name, post, department or qualification of an officer.
 *
 * @throws Refused (`register.unknown`, `register.officer-left`, `register.department-unknown`)
 */
export async function changeOfficer(
  db: Database,
  key: OfficerKey,
  entry: OfficerEntry,
  by: By,
): Promise<void> {
  const { name, post, departmentId, mayReview } = entry;
  await withConstraints(() =>
    change(db, async (tx) => {
      await lockActive(tx, key);
      await tx.query(
        `update mingfa.officer set name = $3, post = $4, department_id = $5, may_review = $6
         where agency_id = $1 and officer_id = $2`,
        [key.agencyId, key.officerId, name, post, departmentId, mayReview],
      );
      const data = { ...key, name, post, departmentId, mayReview };
      await appendToEntry(tx, officerEntryOf(key), [eventBy(by, 'officerChanged', data)]);
    }),
  );
}

/**
 * Records that an officer has left, or is back.
 *
 * @throws Refused (`register.unknown`, `register.officer-left` when leaving twice)
 */
export async function setOfficerStanding(
  db: Database,
  key: OfficerKey,
  standing: Officer['standing'],
  by: By,
): Promise<void> {
  await change(db, async (tx) => {
    if (standing === 'left') await lockActive(tx, key);
    else await lockEntry(tx, officerEntryOf(key), 'standing');
    await tx.query(
      'update mingfa.officer set standing = $3 where agency_id = $1 and officer_id = $2',
      [key.agencyId, key.officerId, standing],
    );
    const kind = standing === 'left' ? 'officerLeft' : 'officerReturned';
    await appendToEntry(tx, officerEntryOf(key), [eventBy(by, kind, { ...key })]);
  });
}

/**
 * Enters a certificate of an officer; a renewed one is a new entry.
 *
 * @throws Refused (`register.certificate-…`, `register.unknown`, `register.officer-left`)
 * @source apl-2021-42; kaifu-1.3-a
 */
export async function enterCertificate(
  db: Database,
  key: OfficerKey,
  certificate: Omit<Certificate, 'certificateId' | 'revokedOn'>,
  by: By,
): Promise<string> {
  const { number, issuedBy, validFrom, validUntil } = certificate;
  const certificateId = randomUUID();
  await withConstraints(() =>
    change(db, async (tx) => {
      await lockActive(tx, key);
      refuseIf(certificateEntryRefusals(certificate, await certificatesOf(tx, key)));
      await tx.query(
        `insert into mingfa.certificate
           (agency_id, officer_id, certificate_id, number, class, issued_by, valid_from, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          key.agencyId,
          key.officerId,
          certificateId,
          number,
          certificate.class,
          issuedBy,
          validFrom,
          validUntil,
        ],
      );
      const facts = { number, class: certificate.class, issuedBy, validFrom, validUntil };
      const data = { ...key, certificateId, ...facts };
      await appendToEntry(tx, officerEntryOf(key), [eventBy(by, 'certificateEntered', data)]);
    }),
  );
  return certificateId;
}

/**
 * Makes a certificate void from a day on; acts before that day stay valid.
 *
 * @throws Refused (`register.unknown`, `register.certificate-already-revoked`, `register.certificate-revoked-too-early`)
 */
export async function revokeCertificate(
  db: Database,
  key: OfficerKey,
  revocation: {
    readonly certificateId: string;
    readonly revokedOn: CivilDate;
    readonly reason: string;
  },
  by: By,
): Promise<void> {
  const { certificateId, revokedOn, reason } = revocation;
  await change(db, async (tx) => {
    await lockEntry(tx, officerEntryOf(key), 'standing');
    const known = (await certificatesOf(tx, key)).find(
      (certificate) => certificate.certificateId === certificateId,
    );
    if (known === undefined) throw new Refused(registerRefusals.unknown);
    refuseIf(revocationRefusals(known, revokedOn));
    await tx.query(
      `update mingfa.certificate set revoked_on = $4
       where agency_id = $1 and officer_id = $2 and certificate_id = $3`,
      [key.agencyId, key.officerId, certificateId, revokedOn],
    );
    const data = { ...key, certificateId, revokedOn, reason };
    await appendToEntry(tx, officerEntryOf(key), [eventBy(by, 'certificateRevoked', data)]);
  });
}

/** One officer; null if there is none. */
export async function readOfficer(db: Database, key: OfficerKey): Promise<Officer | null> {
  const { rows } = await db.pool.query<Officer>({
    name: 'register-read-officer',
    text: `select ${officerColumns} from mingfa.officer o where agency_id = $1 and officer_id = $2`,
    values: [key.agencyId, key.officerId],
  });
  return rows[0] ?? null;
}

/**
 * Officers of a body in the order of their ids.
 *
 * @param which - `after` is the last id seen
 */
export async function listOfficers(
  db: Database,
  which: {
    readonly agencyId: string;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly Officer[]> {
  const { rows } = await db.pool.query<Officer>(
    `select ${officerColumns} from mingfa.officer o
     where agency_id = $1 and ($2::uuid is null or officer_id > $2) order by officer_id limit $3`,
    [which.agencyId, which.after ?? null, which.limit],
  );
  return rows;
}

/** What a case needs to know of the officers of its body. */
export type OfficerFacts = {
  readonly name: string;
  /** Enforcement certificates only: no other opens enforcement. */
  readonly certificates: readonly Certificate[];
  readonly mayReview: boolean;
  readonly designations: readonly DesignationTerm[];
  readonly post: string;
  readonly departmentId: string | null;
  /** Empty where the body does not keep it. */
  readonly identityNumber: string;
};

type FactRow = Officer & {
  readonly designations: readonly DesignationTerm[];
  readonly identityNumber: string | null;
};

/**
 * The officers of a body by id, for deciding on a case; who has left is not among them.
 */
export async function officersOf(
  db: Database,
  agencyId: string,
): Promise<Readonly<Record<string, OfficerFacts>>> {
  const { rows } = await db.pool.query<FactRow>({
    name: 'register-officers-of',
    text: `select ${factColumns} from mingfa.officer o where agency_id = $1 and standing = 'active'`,
    values: [agencyId],
  });
  return Object.fromEntries(
    rows.map((row) => [
      row.officerId,
      {
        name: row.name,
        mayReview: row.mayReview,
        designations: row.designations,
        post: row.post,
        departmentId: row.departmentId,
        identityNumber: row.identityNumber ?? '',
        certificates: row.certificates.filter(({ class: kind }) => kind === 'enforcement'),
      },
    ]),
  );
}

async function certificatesOf(tx: Change, key: OfficerKey): Promise<readonly Certificate[]> {
  const { rows } = await tx.query<Certificate>(
    `select ${certificateColumns} from mingfa.certificate where agency_id = $1 and officer_id = $2`,
    [key.agencyId, key.officerId],
  );
  return rows;
}

async function lockActive(tx: Change, key: OfficerKey): Promise<void> {
  const { standing } = await lockEntry<Officer>(tx, officerEntryOf(key), 'standing');
  if (standing === 'left') throw new Refused(registerRefusals.officerLeft);
}

/** The entry of an officer, whose stream tells all that concerns it. */
export function officerEntryOf(key: OfficerKey): Entry {
  return { table: 'officer', agencyId: key.agencyId, id: key.officerId };
}
