import { createAccount, grantRole, readAccount } from '../access/index.store.ts';
import { markDemonstrationBody } from '../casework/index.store.ts';
import { enterCertificate, registerAgency, registerOfficer } from '../registers/index.store.ts';
import type { Instant, RuleBook } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { idOf, once } from './again.store.ts';
import type { DemonstrationSupervisor } from './demonstration-file.ts';

/** Where supervisors are made. */
type SupervisorDeps = { readonly db: Database; readonly ruleBook: RuleBook };

/** Who makes accounts and entries, and when. */
type Grantor = { readonly actorId: string; readonly now: Instant };

/** Loads a body that supervises others, with the one person who does. */
export async function loadSupervisor(
  { db, ruleBook }: SupervisorDeps,
  supervisor: DemonstrationSupervisor,
  { password, by }: { readonly password: string; readonly by: Grantor },
): Promise<void> {
  const { name, shortName, regionCode, prefix, person } = supervisor;
  const agencyId = idOf(prefix, 'agency');
  const entry = { name, shortName, regionCode, creditCode: null, parentId: null };
  await once(() =>
    registerAgency(
      db,
      ruleBook,
      { ...entry, agencyId, nature: 'statutory', packs: ['national'] },
      by,
    ),
  );
  await markDemonstrationBody(db, agencyId);
  const accountId = idOf(prefix, person);
  const account = {
    accountId,
    agencyId,
    departmentId: null,
    userName: `${prefix}.${person}`,
    displayName: person,
    identity: `演示-${accountId}`,
    password,
    mustChangePassword: false,
  };
  if ((await readAccount(db, accountId)) === null) await createAccount(db, account, by);
  await once(() => grantRole(db, { accountId, role: 'supervisor' }, by));
  const key = { agencyId, officerId: accountId };
  const officer = { name: person, post: person, departmentId: null, mayReview: false };
  await once(() => registerOfficer(db, { ...key, ...officer }, by));
  const certificate = {
    number: `演示-${prefix}-${person}`,
    class: 'supervision' as const,
    issuedBy: '演示省人民政府',
    validFrom: '2024-01-01',
    validUntil: '2028-12-31',
  };
  await once(() => enterCertificate(db, key, certificate, by));
}
