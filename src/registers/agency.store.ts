import { randomUUID } from 'node:crypto';
import { type By, type Change, change, eventBy, refuseIf } from '../access/index.store.ts';
import { type CivilDate, dayOf, type OwnSetting, Refused, type Rules } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import {
  type Agency,
  draftRefusals,
  type KnownPack,
  packRefusals,
  parentRefusals,
  settingsOf,
} from './agency.ts';
import { registerRefusals } from './refusals.ts';
import {
  appendToEntry,
  beginEntry,
  type Entry,
  lockEntry,
  withConstraints,
} from './register-entry.store.ts';

/** What the registers need of the rule book: which packs there are, and whether a body's settings hold. */
export type RuleShelf = {
  readonly packs: readonly KnownPack[];
  /** Throws Refused when the settings do not fit the packs. */
  rulesFor(packs: readonly string[], settings: ReturnType<typeof settingsOf>): Rules;
};

/** What a body is registered with. */
export type AgencyEntry = Pick<
  Agency,
  'name' | 'shortName' | 'creditCode' | 'regionCode' | 'nature' | 'parentId'
>;

const columns = `agency_id as "agencyId", name, short_name as "shortName", credit_code as "creditCode",
  region_code as "regionCode", nature, parent_id as "parentId", packs, ours, drafts, standing, version`;

/** One number for all changes of the tree: two moves that are harmless alone can make a circle together. */
const TREE_LOCK = 0x6d66_0030;

/**
 * Registers a body.
 *
 * @param agency - its entry and packs; an id of its own when absent
 * @throws Refused (`register.agency-name-taken`, `register.credit-code-taken`, `register.parent-…`, `register.pack-…`)
 * @source anze-P9-1
 */
export async function registerAgency(
  db: Database,
  shelf: RuleShelf,
  agency: AgencyEntry & { readonly agencyId?: string; readonly packs: readonly string[] },
  by: By,
): Promise<string> {
  const { packs, name, shortName, creditCode, regionCode, nature, parentId } = agency;
  const agencyId = agency.agencyId ?? randomUUID();
  refuseIf(packRefusals(packs, shelf.packs));
  await withConstraints(() =>
    change(db, async (tx) => {
      refuseIf(parentRefusals(agencyId, parentId, await lockTree(tx)));
      await tx.query(
        `insert into mingfa.agency (agency_id, name, short_name, credit_code, region_code, nature, parent_id,
           packs, standing, version, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'active', 1, $9)`,
        [agencyId, name, shortName, creditCode, regionCode, nature, parentId, packs, by.now],
      );
      const entry = { name, shortName, creditCode, regionCode, nature, parentId };
      const data = { agencyId, ...entry, packs: [...packs] };
      await beginEntry(tx, entryOf(agencyId), eventBy(by, 'agencyRegistered', data));
    }),
  );
  return agencyId;
}

/**
 * Changes the entry of a body.
 *
 * @throws Refused (`register.unknown`, `register.agency-closed`, and what `registerAgency` refuses)
 */
export async function changeAgency(
  db: Database,
  agencyId: string,
  entry: AgencyEntry,
  by: By,
): Promise<void> {
  const { name, shortName, creditCode, regionCode, nature, parentId } = entry;
  await withConstraints(() =>
    change(db, async (tx) => {
      const parents = await lockTree(tx);
      await lockActive(tx, agencyId);
      refuseIf(parentRefusals(agencyId, parentId, parents));
      await tx.query(
        `update mingfa.agency set name = $2, short_name = $3, credit_code = $4, region_code = $5,
           nature = $6, parent_id = $7 where agency_id = $1`,
        [agencyId, name, shortName, creditCode, regionCode, nature, parentId],
      );
      const data = { agencyId, name, shortName, creditCode, regionCode, nature, parentId };
      await appendToEntry(tx, entryOf(agencyId), [eventBy(by, 'agencyChanged', data)]);
    }),
  );
}

/**
 * Lets a body follow other packs; open cases keep the rules stored with their events.
 *
 * @throws Refused (`register.pack-unknown`, `register.pack-order`, `rules.ours-…` when an own number no longer fits)
 */
export async function assignPacks(
  db: Database,
  shelf: RuleShelf,
  target: { readonly agencyId: string; readonly packs: readonly string[] },
  by: By,
): Promise<void> {
  const { agencyId, packs } = target;
  refuseIf(packRefusals(packs, shelf.packs));
  await change(db, async (tx) => {
    const agency = await lockActive(tx, agencyId);
    // A draft may be chosen before it is confirmed; it is applied only after.
    const confirmedDrafts = shelf.packs.filter(({ draft }) => draft).map(({ id }) => id);
    shelf.rulesFor(packs, { ours: agency.ours, confirmedDrafts });
    await tx.query('update mingfa.agency set packs = $2 where agency_id = $1', [agencyId, packs]);
    const data = { agencyId, packs: [...packs] };
    await appendToEntry(tx, entryOf(agencyId), [eventBy(by, 'packsAssigned', data)]);
  });
}

/**
 * Sets or drops a body's own number for a rule that only says "promptly".
 *
 * @param target - `setting` null drops the number
 * @throws Refused (`rules.ours-…`, `rules.draft-not-confirmed`)
 */
export async function setOwnSetting(
  db: Database,
  shelf: RuleShelf,
  target: {
    readonly agencyId: string;
    readonly ruleKey: string;
    readonly setting: OwnSetting | null;
  },
  by: By,
): Promise<void> {
  const { agencyId, ruleKey, setting } = target;
  await change(db, async (tx) => {
    const agency = await lockActive(tx, agencyId);
    const { [ruleKey]: _before, ...others } = agency.ours;
    const ours = setting === null ? others : { ...others, [ruleKey]: setting };
    shelf.rulesFor(agency.packs, settingsOf({ ...agency, ours }));
    await tx.query('update mingfa.agency set ours = $2 where agency_id = $1', [
      agencyId,
      JSON.stringify(ours),
    ]);
    const data = { agencyId, ruleKey, setting: setting === null ? null : { ...setting } };
    await appendToEntry(tx, entryOf(agencyId), [eventBy(by, 'ownSettingMade', data)]);
  });
}

/**
 * Records that a body has checked a draft pack against the final text and follows it from now on.
 *
 * @param target - `confirmedBy` is the name shown, `basis` the document it was checked against
 * @throws Refused (`register.draft-not-open`)
 */
export async function confirmDraft(
  db: Database,
  shelf: RuleShelf,
  target: {
    readonly agencyId: string;
    readonly packId: string;
    readonly basis: string;
    readonly confirmedBy: string;
  },
  by: By,
): Promise<void> {
  const { agencyId, packId, basis, confirmedBy } = target;
  const confirmedOn: CivilDate = dayOf(by.now);
  await change(db, async (tx) => {
    const agency = await lockActive(tx, agencyId);
    refuseIf(draftRefusals(agency, packId, shelf.packs));
    const drafts = { ...agency.drafts, [packId]: { confirmedBy, confirmedOn, basis } };
    await tx.query('update mingfa.agency set drafts = $2 where agency_id = $1', [
      agencyId,
      JSON.stringify(drafts),
    ]);
    const data = { agencyId, packId, basis, confirmedBy, confirmedOn };
    await appendToEntry(tx, entryOf(agencyId), [eventBy(by, 'draftConfirmed', data)]);
  });
}

/**
 * Closes a body that no longer enforces; its past stays.
 *
 * @throws Refused (`register.agency-in-use`, `register.agency-closed`)
 */
export async function closeAgency(
  db: Database,
  target: { readonly agencyId: string; readonly reason: string },
  by: By,
): Promise<void> {
  const { agencyId, reason } = target;
  await change(db, async (tx) => {
    await lockTree(tx);
    await lockActive(tx, agencyId);
    const used = await tx.query(
      `select from mingfa.agency where parent_id = $1 and standing = 'active'
       union all select from mingfa.account where agency_id = $1 and disabled_at is null limit 1`,
      [agencyId],
    );
    if (used.rowCount !== 0) throw new Refused(registerRefusals.agencyInUse);
    await tx.query(`update mingfa.agency set standing = 'closed' where agency_id = $1`, [agencyId]);
    await appendToEntry(tx, entryOf(agencyId), [eventBy(by, 'agencyClosed', { agencyId, reason })]);
  });
}

/** One body; null if there is none. */
export async function readAgency(db: Database, agencyId: string): Promise<Agency | null> {
  const { rows } = await db.pool.query<Agency>({
    name: 'register-read-agency',
    text: `select ${columns} from mingfa.agency where agency_id = $1`,
    values: [agencyId],
  });
  return rows[0] ?? null;
}

/**
 * Bodies in the order of their names.
 *
 * @param which - `after` is the last name seen
 */
export async function listAgencies(
  db: Database,
  which: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Agency[]> {
  const { rows } = await db.pool.query<Agency>(
    `select ${columns} from mingfa.agency where $1::text is null or name > $1 order by name limit $2`,
    [which.after ?? null, which.limit],
  );
  return rows;
}

/**
 * Bodies in the order of their ids, for work that must reach each once, whatever they are called meanwhile.
 *
 * @param which - `after` is the last id seen
 */
export async function listAgenciesByKey(
  db: Database,
  which: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Agency[]> {
  const { rows } = await db.pool.query<Agency>(
    `select ${columns} from mingfa.agency where $1::uuid is null or agency_id > $1
     order by agency_id limit $2`,
    [which.after ?? null, which.limit],
  );
  return rows;
}

/** Every body below one, at any depth. */
export async function agencyIdsBelow(db: Database, agencyId: string): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ agencyId: string }>({
    name: 'register-agencies-below',
    text: `with recursive below as (
        select agency_id from mingfa.agency where parent_id = $1
        union select a.agency_id from mingfa.agency a join below b on a.parent_id = b.agency_id)
      select agency_id as "agencyId" from below where agency_id <> $1`,
    values: [agencyId],
  });
  return rows.map((row) => row.agencyId);
}

async function lockTree(tx: Change): Promise<ReadonlyMap<string, string | null>> {
  await tx.query('select pg_advisory_xact_lock($1)', [TREE_LOCK]);
  const { rows } = await tx.query<Pick<Agency, 'agencyId' | 'parentId'>>(
    `select agency_id as "agencyId", parent_id as "parentId" from mingfa.agency`,
  );
  return new Map(rows.map(({ agencyId, parentId }) => [agencyId, parentId]));
}

async function lockActive(tx: Change, agencyId: string): Promise<Agency> {
  const agency = await lockEntry<Agency>(tx, entryOf(agencyId), columns);
  if (agency.standing === 'closed') throw new Refused(registerRefusals.agencyClosed);
  return agency;
}

function entryOf(agencyId: string): Entry {
  return { table: 'agency', agencyId, id: agencyId };
}
