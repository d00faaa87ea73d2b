import { type CaseScope, caseScope, type ScopeHolder } from '../access/index.ts';
import { Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { agencyIdsBelow } from './agency.store.ts';
import { type Keeper, mayKeep } from './keeping.ts';
import { registerRefusals } from './refusals.ts';

/** Who asks, as a request knows it. */
export type Asker = Keeper & ScopeHolder;

/** The cases that somebody may know of. */
export async function caseScopeOf(db: Database, asker: Asker): Promise<CaseScope> {
  return caseScope(asker, await belowOf(db, asker));
}

/**
 * Makes sure that somebody may change the entries of a body.
 *
 * @throws Refused (`register.unknown`)
 */
export async function refuseUnlessKeeper(
  db: Database,
  asker: Asker,
  agencyId: string,
): Promise<void> {
  if (!mayKeep(asker, agencyId, await belowOf(db, asker)))
    throw new Refused(registerRefusals.unknown);
}

/**
 * Makes sure that somebody may know what is kept of a body: the own one, or one below for a supervisor.
 *
 * @throws Refused (`register.unknown`)
 */
export async function refuseUnlessReader(
  db: Database,
  asker: Asker,
  agencyId: string,
): Promise<void> {
  if (asker.agencyId === agencyId) return;
  if (!(await belowOf(db, asker)).includes(agencyId)) throw new Refused(registerRefusals.unknown);
}

/** Bodies below the asker's own: only a supervisor looks into them, nobody else needs the question asked. */
async function belowOf(db: Database, asker: Asker): Promise<readonly string[]> {
  return asker.roles.includes('supervisor') ? agencyIdsBelow(db, asker.agencyId) : [];
}
