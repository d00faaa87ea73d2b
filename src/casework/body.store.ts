// What a case needs to know of its body: rules, officers, departments.
//
// Held for two seconds, so that an action asks the database once and not three times. Certificates, confirmations and
// packs take effect by the day; within a day two seconds decide nothing. What this process changes is forgotten at once.

import { counselOf, listDepartments, officersOf, readAgency } from '../registers/index.store.ts';
import { type CounselFacts, settingsOf } from '../registers/index.ts';
import { dayOf, type Instant, Refused, type RuleBook, type Rules } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { type BodyBasis, CaseBasis } from './case-basis.store.ts';
import { readCatalogues } from './catalogues-in-force.store.ts';
import type { OfficerFacts } from './part.ts';
import type { Procedure } from './procedure.ts';
import { catalogueOn, type ReviewCatalogue } from './review-catalogue.ts';

/** A body as its cases see it. */
export type Body = {
  readonly agencyId: string;
  readonly name: string;
  /** What its case numbers begin with. */
  readonly shortName: string;
  /** Packs it follows, most specific first. */
  readonly packs: readonly string[];
  /** Title of the most specific of them; null when only national law is followed. */
  readonly packTitle: string | null;
  readonly rules: Rules;
  /** By account id. */
  readonly officers: Readonly<Record<string, OfficerFacts>>;
  /** Whom the body may ask for legal help, by id of their entry. */
  readonly counsel: Readonly<Record<string, CounselFacts>>;
  /** Approved versions of its review catalogue, oldest first. */
  readonly catalogues: readonly ReviewCatalogue[];
  /** Titles of the active departments by id. */
  readonly departments: Readonly<Record<string, string>>;
  /** Titles of all departments by id, closed ones too: cases keep theirs. */
  readonly departmentNames: Readonly<Record<string, string>>;
  /** Whether the body exists for demonstration only. */
  readonly isDemonstration: boolean;
  /** Number of all that its cases are worked out from. */
  readonly projection: number;
};

/** The bodies, held for a moment. */
export type Bodies = {
  /**
   * Reads a body.
   *
   * @throws Refused (`case.no-body`) if there is none; (`rules.*`) if its rules cannot be applied
   */
  read(agencyId: string): Promise<Body>;
  /** Makes the next read ask the database; without an id, for all bodies. */
  forget(agencyId?: string): void;
  /** What the cases of each body should have been worked out from by now, for all bodies that have cases. */
  bases(): Promise<readonly BodyBasis[]>;
};

const heldMillis = 2000;

type Held = { readonly until: number; readonly body: Promise<Body> };

/** What bodies are made from. */
export type BodiesDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly procedure: Procedure;
  readonly now: () => Instant;
};
type Reading = BodiesDeps & { readonly basis: CaseBasis };

/** Makes the bodies of an installation. */
export function createBodies(deps: BodiesDeps): Bodies {
  const basis = new CaseBasis(deps);
  const reading = { ...deps, basis };
  const held = new Map<string, Held>();
  return {
    read: (agencyId) => {
      const known = held.get(agencyId);
      if (known !== undefined && known.until > performance.now()) return known.body;
      const body = readBody(reading, agencyId);
      held.set(agencyId, { until: performance.now() + heldMillis, body });
      body.catch(() => held.delete(agencyId));
      return body;
    },
    forget: (agencyId) => {
      if (agencyId === undefined) held.clear();
      else held.delete(agencyId);
    },
    bases: () => basis.ofAll(dayOf(deps.now())),
  };
}

async function readBody({ db, ruleBook, basis, now }: Reading, agencyId: string): Promise<Body> {
  const [agency, officers, departments, demonstration, counsel] = await Promise.all([
    readAgency(db, agencyId),
    officersOf(db, agencyId),
    listDepartments(db, agencyId),
    db.pool.query({
      name: 'casework-demonstration-body',
      text: 'select from mingfa.demonstration_body where agency_id = $1',
      values: [agencyId],
    }),
    counselOf(db, agencyId),
  ]);
  if (agency === null) throw new Refused(noBody);
  const catalogues = await readCatalogues(db, agencyId);
  const today = dayOf(now());
  const catalogue = catalogueOn(catalogues, today)?.number ?? null;
  const active = departments.filter(({ standing }) => standing === 'active');
  return {
    agencyId,
    name: agency.name,
    shortName: agency.shortName,
    packs: agency.packs,
    packTitle: packTitleOf(ruleBook, agency.packs),
    rules: ruleBook.rulesFor(agency.packs, settingsOf(agency)),
    officers,
    counsel,
    departments: Object.fromEntries(active.map((one) => [one.departmentId, one.name])),
    departmentNames: Object.fromEntries(departments.map((one) => [one.departmentId, one.name])),
    isDemonstration: demonstration.rowCount === 1,
    catalogues,
    projection: await basis.of({ ...agency, catalogue }, today),
  };
}

function packTitleOf(ruleBook: RuleBook, [first]: readonly string[]): string | null {
  if (first === undefined || first === 'national') return null;
  return ruleBook.packs.findLast(({ id }) => id === first)?.title ?? null;
}

const noBody = {
  code: 'case.no-body',
  text: '您的账户不属于任何执法主体，不能办理案件。请由系统管理员把账户调整到所在单位。',
  clauses: [],
};

/** Marks a body as one that exists for demonstration only: its cases may be played at past days. */
export async function markDemonstrationBody(
  db: Pick<Database, 'pool'>,
  agencyId: string,
): Promise<void> {
  await db.pool.query(
    'insert into mingfa.demonstration_body (agency_id) values ($1) on conflict do nothing',
    [agencyId],
  );
}
