// Reviewers with their level and proof, and people to ask for help: what a body needs besides officers.

import type { By } from '../access/index.store.ts';
import { designateReviewer, enterCounsel, type OfficerKey } from '../registers/index.store.ts';
import { designationRulesOf } from '../registers/index.ts';
import { dayOf, type RuleBook } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { DemonstrationBody } from './demonstration-file.ts';

/** Designates a reviewer for the level that gives the opinion; its local name comes from the pack. */
export async function designate(
  { db, ruleBook }: { readonly db: Database; readonly ruleBook: RuleBook },
  { pack, prefix }: Pick<DemonstrationBody, 'pack' | 'prefix'>,
  { key, by }: { readonly key: OfficerKey; readonly by: By },
): Promise<void> {
  const day = dayOf(by.now);
  const packs = [pack, 'national'];
  const rules = designationRulesOf(ruleBook.rulesFor(packs, { confirmedDrafts: [pack] }), day);
  const entry = {
    level: rules.levels[0] ?? '',
    qualification: 'law-licence' as const,
    proofNumber: `演示-${prefix}-资格`,
    isFirstEngaged: true,
    validFrom: day,
    validUntil: null,
  };
  await designateReviewer(db, key, { entry, rules }, by);
}

/** Somebody outside and somebody of the own staff, from whom help may be asked. */
export async function loadCounsel(
  db: Database,
  { agencyId, staffId }: { readonly agencyId: string; readonly staffId: string | null },
  by: By,
): Promise<void> {
  const { rowCount } = await db.pool.query('select from mingfa.counsel where agency_id = $1', [
    agencyId,
  ]);
  if (rowCount !== null && rowCount > 0) return;
  const common = {
    licenceNumber: null,
    specialty: '行政处罚',
    interests: [],
    isShared: false,
    validFrom: dayOf(by.now),
    validUntil: null,
  };
  const outside = {
    ...common,
    name: '沈演示',
    kind: 'legal-adviser' as const,
    organisation: '演示律师事务所',
    accountId: null,
    isPurchased: true,
  };
  const staff = {
    ...common,
    name: '办公室',
    kind: 'public-lawyer' as const,
    organisation: '本单位',
    accountId: staffId,
    isPurchased: false,
  };
  for (const one of [outside, staff]) await enterCounsel(db, agencyId, one, by);
}
