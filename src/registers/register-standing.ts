/** What the entries of the registers must say, as their events give it, under the names of the columns. */

/** A register whose entries have streams of their own. */
export type RegisterTable = 'agency' | 'department' | 'officer' | 'counsel';

/** An event of an entry, as far as its standing goes. */
export type RegisterEvent = { readonly kind: string; readonly data: unknown };

type Data = Readonly<Record<string, unknown>>;
type Row = Record<string, unknown>;

/** Event kind to what it sets: column of the row by name in the data. */
const sets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  agencyRegistered: agencyColumns({ packs: 'packs' }),
  agencyChanged: agencyColumns({}),
  packsAssigned: { packs: 'packs' },
  departmentOpened: { name: 'name' },
  departmentRenamed: { name: 'name' },
  officerRegistered: officerColumns(),
  officerChanged: officerColumns(),
  counselEntered: counselColumns(),
  counselChanged: counselColumns(),
  counselEnded: { ended_on: 'endedOn' },
};

const standings: Readonly<Record<string, string>> = {
  agencyClosed: 'closed',
  departmentClosed: 'closed',
  officerLeft: 'left',
  officerReturned: 'active',
};

/** The kind of the event with which an entry begins. */
export const beginnings: Readonly<Record<RegisterTable, string>> = {
  agency: 'agencyRegistered',
  department: 'departmentOpened',
  officer: 'officerRegistered',
  counsel: 'counselEntered',
};

/**
 * The columns of an entry as its events give them; for an officer also the certificates and designations.
 *
 * @param table - which register
 * @param events - all events of the entry, in order
 */
export function registerStanding(
  table: RegisterTable,
  events: readonly RegisterEvent[],
): Readonly<Record<string, unknown>> {
  const row: Row = { version: events.length, ...begun[table] };
  for (const { kind, data } of events) {
    const told = dataOf(data);
    for (const [column, name] of Object.entries(sets[kind] ?? {})) row[column] = told[name] ?? null;
    if (standings[kind] !== undefined) row['standing'] = standings[kind];
    changes[kind]?.(row, told);
  }
  return row;
}

const active = { standing: 'active' };
const begun: Readonly<Record<RegisterTable, Row>> = {
  agency: { ...active, ours: {}, drafts: {} },
  department: active,
  officer: { ...active, certificates: [], designations: [] },
  counsel: { ended_on: null },
};

/** What no single column holds. */
const changes: Readonly<Record<string, (row: Row, data: Data) => void>> = {
  ownSettingMade: (row, { ruleKey, setting }) => {
    const { [String(ruleKey)]: _before, ...others } = dataOf(row['ours']);
    row['ours'] = setting === null ? others : { ...others, [String(ruleKey)]: setting };
  },
  draftConfirmed: (row, { packId, confirmedBy, confirmedOn, basis }) => {
    row['drafts'] = {
      ...dataOf(row['drafts']),
      [String(packId)]: { confirmedBy, confirmedOn, basis },
    };
  },
  certificateEntered: (row, data) => {
    const { certificateId, number, class: kind, issuedBy, validFrom, validUntil } = data;
    add(row, 'certificates', {
      id: certificateId,
      number,
      class: kind,
      issued_by: issuedBy,
      valid_from: validFrom,
      valid_until: validUntil,
      revoked_on: null,
    });
  },
  certificateRevoked: (row, { certificateId, revokedOn }) =>
    amend(row, 'certificates', certificateId, { revoked_on: revokedOn }),
  reviewerDesignated: (row, data) => {
    const { designationId, level, qualification, proofNumber, validFrom, validUntil } = data;
    add(row, 'designations', {
      id: designationId,
      level,
      qualification,
      proof_number: proofNumber,
      valid_from: validFrom,
      valid_until: validUntil,
      ended_on: null,
      end_ground: null,
    });
  },
  reviewerDesignationEnded: (row, { designationId, endedOn, endGround }) =>
    amend(row, 'designations', designationId, { ended_on: endedOn, end_ground: endGround }),
};

function add(row: Row, column: string, entry: Row): void {
  row[column] = [...listOf(row[column]), entry].sort((a, b) =>
    String(a['id']) < String(b['id']) ? -1 : 1,
  );
}

function amend(row: Row, column: string, id: unknown, change: Row): void {
  row[column] = listOf(row[column]).map((one) => (one['id'] === id ? { ...one, ...change } : one));
}

function agencyColumns(more: Readonly<Record<string, string>>) {
  return {
    name: 'name',
    short_name: 'shortName',
    credit_code: 'creditCode',
    region_code: 'regionCode',
    nature: 'nature',
    parent_id: 'parentId',
    ...more,
  };
}

function officerColumns() {
  return { name: 'name', post: 'post', department_id: 'departmentId', may_review: 'mayReview' };
}

/** The number of identity is not among them: events hold it masked. */
function counselColumns() {
  return {
    name: 'name',
    kind: 'kind',
    organisation: 'organisation',
    licence_number: 'licenceNumber',
    account_id: 'accountId',
    specialty: 'specialty',
    interests: 'interests',
    is_purchased: 'isPurchased',
    is_shared: 'isShared',
    valid_from: 'validFrom',
    valid_until: 'validUntil',
  };
}

const listOf = (value: unknown) => (Array.isArray(value) ? (value as readonly Row[]) : []);

function dataOf(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {};
}
